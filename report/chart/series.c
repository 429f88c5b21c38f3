#include "report/chart/series.h"

#include <math.h>

#define SINGLE_BAND 6.0 /* width of the band of a run of one value */
#define RING 1.1

/* Registration changed between period i - 1 and period i. */
static gboolean interrupted_before(const DrawnSeries *series, guint i)
{
    for (guint e = 0; e < series->n_events; e++)
        if (series->events[e].interrupts && series->events[e].position >= (double)i - 1.5 &&
            series->events[e].position < (double)i - 0.5)
            return TRUE;
    return FALSE;
}

/* End (exclusive) of the unbroken run of values that starts at `start`, which has a value. */
static guint end_of_run(const DrawnSeries *series, guint start)
{
    guint i = start + 1;
    while (i < series->n_values && chart_has_value(&series->values[i]) &&
           !interrupted_before(series, i))
        i++;
    return i;
}

/* The light colour that belongs to the band of a series. */
static ColourName band_colour(ColourName colour)
{
    switch (colour) {
    case COLOUR_ESTIMATED:
        return COLOUR_ESTIMATED_BAND;
    case COLOUR_GREY:
        return COLOUR_PANEL;
    default:
        return COLOUR_REGISTERED_BAND;
    }
}

static void draw_band(Canvas *canvas, const DrawnSeries *series, guint start, guint end)
{
    guint n = end - start;
    ColourName colour = band_colour(series->colour);
    for (guint i = start; i < end; i++)
        if (!chart_has_interval(&series->values[i]))
            return;
    g_autofree CanvasPoint *points = g_new(CanvasPoint, 2 * n);
    for (guint i = 0; i < n; i++) {
        const ChartValue *value = &series->values[start + i];
        double x = scale_position(&series->x, start + i);
        points[i] = (CanvasPoint){x, scale_position(&series->y, value->upper)};
        points[2 * n - 1 - i] = (CanvasPoint){x, scale_position(&series->y, value->lower)};
    }
    if (n == 1)
        canvas_rule(canvas, colour, SINGLE_BAND, points[0].x, points[0].y, points[1].x,
                    points[1].y);
    else
        canvas_fill_polygon(canvas, colour, 2 * n, points);
}

static void draw_line(Canvas *canvas, const DrawnSeries *series, guint start, guint end)
{
    g_autofree CanvasPoint *points = g_new(CanvasPoint, end - start);
    for (guint i = start; i < end; i++)
        points[i - start] = (CanvasPoint){scale_position(&series->x, i),
                                          scale_position(&series->y, series->values[i].value)};
    if (end - start > 1)
        canvas_polyline(canvas, series->colour, series->thickness, end - start, points);
    for (guint i = start; i < end; i++) {
        CanvasPoint at = points[i - start];
        if (series->values[i].provisional || series->colour == COLOUR_ESTIMATED)
            canvas_ring(canvas, series->colour, RING, at.x, at.y, series->radius);
        else
            canvas_dot(canvas, series->colour, at.x, at.y, series->radius);
    }
}

typedef void (*DrawRun)(Canvas *canvas, const DrawnSeries *series, guint start, guint end);

static void for_each_run(Canvas *canvas, const DrawnSeries *series, DrawRun draw)
{
    for (guint i = 0; i < series->n_values;) {
        if (!chart_has_value(&series->values[i])) {
            i++;
            continue;
        }
        guint end = end_of_run(series, i);
        draw(canvas, series, i, end);
        i = end;
    }
}

void series_draw_bands(Canvas *canvas, const DrawnSeries *series)
{
    for_each_run(canvas, series, draw_band);
}

void series_draw_lines(Canvas *canvas, const DrawnSeries *series)
{
    for_each_run(canvas, series, draw_line);
}

LineEvent *series_copy_events(guint n_events, const LineEvent *events)
{
    LineEvent *copy = g_memdup2(events, n_events * sizeof(LineEvent));
    for (guint i = 0; i < n_events; i++)
        copy[i].name = g_strdup(events[i].name);
    return copy;
}

void series_free_events(guint n_events, LineEvent *events)
{
    for (guint i = 0; i < n_events; i++)
        g_free((char *)events[i].name);
    g_free(events);
}
