#pragma once

#include "stats/trend/trend.h"

/* The regression behind trend_find(); points are a stretch of values. */
void trend_fit_model(gsize n_points, const TrendPoint *points, gsize n_events,
                     const TrendEvent *events, TrendResult *result);
