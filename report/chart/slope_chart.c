#include "report/chart/slope_chart.h"

#include "report/chart/labels.h"

#include <math.h>

#define HEAD_ROOM 17.0
#define FOOT_ROOM 6.0
#define LOWEST 96.0
#define LABEL_GAP 14.0 /* from the point to its words; leaders run through it */
#define WIDEST_NAMES 0.42
#define DOT 2.4
#define SPREAD 9.0 /* intervals of different rows stand beside each other within this room */

typedef struct {
    SlopeChart chart; /* everything in it owned */
    SlopeRow *rows;
    gboolean has_own;
} SlopeData;

typedef struct {
    const SlopeData *data;
    Canvas *canvas;
    Scale y;
    double left, right; /* of the points */
} SlopePlot;

static void slope_free(gpointer graphic)
{
    SlopeData *data = graphic;
    for (guint i = 0; i < data->chart.n_rows; i++)
        g_free((char *)data->rows[i].name);
    g_free(data->rows);
    g_free((char *)data->chart.from_name);
    g_free((char *)data->chart.to_name);
    g_free((char *)data->chart.revised_word);
    g_free(data);
}

/* --- texts */

static char *number_of(const SlopeData *data, const ChartValue *value)
{
    if (!chart_has_value(value))
        return g_strdup(state_mark(value->state, data->chart.language == LANGUAGE_EN));
    g_autofree char *number =
        format_decimal(value->value, data->chart.decimals, data->chart.language);
    return g_strconcat(number, value->provisional ? "*" : NULL, NULL);
}

static TextStyle row_style(const SlopeRow *row)
{
    return row->emphasised ? STYLE_LABEL_STRONG : STYLE_LABEL;
}

/* "Krimpen aan den IJssel  863": the name may take more than one line. */
static TextBlock *left_text(const SlopeData *data, guint i, TextEngine *engine, double width)
{
    const SlopeRow *row = &data->rows[i];
    g_autofree char *number = number_of(data, &row->from);
    g_autofree char *text = g_strdup_printf("%s\xe2\x80\x82%s", row->name, number);
    return text_block_new_plain(engine, row_style(row), text, width);
}

static TextBlock *right_text(const SlopeData *data, guint i, TextEngine *engine)
{
    const SlopeRow *row = &data->rows[i];
    g_autofree char *number = number_of(data, &row->to);
    gboolean said = row->revised && data->chart.revised_word != NULL;
    g_autofree char *text =
        g_strconcat(number, said ? "\xe2\x80\x82" : "", said ? data->chart.revised_word : "", NULL);
    return text_block_new_plain(engine, row_style(row), text, -1);
}

/* --- places */

static double labels_height(const SlopeData *data, TextEngine *engine, double width)
{
    double height = 0;
    for (guint i = 0; i < data->chart.n_rows; i++) {
        g_autoptr(TextBlock) text = left_text(data, i, engine, width * WIDEST_NAMES);
        height += text_block_height(text) + 1.5;
    }
    return height;
}

static double slope_height(gpointer graphic, TextEngine *engine, double width)
{
    const SlopeData *data = graphic;
    if (data->chart.height > 0)
        return data->chart.height;
    return HEAD_ROOM + FOOT_ROOM + MAX(LOWEST, labels_height(data, engine, width) * 1.15);
}

static double largest_of(const SlopeData *data)
{
    double largest = 0;
    for (guint i = 0; i < data->chart.n_rows; i++) {
        largest = MAX(largest, chart_largest(1, &data->rows[i].from));
        largest = MAX(largest, chart_largest(1, &data->rows[i].to));
    }
    return largest > 0 ? largest : 1;
}

static double smallest_of(const SlopeData *data)
{
    double smallest = G_MAXDOUBLE;
    for (guint i = 0; i < data->chart.n_rows; i++) {
        const ChartValue *const ends[] = {&data->rows[i].from, &data->rows[i].to};
        for (guint side = 0; side < 2; side++) {
            if (chart_has_value(ends[side]))
                smallest = MIN(smallest, ends[side]->value);
            if (chart_has_interval(ends[side]))
                smallest = MIN(smallest, ends[side]->lower);
        }
    }
    return smallest;
}

/* From zero, unless all numbers are far above it: a slope has no bar whose length counts. */
static double lowest_of(const SlopeData *data)
{
    double smallest = smallest_of(data), largest = largest_of(data);
    return smallest > 0.3 * largest && smallest < 0.97 * largest ? smallest - 0.1 * largest : 0;
}

static SlopePlot plot_new(const SlopeData *data, Canvas *canvas, double width, double height)
{
    SlopePlot plot = {.data = data, .canvas = canvas};
    TextEngine *engine = canvas_engine(canvas);
    double left = 0, right = 0;
    for (guint i = 0; i < data->chart.n_rows; i++) {
        g_autoptr(TextBlock) one = left_text(data, i, engine, width * WIDEST_NAMES);
        g_autoptr(TextBlock) other = right_text(data, i, engine);
        left = MAX(left, text_block_width(one));
        right = MAX(right, text_block_width(other));
    }
    plot.left = left + LABEL_GAP;
    plot.right = MAX(width - right - LABEL_GAP, plot.left + 30);
    plot.y = (Scale){lowest_of(data), largest_of(data), height - FOOT_ROOM, HEAD_ROOM};
    return plot;
}

static ColourName row_colour(const SlopeData *data, const SlopeRow *row)
{
    return data->has_own && !row->emphasised ? COLOUR_GREY : COLOUR_REGISTERED;
}

/* Where the words of an end want to stand; a row without a number there goes with its other end. */
static double wanted_y(const SlopePlot *plot, const ChartValue *value, const ChartValue *other)
{
    if (chart_has_value(value))
        return scale_position(&plot->y, value->value);
    if (chart_has_value(other))
        return scale_position(&plot->y, other->value);
    return plot->y.from;
}

/* --- drawing */

static void draw_interval(const SlopePlot *plot, const ChartValue *value, double x)
{
    if (chart_has_interval(value))
        canvas_rule(plot->canvas, COLOUR_LIGHT_GREY, 0.8, x, scale_position(&plot->y, value->lower),
                    x, scale_position(&plot->y, value->upper));
}

static void draw_point(const SlopePlot *plot, const SlopeRow *row, const ChartValue *value,
                       double x)
{
    if (!chart_has_value(value))
        return;
    double y = scale_position(&plot->y, value->value);
    ColourName colour = row_colour(plot->data, row);
    if (value->provisional)
        canvas_ring(plot->canvas, colour, 1.1, x, y, DOT);
    else
        canvas_dot(plot->canvas, colour, x, y, DOT);
}

static void draw_row(const SlopePlot *plot, guint i)
{
    const SlopeRow *row = &plot->data->rows[i];
    guint n = plot->data->chart.n_rows;
    double beside = n > 1 ? SPREAD * i / (n - 1) : 0;
    draw_interval(plot, &row->from, plot->left + beside);
    draw_interval(plot, &row->to, plot->right - beside);
    if (chart_has_value(&row->from) && chart_has_value(&row->to))
        canvas_rule(plot->canvas, row_colour(plot->data, row), row->emphasised ? 1.9 : 1.2,
                    plot->left, scale_position(&plot->y, row->from.value), plot->right,
                    scale_position(&plot->y, row->to.value));
    draw_point(plot, row, &row->from, plot->left);
    draw_point(plot, row, &row->to, plot->right);
}

static void draw_leader(const SlopePlot *plot, const ChartValue *value, double x, double label_x,
                        double label_y)
{
    if (!chart_has_value(value))
        return;
    double y = scale_position(&plot->y, value->value), side = label_x < x ? -1 : 1;
    canvas_rule(plot->canvas, COLOUR_LIGHT_GREY, 0.5, x + side * (DOT + 1), y, label_x - side * 2,
                label_y);
}

static void draw_labels(const SlopePlot *plot, gboolean left, double width)
{
    guint n = plot->data->chart.n_rows;
    TextEngine *engine = canvas_engine(plot->canvas);
    g_autofree double *centres = g_new0(double, n + 1), *heights = g_new0(double, n + 1);
    g_autofree TextBlock **texts = g_new0(TextBlock *, n + 1);
    for (guint i = 0; i < n; i++) {
        const SlopeRow *row = &plot->data->rows[i];
        texts[i] = left ? left_text(plot->data, i, engine, width * WIDEST_NAMES)
                        : right_text(plot->data, i, engine);
        heights[i] = text_block_height(texts[i]) + 1.5;
        centres[i] =
            left ? wanted_y(plot, &row->from, &row->to) : wanted_y(plot, &row->to, &row->from);
    }
    labels_spread(n, centres, heights, HEAD_ROOM - 5, plot->y.from + FOOT_ROOM);
    for (guint i = 0; i < n; i++) {
        const SlopeRow *row = &plot->data->rows[i];
        double x =
            left ? plot->left - LABEL_GAP - text_block_width(texts[i]) : plot->right + LABEL_GAP;
        draw_leader(plot, left ? &row->from : &row->to, left ? plot->left : plot->right,
                    left ? plot->left - LABEL_GAP : x, centres[i]);
        canvas_text_lines_coloured(plot->canvas, texts[i],
                                   row->emphasised ? COLOUR_REGISTERED : COLOUR_INK, x,
                                   centres[i] - text_block_height(texts[i]) / 2);
        text_block_unref(texts[i]);
    }
}

/* The words over both sides keep apart. */
static void draw_heads(const SlopePlot *plot, double width)
{
    const SlopeChart *chart = &plot->data->chart;
    const char *names[] = {chart->from_name, chart->to_name};
    double centres[] = {plot->left, plot->right}, widths[2];
    for (guint i = 0; i < 2; i++)
        widths[i] = names[i] != NULL
                        ? canvas_label_width(plot->canvas, STYLE_LABEL, names[i]) + LABEL_GAP
                        : 0;
    labels_spread(2, centres, widths, 0, width);
    for (guint i = 0; i < 2; i++)
        if (names[i] != NULL)
            canvas_label(plot->canvas, STYLE_LABEL, COLOUR_GREY, names[i], centres[i], 7,
                         ANCHOR_CENTRE);
}

static void slope_draw(gpointer graphic, Canvas *canvas, double width, double height)
{
    const SlopeData *data = graphic;
    SlopePlot plot = plot_new(data, canvas, width, height);
    draw_heads(&plot, width);
    for (guint i = 0; i < data->chart.n_rows; i++)
        draw_row(&plot, i);
    draw_labels(&plot, TRUE, width);
    draw_labels(&plot, FALSE, width);
}

static FigureData *slope_data(gpointer graphic)
{
    const SlopeData *slope = graphic;
    FigureData *data = figure_data_new(slope->chart.language);
    figure_data_add(data, FIGURE_NAME);
    figure_data_add(data, FIGURE_SERIES);
    chart_data_add_columns(data);
    for (guint i = 0; i < slope->chart.n_rows; i++)
        for (guint side = 0; side < 2; side++) {
            figure_data_begin_row(data);
            figure_data_text(data, slope->rows[i].name);
            figure_data_text(data, side == 0 ? slope->chart.from_name : slope->chart.to_name);
            chart_data_add_value(data, side == 0 ? &slope->rows[i].from : &slope->rows[i].to);
        }
    return data;
}

static const GraphicClass slope_class = {slope_height, slope_draw, slope_free, slope_data, 0, 0.3};

Graphic *slope_chart_new(const SlopeChart *chart)
{
    SlopeData *data = g_new0(SlopeData, 1);
    data->chart = *chart;
    data->chart.from_name = g_strdup(chart->from_name);
    data->chart.to_name = g_strdup(chart->to_name);
    data->chart.revised_word = g_strdup(chart->revised_word);
    data->rows = g_memdup2(chart->rows, chart->n_rows * sizeof(SlopeRow));
    for (guint i = 0; i < chart->n_rows; i++) {
        data->rows[i].name = g_strdup(chart->rows[i].name);
        data->has_own |= chart->rows[i].emphasised;
    }
    return graphic_new(&slope_class, data);
}
