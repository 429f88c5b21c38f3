#include "report/chart/funnel_chart.h"

#include "report/chart/labels.h"

#include <math.h>

#define TOP 15.0 /* room for the own name when there is none among the points */
#define TITLE_ROOM 12.0

typedef struct {
    FunnelChart chart;
    FunnelPoint *points;
    FunnelLimits *limits;
    char *own_name, *x_title;
} FunnelData;

typedef struct {
    const FunnelData *data;
    Canvas *canvas;
    Ticks ticks;
    Scale x, y; /* x on log10 of the expected value */
    double left, right, base;
    gboolean has_marked; /* an own gemeente or peers: the others step back */
} FunnelPlot;

static void funnel_free(gpointer data)
{
    FunnelData *funnel = data;
    g_free(funnel->points);
    g_free(funnel->limits);
    g_free(funnel->own_name);
    g_free(funnel->x_title);
    g_free(funnel);
}

static double funnel_height(gpointer data, TextEngine *engine, double width)
{
    const FunnelData *funnel = data;
    (void)engine, (void)width;
    return funnel->chart.height > 0 ? funnel->chart.height : 170;
}

static double x_of(const FunnelPlot *plot, double expected)
{
    return scale_position(&plot->x, log10(expected));
}

static double y_of(const FunnelPlot *plot, double ratio)
{
    return scale_position(&plot->y, CLAMP(ratio, 0, plot->ticks.upper));
}

static FunnelPlot plot_new(const FunnelData *data, Canvas *canvas, double width, double height)
{
    FunnelPlot plot = {.data = data, .canvas = canvas};
    double smallest = data->limits[0].expected;
    double largest = data->limits[data->chart.n_limits - 1].expected;
    plot.ticks = ticks_from_zero(data->chart.highest > 0 ? data->chart.highest : 4, 4, TRUE);
    plot.left = axis_width(canvas_engine(canvas), &plot.ticks, data->chart.language);
    plot.right = width;
    plot.base = height - CHART_PERIODS_ROOM - (data->x_title != NULL ? TITLE_ROOM : 0);
    plot.x = (Scale){log10(smallest), log10(largest), plot.left + 4, plot.right - 2};
    plot.y = (Scale){0, plot.ticks.upper, plot.base, TOP};
    for (guint i = 0; i < data->chart.n_points; i++)
        plot.has_marked |= data->points[i].is_own || data->points[i].is_peer;
    return plot;
}

/* --- limits */

typedef double (*LimitOf)(const FunnelLimits *limits);

static double lower95(const FunnelLimits *limits)
{
    return limits->lower95;
}

static double upper95(const FunnelLimits *limits)
{
    return limits->upper95;
}

static double lower998(const FunnelLimits *limits)
{
    return limits->lower998;
}

static double upper998(const FunnelLimits *limits)
{
    return limits->upper998;
}

static void draw_area(const FunnelPlot *plot, ColourName colour, LimitOf lower, LimitOf upper)
{
    guint n = plot->data->chart.n_limits;
    g_autofree CanvasPoint *corners = g_new(CanvasPoint, 2 * n);
    for (guint i = 0; i < n; i++) {
        const FunnelLimits *limits = &plot->data->limits[i];
        double x = x_of(plot, limits->expected);
        corners[i] = (CanvasPoint){x, y_of(plot, upper(limits))};
        corners[2 * n - 1 - i] = (CanvasPoint){x, y_of(plot, lower(limits))};
    }
    canvas_fill_polygon(plot->canvas, colour, 2 * n, corners);
}

/* --- axis: 1, 2, 5 times powers of ten */

static void draw_x_axis(const FunnelPlot *plot)
{
    static const double steps[] = {1, 2, 5};
    double end_of_previous = -G_MAXDOUBLE;
    for (int power = -3; power <= 5; power++)
        for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
            double value = steps[i] * pow(10, power);
            if (log10(value) < plot->x.lower || log10(value) > plot->x.upper)
                continue;
            g_autofree char *label =
                format_decimal(value, MAX(0, -power), plot->data->chart.language);
            double half = canvas_label_width(plot->canvas, STYLE_LABEL, label) / 2;
            double x = x_of(plot, value);
            if (x - half < end_of_previous + 6 || x + half > plot->right)
                continue;
            canvas_label(plot->canvas, STYLE_LABEL, COLOUR_GREY, label, x, plot->base + 11,
                         ANCHOR_CENTRE);
            end_of_previous = x + half;
        }
}

/* --- points */

static CanvasPoint place_of(const FunnelPlot *plot, const FunnelPoint *point)
{
    double lowest = pow(10, plot->x.lower), highest = pow(10, plot->x.upper);
    return (CanvasPoint){x_of(plot, CLAMP(point->expected, lowest, highest)),
                         y_of(plot, point->ratio)};
}

/* Other gemeenten, peers, and the own one on top. */
static guint layer_of(const FunnelPoint *point)
{
    return point->is_own ? 2 : point->is_peer ? 1 : 0;
}

static void draw_others(const FunnelPlot *plot, guint n, const CanvasPoint *points)
{
    if (plot->data->own_name == NULL)
        canvas_rings(plot->canvas, COLOUR_REGISTERED, 0.9, 2.0, n, points);
    else
        canvas_rings(plot->canvas, plot->has_marked ? COLOUR_LIGHT_GREY : COLOUR_GREY,
                     plot->has_marked ? 0.6 : 0.8, 1.6, n, points);
}

static void draw_layer(const FunnelPlot *plot, guint layer)
{
    guint n = 0;
    g_autofree CanvasPoint *points = g_new(CanvasPoint, plot->data->chart.n_points + 1);
    for (guint i = 0; i < plot->data->chart.n_points; i++)
        if (layer_of(&plot->data->points[i]) == layer)
            points[n++] = place_of(plot, &plot->data->points[i]);
    if (layer == 0)
        draw_others(plot, n, points);
    else
        canvas_dots(plot->canvas, layer == 1 ? COLOUR_GREY : COLOUR_REGISTERED,
                    layer == 1 ? 2.3 : 3.6, n, points);
}

/* Points above the axis stand at its upper end, with an arrow. */
static void draw_arrows(const FunnelPlot *plot)
{
    for (guint i = 0; i < plot->data->chart.n_points; i++) {
        const FunnelPoint *point = &plot->data->points[i];
        CanvasPoint at = place_of(plot, point);
        const CanvasPoint corners[] = {{at.x, at.y - 4}, {at.x + 2.4, at.y}, {at.x - 2.4, at.y}};
        if (point->ratio > plot->ticks.upper && !point->is_own)
            canvas_fill_polygon(plot->canvas, COLOUR_GREY, 3, corners);
    }
}

static void draw_points(const FunnelPlot *plot)
{
    draw_layer(plot, 0);
    draw_layer(plot, 1);
    draw_arrows(plot);
    draw_layer(plot, 2);
}

/* The name stands where it covers no point, with a thin line to its dot. */
static void name_own(const FunnelPlot *plot)
{
    guint n = plot->data->chart.n_points;
    const FunnelPoint *own = NULL;
    g_autofree LabelRectangle *taken = g_new(LabelRectangle, n + 1);
    for (guint i = 0; i < n; i++) {
        CanvasPoint at = place_of(plot, &plot->data->points[i]);
        taken[i] = (LabelRectangle){at.x - 2, at.y - 2, 4, 4};
        own = plot->data->points[i].is_own ? &plot->data->points[i] : own;
    }
    if (own == NULL || plot->data->own_name == NULL)
        return;
    g_autofree char *ratio = format_decimal(own->ratio, 2, plot->data->chart.language);
    g_autofree char *text = g_strconcat(plot->data->own_name, " ", ratio, NULL);
    double width = canvas_label_width(plot->canvas, STYLE_LABEL_STRONG, text);
    LabelRectangle room = {plot->left, TOP, plot->right - plot->left, plot->base - TOP}, place;
    CanvasPoint at = place_of(plot, own);
    if (!label_place_near(at.x, at.y, width + 2, 9, &room, n, taken, &place))
        place = (LabelRectangle){CLAMP(at.x - width / 2, plot->left, plot->right - width - 2), 0,
                                 width + 2, 9};
    double near_x = CLAMP(at.x, place.x, place.x + place.width);
    double near_y = CLAMP(at.y, place.y, place.y + place.height);
    if (hypot(near_x - at.x, near_y - at.y) > 8)
        canvas_rule(plot->canvas, COLOUR_REGISTERED, 0.6, at.x, at.y, near_x, near_y);
    canvas_label(plot->canvas, STYLE_LABEL_STRONG, COLOUR_REGISTERED, text, place.x + 1,
                 place.y + 7, ANCHOR_LEFT);
}

static void funnel_draw(gpointer data, Canvas *canvas, double width, double height)
{
    const FunnelData *funnel = data;
    FunnelPlot plot = plot_new(funnel, canvas, width, height);
    draw_area(&plot, COLOUR_FUNNEL_OUTER, lower998, upper998);
    draw_area(&plot, COLOUR_FUNNEL_INNER, lower95, upper95);
    axis_draw_vertical(canvas, &plot.ticks, &plot.y, plot.left, plot.right, funnel->chart.language);
    canvas_rule(canvas, COLOUR_GREY, 0.7, plot.left, y_of(&plot, 1), plot.right, y_of(&plot, 1));
    canvas_begin_axis(canvas);
    draw_x_axis(&plot);
    canvas_end_axis(canvas);
    draw_points(&plot);
    name_own(&plot);
    if (funnel->x_title != NULL)
        canvas_label(canvas, STYLE_LABEL, COLOUR_GREY, funnel->x_title,
                     (plot.left + plot.right) / 2, height - 2.5, ANCHOR_CENTRE);
}

static void add_point(FigureData *data, const FunnelPoint *point, const char *role)
{
    figure_data_begin_row(data);
    figure_data_text(data, role);
    figure_data_number(data, point->expected);
    figure_data_number(data, point->ratio);
}

static void add_limits(FigureData *data, const FunnelLimits *limits)
{
    const struct {
        const char *role;
        double lower, upper;
    } bands[] = {{"95%", limits->lower95, limits->upper95},
                 {"99.8%", limits->lower998, limits->upper998}};
    for (guint i = 0; i < G_N_ELEMENTS(bands); i++) {
        figure_data_begin_row(data);
        figure_data_text(data, bands[i].role);
        figure_data_number(data, limits->expected);
        figure_data_text(data, NULL);
        figure_data_number(data, bands[i].lower);
        figure_data_number(data, bands[i].upper);
    }
}

/* All points, without names, and the limits are the same for every reader; then the own point and
 * those of the peers. */
static FigureData *funnel_data(gpointer graphic)
{
    const FunnelData *funnel = graphic;
    gboolean english = funnel->chart.language == LANGUAGE_EN;
    FigureData *data = figure_data_new(funnel->chart.language);
    figure_data_add(data, FIGURE_ROLE);
    figure_data_add(data, FIGURE_EXPECTED);
    figure_data_add(data, FIGURE_VALUE);
    figure_data_add(data, FIGURE_LOWER);
    figure_data_add(data, FIGURE_UPPER);
    figure_data_set_common(data, TRUE);
    for (guint i = 0; i < funnel->chart.n_points; i++)
        add_point(data, &funnel->points[i], english ? "area" : "gebied");
    for (guint i = 0; i < funnel->chart.n_limits; i++)
        add_limits(data, &funnel->limits[i]);
    figure_data_set_common(data, FALSE);
    for (guint i = 0; i < funnel->chart.n_points; i++) {
        const FunnelPoint *point = &funnel->points[i];
        if (point->is_own)
            add_point(data, point, english ? "own area" : "eigen gebied");
        else if (point->is_peer)
            add_point(data, point, english ? "peer" : "vergelijkbaar gebied");
    }
    return data;
}

static const GraphicClass funnel_class = {funnel_height, funnel_draw, funnel_free,
                                          funnel_data,   0.2,         0.4};

Graphic *funnel_chart_new(const FunnelChart *chart)
{
    g_assert(chart->n_limits >= 2);
    FunnelData *data = g_new0(FunnelData, 1);
    data->chart = *chart;
    data->points = g_memdup2(chart->points, chart->n_points * sizeof(FunnelPoint));
    data->limits = g_memdup2(chart->limits, chart->n_limits * sizeof(FunnelLimits));
    data->own_name = g_strdup(chart->own_name);
    data->x_title = g_strdup(chart->x_title);
    return graphic_new(&funnel_class, data);
}
