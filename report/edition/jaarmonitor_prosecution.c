#include "report/edition/breakdown.h"
#include "report/edition/chain_figure.h"
#include "report/edition/durations.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/measure_years.h"
#include "report/edition/sources.h"

#define TABLE_YEARS 5

static const char *const measures[] = {"om_ingeschreven", "om_afgehandeld", "om_uitspraken"};
static const char *const names[] = {"ingeschreven", "afgehandeld", "uitspraken"};
static const MeasureYears years = {.source = "om",
                                   .n = G_N_ELEMENTS(measures),
                                   .measures = measures,
                                   .names = names,
                                   .n_columns = G_N_ELEMENTS(measures),
                                   .has_note = TRUE};

static const char *source(Writer *writer)
{
    return sources_line(writer, years.source);
}

typedef struct {
    const char *measure, *dimension, *name; /* name: of the texts */
    gboolean with_note;
} Split;

static void draw_split(Writer *writer, const Split *split)
{
    const Period periods[] = {period_year_before(writer->year), writer->year, writer->window};
    Breakdown breakdown = {split->measure, writer->land, periods, G_N_ELEMENTS(periods), TRUE};
    if (!breakdown_exists(writer, &breakdown, split->dimension))
        return;
    ReportTable *table = breakdown_table_new(
        writer, &breakdown, measure_years_say(writer, &years, split->name, "-kop"));
    breakdown_add_rows(writer, table, &breakdown, split->dimension);
    breakdown_add_total(writer, table, &breakdown, writer_say(writer, "algemeen.totaal"));
    TableInfo info = {
        .name = measure_years_name(writer, &years, split->name),
        .title = measure_years_say(writer, &years, split->name, "-titel"),
        .subtitle = measure_years_say(writer, &years, split->name, "-onder"),
        .notes = split->with_note ? measure_years_say(writer, &years, split->name, "-noot") : NULL,
        .source = source(writer),
        .compact = TRUE};
    table_append(writer->flow, &info, table);
}

static void draw_splits(Writer *writer)
{
    static const Split splits[] = {{"om_afgehandeld", "decision", "beslissing", TRUE},
                                   {"om_uitspraken", "verdict", "uitspraak", FALSE}};
    flow_heading(writer->flow, 2, writer_say(writer, "om.beslissing"));
    for (gsize i = 0; i < G_N_ELEMENTS(splits); i++)
        draw_split(writer, &splits[i]);
}

static void add_office(Writer *writer, ReportTable *table, AreaId office, TableRowKind kind)
{
    table_begin_row(table, kind);
    table_text(table, office == writer->land ? writer_say(writer, "algemeen.totaal")
                                             : area_name(writer->areas, office));
    for (int i = TABLE_YEARS - 1; i >= 0; i--) {
        Cell cell = publication_total(writer->publication, "om_ingeschreven", office,
                                      period_year(writer->year.year - i));
        cells_count(table, &cell);
    }
    Cell window = publication_total(writer->publication, "om_ingeschreven", office, writer->window);
    cells_count(table, &window);
}

static void draw_offices(Writer *writer)
{
    flow_heading(writer->flow, 2, writer_say(writer, "om.parket"));
    writer_introduction(writer, "om.parket-tekst");
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "om.parket-kop"));
    for (int i = TABLE_YEARS - 1; i >= 0; i--)
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_year(writer, writer->year.year - i));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_period(writer, writer->window));
    gsize n;
    g_autofree AreaCell *offices = publication_areas(writer->publication, "om_ingeschreven",
                                                     AREA_PARKET, writer->window, NULL, NULL, &n);
    for (gsize i = 0; i < n; i++)
        add_office(writer, table, offices[i].area, TABLE_ROW);
    add_office(writer, table, writer->land, TABLE_ROW_TOTAL);
    TableInfo info = {.name = "om.parket",
                      .title = writer_say(writer, "om.parket-titel"),
                      .subtitle = writer_say(writer, "om.parket-onder"),
                      .source = source(writer),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

static void draw_chain(Writer *writer)
{
    ChainFigure figure = {.name = "grafiek.keten",
                          .title = writer_say(writer, "grafiek.keten-land-titel"),
                          .area = writer->land,
                          .office = writer->land,
                          .period = writer->year};
    writer_introduction(writer, "grafiek.keten-land-tekst");
    chain_figure(writer, writer->flow, &figure);
}

void jaarmonitor_prosecution(Writer *writer)
{
    flow_heading(writer->flow, 1, writer_say(writer, "om.titel"));
    Cell now =
        publication_total(writer->publication, "om_ingeschreven", writer->land, writer->year);
    flow_lead(writer->flow,
              cells_has_value(&now)
                  ? writer_say(writer, "om.lead", "jaar", writer_period(writer, writer->year), "n",
                               cells_words(writer, &now))
                  : writer_say(writer, "om.lead-geen", "jaar", writer_period(writer, writer->year),
                               "toestand", cells_words(writer, &now)));
    draw_chain(writer);
    flow_heading(writer->flow, 2, writer_say(writer, "om.per-jaar"));
    writer_introduction(writer, "om.per-jaar-tekst");
    measure_years_charts(writer, &years);
    measure_years_append(writer, &years);
    draw_splits(writer);
    draw_offices(writer);
    durations_section(writer);
    jaarmonitor_printed_table(writer);
}
