#pragma once

#include "report/chart/chart.h"

/* Registered beside estimated: solid blue bars with their number, and for each period an ochre band
 * (the interval) with a line (the estimate). A period without an estimate shows the mark of its
 * state. One scale from zero for both. */

typedef struct {
    guint n_periods;
    const char *const *periods;
    const ChartValue *registered;
    const ChartValue *estimated; /* with intervals */
    const char *registered_name; /* right of the bars, broken over lines */
    const char *estimated_name;
    const char *estimated_note; /* grey under it: "lijn en 95%-interval" */
    double height;              /* points; 0: 180 */
    Language language;
} EstimateChart;

/* Copies `chart`. Returns (transfer full). */
Graphic *estimate_chart_new(const EstimateChart *chart);
