#include "report/chart/duration_chart.h"

#include "report/chart/labels.h"

#include <math.h>

#define HEIGHT 150.0
#define NAME_GAP 9.0
#define WIDEST_NAME 118.0
#define AXIS_ROOM 15.0
#define TITLE_ROOM 12.0
#define TOP 5.0
#define OPEN_TICK 2.4

typedef struct {
    DurationChart chart; /* everything in it owned */
    DurationCurve *curves;
} DurationData;

typedef struct {
    const DurationData *data;
    Canvas *canvas;
    Ticks ticks; /* of the days */
    Scale x, y;
    gboolean beside; /* names stand at their curves; else in a column on the right */
} DurationPlot;

static void duration_free(gpointer graphic)
{
    DurationData *data = graphic;
    for (guint i = 0; i < data->chart.n_curves; i++) {
        g_free((char *)data->curves[i].name);
        g_free((char *)data->curves[i].note);
        g_free((DurationStep *)data->curves[i].steps);
        g_free((double *)data->curves[i].open_days);
    }
    g_free(data->curves);
    g_free((char *)data->chart.axis_title);
    g_free(data);
}

static double duration_height(gpointer graphic, TextEngine *engine, double width)
{
    const DurationData *data = graphic;
    (void)engine, (void)width;
    return data->chart.height > 0 ? data->chart.height : HEIGHT;
}

/* --- places */

static double last_day(const DurationCurve *curve)
{
    double last = 0;
    if (curve->n_steps > 0)
        last = curve->steps[curve->n_steps - 1].day;
    for (guint i = 0; i < curve->n_open; i++)
        last = MAX(last, curve->open_days[i]);
    return last;
}

static TextBlock *name_text(const DurationCurve *curve, TextEngine *engine)
{
    return text_block_new_plain(engine, STYLE_LABEL_STRONG, curve->name, WIDEST_NAME);
}

static TextBlock *note_text(const DurationCurve *curve, TextEngine *engine)
{
    return text_block_new_plain(engine, STYLE_LABEL, curve->note != NULL ? curve->note : "",
                                WIDEST_NAME);
}

static double name_width(const DurationCurve *curve, TextEngine *engine)
{
    g_autoptr(TextBlock) name = name_text(curve, engine);
    g_autoptr(TextBlock) note = note_text(curve, engine);
    return MAX(text_block_width(name), text_block_width(note));
}

static double name_height(const DurationCurve *curve, TextEngine *engine)
{
    g_autoptr(TextBlock) name = name_text(curve, engine);
    g_autoptr(TextBlock) note = note_text(curve, engine);
    return text_block_height(name) + (curve->note != NULL ? text_block_height(note) : 0) + 3;
}

static double names_width(const DurationData *data, TextEngine *engine)
{
    double width = 0;
    for (guint i = 0; i < data->chart.n_curves; i++)
        width = MAX(width, name_width(&data->curves[i], engine));
    return width + NAME_GAP;
}

static double share_on(const DurationCurve *curve, double day)
{
    double share = 0;
    for (guint i = 0; i < curve->n_steps && curve->steps[i].day <= day; i++)
        share = CLAMP(curve->steps[i].share, 0, 1);
    return share;
}

/* First day on which a part of the final share had ended. */
static double day_of(const DurationCurve *curve, double part)
{
    double wanted = part * share_on(curve, last_day(curve));
    for (guint i = 0; i < curve->n_steps; i++)
        if (curve->steps[i].share >= wanted)
            return curve->steps[i].day;
    return 0;
}

/* Room from the left side to the right side of the plot, its right side at `right`. */
static DurationPlot plot_to(const DurationData *data, Canvas *canvas, double right, double height)
{
    DurationPlot plot = {.data = data, .canvas = canvas};
    double last = 0, left = text_width(canvas_engine(canvas), STYLE_LABEL, "100%") + 6;
    for (guint i = 0; i < data->chart.n_curves; i++)
        last = MAX(last, last_day(&data->curves[i]));
    plot.ticks = ticks_from_zero(last, right - left > 250 ? 6 : 3, TRUE);
    plot.x = (Scale){0, plot.ticks.upper, left, right};
    plot.y =
        (Scale){0, 1, height - AXIS_ROOM - (data->chart.axis_title != NULL ? TITLE_ROOM : 0), TOP};
    return plot;
}

static CanvasPoint at(const DurationPlot *plot, double day, double share)
{
    return (CanvasPoint){scale_position(&plot->x, day), scale_position(&plot->y, share)};
}

/* A curve rises to the right: left above it and right below it is free. The curve that is sooner
 * has its name left of it, the later one right. */
static LabelRectangle name_beside(const DurationPlot *plot, const DurationCurve *curve,
                                  gboolean left)
{
    TextEngine *engine = canvas_engine(plot->canvas);
    double width = name_width(curve, engine), height = name_height(curve, engine);
    double day = day_of(curve, left ? 0.62 : 0.5);
    CanvasPoint point = at(plot, day, share_on(curve, day));
    if (left)
        return (LabelRectangle){point.x - NAME_GAP - width, point.y - height - 1, width, height};
    return (LabelRectangle){point.x + NAME_GAP, point.y + 3, width, height};
}

static gboolean is_inside(const DurationPlot *plot, const LabelRectangle *name)
{
    return name->x >= plot->x.from + 3 && name->x + name->width <= plot->x.to &&
           name->y >= plot->y.to && name->y + name->height <= plot->y.from - 2;
}

/* Whether one curve lies above the other all along. */
static gboolean is_sooner(const DurationCurve *one, const DurationCurve *other)
{
    for (guint i = 0; i < other->n_steps; i++)
        if (share_on(one, other->steps[i].day) < other->steps[i].share &&
            other->steps[i].day <= last_day(one))
            return FALSE;
    return one->n_steps > 0;
}

static gboolean is_left(const DurationData *data, guint i)
{
    return data->chart.n_curves == 2 && is_sooner(&data->curves[i], &data->curves[1 - i]);
}

static gboolean fit_beside(const DurationPlot *plot)
{
    const DurationData *data = plot->data;
    if (data->chart.n_curves > 2 ||
        (data->chart.n_curves == 2 && is_left(data, 0) == is_left(data, 1)))
        return FALSE;
    for (guint i = 0; i < data->chart.n_curves; i++) {
        LabelRectangle name = name_beside(plot, &data->curves[i], is_left(data, i));
        if (data->curves[i].n_steps < 2 || !is_inside(plot, &name))
            return FALSE;
    }
    return data->chart.n_curves > 0;
}

static DurationPlot plot_new(const DurationData *data, Canvas *canvas, double width, double height)
{
    DurationPlot plot = plot_to(data, canvas, width - 12, height);
    plot.beside = fit_beside(&plot);
    if (!plot.beside)
        plot = plot_to(data, canvas, width - MAX(names_width(data, canvas_engine(canvas)), 12),
                       height);
    return plot;
}

/* --- axes */

static void draw_axes(const DurationPlot *plot)
{
    const DurationChart *chart = &plot->data->chart;
    double base = plot->y.from;
    canvas_begin_axis(plot->canvas);
    for (guint percent = 0; percent <= 100; percent += 25) {
        double y = scale_position(&plot->y, percent / 100.0);
        g_autofree char *label = g_strdup_printf("%u%%", percent);
        canvas_rule(plot->canvas, percent == 0 ? COLOUR_LIGHT_GREY : COLOUR_HAIRLINE, RULE_HAIR,
                    plot->x.from, y, plot->x.to, y);
        canvas_label(plot->canvas, STYLE_LABEL, COLOUR_GREY, label, plot->x.from - 6, y + 2.6,
                     ANCHOR_RIGHT);
    }
    canvas_end_axis(plot->canvas);
    axis_draw_horizontal(plot->canvas, &plot->ticks, &plot->x, base, base + 2.5, chart->language);
    if (chart->axis_title != NULL)
        canvas_label(plot->canvas, STYLE_LABEL, COLOUR_GREY, chart->axis_title,
                     (plot->x.from + plot->x.to) / 2, base + AXIS_ROOM + 9, ANCHOR_CENTRE);
}

/* --- curves */

/* Corners of a step line through the values of one limit or the share itself. */
static GArray *corners(const DurationPlot *plot, const DurationCurve *curve, gsize offset)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(CanvasPoint));
    double before = 0;
    CanvasPoint start = at(plot, 0, 0);
    g_array_append_val(points, start);
    for (guint i = 0; i < curve->n_steps; i++) {
        const DurationStep *step = &curve->steps[i];
        double value = *(const double *)(const void *)((const char *)step + offset);
        value = isfinite(value) ? CLAMP(value, 0, 1) : CLAMP(step->share, 0, 1);
        CanvasPoint foot = at(plot, step->day, before), head = at(plot, step->day, value);
        g_array_append_val(points, foot);
        g_array_append_val(points, head);
        before = value;
    }
    return points;
}

static ColourName band_of(const DurationCurve *curve)
{
    return curve->colour == COLOUR_REGISTERED ? COLOUR_REGISTERED_BAND : COLOUR_PANEL;
}

static void draw_band(const DurationPlot *plot, const DurationCurve *curve)
{
    g_autoptr(GArray) lower = corners(plot, curve, G_STRUCT_OFFSET(DurationStep, lower));
    g_autoptr(GArray) upper = corners(plot, curve, G_STRUCT_OFFSET(DurationStep, upper));
    for (guint i = lower->len; i > 0; i--)
        g_array_append_val(upper, g_array_index(lower, CanvasPoint, i - 1));
    if (curve->n_steps > 1)
        canvas_fill_polygon(plot->canvas, band_of(curve), upper->len,
                            (const CanvasPoint *)(gpointer)upper->data);
}

static void draw_dashed(Canvas *canvas, ColourName colour, const GArray *points)
{
    for (guint i = 1; i < points->len; i++) {
        CanvasPoint from = g_array_index(points, CanvasPoint, i - 1);
        CanvasPoint to = g_array_index(points, CanvasPoint, i);
        /* Steps shorter than a dash stay whole, so that a fine curve does not fall apart. */
        if (fabs(to.x - from.x) + fabs(to.y - from.y) < 6 && i % 4 < 2)
            canvas_rule(canvas, colour, 1.3, from.x, from.y, to.x, to.y);
        else if (fabs(to.x - from.x) + fabs(to.y - from.y) >= 6)
            canvas_dashed_rule(canvas, colour, 1.3, 3, from.x, from.y, to.x, to.y);
    }
}

static void draw_curve(const DurationPlot *plot, guint index)
{
    const DurationCurve *curve = &plot->data->curves[index];
    g_autoptr(GArray) points = corners(plot, curve, G_STRUCT_OFFSET(DurationStep, share));
    if (points->len < 2)
        return;
    if (index % 2 == 1)
        draw_dashed(plot->canvas, curve->colour, points);
    else
        canvas_polyline(plot->canvas, curve->colour, 1.4, points->len,
                        (const CanvasPoint *)(gpointer)points->data);
}

static void draw_open(const DurationPlot *plot, const DurationCurve *curve)
{
    for (guint i = 0; i < curve->n_open; i++) {
        CanvasPoint point = at(plot, curve->open_days[i], share_on(curve, curve->open_days[i]));
        canvas_rule(plot->canvas, curve->colour, 0.8, point.x, point.y - OPEN_TICK, point.x,
                    point.y + OPEN_TICK);
    }
}

/* From half of the cases to the curve and down to the day. */
static void draw_median(const DurationPlot *plot, const DurationCurve *curve)
{
    if (!isfinite(curve->median) || curve->median > plot->ticks.upper)
        return;
    CanvasPoint half = at(plot, curve->median, 0.5);
    canvas_dashed_rule(plot->canvas, curve->colour, 0.6, 1.6, half.x, half.y, half.x, plot->y.from);
    canvas_ring(plot->canvas, curve->colour, 1.1, half.x, half.y, 2.2);
}

/* --- names */

static void draw_name(const DurationPlot *plot, const DurationCurve *curve, double x, double top)
{
    TextEngine *engine = canvas_engine(plot->canvas);
    g_autoptr(TextBlock) name = name_text(curve, engine);
    canvas_text_lines_coloured(plot->canvas, name, curve->colour, x, top);
    if (curve->note == NULL)
        return;
    g_autoptr(TextBlock) note = note_text(curve, engine);
    canvas_text_block(plot->canvas, note, x, top + text_block_height(name));
}

/* A curve that ends before the last day is led to its name by a thin line. */
static void draw_leader(const DurationPlot *plot, const DurationCurve *curve)
{
    double last = last_day(curve);
    CanvasPoint end = at(plot, last, share_on(curve, last));
    if (curve->n_steps > 0 && end.x < plot->x.to - 4)
        canvas_dashed_rule(plot->canvas, COLOUR_GREY, 0.5, 1.2, end.x + 3, end.y, plot->x.to,
                           end.y);
}

static void draw_names_beside(const DurationPlot *plot)
{
    for (guint i = 0; i < plot->data->chart.n_curves; i++) {
        const DurationCurve *curve = &plot->data->curves[i];
        LabelRectangle name = name_beside(plot, curve, is_left(plot->data, i));
        /* No grid line through the words. */
        canvas_fill_rectangle(plot->canvas, COLOUR_WHITE, name.x - 1.5, name.y, name.width + 3,
                              name.height - 2);
        draw_name(plot, curve, name.x, name.y);
    }
}

static void draw_names(const DurationPlot *plot)
{
    guint n = plot->data->chart.n_curves;
    TextEngine *engine = canvas_engine(plot->canvas);
    g_autofree double *centres = g_new0(double, n + 1), *heights = g_new0(double, n + 1);
    for (guint i = 0; i < n; i++) {
        const DurationCurve *curve = &plot->data->curves[i];
        heights[i] = name_height(curve, engine);
        centres[i] = scale_position(&plot->y, share_on(curve, last_day(curve)));
    }
    labels_spread(n, centres, heights, 0, plot->y.from + 4);
    for (guint i = 0; i < n; i++) {
        draw_leader(plot, &plot->data->curves[i]);
        draw_name(plot, &plot->data->curves[i], plot->x.to + NAME_GAP,
                  centres[i] - heights[i] / 2 + 1.5);
    }
}

static void duration_draw(gpointer graphic, Canvas *canvas, double width, double height)
{
    const DurationData *data = graphic;
    DurationPlot plot = plot_new(data, canvas, width, height);
    for (guint i = 0; i < data->chart.n_curves; i++)
        draw_band(&plot, &data->curves[i]);
    draw_axes(&plot);
    for (guint i = 0; i < data->chart.n_curves; i++) {
        draw_curve(&plot, i);
        draw_open(&plot, &data->curves[i]);
        draw_median(&plot, &data->curves[i]);
    }
    if (plot.beside)
        draw_names_beside(&plot);
    else
        draw_names(&plot);
}

static FigureData *duration_data(gpointer graphic)
{
    const DurationData *duration = graphic;
    gboolean english = duration->chart.language == LANGUAGE_EN;
    FigureData *data = figure_data_new(duration->chart.language);
    figure_data_add(data, FIGURE_SERIES);
    figure_data_add_column(data, FIGURE_NUMBER, "dag", english ? "Day" : "Dag");
    chart_data_add_columns(data);
    for (guint i = 0; i < duration->chart.n_curves; i++)
        for (guint s = 0; s < duration->curves[i].n_steps; s++) {
            const DurationStep *step = &duration->curves[i].steps[s];
            ChartValue value = chart_value_with_interval(step->share, step->lower, step->upper);
            figure_data_begin_row(data);
            figure_data_text(data, duration->curves[i].name);
            figure_data_number(data, step->day);
            chart_data_add_value(data, &value);
        }
    return data;
}

static const GraphicClass duration_class = {duration_height, duration_draw, duration_free,
                                            duration_data,   0.2,           0.4};

Graphic *duration_chart_new(const DurationChart *chart)
{
    DurationData *data = g_new0(DurationData, 1);
    data->chart = *chart;
    data->chart.axis_title = g_strdup(chart->axis_title);
    data->curves = g_memdup2(chart->curves, chart->n_curves * sizeof(DurationCurve));
    for (guint i = 0; i < chart->n_curves; i++) {
        DurationCurve *curve = &data->curves[i];
        curve->name = g_strdup(curve->name);
        curve->note = g_strdup(curve->note);
        curve->steps = g_memdup2(curve->steps, curve->n_steps * sizeof(DurationStep));
        curve->open_days = g_memdup2(curve->open_days, curve->n_open * sizeof(double));
    }
    return graphic_new(&duration_class, data);
}
