#include "report/edition/figures.h"
#include "report/edition/kwartaal_parts.h"
#include "report/edition/sources.h"

#include <math.h>

#define CHART_HEIGHT 84.0
#define COLUMNS 3
/* Fewer quarters with a number than this are no course through the year. */
#define LEAST_QUARTERS 4

static const QuarterMeasure *measure_at(const Kwartaal *kwartaal, guint i)
{
    return &g_array_index(kwartaal->measures, QuarterMeasure, i);
}

/* --- each measure beside the same quarter a year earlier */

static const char *judgement(Writer *writer, const QuarterMeasure *measure)
{
    if (!measure->has_judged || measure->judged.state != STATE_VALUE)
        return writer_say(writer, "kwartaalblad.oordeel-geen");
    g_autofree char *key = g_strconcat("kwartaalblad.oordeel-", measure->judged.judgement, NULL);
    const char *words = texts_lookup(writer->context->texts, key);
    return words != NULL ? words : measure->judged.judgement;
}

static void add_ratio(ReportTable *table, const QuarterMeasure *measure)
{
    if (!measure->has_judged || !isfinite(measure->judged.ratio)) {
        table_state(table, STATE_NOT_AVAILABLE);
        table_state(table, STATE_NOT_AVAILABLE);
        return;
    }
    table_decimal(table, measure->judged.ratio, 2);
    table_range(table, measure->judged.ratio_lower, measure->judged.ratio_upper, 2);
}

static void add_measure(Writer *writer, ReportTable *table, const QuarterMeasure *measure)
{
    const PublishedQuarter *judged = &measure->judged;
    table_begin_row(table, TABLE_ROW);
    table_text(table, writer_measure(writer, measure->measure));
    cells_count(table, &measure->year_before);
    cells_count(table, &measure->now);
    add_ratio(table, measure);
    if (kwartaal_is_judged(measure) && judged->usual_lower >= 0)
        table_count_range(table, judged->usual_lower, judged->usual_upper, "");
    else
        table_state(table, STATE_NOT_AVAILABLE);
    table_text(table, judgement(writer, measure));
}

static void draw_measures(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "kwartaalblad.maat"));
    table_add_column(table, TABLE_COLUMN_NUMBER,
                     writer_short_period(writer, period_year_before(kwartaal->quarter)));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_short_period(writer, kwartaal->quarter));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "kwartaalblad.verhouding"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "kwartaalblad.marge"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "kwartaalblad.gewoon"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "kwartaalblad.oordeel"));
    for (guint i = 0; i < kwartaal->measures->len; i++)
        add_measure(writer, table, measure_at(kwartaal, i));
    TableInfo info = {
        .name = "kwartaal.maten",
        .title = writer_say(writer, "kwartaalblad.figuren-titel", "kwartaal", kwartaal->name),
        .subtitle = writer_say(writer, "kwartaalblad.figuren-onder"),
        .notes = writer_say(writer, "kwartaalblad.figuren-noot"),
        .source = sources_line(writer, "comensha", "politie", "om"),
        .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* What stands out in the country, in the words of the statistics. */
static void draw_lead(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (guint i = 0; i < kwartaal->measures->len; i++) {
        const QuarterMeasure *measure = measure_at(kwartaal, i);
        if (!kwartaal_is_notable(measure))
            continue;
        const char *name = writer_measure(writer, measure->measure);
        g_ptr_array_add(names, (gpointer)name);
        g_ptr_array_add(
            items,
            (gpointer)writer_say(
                writer, "kwartaalblad.opvalt", "gebied", writer_area(writer, writer->land), "maat",
                name, "zin",
                writer_keep(writer, inline_escape(measure->judged.sentence[writer->language]))));
    }
    if (kwartaal->n_judged == 0)
        flow_lead(writer->flow, writer_say(writer, "kwartaalblad.figuren-lead-niet"));
    else if (names->len == 0)
        flow_lead(writer->flow, writer_say(writer, "kwartaalblad.figuren-lead-geen"));
    else
        flow_lead(writer->flow, writer_say_count(writer, "kwartaalblad.figuren-lead", names->len,
                                                 "n", writer_count(writer, names->len), "namen",
                                                 writer_list(writer, names)));
    flow_keep_with_next(writer->flow);
    if (items->len > 0)
        flow_bullets(writer->flow, items->len, (const char *const *)items->pdata);
    writer_introduction(writer, "kwartaalblad.figuren-tekst");
}

/* --- four quarters together */

static void add_four(ReportTable *table, gint64 sum, gboolean provisional)
{
    if (sum < 0) {
        table_state(table, STATE_NOT_AVAILABLE);
        return;
    }
    table_count(table, sum);
    if (provisional)
        table_mark_provisional(table);
}

static void draw_four(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    g_autoptr(ReportTable) table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "kwartaalblad.maat"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "kwartaalblad.vier-ervoor"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "kwartaalblad.vier-nu"));
    for (guint i = 0; i < kwartaal->measures->len; i++) {
        const QuarterMeasure *measure = measure_at(kwartaal, i);
        const PublishedQuarter *judged = &measure->judged;
        if (!measure->has_judged || (judged->four_quarters < 0 && judged->four_quarters_before < 0))
            continue;
        table_begin_row(table, TABLE_ROW);
        table_text(table, writer_measure(writer, measure->measure));
        add_four(table, judged->four_quarters_before, FALSE);
        add_four(table, judged->four_quarters, measure->now.provisional);
    }
    flow_heading(writer->flow, 2, writer_say(writer, "kwartaalblad.vier"));
    if (table_n_rows(table) == 0) {
        writer_paragraph(writer, "kwartaalblad.vier-geen");
        return;
    }
    writer_introduction(writer, "kwartaalblad.vier-tekst");
    TableInfo info = {.name = "kwartaal.vier",
                      .title = writer_say(writer, "kwartaalblad.vier-titel"),
                      .subtitle = writer_say(writer, "kwartaalblad.vier-onder"),
                      .source = sources_line(writer, "comensha", "politie", "om"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, g_steal_pointer(&table));
}

/* --- the course through the year */

/* The quarters up to and with that of the report. */
static PeriodCell *quarters_of(const Kwartaal *kwartaal, const char *measure, gsize *n)
{
    Writer *writer = kwartaal->writer;
    PeriodCell *cells =
        publication_series(writer->publication, measure, writer->land, PERIOD_QUARTER, "", "", n);
    while (*n > 0 && period_compare(cells[*n - 1].period, kwartaal->quarter) > 0)
        (*n)--;
    return cells;
}

static gboolean is_course(gsize n, const PeriodCell *cells)
{
    gsize n_values = 0;
    gint64 sum = 0;
    for (gsize i = 0; i < n; i++) {
        n_values += cells_has_value(&cells[i].cell) ? 1 : 0;
        sum += cells[i].cell.value;
    }
    return n_values >= LEAST_QUARTERS && sum > 0;
}

static const char *usual_words(Writer *writer, const QuarterMeasure *measure)
{
    if (!kwartaal_is_judged(measure) || measure->judged.usual_lower < 0)
        return writer_say(writer, "kwartaalblad.verloop-te-kort");
    return writer_say(writer, "kwartaalblad.verloop-gewoon", "onder",
                      writer_count(writer, measure->judged.usual_lower), "boven",
                      writer_count(writer, measure->judged.usual_upper));
}

static void draw_course(const Kwartaal *kwartaal, Flow *flow, const QuarterMeasure *measure)
{
    Writer *writer = kwartaal->writer;
    gsize n;
    g_autofree PeriodCell *cells = quarters_of(kwartaal, measure->measure, &n);
    const char *name = kwartaal_short_name(measure->measure);
    g_autofree char *title = g_strconcat("kwartaalblad.naam-", name, NULL);
    FigureText text = {.name = writer_keep(writer, g_strconcat("kwartaal.", name, NULL)),
                       .title = writer_say(writer, title),
                       .subtitle = usual_words(writer, measure),
                       .height = CHART_HEIGHT,
                       .unnumbered = TRUE};
    FigureLine line = {.n = n, .cells = cells};
    figures_line(writer, flow, &line, &text);
}

static void draw_courses(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    g_autoptr(GPtrArray) shown = g_ptr_array_new();
    for (guint i = 0; i < kwartaal->measures->len; i++) {
        const QuarterMeasure *measure = measure_at(kwartaal, i);
        gsize n;
        g_autofree PeriodCell *cells = quarters_of(kwartaal, measure->measure, &n);
        if (is_course(n, cells))
            g_ptr_array_add(shown, (gpointer)measure);
    }
    flow_heading(writer->flow, 2, writer_say(writer, "kwartaalblad.verloop"));
    if (shown->len == 0) {
        writer_paragraph(writer, "kwartaalblad.verloop-geen");
        return;
    }
    writer_introduction(writer, "kwartaalblad.verloop-tekst");
    for (guint i = 0; i < shown->len; i += COLUMNS) {
        Flow *columns[COLUMNS];
        flow_columns(writer->flow, COLUMNS, NULL, columns);
        for (guint j = 0; j < COLUMNS && i + j < shown->len; j++)
            draw_course(kwartaal, columns[j], g_ptr_array_index(shown, i + j));
    }
    flow_note(writer->flow, sources_line(writer, "comensha", "politie", "om"));
}

void kwartaal_figures(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "kwartaalblad.figuren"));
    draw_lead(kwartaal);
    draw_measures(kwartaal);
    draw_courses(kwartaal);
    draw_four(kwartaal);
}
