#include "report/edition/kwartaal_parts.h"
#include "report/edition/sources.h"

/* The politie-eenheden in one quarter: numbers too small for more than a look and a question. */

/* Series that are outside 95 % limits by chance. */
#define BY_CHANCE 0.05

static const char *const measures[] = {"gemelde_personen_uitbuiting", "politie_signalen",
                                       "politie_aangiften"};

typedef struct {
    guint n_judged, n_notable;
    GPtrArray *sentences;
} Notable;

static void note(Writer *writer, Notable *notable, AreaId area, const QuarterMeasure *measure)
{
    notable->n_judged += kwartaal_is_judged(measure) ? 1 : 0;
    if (!kwartaal_is_notable(measure))
        return;
    notable->n_notable++;
    g_autofree char *name =
        g_strconcat("kwartaalblad.naam-", kwartaal_short_name(measure->measure), NULL);
    g_ptr_array_add(
        notable->sentences,
        (gpointer)writer_say(
            writer, "kwartaalblad.opvalt", "gebied", writer_area(writer, area), "maat",
            writer_say(writer, name), "zin",
            writer_keep(writer, inline_escape(measure->judged.sentence[writer->language]))));
}

static void add_unit(Writer *writer, ReportTable *table, AreaId area, Notable *notable)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, area_name(writer->areas, area));
    for (gsize i = 0; i < G_N_ELEMENTS(measures); i++) {
        QuarterMeasure measure = kwartaal_measure(writer, measures[i], area);
        cells_count(table, &measure.year_before);
        cells_count(table, &measure.now);
        note(writer, notable, area, &measure);
    }
}

static ReportTable *unit_table(const Kwartaal *kwartaal, Notable *notable)
{
    Writer *writer = kwartaal->writer;
    gsize n;
    g_autofree AreaCell *units = publication_areas(
        writer->publication, measures[0], AREA_POLITIE_EENHEID, kwartaal->quarter, NULL, NULL, &n);
    if (n == 0)
        return NULL;
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "kwartaalblad.eenheid"));
    for (gsize i = 0; i < G_N_ELEMENTS(measures); i++) {
        g_autofree char *key =
            g_strconcat("kwartaalblad.naam-", kwartaal_short_name(measures[i]), NULL);
        table_add_column(table, TABLE_COLUMN_NUMBER,
                         writer_short_period(writer, period_year_before(kwartaal->quarter)));
        table_add_column(table, TABLE_COLUMN_NUMBER,
                         writer_short_period(writer, kwartaal->quarter));
        table_span_columns(table, 2, writer_say(writer, key));
    }
    for (gsize i = 0; i < n; i++)
        add_unit(writer, table, units[i].area, notable);
    return table;
}

static const char *lead(Writer *writer, const Notable *notable)
{
    if (notable->n_judged == 0)
        return writer_say(writer, "kwartaalblad.eenheden-lead-niet");
    if (notable->n_notable == 0)
        return writer_say(writer, "kwartaalblad.eenheden-lead-geen");
    double by_chance = BY_CHANCE * notable->n_judged;
    return writer_say_count(writer, "kwartaalblad.eenheden-lead", notable->n_notable, "n",
                            writer_count(writer, notable->n_notable), "totaal",
                            writer_count(writer, notable->n_judged), "toeval",
                            writer_decimal(writer, by_chance, by_chance < 1 ? 1 : 0));
}

void kwartaal_units(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    g_autoptr(GPtrArray) sentences = g_ptr_array_new();
    Notable notable = {.sentences = sentences};
    ReportTable *table = unit_table(kwartaal, &notable);
    flow_heading(writer->flow, 1, writer_say(writer, "kwartaalblad.eenheden"));
    if (table == NULL) {
        writer_paragraph(writer, "kwartaalblad.eenheden-geen");
        return;
    }
    flow_lead(writer->flow, lead(writer, &notable));
    flow_keep_with_next(writer->flow);
    if (sentences->len > 0)
        flow_bullets(writer->flow, sentences->len, (const char *const *)sentences->pdata);
    TableInfo info = {
        .name = "kwartaal.eenheden",
        .title = writer_say(writer, "kwartaalblad.eenheden-titel", "kwartaal", kwartaal->name),
        .subtitle = writer_say(writer, "kwartaalblad.eenheden-onder"),
        .notes = writer_say(writer, "kwartaalblad.eenheden-noot"),
        .source = sources_line(writer, "comensha", "politie"),
        .compact = TRUE};
    table_append(writer->flow, &info, table);
}
