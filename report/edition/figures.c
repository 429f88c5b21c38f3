#include "report/edition/figures.h"

#include "report/chart/line_chart.h"
#include "report/edition/sources.h"

ChartValue figures_value(const Cell *cell)
{
    if (cell->state != STATE_VALUE)
        return chart_empty(cell->state);
    ChartValue value = chart_value_with_interval((double)cell->value, cell->lower, cell->upper);
    value.provisional = cell->provisional;
    return value;
}

static int first_year(const Writer *writer, const YearSeries *series)
{
    return writer->year.year - (int)series->n_years + 1;
}

Cell *figures_year_cells(Writer *writer, const YearSeries *series)
{
    Cell *cells = g_new(Cell, series->n_years);
    for (guint i = 0; i < series->n_years; i++)
        cells[i] = publication_cell(writer->publication, series->measure, series->area,
                                    period_year(first_year(writer, series) + (int)i),
                                    series->dimension, series->category);
    return cells;
}

gboolean figures_has_values(Writer *writer, const YearSeries *series)
{
    g_autofree Cell *cells = figures_year_cells(writer, series);
    for (guint i = 0; i < series->n_years; i++)
        if (cells[i].state == STATE_VALUE)
            return TRUE;
    return FALSE;
}

/* A chart of fewer numbers than this shows nothing that the table does not. */
#define LEAST_POINTS 3

gboolean figures_is_worth_drawing(Writer *writer, const YearSeries *series)
{
    g_autofree Cell *cells = figures_year_cells(writer, series);
    guint n = 0;
    gint64 sum = 0;
    for (guint i = 0; i < series->n_years; i++) {
        n += cells[i].state == STATE_VALUE ? 1 : 0;
        sum += cells[i].value;
    }
    return n >= LEAST_POINTS && sum > 0;
}

const char *figures_in_words(Writer *writer, const YearSeries *series, const Cell *cells)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < series->n_years; i++) {
        const char *year = writer_year(writer, first_year(writer, series) + (int)i);
        g_string_append_printf(words, "%s%s: %s", i > 0 ? "; " : "", year,
                               cells_words(writer, &cells[i]));
        if (cells[i].state == STATE_VALUE && cells[i].provisional)
            g_string_append_printf(words, " (%s)", writer_say(writer, "figuur.voorlopig"));
    }
    return writer_keep(writer, g_string_free(words, FALSE));
}

/* Place of a day between the middles of years, counted from the middle of the first. A hair early,
 * so that 1 January falls before its own year. */
static double day_position(Day day, int year)
{
    Day start = day_from_ymd(day_year(day), 1, 1);
    double length = day_from_ymd(day_year(day) + 1, 1, 1) - start;
    return day_year(day) - year + (day - start) / length - 0.501;
}

GArray *figures_events(Writer *writer, const YearSeries *series)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(LineEvent));
    int first = first_year(writer, series);
    g_autoptr(GPtrArray) events =
        sources_events(writer, series->source, series->area, first, writer->year.year);
    for (guint i = 0; i < events->len; i++) {
        const PublicationEvent *event = g_ptr_array_index(events, i);
        double position = day_position(event->day, first);
        if (position < 0)
            continue; /* before the first point: nothing to interrupt */
        LineEvent line = {position, event->name[writer->language], sources_event_interrupts(event)};
        g_array_append_val(lines, line);
    }
    return lines;
}

static const char *alternative(Writer *writer, const YearSeries *series, const FigureText *text,
                               const Cell *cells)
{
    return writer_say(writer, "figuur.reeks", "titel", text->title, "onder", text->subtitle,
                      "waarden", figures_in_words(writer, series, cells));
}

const char *figures_years(Writer *writer, Flow *flow, const YearSeries *series,
                          const FigureText *text)
{
    g_autofree Cell *cells = figures_year_cells(writer, series);
    g_autofree ChartValue *values = g_new(ChartValue, series->n_years);
    g_autofree const char **years = g_new(const char *, series->n_years);
    for (guint i = 0; i < series->n_years; i++) {
        values[i] = figures_value(&cells[i]);
        years[i] = writer_year(writer, first_year(writer, series) + (int)i);
    }
    g_autoptr(GArray) events = figures_events(writer, series);
    LineSeries line = {.colour = COLOUR_REGISTERED, .values = values};
    LineChart chart = {.n_periods = series->n_years,
                       .periods = years,
                       .n_series = 1,
                       .series = &line,
                       .n_events = text->without_events ? 0 : events->len,
                       .events = (const LineEvent *)(gpointer)events->data,
                       .whole = TRUE,
                       .height = text->height,
                       .language = writer->language};
    const Cell *last = &cells[series->n_years - 1];
    if (last->state == STATE_VALUE && !text->without_events) {
        line.name = writer_say(writer, "figuur.laatste", "n", writer_count(writer, last->value),
                               "jaar", writer_period(writer, writer->year));
        line.note = writer_say(writer, "figuur.marge", "marge",
                               writer_range(writer, last->lower, last->upper, 0));
    }
    FigureInfo info = {.name = text->name,
                       .title = text->title,
                       .subtitle = text->subtitle,
                       .source = text->source,
                       .how_to_read = text->how_to_read,
                       .alternative = alternative(writer, series, text, cells),
                       .unnumbered = text->unnumbered,
                       .height = text->height};
    return flow_figure(flow, &info, line_chart_new(&chart));
}
