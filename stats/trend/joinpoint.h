#pragma once

#include <glib.h>

/* Moments at which a series bends, when no dated event explains it: log mean is a line in time that
 * may change slope at up to two of its own points. Found by trying all points (grid); their number
 * by the weighted BIC:
 *
 *   WBIC(k) = ln(D(k) / n) + ((2 + R) k + 2) ln(n) / n
 *
 * with D the Poisson deviance and R the largest partial R^2 of the change of slope at a join,
 * within the two segments that meet there (of log rates, weighted by the fitted means).
 * D is not taken below its degrees of freedom: what varies less than chance has nothing to explain.
 * Source: Kim and others, Journal of Applied Statistics 2023, 50(9).
 *
 * Each segment has at least JOINPOINT_SEGMENT intervals; series shorter than JOINPOINT_SHORTEST
 * have no joins. */
#define JOINPOINT_MOST 2
#define JOINPOINT_SEGMENT 3
#define JOINPOINT_SHORTEST 10

typedef struct {
    gboolean fitted; /* FALSE: no line could be fitted (counts too sparse) */
    gsize n_joins;
    gsize joins[JOINPOINT_MOST];       /* index of the point */
    double slopes[JOINPOINT_MOST + 1]; /* change of the log mean per unit of time, by segment */
    double errors[JOINPOINT_MOST + 1]; /* standard error at the estimated dispersion */
    gsize df;
    double dispersion;
    double criteria[JOINPOINT_MOST + 1]; /* WBIC by number of joins; NaN: not tried */
} Joinpoints;

/* times: n_points, increasing.  counts: n_points, >= 0.  offset: log exposure; NULL: 0.
 * Cost: n^2 / 2 fits for the two joins of a long series. */
Joinpoints joinpoints_find(gsize n_points, const double *times, const double *counts,
                           const double *offset);
