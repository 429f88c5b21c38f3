#include "report/chart/stacked_bars.h"
#include "report/edition/breakdown.h"
#include "report/edition/coverage_table.h"
#include "report/edition/figures.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/sources.h"

#define MEASURE "gemelde_personen"

static const char *source(Writer *writer)
{
    return sources_line(writer, "comensha");
}

static void draw_lead(Writer *writer)
{
    Cell now = publication_total(writer->publication, MEASURE, writer->land, writer->year);
    Period before = period_year_before(writer->year);
    Cell then = publication_total(writer->publication, MEASURE, writer->land, before);
    const char *year = writer_period(writer, writer->year);
    const char *n = cells_words(writer, &now);
    const char *lead;
    if (!cells_has_value(&now))
        lead = writer_say(writer, "gemeld.lead-geen", "jaar", year, "toestand", n);
    else if (!cells_has_value(&then))
        lead = writer_say(writer, "gemeld.lead-een-jaar", "jaar", year, "n", n);
    else
        lead = writer_say(writer, "gemeld.lead", "jaar", year, "n", n, "vorig-jaar",
                          writer_period(writer, before), "vorig", cells_words(writer, &then));
    flow_lead(writer->flow, lead);
}

static void draw_years(Writer *writer)
{
    flow_heading(writer->flow, 2, writer_say(writer, "gemeld.per-jaar"));
    writer_introduction(writer, "gemeld.per-jaar-tekst");
    YearSeries series = {.measure = MEASURE,
                         .source = "comensha",
                         .area = writer->land,
                         .n_years = writer->series_years};
    FigureText text = {.name = "gemeld.per-jaar",
                       .title = writer_say(writer, "gemeld.per-jaar-titel"),
                       .subtitle = writer_say(writer, "gemeld.per-jaar-onder"),
                       .how_to_read = writer_say(writer, "gemeld.per-jaar-lezen"),
                       .source = source(writer),
                       .height = 190};
    figures_years(writer, writer->flow, &series, &text);
    const char *trend = cells_trend(writer, MEASURE, writer->land, PERIOD_YEAR);
    if (*trend != '\0')
        flow_paragraph(writer->flow, trend);
    coverage_of_reporters(writer, writer->flow);
    Cell persons = publication_total(writer->publication, MEASURE, writer->land, writer->year);
    Cell reports = publication_total(writer->publication, "meldingen", writer->land, writer->year);
    if (cells_has_value(&persons) && cells_has_value(&reports))
        writer_paragraph(writer, "gemeld.meldingen-tekst", "jaar",
                         writer_period(writer, writer->year), "personen",
                         cells_words(writer, &persons), "meldingen", cells_words(writer, &reports));
}

/* --- the two official series */

static const char *const series_measures[] = {"gemelde_personen_rapporteur",
                                              "gemelde_personen_comensha", MEASURE};

static void add_series_year(Writer *writer, ReportTable *table, int year)
{
    Cell cells[G_N_ELEMENTS(series_measures)];
    gboolean any = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
        cells[i] = publication_total(writer->publication, series_measures[i], writer->land,
                                     period_year(year));
        any = any || cells[i].state != STATE_NOT_AVAILABLE;
    }
    if (!any)
        return;
    table_begin_row(table, TABLE_ROW);
    table_text(table, writer_year(writer, year));
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
        cells_count(table, &cells[i]);
}

static int first_published_year(Writer *writer)
{
    int first = writer->year.year - (int)writer->series_years + 1;
    for (gsize i = 0; i < 2; i++) {
        gsize n;
        g_autofree PeriodCell *years = publication_series(writer->publication, series_measures[i],
                                                          writer->land, PERIOD_YEAR, "", "", &n);
        if (n > 0)
            first = MIN(first, years[0].period.year);
    }
    return first;
}

static void draw_series(Writer *writer)
{
    writer_introduction(writer, "gemeld.reeksen-tekst");
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "algemeen.jaar"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "gemeld.reeks-rapporteur"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "gemeld.reeks-comensha"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "gemeld.reeks-monitor"));
    for (int year = first_published_year(writer); year <= writer->year.year; year++)
        add_series_year(writer, table, year);
    gboolean synthetic = publication_is_synthetic(writer->publication);
    TableInfo info = {.name = "gemeld.reeksen",
                      .title = writer_say(writer, "gemeld.reeksen-titel"),
                      .subtitle = writer_say(writer, "gemeld.reeksen-onder"),
                      .notes = writer_say(writer, synthetic ? "gemeld.reeksen-noot-fictief"
                                                            : "gemeld.reeksen-noot"),
                      .source = sources_line(writer, "gepubliceerd", "comensha"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- breakdowns */

static void draw_form(Writer *writer)
{
    flow_heading(writer->flow, 2, writer_say(writer, "gemeld.vorm"));
    const Period periods[] = {period_year_before(writer->year), writer->year, writer->window};
    Breakdown breakdown = {MEASURE, writer->land, periods, G_N_ELEMENTS(periods), TRUE};
    if (!breakdown_exists(writer, &breakdown, "form_group")) {
        writer_paragraph(writer, "gemeld.niet-gesplitst");
        return;
    }
    writer_introduction(writer, "gemeld.vorm-tekst");
    const char *head = writer_say(writer, "gemeld.vorm-kop");
    const char *total = writer_say(writer, "algemeen.totaal-personen");
    ReportTable *groups = breakdown_table_new(writer, &breakdown, head);
    breakdown_add_rows(writer, groups, &breakdown, "form_group");
    breakdown_add_total(writer, groups, &breakdown, total);
    TableInfo info = {.name = "gemeld.vorm",
                      .title = writer_say(writer, "gemeld.vorm-titel"),
                      .subtitle = writer_say(writer, "gemeld.vorm-onder"),
                      .notes = writer_say(writer, "gemeld.vorm-noot"),
                      .source = source(writer),
                      .compact = TRUE};
    table_append(writer->flow, &info, groups);
    if (!breakdown_exists(writer, &breakdown, "form"))
        return;
    ReportTable *forms = breakdown_table_new(writer, &breakdown, head);
    breakdown_add_rows(writer, forms, &breakdown, "form");
    breakdown_add_total(writer, forms, &breakdown, total);
    info.name = "gemeld.vorm-fijn";
    info.title = writer_say(writer, "gemeld.vorm-fijn-titel");
    table_append(writer->flow, &info, forms);
}

static void draw_persons(Writer *writer)
{
    static const char *const dimensions[] = {"sex", "age_group", "nationality_group", "certainty"};
    flow_heading(writer->flow, 2, writer_say(writer, "gemeld.kenmerken"));
    writer_introduction(writer, "gemeld.kenmerken-tekst");
    const Period periods[] = {period_year_before(writer->year), writer->year, writer->window};
    Breakdown breakdown = {MEASURE, writer->land, periods, G_N_ELEMENTS(periods), TRUE};
    ReportTable *table =
        breakdown_table_new(writer, &breakdown, writer_say(writer, "gemeld.kenmerken-kop"));
    for (gsize i = 0; i < G_N_ELEMENTS(dimensions); i++) {
        if (!breakdown_exists(writer, &breakdown, dimensions[i]))
            continue;
        g_autofree char *key = g_strconcat("gemeld.", dimensions[i], NULL);
        breakdown_add_group(table, writer_say(writer, key));
        breakdown_add_rows(writer, table, &breakdown, dimensions[i]);
    }
    breakdown_add_total(writer, table, &breakdown, writer_say(writer, "algemeen.totaal-personen"));
    TableInfo info = {.name = "gemeld.kenmerken",
                      .title = writer_say(writer, "gemeld.kenmerken-titel"),
                      .subtitle = writer_say(writer, "gemeld.kenmerken-onder"),
                      .source = source(writer),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* Suspected and confirmed add up to all persons: the one split that may be stacked. Nothing when a
 * part is hidden or other parts have persons. */
static void draw_certainty(Writer *writer)
{
    static const char *const categories[] = {"bevestigd", "vermoedelijk"};
    guint n = writer->series_years;
    g_autofree ChartValue *confirmed = g_new(ChartValue, n), *suspected = g_new(ChartValue, n);
    g_autofree ChartValue *totals = g_new(ChartValue, n);
    g_autofree const char **years = g_new(const char *, n);
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        Period year = period_year(writer->year.year - (int)n + 1 + (int)i);
        Cell cells[G_N_ELEMENTS(categories)];
        for (gsize j = 0; j < G_N_ELEMENTS(categories); j++)
            cells[j] = publication_cell(writer->publication, MEASURE, writer->land, year,
                                        "certainty", categories[j]);
        Cell all = publication_total(writer->publication, MEASURE, writer->land, year);
        confirmed[i] = figures_value(&cells[0]);
        suspected[i] = figures_value(&cells[1]);
        totals[i] = figures_value(&all);
        years[i] = writer_axis_period(writer, year);
        g_string_append_printf(words, "%s%s", i > 0 ? " " : "",
                               writer_say(writer, "gemeld.zekerheid-zin", "jaar",
                                          writer_period(writer, year), "bevestigd",
                                          cells_words(writer, &cells[0]), "vermoedelijk",
                                          cells_words(writer, &cells[1])));
    }
    StackedPart parts[] = {
        {writer_code_in_sentence(writer, "certainty", "bevestigd"), confirmed},
        {writer_code_in_sentence(writer, "certainty", "vermoedelijk"), suspected}};
    StackedBars chart = {.n_categories = n,
                         .categories = years,
                         .n_parts = G_N_ELEMENTS(parts),
                         .parts = parts,
                         .totals = totals,
                         .language = writer->language};
    Graphic *graphic = stacked_bars_new(&chart, NULL);
    if (graphic == NULL)
        return;
    const char *title = writer_say(writer, "gemeld.zekerheid-titel");
    FigureInfo info = {
        .name = "gemeld.zekerheid",
        .title = title,
        .subtitle = writer_say(writer, "gemeld.zekerheid-onder"),
        .source = source(writer),
        .how_to_read = writer_say(writer, "gemeld.zekerheid-lezen"),
        .alternative = writer_say(writer, "figuur.punten", "titel", title, "waarden", words->str)};
    flow_figure(writer->flow, &info, graphic);
}

static void draw_reporters(Writer *writer)
{
    flow_heading(writer->flow, 2, writer_say(writer, "gemeld.melders"));
    writer_introduction(writer, "gemeld.melders-tekst");
    g_autofree Period *years = breakdown_years(writer, 5);
    Breakdown breakdown = {MEASURE, writer->land, years, 5, FALSE};
    if (!breakdown_exists(writer, &breakdown, "reporter")) {
        writer_paragraph(writer, "gemeld.niet-gesplitst");
        return;
    }
    ReportTable *table =
        breakdown_table_new(writer, &breakdown, writer_say(writer, "gemeld.melders-kop"));
    breakdown_add_rows(writer, table, &breakdown, "reporter");
    breakdown_add_total(writer, table, &breakdown, writer_say(writer, "algemeen.totaal-personen"));
    TableInfo info = {.name = "gemeld.melders",
                      .title = writer_say(writer, "gemeld.melders-titel"),
                      .subtitle = writer_say(writer, "gemeld.melders-onder"),
                      .notes = writer_say(writer, "gemeld.melders-noot"),
                      .source = source(writer),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

void jaarmonitor_reported(Writer *writer)
{
    flow_heading(writer->flow, 1, writer_say(writer, "gemeld.titel"));
    draw_lead(writer);
    draw_years(writer);
    draw_series(writer);
    draw_form(writer);
    draw_persons(writer);
    draw_certainty(writer);
    draw_reporters(writer);
}
