#pragma once

#include "stats/counts/poisson.h"

/* How long things take when some have not ended yet: the product-limit estimate of Kaplan & Meier
 * (1958), its quantiles with limits after Brookmeyer & Crowley (1982), and the share that ended in
 * one of several ways (Aalen & Johansen 1978). Formulas: docs/methods/chain.md. */

/* One case. Ends and censorings at the same time: the ends come first, as everywhere. */
typedef struct {
    gint32 time;   /* days from the start to the end, or to the last day that was looked; >= 0 */
    gint32 ending; /* 0: had not ended then (censored); 1 and on: the kind of end */
} SurvivalUnit;

typedef struct {
    gint32 time;
    gint64 n_at_risk; /* not ended and still looked at, just before `time` */
    gint64 n_ended;   /* at `time` */
    double remaining; /* share that takes longer than `time` */
    double error;     /* its standard error (Greenwood 1926) */
    Interval limits;  /* of `remaining`, on the scale log(-log S); NaN when the error is 0 or 0/0 */
} SurvivalStep;

/* The estimate changes at the times of the ends: one step for each, in order of time. Every kind of
 * end counts as the end. units: n_units.  level: confidence, in (0, 1).
 * Returns (transfer full): GArray of SurvivalStep; empty when nothing ended.  Cost: n log n. */
GArray *survival_curve(gsize n_units, const SurvivalUnit *units, double level);

/* The time by which `share` (0.5: the median) has ended: the first at which what remains is 1 -
 * share or less; halfway to the next step when it is exactly that. NaN: not reached yet.
 * limits: the first times at which the lower and the upper limit of what remains are there; NaN:
 * not reached. */
typedef struct {
    double time;
    Interval limits;
} SurvivalQuantile;
SurvivalQuantile survival_quantile(const GArray *curve, double share);

/* The step in force at `time`; NULL before the first. Borrowed. */
const SurvivalStep *survival_at(const GArray *curve, gint32 time);

/* The share that has ended by `time` in one way, when other ends prevent it for good: what was
 * really seen to happen, not what would be if the other ends did not exist (that is what 1 -
 * Kaplan-Meier with the others censored would estimate, a share of nothing that exists). */
typedef struct {
    gint32 time;
    gint64 n_ended; /* in this way, at `time` */
    double share;
    double error; /* of the estimator, by the delta method; without censoring sqrt(p (1 - p) / n) */
    Interval limits; /* on the scale log(-log(1 - share)) */
} IncidenceStep;
/* ending: the kind, >= 1.  Returns (transfer full): GArray of IncidenceStep, one for each time at
 * which something ended in this way. Cost: n log n + steps^2. */
GArray *survival_incidence(gsize n_units, const SurvivalUnit *units, gint32 ending, double level);
