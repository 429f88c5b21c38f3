#include "report/chart/row_chart.h"
#include "report/edition/figures.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/sources.h"

#include <math.h>

/* Change over time: the gemeente itself in windows of five years only, because its years are too
 * small; by year for the areas around it. */

#define SERIES_HEIGHT 150.0

/* --- the gemeente, window by window */

static const char *windows_in_words(Writer *writer, gsize n, const PeriodCell *windows)
{
    GString *words = g_string_new(NULL);
    for (gsize i = 0; i < n; i++)
        g_string_append_printf(words, "%s%s: %s", i > 0 ? "; " : "",
                               writer_period(writer, windows[i].period),
                               cells_words(writer, &windows[i].cell));
    return writer_keep(writer, g_string_free(words, FALSE));
}

static gboolean any_value(gsize n, const PeriodCell *windows)
{
    for (gsize i = 0; i < n; i++)
        if (windows[i].cell.state == STATE_VALUE)
            return TRUE;
    return FALSE;
}

static void draw_windows(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    gsize n;
    g_autofree PeriodCell *windows = publication_series(
        writer->publication, COMPARISON_MEASURE, writer->area, PERIOD_WINDOW, NULL, NULL, &n);
    if (n < 2 || !any_value(n, windows))
        return;
    g_autofree ChartRow *rows = g_new0(ChartRow, n);
    for (gsize i = 0; i < n; i++)
        rows[i] = (ChartRow){.name = writer_period(writer, windows[i].period),
                             .value = figures_value(&windows[i].cell),
                             .compared = NAN,
                             .emphasised = i + 1 == n};
    RowChart chart = {.n_rows = (guint)n,
                      .rows = rows,
                      .whole = TRUE,
                      .reference = NAN,
                      .axis_title = writer_say(writer, "ontwikkeling.as"),
                      .language = writer->language};
    const char *title =
        writer_say(writer, "ontwikkeling.vensters-titel", "gemeente", gemeente->name);
    FigureInfo info = {.name = "ontwikkeling.vensters",
                       .title = title,
                       .subtitle = writer_say(writer, "ontwikkeling.vensters-onder"),
                       .source = sources_line(writer, "comensha"),
                       .how_to_read = writer_say(writer, "ontwikkeling.vensters-lezen"),
                       .alternative = writer_say(writer, "figuur.punten", "titel", title, "waarden",
                                                 windows_in_words(writer, n, windows))};
    flow_figure(writer->flow, &info, row_intervals_new(&chart));
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
    flow_heading(writer->flow, 2, writer_say(writer, "ontwikkeling.eenheid", "eenheid", unit));
    writer_introduction(writer, "ontwikkeling.eenheid-tekst");
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

/* "<b>Gemelde slachtoffers, Oost-Brabant.</b> In 2015-2024 is geen aantoonbare verandering: …" */
static void add_judgement(Writer *writer, GPtrArray *items, const char *measure, AreaId area)
{
    const char *sentence = area == AREA_NONE ? "" : cells_trend(writer, measure, area, PERIOD_YEAR);
    if (*sentence != '\0')
        g_ptr_array_add(items, (gpointer)writer_say(writer, "ontwikkeling.oordeel", "maat",
                                                    writer_measure(writer, measure), "gebied",
                                                    writer_area(writer, area), "zin", sentence));
}

static void draw_judgements(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    add_judgement(writer, items, COMPARISON_MEASURE, gemeente->unit);
    add_judgement(writer, items, "politie_signalen", gemeente->unit);
    add_judgement(writer, items, "om_ingeschreven", gemeente->office);
    add_judgement(writer, items, "gemelde_personen", writer->land);
    if (items->len == 0)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "ontwikkeling.oordelen"));
    flow_bullets(writer->flow, items->len, (const char *const *)items->pdata);
}

void gemeente_trend(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const char *own = cells_trend(writer, COMPARISON_MEASURE, writer->area, PERIOD_WINDOW);
    flow_heading(writer->flow, 1, writer_say(writer, "ontwikkeling.titel"));
    flow_lead(writer->flow,
              *own != '\0'
                  ? writer_say(writer, "ontwikkeling.lead", "gemeente", gemeente->name, "zin", own)
                  : writer_say(writer, "ontwikkeling.lead-geen", "gemeente", gemeente->name));
    flow_keep_with_next(writer->flow);
    writer_paragraph(writer, "ontwikkeling.tekst");
    draw_windows(gemeente);
    draw_unit(gemeente);
    draw_judgements(gemeente);
}
