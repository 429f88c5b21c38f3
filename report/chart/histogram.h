#pragma once

#include "report/chart/chart.h"

/* How the answers of many repetitions are spread, as bars that touch: one hump, or two. Bars within
 * the limits are filled, those outside are open. The estimate is a solid upright line, the limits
 * are dashed ones, each with its words above the bars; words never touch. The height of a bar is a
 * number of repetitions from zero. */

typedef struct {
    double lower, upper;
    gint64 n;
} HistogramBin;

typedef struct {
    guint n_bins;
    const HistogramBin *bins;      /* ascending; each begins where the one before ends */
    double estimate, lower, upper; /* NaN: none */
    const char *estimate_name, *lower_name, *upper_name; /* above their lines; NULL: none */
    const char *axis_title;                              /* NULL: none */
    const char *outside; /* "9 uitkomsten boven 60.000": right under the axis; NULL: none */
    double height;       /* points; 0: 150 */
    Language language;
} Histogram;

/* Copies `chart`. Returns (transfer full). */
Graphic *histogram_new(const Histogram *chart);
