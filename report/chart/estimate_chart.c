#include "report/chart/estimate_chart.h"

#include "report/chart/labels.h"

#define HIGH 200.0 /* points: room for more lines, so that less stays empty above the last */
#define NAME_GAP 9.0
#define NAME_WIDTH 92.0
#define VALUE_ROOM 10.0

typedef struct {
    EstimateChart chart;
    char **periods;
    ChartValue *registered, *estimated;
    char *registered_name, *estimated_name, *estimated_note;
} EstimateData;

typedef struct {
    const EstimateData *data;
    Canvas *canvas;
    Ticks ticks;
    Scale y;
    double left, right, base, pitch, bar;
} EstimatePlot;

static void estimate_free(gpointer data)
{
    EstimateData *estimate = data;
    g_strfreev(estimate->periods);
    g_free(estimate->registered);
    g_free(estimate->estimated);
    g_free(estimate->registered_name);
    g_free(estimate->estimated_name);
    g_free(estimate->estimated_note);
    g_free(estimate);
}

static double estimate_height(gpointer data, TextEngine *engine, double width)
{
    const EstimateData *estimate = data;
    (void)engine, (void)width;
    return estimate->chart.height > 0 ? estimate->chart.height : 180;
}

static EstimatePlot plot_new(const EstimateData *data, Canvas *canvas, double width, double height)
{
    EstimatePlot plot = {.data = data, .canvas = canvas};
    guint n = data->chart.n_periods;
    double largest = MAX(chart_largest(n, data->registered), chart_largest(n, data->estimated));
    plot.ticks = ticks_from_zero(largest, height > HIGH ? 6 : 4, TRUE);
    plot.left = axis_width(canvas_engine(canvas), &plot.ticks, data->chart.language);
    plot.right = width - NAME_WIDTH - NAME_GAP;
    plot.pitch = (plot.right - plot.left) / MAX(n, 1);
    plot.bar = MIN(plot.pitch * 0.5, 22);
    plot.base = height - CHART_PERIODS_ROOM;
    plot.y = (Scale){0, plot.ticks.upper, plot.base, VALUE_ROOM};
    return plot;
}

static double centre_of(const EstimatePlot *plot, guint i)
{
    return plot->left + (i + 0.5) * plot->pitch;
}

static void draw_estimate_band(const EstimatePlot *plot, guint i)
{
    const ChartValue *value = &plot->data->estimated[i];
    if (!chart_has_interval(value))
        return;
    double top = scale_position(&plot->y, value->upper);
    canvas_fill_rectangle(plot->canvas, COLOUR_ESTIMATED_BAND, centre_of(plot, i) - plot->bar / 2,
                          top, plot->bar, scale_position(&plot->y, value->lower) - top);
}

static void draw_estimate(const EstimatePlot *plot, guint i)
{
    const ChartValue *value = &plot->data->estimated[i];
    double x = centre_of(plot, i);
    if (!chart_has_value(value))
        return;
    double y = scale_position(&plot->y, value->value);
    canvas_rule(plot->canvas, COLOUR_ESTIMATED, 2, x - plot->bar / 2, y, x + plot->bar / 2, y);
}

/* Whether the number above a bar would stand on the estimate's line. */
static gboolean number_is_free(const EstimatePlot *plot, guint i, double baseline)
{
    const ChartValue *value = &plot->data->estimated[i];
    if (!chart_has_value(value))
        return TRUE;
    double y = scale_position(&plot->y, value->value);
    return y > baseline + 2 || y < baseline - 8;
}

static void draw_registered(const EstimatePlot *plot, guint i)
{
    const ChartValue *value = &plot->data->registered[i];
    double x = centre_of(plot, i);
    if (!chart_has_value(value))
        return;
    double top = scale_position(&plot->y, value->value), height = plot->base - top;
    if (value->provisional && height > 1)
        canvas_outline_rectangle(plot->canvas, COLOUR_REGISTERED, 1, x - plot->bar / 2 + 0.5,
                                 top + 0.5, plot->bar - 1, height - 0.5);
    else
        canvas_fill_rectangle(plot->canvas, COLOUR_REGISTERED, x - plot->bar / 2, top, plot->bar,
                              height);
    g_autofree char *number = format_decimal(value->value, 0, plot->data->chart.language);
    if (canvas_label_width(plot->canvas, STYLE_LABEL_STRONG, number) < plot->pitch - 2 &&
        number_is_free(plot, i, top - 3.2))
        canvas_label(plot->canvas, STYLE_LABEL_STRONG, COLOUR_REGISTERED, number, x, top - 3.2,
                     ANCHOR_CENTRE);
}

static double mean_height(const EstimatePlot *plot, const ChartValue *values, double share)
{
    for (guint i = plot->data->chart.n_periods; i > 0; i--)
        if (chart_has_value(&values[i - 1]))
            return scale_position(&plot->y, values[i - 1].value * share);
    return plot->base;
}

static void draw_names(const EstimatePlot *plot)
{
    const EstimateData *data = plot->data;
    TextEngine *engine = canvas_engine(plot->canvas);
    g_autoptr(TextBlock) estimated =
        text_block_new_plain(engine, STYLE_LABEL_STRONG, data->estimated_name, NAME_WIDTH);
    g_autoptr(TextBlock) note =
        text_block_new_plain(engine, STYLE_LABEL, data->estimated_note, NAME_WIDTH);
    g_autoptr(TextBlock) registered =
        text_block_new_plain(engine, STYLE_LABEL_STRONG, data->registered_name, NAME_WIDTH);
    double note_height = data->estimated_note[0] != '\0' ? text_block_height(note) : 0;
    double heights[] = {text_block_height(estimated) + note_height + 4,
                        text_block_height(registered)};
    double centres[] = {mean_height(plot, data->estimated, 1),
                        mean_height(plot, data->registered, 0.5)};
    double x = plot->right + NAME_GAP;
    labels_spread(2, centres, heights, VALUE_ROOM - 4, plot->base + 4);
    double top = centres[0] - heights[0] / 2;
    canvas_text_lines_coloured(plot->canvas, estimated, COLOUR_ESTIMATED, x, top);
    if (note_height > 0)
        canvas_text_block(plot->canvas, note, x, top + text_block_height(estimated));
    canvas_text_lines_coloured(plot->canvas, registered, COLOUR_REGISTERED, x,
                               centres[1] - heights[1] / 2);
}

static void estimate_draw(gpointer graphic, Canvas *canvas, double width, double height)
{
    const EstimateData *data = graphic;
    guint n = data->chart.n_periods;
    EstimatePlot plot = plot_new(data, canvas, width, height);
    for (guint i = 0; i < n; i++)
        draw_estimate_band(&plot, i);
    axis_draw_vertical(canvas, &plot.ticks, &plot.y, plot.left, plot.right, data->chart.language);
    for (guint i = 0; i < n; i++) {
        draw_registered(&plot, i);
        draw_estimate(&plot, i);
    }
    g_autofree double *centres = g_new0(double, n + 1);
    for (guint i = 0; i < n; i++)
        centres[i] = centre_of(&plot, i);
    chart_draw_marks(canvas, n, data->registered, centres, plot.base - 3.5, data->chart.language);
    axis_draw_periods(canvas, n, (const char *const *)data->periods, centres, plot.base + 12);
    draw_names(&plot);
}

static FigureData *estimate_data(gpointer graphic)
{
    const EstimateData *estimate = graphic;
    FigureData *data = figure_data_new(estimate->chart.language);
    figure_data_add(data, FIGURE_PERIOD);
    figure_data_add(data, FIGURE_SERIES);
    chart_data_add_columns(data);
    for (guint i = 0; i < estimate->chart.n_periods; i++) {
        figure_data_begin_row(data);
        figure_data_text(data, estimate->periods[i]);
        figure_data_text(data, estimate->registered_name);
        chart_data_add_value(data, &estimate->registered[i]);
        figure_data_begin_row(data);
        figure_data_text(data, estimate->periods[i]);
        figure_data_text(data, estimate->estimated_name);
        chart_data_add_value(data, &estimate->estimated[i]);
    }
    return data;
}

static const GraphicClass estimate_class = {estimate_height, estimate_draw, estimate_free,
                                            estimate_data,   0.2,           0.35};

Graphic *estimate_chart_new(const EstimateChart *chart)
{
    EstimateData *data = g_new0(EstimateData, 1);
    data->chart = *chart;
    data->periods = g_new0(char *, chart->n_periods + 1);
    for (guint i = 0; i < chart->n_periods; i++)
        data->periods[i] = g_strdup(chart->periods[i]);
    data->registered = g_memdup2(chart->registered, chart->n_periods * sizeof(ChartValue));
    data->estimated = g_memdup2(chart->estimated, chart->n_periods * sizeof(ChartValue));
    data->registered_name = g_strdup(chart->registered_name != NULL ? chart->registered_name : "");
    data->estimated_name = g_strdup(chart->estimated_name != NULL ? chart->estimated_name : "");
    data->estimated_note = g_strdup(chart->estimated_note != NULL ? chart->estimated_note : "");
    return graphic_new(&estimate_class, data);
}
