#pragma once

#include "report/chart/chart.h"

/* Funnel plot: observed divided by expected against expected; grey areas hold what chance explains.
 * The own area is blue, larger and named; peers grey; all others pale rings. Areas outside the
 * outer limits are not named: this is no league table. Without an own area all rings are blue.
 * Suppressed areas must not be in `points`. */

typedef struct {
    double expected; /* > 0 */
    double ratio;    /* observed / expected */
    gboolean is_own, is_peer;
} FunnelPoint;

typedef struct {
    double expected;
    double lower95, upper95, lower998, upper998; /* of the ratio */
} FunnelLimits;

typedef struct {
    guint n_points;
    const FunnelPoint *points;
    guint n_limits; /* at ascending expected values, at least two */
    const FunnelLimits *limits;
    const char *own_name; /* NULL: none */
    const char *x_title;  /* under the axis: "verwacht aantal, …" */
    double highest; /* of the vertical axis; points above it stand on its edge as triangles; 0: 4 */
    double height;  /* points; 0: 170 */
    Language language;
} FunnelChart;

/* Copies `chart`. Returns (transfer full). */
Graphic *funnel_chart_new(const FunnelChart *chart);
