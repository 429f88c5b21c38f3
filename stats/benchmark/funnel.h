#pragma once

#include "stats/counts/poisson.h"

/* Limits and overdispersion of a funnel plot of indirectly standardised ratios, observed over
 * expected, on the log scale. This is the published form for large counts; gemeenten with a handful
 * of cases go through stats/counts/gamma_poisson.h, where a count of 0 has a place. */

/* Exact limits of the ratio at an expected count when only chance plays: quantiles of the gamma
 * distribution, as if `expected` had been observed.
 * expected > 0.  Source: Spiegelhalter 2005, A.1.2; as R's FunnelPlotR. */
Interval funnel_exact_limits(double expected, double level);

typedef enum { FUNNEL_TRUNCATE, FUNNEL_WINSORISE } FunnelTrim;

/* Variance between units beyond chance: z = sqrt(E) log(O / E); of the n units the
 * floor(trim_share x n) lowest and highest are left out (truncate) or set to the next one
 * (winsorise); phi = mean of z^2; tau2 = max(0, (n phi - (n - 1)) / (sum E - sum E^2 / sum E)).
 * Source: Spiegelhalter 2005, 4.2 and A.3; DerSimonian & Laird 1986. */
typedef struct {
    double phi;
    double tau2;
} FunnelDispersion;

/* observed > 0, expected > 0: n_units, n_units >= 2.  trim_share in [0, 0.5). */
FunnelDispersion funnel_dispersion(gsize n_units, const double *observed, const double *expected,
                                   double trim_share, FunnelTrim trim);

/* exp(+-z sqrt(1 / E + tau2)). */
Interval funnel_overdispersed_limits(double expected, double tau2, double level);
