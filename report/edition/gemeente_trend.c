#include "report/edition/change_table.h"
#include "report/edition/figures.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/moving_sums.h"
#include "report/edition/sources.h"

#include <math.h>
#include <string.h>

/* Change over time: the gemeente itself in windows of five years only, because its years are too
 * small; by year for the areas around it. */

#define SERIES_HEIGHT 128.0
#define MOST_SERIES 6

/* --- the gemeente, window beside window */

static const char *const own_measures[] = {COMPARISON_MEASURE, "gemelde_personen_verblijf",
                                           "politie_signalen", "politie_aangiften"};

/* On its own the change would stand out, among so many gemeenten it does not. */
static gboolean is_by_chance(const PublishedTrend *trend)
{
    return strcmp(trend->direction, "no-change") == 0 &&
           publication_names_hold(trend->caveats, "chance");
}

/* "Tussen 2015–2019 en 2020–2024 is in Eindhoven geen aantoonbare verandering: van 68 naar 51 …" */
static const char *lead(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    PublishedTrend trend;
    if (!publication_trend(writer->publication, COMPARISON_MEASURE, writer->area, PERIOD_WINDOW,
                           &trend))
        return writer_say(writer, "ontwikkeling.lead-geen", "gemeente", gemeente->name);
    if (!trend.is_fine || trend.direction == NULL || !isfinite(trend.change))
        return writer_say(writer, "beweging.lead-niets", "zin",
                          writer_keep(writer, inline_escape(trend.sentence[writer->language])));
    g_autofree char *key = g_strconcat("beweging.lead-", trend.direction,
                                       is_by_chance(&trend) ? "-toeval" : NULL, NULL);
    return writer_say(writer, key, "gemeente", gemeente->name, "van",
                      writer_period(writer, trend.from), "tot", writer_period(writer, trend.to),
                      "eerste", writer_count(writer, (gint64)llround(trend.first)), "laatste",
                      writer_count(writer, (gint64)llround(trend.last)), "verschil",
                      change_percent(writer, trend.change, 0), "onder",
                      change_percent(writer, trend.lower, 0), "boven",
                      change_percent(writer, trend.upper, 0));
}

/* Where two windows of persons can be compared, the sums in between add nothing. */
static gboolean has_own_change(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    PublishedTrend trend;
    return publication_trend(writer->publication, COMPARISON_MEASURE, writer->area, PERIOD_WINDOW,
                             &trend) &&
           trend.is_fine;
}

static gsize own_series(const Gemeente *gemeente, ChangeSeriesOf *series)
{
    for (gsize i = 0; i < G_N_ELEMENTS(own_measures); i++)
        series[i] = (ChangeSeriesOf){own_measures[i], gemeente->writer->area, PERIOD_WINDOW};
    return G_N_ELEMENTS(own_measures);
}

static gsize series_around(const Gemeente *gemeente, ChangeSeriesOf *series)
{
    const ChangeSeriesOf around[] = {{COMPARISON_MEASURE, gemeente->unit, PERIOD_YEAR},
                                     {"politie_signalen", gemeente->unit, PERIOD_YEAR},
                                     {"politie_aangiften", gemeente->unit, PERIOD_YEAR},
                                     {"om_ingeschreven", gemeente->office, PERIOD_YEAR},
                                     {"gemelde_personen", gemeente->writer->land, PERIOD_YEAR}};
    for (gsize i = 0; i < G_N_ELEMENTS(around); i++)
        series[i] = around[i];
    return G_N_ELEMENTS(around);
}

/* Whether any of them says something: a table of refusals would not. */
static gboolean any_fine(Writer *writer, gsize n, const ChangeSeriesOf *series)
{
    for (gsize i = 0; i < n; i++) {
        PublishedTrend trend;
        if (publication_trend(writer->publication, series[i].measure, series[i].area,
                              series[i].kind, &trend) &&
            trend.is_fine)
            return TRUE;
    }
    return FALSE;
}

static void draw_own(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    ChangeSeriesOf series[MOST_SERIES];
    ChangeTable table = {.n_series = own_series(gemeente, series),
                         .series = series,
                         .name = "ontwikkeling.vensters",
                         .title =
                             writer_say(writer, "beweging.eigen-titel", "gemeente", gemeente->name),
                         .subtitle = writer_say(writer, "beweging.eigen-onder"),
                         .source = sources_line(writer, "comensha", "politie")};
    writer_introduction(writer, "ontwikkeling.tekst");
    change_table_append(writer, writer->flow, &table);
}

/* "Signalen bij de politie. 41 in 2015–2019, 72 in 2020–2024: geen aantoonbare verandering …" */
static void draw_sentence(Writer *writer, const ChangeSeriesOf *series)
{
    PublishedTrend trend;
    if (!publication_trend(writer->publication, series->measure, series->area, series->kind,
                           &trend) ||
        !trend.is_fine || !isfinite(trend.change))
        return;
    writer_paragraph(writer, "beweging.kort", "maat", change_name(writer, series->measure), "van",
                     writer_period(writer, trend.from), "tot", writer_period(writer, trend.to),
                     "eerste", writer_count(writer, (gint64)llround(trend.first)), "laatste",
                     writer_count(writer, (gint64)llround(trend.last)), "oordeel",
                     change_judgement(writer, &trend), "verschil",
                     change_percent(writer, trend.change, 0), "onder",
                     change_percent(writer, trend.lower, 0), "boven",
                     change_percent(writer, trend.upper, 0));
}

/* Persons cannot be compared: the sums in between, and what can be compared in a sentence each. */
static void draw_sums(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    ChangeSeriesOf series[MOST_SERIES];
    gsize n = own_series(gemeente, series);
    for (gsize i = 0; i < n; i++)
        draw_sentence(writer, &series[i]);
    moving_sums_append(writer, gemeente->name);
}

static void draw_gemeente(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    ChangeSeriesOf series[MOST_SERIES];
    gsize n = own_series(gemeente, series);
    if (!any_fine(writer, n, series))
        writer_paragraph(writer, "ontwikkeling.eigen-geen", "gemeente", gemeente->name);
    if (!has_own_change(gemeente) && moving_sums_any(writer))
        draw_sums(gemeente);
    else if (any_fine(writer, n, series))
        draw_own(gemeente);
}

/* --- the areas around it, year by year */

static void draw_unit(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    if (gemeente->unit == AREA_NONE)
        return;
    const char *unit = writer_area(writer, gemeente->unit);
    YearSeries series = {.measure = COMPARISON_MEASURE,
                         .source = "comensha",
                         .area = gemeente->unit,
                         .n_years = writer->series_years};
    if (!figures_has_values(writer, &series)) {
        writer_paragraph(writer, "ontwikkeling.eenheid-geen");
        return;
    }
    FigureText text = {.name = "ontwikkeling.eenheid",
                       .title = writer_say(writer, "ontwikkeling.eenheid-titel", "eenheid", unit),
                       .subtitle = writer_say(writer, "ontwikkeling.eenheid-onder"),
                       .source = sources_line(writer, "comensha"),
                       .height = SERIES_HEIGHT};
    figures_years(writer, writer->flow, &series, &text);
}

static void draw_around(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    ChangeSeriesOf series[2 * MOST_SERIES];
    gsize n = series_around(gemeente, series);
    flow_heading(writer->flow, 2, writer_say(writer, "beweging.rond"));
    writer_introduction(writer, "ontwikkeling.eenheid-tekst");
    draw_unit(gemeente);
    ChangeTable table = {.n_series = n,
                         .series = series,
                         .name = "ontwikkeling.oordelen",
                         .title = writer_say(writer, "beweging.rond-titel"),
                         .subtitle = writer_say(writer, "beweging.rond-onder"),
                         .source = sources_line(writer, "comensha", "politie", "om"),
                         .by_area = TRUE};
    if (!change_table_append(writer, writer->flow, &table))
        return;
    n += own_series(gemeente, &series[n]);
    change_caveats_append(writer, writer->flow, n, series, 3);
}

void gemeente_trend(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "ontwikkeling.titel"));
    flow_name_heading(writer->flow, "ontwikkeling");
    flow_lead(writer->flow, lead(gemeente));
    flow_keep_with_next(writer->flow);
    draw_gemeente(gemeente);
    draw_around(gemeente);
}
