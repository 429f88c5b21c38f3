#include "stats/mse/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static double combine(guint n_strata, const double *totals, const double *weights,
                      const double *divisors)
{
    double numerator = 0;
    double denominator = 0;
    for (guint i = 0; i < n_strata; i++) {
        numerator += (weights == NULL ? 1 : weights[i]) * totals[i];
        denominator += divisors == NULL ? 0 : divisors[i] * totals[i];
    }
    return divisors == NULL ? numerator : numerator / denominator;
}

static int compare_doubles(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return left < right ? -1 : left > right;
}

double *mse_replicates_values(const MseReplicates *replicates, const double *weights,
                              const double *divisors, guint *n_values)
{
    double *values = g_new0(double, replicates->n_replicates + 1);
    *n_values = 0;
    for (guint i = 0; i < replicates->n_replicates; i++) {
        double value =
            combine(replicates->n_strata, replicates->totals + (gsize)i * replicates->n_strata,
                    weights, divisors);
        if (isfinite(value))
            values[(*n_values)++] = value;
    }
    qsort(values, *n_values, sizeof *values, compare_doubles);
    return values;
}

/* Quantile of sorted values, definition 8 of Hyndman & Fan 1996, as the peers use. */
static double quantile(guint n, const double *sorted, double probability)
{
    double place = (n + 1.0 / 3) * probability + 1.0 / 3;
    double below = floor(place);
    if (below < 1)
        return sorted[0];
    if (below >= n)
        return sorted[n - 1];
    guint index = (guint)below - 1;
    return sorted[index] + (place - below) * (sorted[index + 1] - sorted[index]);
}

/* Efron's acceleration, each cell counted as often as it has persons; cells whose removal leaves no
 * estimate are left out. */
static double acceleration(const MseReplicates *replicates, const double *weights,
                           const double *divisors)
{
    g_autofree double *values = g_new0(double, replicates->n_cells);
    double n_persons = 0;
    double mean = 0;
    for (guint i = 0; i < replicates->n_cells; i++) {
        values[i] =
            combine(replicates->n_strata, replicates->jackknife + (gsize)i * replicates->n_strata,
                    weights, divisors);
        if (!isfinite(values[i]))
            continue;
        n_persons += replicates->counts[i];
        mean += replicates->counts[i] * values[i];
    }
    mean /= n_persons;
    double squares = 0;
    double cubes = 0;
    for (guint i = 0; i < replicates->n_cells; i++) {
        if (!isfinite(values[i]))
            continue;
        double difference = mean - values[i];
        squares += replicates->counts[i] * difference * difference;
        cubes += replicates->counts[i] * difference * difference * difference;
    }
    return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
}

static double bca_probability(double probability, double bias, double acceleration)
{
    double shifted = bias + gsl_cdf_ugaussian_Pinv(probability);
    double divisor = 1 - acceleration * shifted;
    if (divisor <= 0)
        return probability < 0.5 ? 0 : 1;
    return gsl_cdf_ugaussian_P(bias + shifted / divisor);
}

MseInterval mse_replicates_interval(const MseReplicates *replicates, const double *weights,
                                    const double *divisors, double level)
{
    MseInterval interval = {.lower = NAN, .upper = NAN, .level = level};
    interval.estimate = combine(replicates->n_strata, replicates->estimates, weights, divisors);
    guint n_values = 0;
    g_autofree double *values = mse_replicates_values(replicates, weights, divisors, &n_values);
    if (n_values == 0)
        return interval;
    double low = (1 - level) / 2;
    double high = (1 + level) / 2;
    if (!replicates->parametric) {
        guint n_below = 0;
        while (n_below < n_values && values[n_below] < interval.estimate)
            n_below++;
        /* Never quite none or all, so that the correction stays finite. */
        double share = CLAMP(n_below, 0.5, n_values - 0.5) / n_values;
        double bias = gsl_cdf_ugaussian_Pinv(share);
        double pull = acceleration(replicates, weights, divisors);
        low = bca_probability(low, bias, pull);
        high = bca_probability(high, bias, pull);
    }
    interval.lower = quantile(n_values, values, low);
    interval.upper = quantile(n_values, values, high);
    return interval;
}
