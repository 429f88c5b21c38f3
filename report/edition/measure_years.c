#include "report/edition/measure_years.h"

#include "report/edition/figures.h"
#include "report/edition/sources.h"

#define CHART_HEIGHT 110.0

const char *measure_years_name(Writer *writer, const MeasureYears *set, const char *name)
{
    return writer_keep(writer, g_strconcat(set->source, ".", name, NULL));
}

const char *measure_years_say(Writer *writer, const MeasureYears *set, const char *name,
                              const char *ending)
{
    g_autofree char *key = g_strconcat(set->source, ".", name, ending, NULL);
    return writer_say(writer, key);
}

static void draw_chart(Writer *writer, Flow *flow, const MeasureYears *set, gsize i)
{
    YearSeries series = {.measure = set->measures[i],
                         .source = set->source,
                         .area = writer->land,
                         .n_years = writer->series_years};
    FigureText text = {.name = measure_years_name(writer, set, set->names[i]),
                       .title = measure_years_say(writer, set, set->names[i], ""),
                       .subtitle = measure_years_say(writer, set, set->names[i], "-onder"),
                       .height = CHART_HEIGHT,
                       .unnumbered = TRUE,
                       .without_events = TRUE};
    figures_years(writer, flow, &series, &text);
}

void measure_years_charts(Writer *writer, const MeasureYears *set)
{
    g_autofree Flow **columns = g_new(Flow *, set->n_columns);
    for (gsize i = 0; i < set->n; i++) {
        if (i % set->n_columns == 0)
            flow_columns(writer->flow, (guint)set->n_columns, NULL, columns);
        draw_chart(writer, columns[i % set->n_columns], set, i);
    }
}

ReportTable *measure_years_table_new(Writer *writer, const MeasureYears *set, const char *head)
{
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, head);
    for (gsize i = 0; i < set->n; i++)
        table_add_column(table, TABLE_COLUMN_NUMBER,
                         measure_years_say(writer, set, set->names[i], ""));
    return table;
}

void measure_years_add_row(Writer *writer, const MeasureYears *set, ReportTable *table,
                           TableRowKind kind, const char *head, AreaId area, Period period)
{
    table_begin_row(table, kind);
    table_text(table, head);
    for (gsize i = 0; i < set->n; i++) {
        Cell cell = publication_total(writer->publication, set->measures[i], area, period);
        cells_count(table, &cell);
    }
}

static void draw_table(Writer *writer, Flow *flow, const MeasureYears *set)
{
    ReportTable *table = measure_years_table_new(writer, set, writer_say(writer, "algemeen.jaar"));
    for (int year = writer->year.year - (int)writer->series_years + 1; year <= writer->year.year;
         year++)
        measure_years_add_row(writer, set, table, TABLE_ROW, writer_year(writer, year),
                              writer->land, period_year(year));
    TableInfo info = {.name = measure_years_name(writer, set, "per-jaar"),
                      .title = measure_years_say(writer, set, "tabel", "-titel"),
                      .subtitle = measure_years_say(writer, set, "tabel", "-onder"),
                      .notes =
                          set->has_note ? measure_years_say(writer, set, "tabel", "-noot") : NULL,
                      .source = sources_line(writer, set->source),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(flow, &info, table);
}

void measure_years_append(Writer *writer, const MeasureYears *set)
{
    static const double shares[] = {0.62, 0.38};
    const char *trend = cells_trend(writer, set->measures[0], writer->land, PERIOD_YEAR);
    if (*trend == '\0') {
        draw_table(writer, writer->flow, set);
        return;
    }
    Flow *columns[G_N_ELEMENTS(shares)];
    flow_columns(writer->flow, G_N_ELEMENTS(shares), shares, columns);
    draw_table(writer, columns[0], set);
    g_autofree char *key = g_strconcat(set->source, ".trend", NULL);
    flow_paragraph(columns[1], writer_say(writer, key, "zin", trend));
}
