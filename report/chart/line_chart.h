#pragma once

#include "report/chart/series.h"

/* A number in time: line with the band of its intervals, interrupted where registration changed and
 * where a value is missing; provisional points open; events as dashed lines with their name; the
 * name of a series at the end of its line. The vertical axis begins at zero. */

typedef struct {
    const char *name;         /* at the end of the line; NULL: none */
    const char *note;         /* grey under the name: "95%: 7–22"; NULL: none */
    ColourName colour;        /* COLOUR_REGISTERED … */
    const ChartValue *values; /* one per period */
} LineSeries;

typedef struct {
    guint n_periods;
    const char *const *periods; /* "2015", … */
    guint n_series;
    const LineSeries *series;
    guint n_events;
    const LineEvent *events; /* in order of position */
    gboolean whole;          /* counts: no fractions on the axis */
    double height;           /* points; 0: 170 */
    Language language;
} LineChart;

/* Copies `chart`. Returns (transfer full). */
Graphic *line_chart_new(const LineChart *chart);
