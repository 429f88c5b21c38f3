#pragma once

#include "stats/trend/trend.h"

/* Fills breaks with the events inside the stretch: after its first day and on or before its last.
 */
void trend_list_breaks(gsize n_points, const TrendPoint *points, gsize n_events,
                       const TrendEvent *events, TrendResult *result);

/* The regression behind trend_find(); points are a stretch of values. */
void trend_fit_model(gsize n_points, const TrendPoint *points, gsize n_events,
                     const TrendEvent *events, TrendResult *result);
