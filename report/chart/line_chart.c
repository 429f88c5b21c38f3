#include "report/chart/line_chart.h"

#include "report/chart/labels.h"

#include <math.h>

#define EVENT_ROW 10.0
#define DOT 2.6
#define NAME_GAP 9.0

typedef struct {
    LineChart chart; /* everything in it owned */
    char **periods;
    LineSeries *series;
    LineEvent *events;
} LineData;

/* Everything that drawing needs to know about places. */
typedef struct {
    const LineData *data;
    Canvas *canvas;
    Ticks ticks;
    Scale x, y;
    double left, right, top, base;
} Plot;

static double line_height(gpointer data, TextEngine *engine, double width)
{
    (void)engine, (void)width;
    const LineData *line = data;
    return line->chart.height > 0 ? line->chart.height : 170;
}

static void line_free(gpointer data)
{
    LineData *line = data;
    for (guint i = 0; i < line->chart.n_series; i++) {
        g_free((char *)line->series[i].name);
        g_free((char *)line->series[i].note);
        g_free((ChartValue *)line->series[i].values);
    }
    series_free_events(line->chart.n_events, line->events);
    g_free(line->series);
    g_strfreev(line->periods);
    g_free(line);
}

/* --- events */

static double event_x(const Plot *plot, guint i)
{
    return scale_position(&plot->x, plot->data->events[i].position);
}

/* Names stand right of their lines, or left of them when the last would leave the figure. A line
 * begins at its own name, so each name goes lower than those that reach over its line: no name is
 * crossed. Returns the number of rows. */
static guint event_rows(const LineData *line, TextEngine *engine, const Scale *x, double width,
                        guint *rows, gboolean *to_left)
{
    guint n = line->chart.n_events, n_rows = n > 0 ? 1 : 0;
    double reach = -G_MAXDOUBLE;
    *to_left = FALSE;
    for (guint i = 0; i < n; i++)
        *to_left |= scale_position(x, line->events[i].position) + 3 +
                        text_width(engine, STYLE_LABEL, line->events[i].name) >
                    width;
    for (guint k = 0; k < n; k++) {
        guint i = *to_left ? n - 1 - k : k;
        double at = scale_position(x, line->events[i].position) * (*to_left ? -1 : 1);
        rows[i] = k > 0 && at < reach + 8 ? rows[*to_left ? i + 1 : i - 1] + 1 : 0;
        reach = MAX(rows[i] > 0 ? reach : -G_MAXDOUBLE,
                    at + 3 + text_width(engine, STYLE_LABEL, line->events[i].name));
        n_rows = MAX(n_rows, rows[i] + 1);
    }
    return n_rows;
}

static void draw_events(const Plot *plot, const guint *rows, gboolean to_left)
{
    for (guint i = 0; i < plot->data->chart.n_events; i++) {
        double x = event_x(plot, i), baseline = 7.5 + rows[i] * EVENT_ROW;
        canvas_dashed_rule(plot->canvas, COLOUR_GREY, 0.6, 2.4, x, baseline - 6, x, plot->base);
        canvas_label(plot->canvas, STYLE_LABEL, COLOUR_GREY, plot->data->events[i].name,
                     to_left ? x - 3 : x + 3, baseline, to_left ? ANCHOR_RIGHT : ANCHOR_LEFT);
    }
}

/* --- lines */

static CanvasPoint point_of(const Plot *plot, const LineSeries *series, guint i)
{
    return (CanvasPoint){scale_position(&plot->x, i),
                         scale_position(&plot->y, series->values[i].value)};
}

static DrawnSeries drawn_series(const Plot *plot, guint i)
{
    const LineChart *chart = &plot->data->chart;
    return (DrawnSeries){.n_values = chart->n_periods,
                         .values = plot->data->series[i].values,
                         .n_events = chart->n_events,
                         .events = plot->data->events,
                         .colour = plot->data->series[i].colour,
                         .thickness = 1.5,
                         .radius = chart->n_periods > 24 ? DOT * 0.7 : DOT,
                         .x = plot->x,
                         .y = plot->y};
}

/* Marks of the series that was given first; two marks in one place would be unreadable. */
static void draw_marks(const Plot *plot, const double *centres)
{
    const LineData *line = plot->data;
    if (line->chart.n_series == 0)
        return;
    chart_draw_marks(plot->canvas, line->chart.n_periods, line->series[0].values, centres,
                     plot->base - 4, line->chart.language);
}

/* --- names at the ends */

static double name_height(const LineSeries *series)
{
    if (series->name == NULL)
        return 0;
    return CHART_LABEL_HEIGHT * (series->note != NULL ? 2 : 1) + 2;
}

static double names_width(const LineData *line, TextEngine *engine)
{
    double width = 0;
    for (guint i = 0; i < line->chart.n_series; i++) {
        const LineSeries *series = &line->series[i];
        if (series->name != NULL)
            width = MAX(width, text_width(engine, STYLE_LABEL_STRONG, series->name));
        if (series->name != NULL && series->note != NULL)
            width = MAX(width, text_width(engine, STYLE_LABEL, series->note));
    }
    return width > 0 ? width + NAME_GAP : 0;
}

/* Where the line ends; the middle of the plot when the series has no value at all. */
static double end_of_series(const Plot *plot, const LineSeries *series)
{
    for (guint i = plot->data->chart.n_periods; i > 0; i--)
        if (chart_has_value(&series->values[i - 1]))
            return point_of(plot, series, i - 1).y;
    return (plot->top + plot->base) / 2;
}

static void draw_names(const Plot *plot)
{
    guint n = plot->data->chart.n_series;
    g_autofree double *centres = g_new0(double, n + 1), *heights = g_new0(double, n + 1);
    for (guint i = 0; i < n; i++) {
        centres[i] = end_of_series(plot, &plot->data->series[i]);
        heights[i] = name_height(&plot->data->series[i]);
    }
    labels_spread(n, centres, heights, plot->top, plot->base + 4);
    for (guint i = 0; i < n; i++) {
        const LineSeries *series = &plot->data->series[i];
        if (series->name == NULL)
            continue;
        double baseline = centres[i] - heights[i] / 2 + CHART_LABEL_HEIGHT - 1.2;
        canvas_label(plot->canvas, STYLE_LABEL_STRONG, series->colour, series->name,
                     plot->right + NAME_GAP, baseline, ANCHOR_LEFT);
        if (series->note != NULL)
            canvas_label(plot->canvas, STYLE_LABEL, COLOUR_GREY, series->note,
                         plot->right + NAME_GAP, baseline + CHART_LABEL_HEIGHT, ANCHOR_LEFT);
    }
}

/* --- the whole */

static double largest_of(const LineData *line)
{
    double largest = 0;
    for (guint i = 0; i < line->chart.n_series; i++)
        largest = MAX(largest, chart_largest(line->chart.n_periods, line->series[i].values));
    return largest;
}

/* Half of the name under the last point; years are shorter than the room that is always there. */
static double last_period_room(const LineData *line, TextEngine *engine)
{
    const char *last = line->chart.n_periods > 0 ? line->periods[line->chart.n_periods - 1] : "";
    return MAX(text_width(engine, STYLE_LABEL, last) / 2 + 1, 10);
}

static Plot plot_new(const LineData *line, Canvas *canvas, double width, double height)
{
    TextEngine *engine = canvas_engine(canvas);
    guint n = line->chart.n_periods;
    Plot plot = {.data = line, .canvas = canvas};
    plot.ticks = ticks_from_zero(largest_of(line), 4, line->chart.whole);
    plot.left = axis_width(engine, &plot.ticks, line->chart.language) + 6;
    plot.right = width - MAX(names_width(line, engine), last_period_room(line, engine));
    double inset = n > 1 ? 0 : (plot.right - plot.left) / 2;
    plot.x = (Scale){0, MAX(n, 2) - 1, plot.left + inset, plot.right - inset};
    if (n <= 1)
        plot.x.to = plot.x.from + 1;
    plot.base = height - CHART_PERIODS_ROOM;
    return plot;
}

static void line_draw(gpointer data, Canvas *canvas, double width, double height)
{
    const LineData *line = data;
    guint n = line->chart.n_periods, n_events = line->chart.n_events;
    Plot plot = plot_new(line, canvas, width, height);
    g_autofree guint *rows = g_new0(guint, n_events + 1);
    gboolean to_left = FALSE;
    guint n_rows = event_rows(line, canvas_engine(canvas), &plot.x, width, rows, &to_left);
    plot.top = MAX(6, n_rows * EVENT_ROW + 4);
    plot.y = (Scale){0, plot.ticks.upper, plot.base, plot.top};
    for (guint i = 0; i < line->chart.n_series; i++) {
        DrawnSeries series = drawn_series(&plot, i);
        series_draw_bands(canvas, &series);
    }
    axis_draw_vertical(canvas, &plot.ticks, &plot.y, plot.left - 6, plot.right,
                       line->chart.language);
    draw_events(&plot, rows, to_left);
    for (guint i = 0; i < line->chart.n_series; i++) {
        DrawnSeries series = drawn_series(&plot, i);
        series_draw_lines(canvas, &series);
    }
    g_autofree double *centres = g_new0(double, n + 1);
    for (guint i = 0; i < n; i++)
        centres[i] = scale_position(&plot.x, i);
    draw_marks(&plot, centres);
    draw_names(&plot);
    axis_draw_periods(canvas, n, (const char *const *)line->periods, centres, plot.base + 12);
}

static FigureData *line_data(gpointer graphic)
{
    const LineData *line = graphic;
    FigureData *data = figure_data_new(line->chart.language);
    figure_data_add(data, FIGURE_PERIOD);
    if (line->chart.n_series > 1)
        figure_data_add(data, FIGURE_SERIES);
    chart_data_add_columns(data);
    for (guint s = 0; s < line->chart.n_series; s++)
        for (guint i = 0; i < line->chart.n_periods; i++) {
            figure_data_begin_row(data);
            figure_data_text(data, line->periods[i]);
            if (line->chart.n_series > 1)
                figure_data_text(data, line->series[s].name);
            chart_data_add_value(data, &line->series[s].values[i]);
        }
    return data;
}

static const GraphicClass line_class = {line_height, line_draw, line_free, line_data, 0.2, 0.4};

Graphic *line_chart_new(const LineChart *chart)
{
    LineData *line = g_new0(LineData, 1);
    line->chart = *chart;
    line->periods = g_new0(char *, chart->n_periods + 1);
    for (guint i = 0; i < chart->n_periods; i++)
        line->periods[i] = g_strdup(chart->periods[i]);
    line->series = g_memdup2(chart->series, chart->n_series * sizeof(LineSeries));
    for (guint i = 0; i < chart->n_series; i++) {
        line->series[i].name = g_strdup(chart->series[i].name);
        line->series[i].note = g_strdup(chart->series[i].note);
        line->series[i].values =
            g_memdup2(chart->series[i].values, chart->n_periods * sizeof(ChartValue));
    }
    line->events = series_copy_events(chart->n_events, chart->events);
    return graphic_new(&line_class, line);
}
