#pragma once

#include "report/chart/chart.h"

/* A series in time as line charts and small multiples draw it: a line with dots over the band of
 * its intervals, interrupted where registration changed and where a value is missing; provisional
 * points open. */

typedef struct {
    double position; /* in periods from the first: 0 is the middle of the first period */
    const char *name;
    gboolean interrupts; /* registration changed: lines break after the period it falls in */
} LineEvent;

typedef struct {
    guint n_values;
    const ChartValue *values; /* one per period */
    guint n_events;
    const LineEvent *events;
    ColourName colour;
    double thickness, radius; /* of the line and the dots, points */
    Scale x, y;               /* x: in periods from the first */
} DrawnSeries;

/* Bands first, so that grid lines and the lines of other series stand over them. A run without
 * intervals for all its values has no band. */
void series_draw_bands(Canvas *canvas, const DrawnSeries *series);
void series_draw_lines(Canvas *canvas, const DrawnSeries *series);

/* Events of several charts, copied. Return and take over as their names say. */
LineEvent *series_copy_events(guint n_events, const LineEvent *events);
void series_free_events(guint n_events, LineEvent *events);
