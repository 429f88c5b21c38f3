#include "report/chart/stacked_bars.h"

#include "core/error.h"
#include "report/chart/labels.h"

#include <math.h>

#define HEIGHT 170.0
#define NAME_GAP 9.0
#define WIDEST_NAME 90.0
#define NUMBER_ROOM 11.0
#define MAX_BAR 26.0

typedef struct {
    StackedBars chart; /* everything in it owned */
    char **categories;
    StackedPart *parts;
    ChartValue *totals;
} StackedData;

typedef struct {
    const StackedData *data;
    Canvas *canvas;
    Ticks ticks;
    Scale y;
    double left, right, base, pitch, bar;
} StackedPlot;

static const ColourName colours[STACKED_PARTS] = {COLOUR_REGISTERED, COLOUR_TEAL, COLOUR_PURPLE};

static void stacked_free(gpointer graphic)
{
    StackedData *data = graphic;
    for (guint i = 0; i < data->chart.n_parts; i++) {
        g_free((char *)data->parts[i].name);
        g_free((ChartValue *)data->parts[i].values);
    }
    g_free(data->parts);
    g_free(data->totals);
    g_strfreev(data->categories);
    g_free(data);
}

static double stacked_height(gpointer graphic, TextEngine *engine, double width)
{
    const StackedData *data = graphic;
    (void)engine, (void)width;
    return data->chart.height > 0 ? data->chart.height : HEIGHT;
}

/* --- places */

static TextBlock *name_text(const StackedPart *part, TextEngine *engine)
{
    return text_block_new_plain(engine, STYLE_LABEL_STRONG, part->name, WIDEST_NAME);
}

static StackedPlot plot_new(const StackedData *data, Canvas *canvas, double width, double height)
{
    StackedPlot plot = {.data = data, .canvas = canvas};
    guint n = data->chart.n_categories;
    double names = 0;
    for (guint i = 0; i < data->chart.n_parts; i++) {
        g_autoptr(TextBlock) name = name_text(&data->parts[i], canvas_engine(canvas));
        names = MAX(names, text_block_width(name));
    }
    plot.ticks = ticks_from_zero(chart_largest(n, data->totals), 4, TRUE);
    plot.left = axis_width(canvas_engine(canvas), &plot.ticks, data->chart.language);
    plot.right = width - names - NAME_GAP;
    plot.pitch = (plot.right - plot.left) / MAX(n, 1);
    plot.bar = MIN(plot.pitch * 0.66, MAX_BAR);
    plot.base = height - CHART_PERIODS_ROOM;
    plot.y = (Scale){0, plot.ticks.upper, plot.base, NUMBER_ROOM};
    return plot;
}

static double centre_of(const StackedPlot *plot, guint category)
{
    return plot->left + (category + 0.5) * plot->pitch;
}

/* Units in the parts below `part`. */
static double below(const StackedData *data, guint part, guint category)
{
    double sum = 0;
    for (guint i = 0; i < part; i++)
        if (chart_has_value(&data->parts[i].values[category]))
            sum += data->parts[i].values[category].value;
    return sum;
}

/* --- drawing */

static void draw_part(const StackedPlot *plot, guint part, guint category)
{
    const ChartValue *value = &plot->data->parts[part].values[category];
    if (!chart_has_value(value) || !(value->value > 0))
        return;
    g_assert(part < G_N_ELEMENTS(colours));
    double from = below(plot->data, part, category),
           left = centre_of(plot, category) - plot->bar / 2;
    double bottom = scale_position(&plot->y, from) - (part > 0 ? 0.8 : 0);
    double top = scale_position(&plot->y, from + value->value);
    double height = MAX(bottom - top, 0.3);
    if (part == 2) {
        canvas_outline_rectangle(plot->canvas, colours[part], 0.9, left + 0.45, top + 0.45,
                                 plot->bar - 0.9, MAX(height - 0.9, 0.1));
        return;
    }
    canvas_fill_rectangle(plot->canvas, colours[part], left, top, plot->bar, height);
    if (part == 1)
        chart_draw_stripes(plot->canvas, left, top, plot->bar, top + height);
}

/* The whole above each bar, or none when they would touch. */
static void draw_totals(const StackedPlot *plot)
{
    const StackedData *data = plot->data;
    guint n = data->chart.n_categories;
    g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func(g_free);
    double widest = 0;
    for (guint i = 0; i < n; i++) {
        const ChartValue *total = &data->totals[i];
        char *number = chart_has_value(total)
                           ? format_decimal(total->value, 0, data->chart.language)
                           : g_strdup("");
        widest = MAX(widest, canvas_label_width(plot->canvas, STYLE_LABEL_STRONG, number));
        g_ptr_array_add(numbers, number);
    }
    for (guint i = 0; i < n && widest <= plot->pitch - 3; i++)
        if (chart_has_value(&data->totals[i]))
            canvas_label(plot->canvas, STYLE_LABEL_STRONG, COLOUR_INK,
                         g_ptr_array_index(numbers, i), centre_of(plot, i),
                         scale_position(&plot->y, data->totals[i].value) - 3.2, ANCHOR_CENTRE);
}

static void draw_names(const StackedPlot *plot)
{
    const StackedData *data = plot->data;
    guint n = data->chart.n_parts, last = data->chart.n_categories - 1;
    TextEngine *engine = canvas_engine(plot->canvas);
    double centres[STACKED_PARTS], heights[STACKED_PARTS];
    for (guint i = 0; i < n; i++) {
        g_autoptr(TextBlock) name = name_text(&data->parts[i], engine);
        double own =
            chart_has_value(&data->parts[i].values[last]) ? data->parts[i].values[last].value : 0;
        heights[i] = text_block_height(name) + 2;
        /* Equal places keep the order of the stack: the lowest part below. */
        centres[i] = scale_position(&plot->y, below(data, i, last) + own / 2) - 0.01 * i;
    }
    labels_spread(n, centres, heights, NUMBER_ROOM, plot->base + 4);
    for (guint i = 0; i < n; i++) {
        g_autoptr(TextBlock) name = name_text(&data->parts[i], engine);
        canvas_text_lines_coloured(plot->canvas, name, colours[i], plot->right + NAME_GAP,
                                   centres[i] - text_block_height(name) / 2);
    }
}

static void stacked_draw(gpointer graphic, Canvas *canvas, double width, double height)
{
    const StackedData *data = graphic;
    guint n = data->chart.n_categories;
    StackedPlot plot = plot_new(data, canvas, width, height);
    axis_draw_vertical(canvas, &plot.ticks, &plot.y, plot.left, plot.right, data->chart.language);
    if (n == 0)
        return;
    g_autofree double *centres = g_new0(double, n);
    for (guint i = 0; i < n; i++) {
        centres[i] = centre_of(&plot, i);
        for (guint part = 0; part < data->chart.n_parts; part++)
            draw_part(&plot, part, i);
    }
    chart_draw_marks(canvas, n, data->totals, centres, plot.base - 3.5, data->chart.language);
    draw_totals(&plot);
    draw_names(&plot);
    axis_draw_periods(canvas, n, (const char *const *)data->categories, centres, plot.base + 12);
}

static void add_bar(FigureData *data, const char *category, const char *name,
                    const ChartValue *value)
{
    figure_data_begin_row(data);
    figure_data_text(data, category);
    figure_data_text(data, name);
    chart_data_add_value(data, value);
}

/* The parts of each bar, and the whole that stands above it. */
static FigureData *stacked_data(gpointer graphic)
{
    const StackedData *stacked = graphic;
    FigureData *data = figure_data_new(stacked->chart.language);
    figure_data_add(data, FIGURE_PERIOD);
    figure_data_add(data, FIGURE_SERIES);
    chart_data_add_columns(data);
    for (guint i = 0; i < stacked->chart.n_categories; i++) {
        for (guint part = 0; part < stacked->chart.n_parts; part++)
            add_bar(data, stacked->categories[i], stacked->parts[part].name,
                    &stacked->parts[part].values[i]);
        add_bar(data, stacked->categories[i],
                stacked->chart.language == LANGUAGE_EN ? "total" : "totaal", &stacked->totals[i]);
    }
    return data;
}

static const GraphicClass stacked_class = {stacked_height, stacked_draw, stacked_free,
                                           stacked_data,   0.2,          0.4};

/* --- what may be stacked */

static gboolean category_adds_up(const StackedBars *chart, guint category, GError **error)
{
    const ChartValue *total = &chart->totals[category];
    double sum = 0;
    for (guint i = 0; i < chart->n_parts; i++) {
        const ChartValue *part = &chart->parts[i].values[category];
        if (chart_has_value(part) != chart_has_value(total)) {
            g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                        "stacked bars: \"%s\" in %s has no number beside a whole that has one",
                        chart->parts[i].name, chart->categories[category]);
            return FALSE;
        }
        sum += chart_has_value(part) ? part->value : 0;
    }
    if (!chart_has_value(total) || fabs(sum - total->value) < 0.5)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                "stacked bars: the parts of %s are %.0f together, the whole is %.0f",
                chart->categories[category], sum, total->value);
    return FALSE;
}

Graphic *stacked_bars_new(const StackedBars *chart, GError **error)
{
    g_assert(chart->n_parts >= 1 && chart->n_parts <= STACKED_PARTS);
    for (guint i = 0; i < chart->n_categories; i++)
        if (!category_adds_up(chart, i, error))
            return NULL;
    StackedData *data = g_new0(StackedData, 1);
    guint n = chart->n_categories;
    data->chart = *chart;
    data->categories = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        data->categories[i] = g_strdup(chart->categories[i]);
    data->totals = g_memdup2(chart->totals, n * sizeof(ChartValue));
    data->parts = g_memdup2(chart->parts, chart->n_parts * sizeof(StackedPart));
    for (guint i = 0; i < chart->n_parts; i++) {
        data->parts[i].name = g_strdup(chart->parts[i].name);
        data->parts[i].values = g_memdup2(chart->parts[i].values, n * sizeof(ChartValue));
    }
    return graphic_new(&stacked_class, data);
}
