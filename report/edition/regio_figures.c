#include "report/edition/breakdown.h"
#include "report/edition/change_table.h"
#include "report/edition/coverage_table.h"
#include "report/edition/figures.h"
#include "report/edition/regio_parts.h"
#include "report/edition/sources.h"

#include <math.h>

/* What is registered in the region, how it changes, and how complete that is. */

#define CHART_HEIGHT 92.0
#define COLUMNS 3
#define REPORTER_YEARS 5
#define TABLE_YEARS 5

/* --- registered */

static const char *lead(const Regio *regio)
{
    Writer *writer = regio->writer;
    const Cell *own = &regio->base.comparison->own;
    const char *window = writer_period(writer, writer->window);
    if (!cells_has_value(own))
        return writer_say(writer, "inbeeld.lead-geen", "venster", window, "gemeente",
                          regio->base.name, "toestand", cells_words(writer, own));
    return writer_say(writer, "regio.lead", "venster", window, "gebied", regio->base.name, "n",
                      cells_words(writer, own), "rate", writer_decimal(writer, own->rate, 1),
                      "onder", writer_decimal(writer, own->rate_lower, 1), "boven",
                      writer_decimal(writer, own->rate_upper, 1));
}

/* The two place roles side by side, never added. The lines of chapter 4 have the intervals and go
 * further back. */
static void add_years(const Regio *regio, ReportTable *table, Period period, TableRowKind kind)
{
    static const char *const roles[] = {COMPARISON_MEASURE, "gemelde_personen_verblijf"};
    Writer *writer = regio->writer;
    table_begin_row(table, kind);
    table_text(table, writer_period(writer, period));
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        Cell cell = publication_total(writer->publication, roles[i], writer->area, period);
        cells_count(table, &cell);
    }
}

static void draw_years(const Regio *regio, Flow *flow)
{
    Writer *writer = regio->writer;
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "algemeen.jaar"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "inbeeld.uitbuiting"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "inbeeld.verblijf"));
    for (guint i = MIN(writer->series_years, TABLE_YEARS); i > 0; i--)
        add_years(regio, table, period_year(writer->year.year - (int)i + 1), TABLE_ROW);
    add_years(regio, table, writer->window, TABLE_ROW_TOTAL);
    TableInfo info = {.name = "inbeeld.per-jaar",
                      .title = writer_say(writer, "regio.jaren-titel"),
                      .subtitle = writer_say(writer, "regio.jaren-onder"),
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE};
    table_append(flow, &info, table);
}

void regio_registered(const Regio *regio)
{
    static const double shares[] = {0.54, 0.46};
    Writer *writer = regio->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "inbeeld.titel"));
    flow_lead(writer->flow, lead(regio));
    writer_paragraph(writer, "regio.rollen");
    writer_introduction(writer, regio->kind == AREA_POLITIE_EENHEID ? "regio.wie-eenheid"
                                                                    : "regio.wie-veiligheidsregio");
    Flow *columns[2];
    flow_columns(writer->flow, 2, shares, columns);
    gemeente_persons(&regio->base, columns[0]);
    draw_years(regio, columns[1]);
    gemeente_reporters(&regio->base, columns[1], FALSE);
}

/* --- change, measure by measure */

typedef struct {
    const char *measure, *source;
    const char *name; /* of the figure and of its title */
} ChangeSeries;

static const ChangeSeries series[] = {{COMPARISON_MEASURE, "comensha", "uitbuiting"},
                                      {"gemelde_personen_verblijf", "comensha", "verblijf"},
                                      {"politie_signalen", "politie", "signalen"},
                                      {"politie_aangiften", "politie", "aangiften"},
                                      {"politie_onderzoeken", "politie", "onderzoeken"},
                                      {"politie_verdachten", "politie", "verdachten"}};

static YearSeries years_of(const Regio *regio, const ChangeSeries *one)
{
    return (YearSeries){.measure = one->measure,
                        .source = one->source,
                        .area = regio->writer->area,
                        .n_years = regio->writer->series_years};
}

static void draw_chart(const Regio *regio, Flow *flow, const ChangeSeries *one)
{
    Writer *writer = regio->writer;
    YearSeries years = years_of(regio, one);
    g_autofree char *title = g_strconcat("regio.reeks-", one->name, NULL);
    FigureText text = {.name = writer_keep(writer, g_strconcat("regio.", one->name, NULL)),
                       .title = writer_say(writer, title),
                       .subtitle = writer_say(writer, "regio.reeks-onder"),
                       .height = CHART_HEIGHT,
                       .unnumbered = TRUE,
                       .without_events = TRUE};
    figures_years(writer, flow, &years, &text);
}

static void draw_charts(const Regio *regio)
{
    g_autoptr(GPtrArray) shown = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(series); i++) {
        YearSeries years = years_of(regio, &series[i]);
        if (figures_is_worth_drawing(regio->writer, &years))
            g_ptr_array_add(shown, (gpointer)&series[i]);
    }
    for (guint i = 0; i < shown->len; i += COLUMNS) {
        Flow *columns[COLUMNS];
        flow_columns(regio->writer->flow, COLUMNS, NULL, columns);
        for (guint j = 0; j < COLUMNS && i + j < shown->len; j++)
            draw_chart(regio, columns[j], g_ptr_array_index(shown, i + j));
    }
    if (shown->len > 0)
        flow_note(regio->writer->flow, sources_line(regio->writer, "comensha", "politie"));
}

static void draw_results(const Regio *regio)
{
    Writer *writer = regio->writer;
    ChangeSeriesOf changes[G_N_ELEMENTS(series)];
    for (gsize i = 0; i < G_N_ELEMENTS(series); i++)
        changes[i] = (ChangeSeriesOf){series[i].measure, writer->area, PERIOD_YEAR};
    ChangeTable table = {.n_series = G_N_ELEMENTS(changes),
                         .series = changes,
                         .name = "regio.verandering",
                         .title = writer_say(writer, "regio.verandering-titel"),
                         .subtitle = writer_say(writer, "regio.verandering-onder"),
                         .source = sources_line(writer, "comensha", "politie"),
                         .by_area = TRUE};
    if (change_table_append(writer, writer->flow, &table))
        change_caveats_append(writer, writer->flow, G_N_ELEMENTS(changes), changes, 2);
}

static gboolean has_results(const Regio *regio)
{
    PublishedTrend trend;
    for (gsize i = 0; i < G_N_ELEMENTS(series); i++)
        if (publication_trend(regio->writer->publication, series[i].measure, regio->writer->area,
                              PERIOD_YEAR, &trend))
            return TRUE;
    return FALSE;
}

void regio_change(const Regio *regio)
{
    Writer *writer = regio->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "ontwikkeling.titel"));
    flow_lead(writer->flow, writer_say(writer, has_results(regio) ? "regio.verandering"
                                                                  : "regio.verandering-geen"));
    const char *events = sources_events_sentence(writer);
    if (*events != '\0')
        flow_paragraph(writer->flow, events);
    draw_charts(regio);
    draw_results(regio);
}

/* --- completeness */

static const char *unknown_place(const Regio *regio)
{
    Writer *writer = regio->writer;
    Cell rest = publication_without_area(writer->publication, COMPARISON_MEASURE, writer->area,
                                         writer->window, AREA_GEMEENTE);
    Cell land = publication_without_area(writer->publication, COMPARISON_MEASURE, writer->land,
                                         writer->window, AREA_LAND);
    return writer_join(
        writer,
        !cells_has_value(&rest) ? ""
        : rest.value == 0 ? writer_say(writer, "regio.plaats-alle", "gebied", regio->base.name)
                          : writer_say(writer, "regio.plaats", "n", cells_words(writer, &rest),
                                       "gebied", regio->base.name),
        cells_has_value(&land)
            ? writer_say(writer, "regio.plaats-land", "n", cells_words(writer, &land))
            : "");
}

void regio_completeness(const Regio *regio)
{
    Writer *writer = regio->writer;
    guint n = MIN(writer->series_years, REPORTER_YEARS);
    g_autofree Period *years = breakdown_years(writer, n);
    Breakdown breakdown = {COMPARISON_MEASURE, regio->base.unit, years, n, FALSE};
    flow_heading(writer->flow, 1, writer_say(writer, "regio.volledig"));
    flow_lead(writer->flow, writer_say(writer, "regio.volledig-lead"));
    const char *place = writer_join(writer, unknown_place(regio), coverage_sentences(writer));
    if (*place != '\0')
        flow_paragraph(writer->flow, place);
    if (regio->base.unit == AREA_NONE || !breakdown_exists(writer, &breakdown, "reporter")) {
        writer_paragraph(writer, "inbeeld.melders-geen");
        return;
    }
    ReportTable *table =
        breakdown_table_new(writer, &breakdown, writer_say(writer, "gemeld.melders-kop"));
    breakdown_add_rows(writer, table, &breakdown, "reporter");
    breakdown_add_total(writer, table, &breakdown, writer_say(writer, "algemeen.totaal-personen"));
    TableInfo info = {.name = "regio.melders",
                      .title = writer_say(writer, "regio.melders-titel", "eenheid",
                                          writer_area(writer, regio->base.unit)),
                      .subtitle = writer_say(writer, "regio.melders-onder"),
                      .notes = writer_say(writer, "regio.melders-noot"),
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}
