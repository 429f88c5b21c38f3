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

/* "2015: 1.150; 2016: 952; 2024: 944 (voorlopig)." */
static const char *in_words(Writer *writer, const FigureLine *line)
{
    GString *words = g_string_new(NULL);
    for (gsize i = 0; i < line->n; i++) {
        const Cell *cell = &line->cells[i].cell;
        g_string_append_printf(words, "%s%s: %s", i > 0 ? "; " : "",
                               writer_period(writer, line->cells[i].period),
                               cells_words(writer, cell));
        if (cell->state == STATE_VALUE && cell->provisional)
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

const char *figures_append(Flow *flow, const FigureText *text, const char *alternative,
                           Graphic *graphic)
{
    FigureInfo info = {.name = text->name,
                       .title = text->title,
                       .subtitle = text->subtitle,
                       .source = text->source,
                       .how_to_read = text->how_to_read,
                       .alternative = alternative,
                       .unnumbered = text->unnumbered,
                       .height = text->height};
    return flow_figure(flow, &info, graphic);
}

const char *figures_line(Writer *writer, Flow *flow, const FigureLine *line, const FigureText *text)
{
    g_autofree ChartValue *values = g_new(ChartValue, line->n);
    g_autofree const char **names = g_new(const char *, line->n);
    for (gsize i = 0; i < line->n; i++) {
        values[i] = figures_value(&line->cells[i].cell);
        names[i] = writer_axis_period(writer, line->cells[i].period);
    }
    LineSeries series = {.colour = COLOUR_REGISTERED, .values = values};
    LineChart chart = {
        .n_periods = (guint)line->n,
        .periods = names,
        .n_series = 1,
        .series = &series,
        .n_events = line->events != NULL ? line->events->len : 0,
        .events = line->events != NULL ? (const LineEvent *)(gpointer)line->events->data : NULL,
        .whole = TRUE,
        .height = text->height,
        .language = writer->language};
    const PeriodCell *last = &line->cells[line->n - 1];
    if (last->cell.state == STATE_VALUE && line->names_last) {
        series.name =
            writer_say(writer, "figuur.laatste", "n", writer_count(writer, last->cell.value),
                       "jaar", writer_short_period(writer, last->period));
        series.note = writer_say(writer, "figuur.marge", "marge",
                                 writer_range(writer, last->cell.lower, last->cell.upper, 0));
    }
    const char *alternative = writer_say(writer, "figuur.reeks", "titel", text->title, "onder",
                                         text->subtitle, "waarden", in_words(writer, line));
    return figures_append(flow, text, alternative, line_chart_new(&chart));
}

const char *figures_years(Writer *writer, Flow *flow, const YearSeries *series,
                          const FigureText *text)
{
    g_autofree Cell *cells = figures_year_cells(writer, series);
    g_autofree PeriodCell *years = g_new(PeriodCell, series->n_years);
    for (guint i = 0; i < series->n_years; i++)
        years[i] = (PeriodCell){period_year(first_year(writer, series) + (int)i), cells[i]};
    g_autoptr(GArray) events = figures_events(writer, series);
    FigureLine line = {.n = series->n_years,
                       .cells = years,
                       .events = text->without_events ? NULL : events,
                       .names_last = !text->without_events};
    return figures_line(writer, flow, &line, text);
}
