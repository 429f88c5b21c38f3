#include "report/edition/breakdown.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/sources.h"

/* The two place roles, side by side and never added: a person can be in both. */
static const char *const roles[] = {COMPARISON_MEASURE, "gemelde_personen_verblijf"};
static const char *const role_names[] = {"uitbuiting", "verblijf"};

static const char *role(Writer *writer, gsize i)
{
    g_autofree char *key = g_strconcat("inbeeld.", role_names[i], NULL);
    return writer_say(writer, key);
}

static void add_role_columns(Writer *writer, ReportTable *table, const char *second)
{
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        table_add_column(table, TABLE_COLUMN_NUMBER, "N");
        table_add_column(table, TABLE_COLUMN_NUMBER, second);
        table_span_columns(table, 2, role(writer, i));
    }
}

static void add_period(Writer *writer, ReportTable *table, Period period, TableRowKind kind)
{
    table_begin_row(table, kind);
    table_text(table, writer_period(writer, period));
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        Cell cell = publication_total(writer->publication, roles[i], writer->area, period);
        cells_count(table, &cell);
        cells_limits(table, &cell);
    }
}

/* Whether the publication knows the gemeente at all. */
static gboolean is_known(Writer *writer)
{
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++)
        if (publication_total(writer->publication, roles[i], writer->area, writer->window).state !=
            STATE_NOT_AVAILABLE)
            return TRUE;
    return FALSE;
}

/* Whether a year or the window has a number: else a table of years is a column of marks. */
static gboolean any_year(Writer *writer)
{
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        Cell window =
            publication_total(writer->publication, roles[i], writer->area, writer->window);
        if (cells_has_value(&window))
            return TRUE;
        for (guint back = 0; back < writer->series_years; back++) {
            Cell cell = publication_total(writer->publication, roles[i], writer->area,
                                          period_year(writer->year.year - (int)back));
            if (cells_has_value(&cell))
                return TRUE;
        }
    }
    return FALSE;
}

void gemeente_years(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "algemeen.jaar"));
    add_role_columns(writer, table, writer_say(writer, "algemeen.interval"));
    for (int year = writer->year.year - (int)writer->series_years + 1; year <= writer->year.year;
         year++)
        add_period(writer, table, period_year(year), TABLE_ROW);
    add_period(writer, table, writer->window, TABLE_ROW_TOTAL);
    TableInfo info = {.name = "inbeeld.per-jaar",
                      .title =
                          writer_say(writer, "inbeeld.per-jaar-titel", "gemeente", gemeente->name),
                      .subtitle = writer_say(writer, "inbeeld.per-jaar-onder"),
                      .notes = sources_events_sentence(writer),
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- who was reported, and beside it who reported in the police unit: the reporters are not split
 * per gemeente */

static const char *const dimensions[] = {"form_group", "age_group", "sex"};

/* Whether any category has a number above zero: else the table would be a column of marks. */
static gboolean tells_something(Writer *writer)
{
    for (gsize i = 0; i < G_N_ELEMENTS(dimensions); i++) {
        gsize n;
        g_autofree CategoryCell *cells =
            publication_breakdown(writer->publication, writer->context->codes, COMPARISON_MEASURE,
                                  writer->area, writer->window, dimensions[i], &n);
        for (gsize j = 0; j < n; j++)
            if (cells[j].cell.value > 0)
                return TRUE;
    }
    return FALSE;
}

typedef struct {
    const char *name;
    const char *title;
    gsize n_dimensions;
    const char *const *dimensions;
    gboolean bare; /* notes and source stand elsewhere */
} PersonsTable;

static void persons_table(const Gemeente *gemeente, Flow *flow, const PersonsTable *persons)
{
    Writer *writer = gemeente->writer;
    Breakdown breakdown = {COMPARISON_MEASURE, writer->area, &writer->window, 1, TRUE};
    ReportTable *table =
        breakdown_table_new(writer, &breakdown, writer_say(writer, "gemeld.kenmerken-kop"));
    for (gsize i = 0; i < persons->n_dimensions; i++) {
        if (!breakdown_exists(writer, &breakdown, persons->dimensions[i]))
            continue;
        g_autofree char *key = g_strconcat("gemeld.", persons->dimensions[i], NULL);
        if (persons->n_dimensions > 1)
            breakdown_add_group(table, writer_say(writer, key));
        breakdown_add_rows(writer, table, &breakdown, persons->dimensions[i]);
    }
    breakdown_add_total(writer, table, &breakdown, writer_say(writer, "algemeen.totaal-personen"));
    TableInfo info = {.name = persons->name,
                      .title = writer_say(writer, persons->title),
                      .subtitle =
                          writer_say(writer, "inbeeld.wie-onder", "gemeente", gemeente->name),
                      .notes = persons->bare ? NULL : writer_say(writer, "inbeeld.wie-noot"),
                      .source = persons->bare ? NULL : sources_line(writer, "comensha"),
                      .compact = TRUE};
    table_append(flow, &info, table);
}

void gemeente_persons(const Gemeente *gemeente, Flow *flow)
{
    if (!tells_something(gemeente->writer)) {
        flow_paragraph(flow, writer_say(gemeente->writer, "inbeeld.wie-geen"));
        return;
    }
    PersonsTable all = {"inbeeld.wie", "inbeeld.wie-titel", G_N_ELEMENTS(dimensions), dimensions,
                        FALSE};
    persons_table(gemeente, flow, &all);
}

gboolean gemeente_reporters(const Gemeente *gemeente, Flow *flow, gboolean is_bare)
{
    Writer *writer = gemeente->writer;
    Breakdown breakdown = {COMPARISON_MEASURE, gemeente->unit, &writer->window, 1, TRUE};
    if (gemeente->unit == AREA_NONE || !breakdown_exists(writer, &breakdown, "reporter")) {
        flow_paragraph(flow, writer_say(writer, "inbeeld.melders-geen"));
        return FALSE;
    }
    ReportTable *table =
        breakdown_table_new(writer, &breakdown, writer_say(writer, "gemeld.melders-kop"));
    breakdown_add_rows(writer, table, &breakdown, "reporter");
    breakdown_add_total(writer, table, &breakdown, writer_say(writer, "algemeen.totaal-personen"));
    TableInfo info = {.name = "inbeeld.melders",
                      .title = writer_say(writer, "inbeeld.melders-titel"),
                      .subtitle = writer_say(writer, "inbeeld.melders-onder", "eenheid",
                                             writer_area(writer, gemeente->unit)),
                      .notes = is_bare ? NULL : writer_say(writer, "inbeeld.melders-noot"),
                      .source = is_bare ? NULL : sources_line(writer, "comensha"),
                      .compact = TRUE};
    table_append(flow, &info, table);
    return TRUE;
}

/* Forms beside age and sex: as one table they would be half a page of rows. */
static void draw_who(const Gemeente *gemeente)
{
    static const double shares[] = {0.54, 0.46};
    static const PersonsTable forms = {"inbeeld.wie", "inbeeld.wie-vorm", 1, dimensions, TRUE};
    static const PersonsTable others = {"inbeeld.wie-leeftijd", "inbeeld.wie-leeftijd-titel",
                                        G_N_ELEMENTS(dimensions) - 1, &dimensions[1], TRUE};
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 2, writer_say(writer, "inbeeld.wie-gemeld"));
    if (any_year(writer))
        writer_introduction(writer, "inbeeld.rollen");
    if (!tells_something(writer)) {
        writer_paragraph(writer, "inbeeld.wie-geen");
        return;
    }
    Flow *columns[2];
    flow_columns(writer->flow, 2, shares, columns);
    persons_table(gemeente, columns[0], &forms);
    persons_table(gemeente, columns[1], &others);
    flow_keep_with_next(writer->flow);
    flow_note(writer->flow, writer_join(writer, writer_say(writer, "inbeeld.wie-noot"),
                                        sources_line(writer, "comensha")));
}

static const char *lead(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const Cell *own = &gemeente->comparison->own;
    const char *window = writer_period(writer, writer->window);
    if (own->state == STATE_SUPPRESSED)
        return writer_say(writer, "inbeeld.lead-onderdrukt", "venster", window, "gemeente",
                          gemeente->name);
    if (!cells_has_value(own))
        return writer_say(writer, "inbeeld.lead-geen", "venster", window, "gemeente",
                          gemeente->name, "toestand", cells_words(writer, own));
    if (own->value == 0)
        return writer_say(writer, "inbeeld.lead-nul", "venster", window, "gemeente",
                          gemeente->name);
    return writer_say_count(writer, "inbeeld.lead", own->value, "n", cells_words(writer, own),
                            "venster", window, "gemeente", gemeente->name);
}

void gemeente_registered(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "inbeeld.titel"));
    flow_name_heading(writer->flow, "inbeeld");
    flow_lead(writer->flow, lead(gemeente));
    flow_keep_with_next(writer->flow);
    if (any_year(writer))
        gemeente_years(gemeente);
    else if (is_known(writer))
        writer_paragraph(writer, "inbeeld.jaren-onderdrukt", "gemeente", gemeente->name);
    draw_who(gemeente);
    gemeente_published(gemeente);
}
