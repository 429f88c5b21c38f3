#include "report/edition/figures.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/sources.h"

#include <string.h>

static const char *const measures[] = {"politie_signalen", "politie_aangiften",
                                       "politie_onderzoeken", "politie_verdachten"};
static const char *const names[] = {"signalen", "aangiften", "onderzoeken", "verdachten"};

static const char *name_of(Writer *writer, const char *name)
{
    return writer_keep(writer, g_strconcat("politie.", name, NULL));
}

static const char *say(Writer *writer, const char *name, const char *ending)
{
    g_autofree char *key = g_strconcat("politie.", name, ending, NULL);
    return writer_say(writer, key);
}

static void draw_chart(Writer *writer, Flow *flow, gsize i)
{
    YearSeries series = {.measure = measures[i],
                         .source = "politie",
                         .area = writer->land,
                         .n_years = writer->series_years};
    FigureText text = {.name = name_of(writer, names[i]),
                       .title = say(writer, names[i], ""),
                       .subtitle = say(writer, names[i], "-onder"),
                       .height = 110,
                       .unnumbered = TRUE,
                       .without_events = TRUE};
    figures_years(writer, flow, &series, &text);
}

static void draw_charts(Writer *writer)
{
    for (gsize i = 0; i < G_N_ELEMENTS(measures); i += 2) {
        Flow *columns[2];
        flow_columns(writer->flow, 2, NULL, columns);
        draw_chart(writer, columns[0], i);
        draw_chart(writer, columns[1], i + 1);
    }
}

static void add_cells(Writer *writer, ReportTable *table, AreaId area, Period period)
{
    for (gsize i = 0; i < G_N_ELEMENTS(measures); i++) {
        Cell cell = publication_total(writer->publication, measures[i], area, period);
        cells_count(table, &cell);
    }
}

static ReportTable *table_with_units(Writer *writer, const char *head)
{
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, head);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        table_add_column(table, TABLE_COLUMN_NUMBER, say(writer, names[i], ""));
    return table;
}

static void draw_year_table(Writer *writer, Flow *flow)
{
    ReportTable *table = table_with_units(writer, writer_say(writer, "algemeen.jaar"));
    for (int year = writer->year.year - (int)writer->series_years + 1; year <= writer->year.year;
         year++) {
        table_begin_row(table, TABLE_ROW);
        table_text(table, writer_year(writer, year));
        add_cells(writer, table, writer->land, period_year(year));
    }
    TableInfo info = {.name = "politie.per-jaar",
                      .title = writer_say(writer, "politie.tabel-titel"),
                      .subtitle = writer_say(writer, "politie.tabel-onder"),
                      .source = sources_line(writer, "politie"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(flow, &info, table);
}

/* The numbers, and beside them what they say together. */
static void draw_years(Writer *writer)
{
    static const double shares[] = {0.62, 0.38};
    const char *trend = cells_trend(writer, measures[0], writer->land, PERIOD_YEAR);
    if (*trend == '\0') {
        draw_year_table(writer, writer->flow);
        return;
    }
    Flow *columns[G_N_ELEMENTS(shares)];
    flow_columns(writer->flow, G_N_ELEMENTS(shares), shares, columns);
    draw_year_table(writer, columns[0]);
    flow_paragraph(columns[1], writer_say(writer, "politie.trend", "zin", trend));
}

static void draw_units(Writer *writer)
{
    gsize n;
    g_autofree AreaCell *units = publication_areas(
        writer->publication, measures[0], AREA_POLITIE_EENHEID, writer->window, NULL, NULL, &n);
    if (n == 0)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "politie.eenheden"));
    ReportTable *table = table_with_units(writer, writer_say(writer, "waar.eenheden-kop"));
    for (gsize i = 0; i < n; i++) {
        table_begin_row(table, TABLE_ROW);
        table_text(table, area_name(writer->areas, units[i].area));
        add_cells(writer, table, units[i].area, writer->window);
    }
    table_begin_row(table, TABLE_ROW_TOTAL);
    table_text(table, writer_area(writer, writer->land));
    add_cells(writer, table, writer->land, writer->window);
    TableInfo info = {.name = "politie.eenheden",
                      .title = writer_say(writer, "politie.eenheden-titel", "venster",
                                          writer_period(writer, writer->window)),
                      .subtitle = writer_say(writer, "politie.eenheden-onder"),
                      .notes = writer_say(writer, "waar.gebied-noot"),
                      .source = sources_line(writer, "politie"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* Smuggling of people is another crime: how many rows were set apart. */
static gint64 count_smuggling(Writer *writer)
{
    gint64 rows = 0;
    gsize n_sources;
    const PublicationSource *sources = publication_sources(writer->publication, &n_sources);
    for (gsize i = 0; i < n_sources; i++) {
        if (!sources[i].current || strcmp(sources[i].source, "politie") != 0)
            continue;
        gsize n;
        g_autofree PublicationTally *tallies =
            publication_tallies(writer->publication, sources[i].id, &n);
        for (gsize j = 0; j < n; j++)
            if (strcmp(tallies[j].kind, "excluded") == 0 &&
                strstr(tallies[j].name, "smokkel") != NULL)
                rows += tallies[j].count;
    }
    return rows;
}

void jaarmonitor_police(Writer *writer)
{
    Cell now = publication_total(writer->publication, measures[0], writer->land, writer->year);
    const char *year = writer_period(writer, writer->year);
    const char *n = cells_words(writer, &now);
    flow_heading(writer->flow, 1, writer_say(writer, "politie.titel"));
    flow_lead(writer->flow,
              cells_has_value(&now)
                  ? writer_say(writer, "politie.lead", "jaar", year, "n", n)
                  : writer_say(writer, "politie.lead-geen", "jaar", year, "toestand", n));
    writer_paragraph(writer, "politie.tekst");
    gint64 smuggling = count_smuggling(writer);
    if (smuggling > 0)
        writer_paragraph(writer, "politie.smokkel", "n", writer_count(writer, smuggling));
    flow_heading(writer->flow, 2, writer_say(writer, "politie.per-jaar"));
    draw_charts(writer);
    draw_years(writer);
    draw_units(writer);
}
