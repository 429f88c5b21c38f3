#include "report/chart/histogram.h"

#include "report/chart/labels.h"

#include <math.h>

#define HEIGHT 150.0
#define NAMES_ROOM 16.0
#define NAME_GAP 10.0
#define AXIS_ROOM 15.0
#define TITLE_ROOM 12.0
#define RIGHT 18.0 /* half of the last number of the axis stands out */
#define N_LINES 3

typedef struct {
    Histogram chart; /* everything in it owned */
    HistogramBin *bins;
} HistogramData;

typedef struct {
    const HistogramData *data;
    Canvas *canvas;
    Ticks heights;      /* of the bars */
    double first, step; /* numbers on the horizontal axis */
    guint n_numbers;
    Scale x, y;
} HistogramPlot;

static void histogram_free(gpointer graphic)
{
    HistogramData *data = graphic;
    g_free(data->bins);
    g_free((char *)data->chart.estimate_name);
    g_free((char *)data->chart.lower_name);
    g_free((char *)data->chart.upper_name);
    g_free((char *)data->chart.axis_title);
    g_free((char *)data->chart.outside);
    g_free(data);
}

static gboolean has_foot(const HistogramData *data)
{
    return data->chart.axis_title != NULL || data->chart.outside != NULL;
}

static double histogram_height(gpointer graphic, TextEngine *engine, double width)
{
    const HistogramData *data = graphic;
    (void)engine, (void)width;
    return data->chart.height > 0 ? data->chart.height : HEIGHT;
}

/* --- places */

typedef struct {
    double lower, upper;
} Range;

/* From the first bin to the last, with the estimate and its limits. */
static Range range_of(const HistogramData *data)
{
    const Histogram *chart = &data->chart;
    const double lines[N_LINES] = {chart->estimate, chart->lower, chart->upper};
    Range range = {G_MAXDOUBLE, -G_MAXDOUBLE};
    for (guint i = 0; i < chart->n_bins; i++) {
        range.lower = MIN(range.lower, data->bins[i].lower);
        range.upper = MAX(range.upper, data->bins[i].upper);
    }
    for (guint i = 0; i < N_LINES; i++)
        if (isfinite(lines[i])) {
            range.lower = MIN(range.lower, lines[i]);
            range.upper = MAX(range.upper, lines[i]);
        }
    if (range.lower > range.upper)
        return (Range){0, 1};
    if (range.upper - range.lower < 1e-9 * MAX(fabs(range.upper), 1e-9))
        range.upper = range.lower + MAX(fabs(range.lower) * 0.1, 1e-6);
    return range;
}

/* Round numbers around the range; from zero when that costs little room. */
static void place_numbers(HistogramPlot *plot, guint wanted)
{
    Range range = range_of(plot->data);
    double start = range.lower < 0.6 * range.upper ? MIN(range.lower, 0) : range.lower;
    Ticks ticks = ticks_from_zero(range.upper - start, wanted, FALSE);
    plot->step = ticks.step;
    plot->first = floor(start / ticks.step + 1e-9) * ticks.step;
    plot->n_numbers =
        (guint)CLAMP(ceil((range.upper - plot->first) / ticks.step - 1e-9), 1, 40) + 1;
}

static gint64 highest_of(const HistogramData *data)
{
    gint64 highest = 0;
    for (guint i = 0; i < data->chart.n_bins; i++)
        highest = MAX(highest, data->bins[i].n);
    return highest;
}

static HistogramPlot plot_new(const HistogramData *data, Canvas *canvas, double width,
                              double height)
{
    HistogramPlot plot = {.data = data, .canvas = canvas};
    plot.heights = ticks_from_zero((double)highest_of(data), 3, TRUE);
    double left = axis_width(canvas_engine(canvas), &plot.heights, data->chart.language);
    place_numbers(&plot, width > 300 ? 5 : 3);
    plot.x =
        (Scale){plot.first, plot.first + plot.step * (plot.n_numbers - 1), left + 4, width - RIGHT};
    plot.y = (Scale){0, plot.heights.upper, height - AXIS_ROOM - (has_foot(data) ? TITLE_ROOM : 0),
                     NAMES_ROOM};
    return plot;
}

/* --- drawing */

static int decimals_of(double step)
{
    int decimals = 0;
    for (; decimals < 6 && fabs(step - round(step)) > 1e-9 * step; decimals++)
        step *= 10;
    return decimals;
}

static void draw_axis(const HistogramPlot *plot)
{
    const Histogram *chart = &plot->data->chart;
    double end_of_previous = -G_MAXDOUBLE, base = plot->y.from;
    axis_draw_vertical(plot->canvas, &plot->heights, &plot->y, plot->x.from - 4, plot->x.to,
                       chart->language);
    canvas_begin_axis(plot->canvas);
    for (guint i = 0; i < plot->n_numbers; i++) {
        double number = plot->first + i * plot->step, x = scale_position(&plot->x, number);
        g_autofree char *label =
            number == 0 ? g_strdup("0")
                        : format_decimal(number, decimals_of(plot->step), chart->language);
        double half = canvas_label_width(plot->canvas, STYLE_LABEL, label) / 2;
        canvas_rule(plot->canvas, COLOUR_LIGHT_GREY, RULE_HAIR, x, base, x, base + 2.5);
        if (x - half < MAX(end_of_previous + 4, 0) || x + half > plot->x.to + RIGHT)
            continue;
        canvas_label(plot->canvas, STYLE_LABEL, COLOUR_GREY, label, x, base + 11, ANCHOR_CENTRE);
        end_of_previous = x + half;
    }
    canvas_end_axis(plot->canvas);
}

static void draw_foot(const HistogramPlot *plot)
{
    const Histogram *chart = &plot->data->chart;
    g_autofree char *words =
        g_strconcat(chart->axis_title != NULL ? chart->axis_title : "",
                    chart->axis_title != NULL && chart->outside != NULL ? "; " : "",
                    chart->outside != NULL ? chart->outside : "", NULL);
    if (*words != '\0')
        canvas_label(plot->canvas, STYLE_LABEL, COLOUR_GREY, words, plot->x.to + RIGHT,
                     plot->y.from + AXIS_ROOM + 8, ANCHOR_RIGHT);
}

/* In the middle between the limits, so that a bin on a limit goes with its greater part. */
static gboolean is_within(const Histogram *chart, const HistogramBin *bin)
{
    double middle = (bin->lower + bin->upper) / 2;
    return !(isfinite(chart->lower) && middle < chart->lower) &&
           !(isfinite(chart->upper) && middle > chart->upper);
}

static void fill_bars(const HistogramPlot *plot)
{
    for (guint i = 0; i < plot->data->chart.n_bins; i++) {
        const HistogramBin *bin = &plot->data->bins[i];
        double left = scale_position(&plot->x, bin->lower);
        double width = MAX(scale_position(&plot->x, bin->upper) - left, 1.2);
        double top = scale_position(&plot->y, (double)bin->n);
        if (bin->n > 0 && is_within(&plot->data->chart, bin))
            canvas_fill_rectangle(plot->canvas, COLOUR_ESTIMATED_BAND, left, top, width,
                                  plot->y.from - top);
    }
}

/* One line over all bars. */
static void draw_skyline(const HistogramPlot *plot)
{
    guint n = plot->data->chart.n_bins;
    if (n == 0)
        return;
    g_autofree CanvasPoint *points = g_new(CanvasPoint, 2 * n + 2);
    for (guint i = 0; i < n; i++) {
        const HistogramBin *bin = &plot->data->bins[i];
        double left = scale_position(&plot->x, bin->lower);
        double right = MAX(scale_position(&plot->x, bin->upper), left + 1.2);
        double top = scale_position(&plot->y, (double)bin->n);
        points[2 * i + 1] = (CanvasPoint){left, top};
        points[2 * i + 2] = (CanvasPoint){right, top};
    }
    points[0] = (CanvasPoint){points[1].x, plot->y.from};
    points[2 * n + 1] = (CanvasPoint){points[2 * n].x, plot->y.from};
    canvas_polyline(plot->canvas, COLOUR_ESTIMATED, 1, 2 * n + 2, points);
}

typedef struct {
    double value;
    const char *name;
    gboolean solid;
} HistogramLine;

/* The words stand in one row in the order of their lines; a short slanted line leads from words
 * that had to move. */
static void draw_lines(const HistogramPlot *plot)
{
    const Histogram *chart = &plot->data->chart;
    const HistogramLine lines[N_LINES] = {{chart->lower, chart->lower_name, FALSE},
                                          {chart->estimate, chart->estimate_name, TRUE},
                                          {chart->upper, chart->upper_name, FALSE}};
    double centres[N_LINES], widths[N_LINES];
    for (guint i = 0; i < N_LINES; i++) {
        const char *name = isfinite(lines[i].value) && lines[i].name != NULL ? lines[i].name : "";
        TextStyle style = lines[i].solid ? STYLE_LABEL_STRONG : STYLE_LABEL;
        centres[i] = isfinite(lines[i].value) ? scale_position(&plot->x, lines[i].value)
                                              : (plot->x.from + plot->x.to) / 2;
        widths[i] = canvas_label_width(plot->canvas, style, name) + (*name != '\0' ? NAME_GAP : 0);
    }
    labels_spread(N_LINES, centres, widths, plot->x.from - 20, plot->x.to + RIGHT);
    for (guint i = 0; i < N_LINES; i++) {
        if (!isfinite(lines[i].value))
            continue;
        double x = scale_position(&plot->x, lines[i].value), top = NAMES_ROOM - 2;
        if (lines[i].solid)
            canvas_rule(plot->canvas, COLOUR_ESTIMATED, 1.4, x, top, x, plot->y.from);
        else
            canvas_dashed_rule(plot->canvas, COLOUR_GREY, 0.8, 2.4, x, top, x, plot->y.from);
        if (lines[i].name == NULL)
            continue;
        if (fabs(centres[i] - x) > 3)
            canvas_rule(plot->canvas, COLOUR_LIGHT_GREY, 0.5, centres[i], 9.5, x, top);
        canvas_label(plot->canvas, lines[i].solid ? STYLE_LABEL_STRONG : STYLE_LABEL,
                     lines[i].solid ? COLOUR_ESTIMATED : COLOUR_GREY, lines[i].name, centres[i],
                     7.5, ANCHOR_CENTRE);
    }
}

static void histogram_draw(gpointer graphic, Canvas *canvas, double width, double height)
{
    HistogramPlot plot = plot_new(graphic, canvas, width, height);
    fill_bars(&plot);
    draw_axis(&plot);
    draw_skyline(&plot);
    draw_lines(&plot);
    draw_foot(&plot);
}

static FigureData *histogram_data(gpointer graphic)
{
    const HistogramData *histogram = graphic;
    gboolean english = histogram->chart.language == LANGUAGE_EN;
    FigureData *data = figure_data_new(histogram->chart.language);
    figure_data_add_column(data, FIGURE_NUMBER, "vanaf", english ? "From" : "Vanaf");
    figure_data_add_column(data, FIGURE_NUMBER, "tot", english ? "Up to" : "Tot");
    figure_data_add_column(data, FIGURE_NUMBER, "aantal", english ? "Number" : "Aantal");
    for (guint i = 0; i < histogram->chart.n_bins; i++) {
        figure_data_begin_row(data);
        figure_data_number(data, histogram->bins[i].lower);
        figure_data_number(data, histogram->bins[i].upper);
        figure_data_number(data, (double)histogram->bins[i].n);
    }
    return data;
}

static const GraphicClass histogram_class = {histogram_height, histogram_draw, histogram_free,
                                             histogram_data,   0.25,           0.4};

Graphic *histogram_new(const Histogram *chart)
{
    HistogramData *data = g_new0(HistogramData, 1);
    data->chart = *chart;
    data->chart.estimate_name = g_strdup(chart->estimate_name);
    data->chart.lower_name = g_strdup(chart->lower_name);
    data->chart.upper_name = g_strdup(chart->upper_name);
    data->chart.axis_title = g_strdup(chart->axis_title);
    data->chart.outside = g_strdup(chart->outside);
    data->bins = g_memdup2(chart->bins, chart->n_bins * sizeof(HistogramBin));
    return graphic_new(&histogram_class, data);
}
