#include "stats/benchmark/funnel.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

Interval funnel_exact_limits(double expected, double level)
{
    g_assert(expected > 0 && level > 0 && level < 1);
    double tail = (1 - level) / 2;
    return (Interval){gsl_cdf_gamma_Pinv(tail, expected, 1) / expected,
                      gsl_cdf_gamma_Qinv(tail, expected + 1, 1) / expected};
}

typedef struct {
    double z;
    double weight; /* 1 / variance of the log ratio: the expected count */
} Unit;

static int compare_units(gconstpointer a, gconstpointer b)
{
    double left = ((const Unit *)a)->z, right = ((const Unit *)b)->z;
    return (left > right) - (left < right);
}

FunnelDispersion funnel_dispersion(gsize n_units, const double *observed, const double *expected,
                                   double trim_share, FunnelTrim trim)
{
    g_assert(n_units >= 2 && trim_share >= 0 && trim_share < 0.5);
    g_autofree Unit *units = g_new(Unit, n_units);
    for (gsize i = 0; i < n_units; i++)
        units[i] = (Unit){sqrt(expected[i]) * log(observed[i] / expected[i]), expected[i]};
    qsort(units, n_units, sizeof *units, compare_units);
    gsize cut = (gsize)(trim_share * (double)n_units);
    gsize first = trim == FUNNEL_TRUNCATE ? cut : 0;
    gsize end = trim == FUNNEL_TRUNCATE ? n_units - cut : n_units;
    double squares = 0, weights = 0, squared_weights = 0;
    for (gsize i = first; i < end; i++) {
        double z = CLAMP(units[i].z, units[cut].z, units[n_units - 1 - cut].z);
        squares += z * z;
        weights += units[i].weight;
        squared_weights += units[i].weight * units[i].weight;
    }
    double n = (double)(end - first);
    double spread = weights - squared_weights / weights;
    return (FunnelDispersion){squares / n, spread > 0 ? fmax(0, (squares - (n - 1)) / spread) : 0};
}

Interval funnel_overdispersed_limits(double expected, double tau2, double level)
{
    double margin = gsl_cdf_ugaussian_Qinv((1 - level) / 2) * sqrt(1 / expected + tau2);
    return (Interval){exp(-margin), exp(margin)};
}
