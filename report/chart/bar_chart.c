#include "report/chart/bar_chart.h"

#include "report/chart/labels.h"

#include <math.h>

#define NAME_GAP 9.0
#define VALUE_ROOM 11.0
#define MAX_BAR 26.0
#define LAST_LABEL 8.0 /* half of a year under the last bar may stand out */

typedef struct {
    BarChart chart;
    char **categories;
    BarSeries *series;
    char *suffix;
} BarData;

typedef struct {
    const BarData *data;
    Canvas *canvas;
    Ticks ticks;
    Scale y;
    double left, right, base, pitch, bar; /* pitch: of categories; bar: width of one bar */
    gboolean with_numbers;
    TextStyle category_style;
} BarPlot;

static void bar_free(gpointer data)
{
    BarData *bars = data;
    for (guint i = 0; i < bars->chart.n_series; i++) {
        g_free((char *)bars->series[i].name);
        g_free((ChartValue *)bars->series[i].values);
    }
    g_free(bars->series);
    g_strfreev(bars->categories);
    g_free(bars->suffix);
    g_free(bars);
}

static double bar_height(gpointer data, TextEngine *engine, double width)
{
    const BarData *bars = data;
    (void)engine, (void)width;
    return bars->chart.height > 0 ? bars->chart.height : 170;
}

static char *number_of(const BarData *bars, const ChartValue *value)
{
    g_autofree char *number =
        format_decimal(value->value, bars->chart.decimals, bars->chart.language);
    return g_strconcat(number, bars->suffix, NULL);
}

/* --- places */

static double names_width(const BarData *bars, TextEngine *engine)
{
    double width = 0;
    for (guint i = 0; i < bars->chart.n_series; i++)
        if (bars->series[i].name != NULL)
            width = MAX(width, text_width(engine, STYLE_LABEL_STRONG, bars->series[i].name));
    return width > 0 ? MIN(width, 90) + NAME_GAP : 0;
}

static gboolean numbers_fit(const BarPlot *plot)
{
    const BarData *bars = plot->data;
    double room = bars->chart.n_series > 1 ? plot->bar + 1 : plot->pitch - 3;
    for (guint s = 0; s < bars->chart.n_series; s++)
        for (guint i = 0; i < bars->chart.n_categories; i++) {
            const ChartValue *value = &bars->series[s].values[i];
            if (!chart_has_value(value))
                continue;
            g_autofree char *number = number_of(bars, value);
            if (canvas_label_width(plot->canvas, STYLE_LABEL_STRONG, number) > room)
                return FALSE;
        }
    return TRUE;
}

static gboolean are_periods(const BarData *bars)
{
    for (guint i = 0; i < bars->chart.n_categories; i++)
        if (!g_ascii_isdigit(bars->categories[i][0]))
            return FALSE;
    return TRUE;
}

static TextBlock *category_text(const BarPlot *plot, guint i)
{
    return text_block_new_plain(canvas_engine(plot->canvas), plot->category_style,
                                plot->data->categories[i], plot->pitch - 2);
}

/* Smaller letters when a word is wider than its place. */
static TextStyle category_style(const BarPlot *plot)
{
    TextEngine *engine = canvas_engine(plot->canvas);
    for (guint i = 0; i < plot->data->chart.n_categories; i++)
        if (text_widest_word(engine, STYLE_LABEL, plot->data->categories[i]) > plot->pitch - 2)
            return STYLE_LABEL_SMALL;
    return STYLE_LABEL;
}

static double categories_height(const BarPlot *plot)
{
    double height = 0;
    if (are_periods(plot->data))
        return CHART_PERIODS_ROOM;
    for (guint i = 0; i < plot->data->chart.n_categories; i++) {
        g_autoptr(TextBlock) text = category_text(plot, i);
        height = MAX(height, text_block_height(text));
    }
    return height + 6;
}

static BarPlot plot_new(const BarData *bars, Canvas *canvas, double width, double height)
{
    BarPlot plot = {.data = bars, .canvas = canvas};
    guint n = MAX(bars->chart.n_categories, 1), n_series = MAX(bars->chart.n_series, 1);
    double largest = 0;
    for (guint i = 0; i < bars->chart.n_series; i++)
        largest = MAX(largest, chart_largest(bars->chart.n_categories, bars->series[i].values));
    plot.ticks = ticks_from_zero(largest, 4, bars->chart.whole);
    plot.left = axis_width(canvas_engine(canvas), &plot.ticks, bars->chart.language);
    plot.right = width - MAX(names_width(bars, canvas_engine(canvas)), LAST_LABEL);
    plot.pitch = (plot.right - plot.left) / n;
    plot.bar = MIN(plot.pitch * 0.62 / n_series, MAX_BAR);
    plot.category_style = category_style(&plot);
    plot.base = height - categories_height(&plot);
    plot.y = (Scale){0, plot.ticks.upper, plot.base, VALUE_ROOM};
    plot.with_numbers = numbers_fit(&plot);
    return plot;
}

static double category_centre(const BarPlot *plot, guint i)
{
    return plot->left + (i + 0.5) * plot->pitch;
}

static double bar_left(const BarPlot *plot, guint series, guint i)
{
    double group = plot->bar * plot->data->chart.n_series;
    return category_centre(plot, i) - group / 2 + series * plot->bar;
}

/* --- drawing */

static void draw_interval(const BarPlot *plot, const ChartValue *value, double x)
{
    canvas_rule(plot->canvas, COLOUR_GREY, 0.8, x, scale_position(&plot->y, value->lower), x,
                scale_position(&plot->y, value->upper));
}

static void draw_number(const BarPlot *plot, const ChartValue *value, double x, ColourName colour)
{
    double top = chart_has_interval(value) ? value->upper : value->value;
    g_autofree char *number = number_of(plot->data, value);
    canvas_label(plot->canvas, STYLE_LABEL_STRONG,
                 colour == COLOUR_LIGHT_GREY ? COLOUR_GREY : colour, number, x,
                 scale_position(&plot->y, top) - 3.2, ANCHOR_CENTRE);
}

static void draw_bar(const BarPlot *plot, guint s, guint i)
{
    const BarSeries *series = &plot->data->series[s];
    const ChartValue *value = &series->values[i];
    double gap = plot->data->chart.n_series > 1 ? 0.7 : 0, left = bar_left(plot, s, i) + gap;
    double width = plot->bar - 2 * gap, centre = left + width / 2;
    if (!chart_has_value(value))
        return;
    double top = scale_position(&plot->y, value->value), height = plot->base - top;
    if (value->provisional && height > 1)
        canvas_outline_rectangle(plot->canvas, series->colour, 1, left + 0.5, top + 0.5, width - 1,
                                 height - 0.5);
    else
        canvas_fill_rectangle(plot->canvas, series->colour, left, top, width, height);
    if (s == 1 && !value->provisional)
        chart_draw_stripes(plot->canvas, left, top, width, plot->base);
    if (chart_has_interval(value))
        draw_interval(plot, value, centre);
    if (plot->with_numbers)
        draw_number(plot, value, centre, series->colour);
}

static void draw_marks(const BarPlot *plot)
{
    const BarChart *chart = &plot->data->chart;
    guint n = chart->n_categories * chart->n_series;
    g_autofree ChartValue *values = g_new0(ChartValue, n + 1);
    g_autofree double *centres = g_new0(double, n + 1);
    for (guint i = 0; i < n; i++) { /* from left to right */
        guint category = i / chart->n_series, s = i % chart->n_series;
        values[i] = plot->data->series[s].values[category];
        centres[i] = bar_left(plot, s, category) + plot->bar / 2;
    }
    chart_draw_marks(plot->canvas, n, values, centres, plot->base - 3.5, chart->language);
}

static void draw_categories(const BarPlot *plot)
{
    guint n = plot->data->chart.n_categories;
    if (are_periods(plot->data)) {
        g_autofree double *centres = g_new0(double, n + 1);
        for (guint i = 0; i < n; i++)
            centres[i] = category_centre(plot, i);
        axis_draw_periods(plot->canvas, n, (const char *const *)plot->data->categories, centres,
                          plot->base + 12);
        return;
    }
    for (guint i = 0; i < n; i++) {
        g_autoptr(TextBlock) text = category_text(plot, i);
        canvas_text_lines(plot->canvas, text, 0, text_block_n_lines(text),
                          category_centre(plot, i) - plot->pitch / 2, plot->base + 4, plot->pitch,
                          ANCHOR_CENTRE);
    }
}

/* Names stand level with the last bar of their series. */
static void draw_names(const BarPlot *plot)
{
    const BarData *bars = plot->data;
    guint n = bars->chart.n_series, last = bars->chart.n_categories - 1;
    g_autofree double *centres = g_new0(double, n + 1), *heights = g_new0(double, n + 1);
    for (guint i = 0; i < n; i++) {
        const ChartValue *value = &bars->series[i].values[last];
        const char *name = bars->series[i].name != NULL ? bars->series[i].name : "";
        g_autoptr(TextBlock) text =
            text_block_new_plain(canvas_engine(plot->canvas), STYLE_LABEL_STRONG, name, 90);
        heights[i] = text_block_height(text);
        centres[i] = chart_has_value(value) ? scale_position(&plot->y, value->value / 2)
                                            : plot->base - heights[i];
    }
    labels_spread(n, centres, heights, VALUE_ROOM, plot->base);
    for (guint i = 0; i < n; i++) {
        if (bars->series[i].name == NULL)
            continue;
        g_autoptr(TextBlock) text = text_block_new_plain(
            canvas_engine(plot->canvas), STYLE_LABEL_STRONG, bars->series[i].name, 90);
        ColourName colour = bars->series[i].colour;
        canvas_text_lines_coloured(plot->canvas, text,
                                   colour == COLOUR_LIGHT_GREY ? COLOUR_GREY : colour,
                                   plot->right + NAME_GAP, centres[i] - heights[i] / 2);
    }
}

static void bar_draw(gpointer data, Canvas *canvas, double width, double height)
{
    const BarData *bars = data;
    BarPlot plot = plot_new(bars, canvas, width, height);
    axis_draw_vertical(canvas, &plot.ticks, &plot.y, plot.left, plot.right, bars->chart.language);
    for (guint s = 0; s < bars->chart.n_series; s++)
        for (guint i = 0; i < bars->chart.n_categories; i++)
            draw_bar(&plot, s, i);
    if (bars->chart.n_categories == 0)
        return;
    draw_marks(&plot);
    draw_categories(&plot);
    draw_names(&plot);
}

static FigureData *bar_data(gpointer graphic)
{
    const BarData *bars = graphic;
    FigureData *data = figure_data_new(bars->chart.language);
    figure_data_add(data, are_periods(bars) ? FIGURE_PERIOD : FIGURE_NAME);
    if (bars->chart.n_series > 1)
        figure_data_add(data, FIGURE_SERIES);
    chart_data_add_columns(data);
    for (guint i = 0; i < bars->chart.n_categories; i++)
        for (guint s = 0; s < bars->chart.n_series; s++) {
            figure_data_begin_row(data);
            figure_data_text(data, bars->categories[i]);
            if (bars->chart.n_series > 1)
                figure_data_text(data, bars->series[s].name);
            chart_data_add_value(data, &bars->series[s].values[i]);
        }
    return data;
}

static const GraphicClass bar_class = {bar_height, bar_draw, bar_free, bar_data, 0.2, 0.4};

Graphic *bar_chart_new(const BarChart *chart)
{
    BarData *bars = g_new0(BarData, 1);
    bars->chart = *chart;
    bars->suffix = g_strdup(chart->suffix);
    bars->categories = g_new0(char *, chart->n_categories + 1);
    for (guint i = 0; i < chart->n_categories; i++)
        bars->categories[i] = g_strdup(chart->categories[i]);
    bars->series = g_memdup2(chart->series, chart->n_series * sizeof(BarSeries));
    for (guint i = 0; i < chart->n_series; i++) {
        bars->series[i].name = g_strdup(chart->series[i].name);
        bars->series[i].values =
            g_memdup2(chart->series[i].values, chart->n_categories * sizeof(ChartValue));
    }
    return graphic_new(&bar_class, bars);
}
