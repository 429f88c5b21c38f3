#pragma once

#include "report/chart/chart.h"

/* How long something takes: the share that had ended, by days since the start, as a step curve
 * (product-limit estimate) with the band of its limits. Cases that were still open are in it up to
 * the day on which they were last seen; those days may be marked by a short upright line on the
 * curve. The axis runs from 0 to 100 %. A second curve is dashed: line style is the code beside
 * colour. The name of a curve stands beside it
 * where it lies free, else at its end. */

typedef struct {
    double day;          /* after the start; ascending */
    double share;        /* fraction that had ended by then; the same until the next point */
    double lower, upper; /* NaN: none */
} DurationStep;

typedef struct {
    const char *name;
    const char *note; /* grey under the name: "helft binnen 215 dagen"; NULL: none */
    ColourName colour;
    guint n_steps;
    const DurationStep *steps; /* the first at day 0, share 0, or later: the curve begins at 0 */
    double median;             /* days: dotted lines from the axis to the curve; NaN: none */
    guint n_open;
    const double *open_days; /* last days on which an open case was seen */
} DurationCurve;

typedef struct {
    guint n_curves; /* two read well */
    const DurationCurve *curves;
    const char *axis_title; /* "dagen na inschrijving"; NULL: none */
    double height;          /* points; 0: 150 */
    Language language;
} DurationChart;

/* Copies `chart`. Returns (transfer full). */
Graphic *duration_chart_new(const DurationChart *chart);
