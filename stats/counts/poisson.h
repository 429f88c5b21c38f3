#pragma once

#include <glib.h>

typedef struct {
    double lower;
    double upper;
} Interval;

/* Exact (Garwood) confidence limits for a Poisson mean.
 *
 * count: observed events, >= 0.  level: confidence, in (0, 1).
 * Returns limits on the scale of `count`; the lower limit of 0 events is 0.
 * lower = Q(alpha / 2; count, 1), upper = Q(1 - alpha / 2; count + 1, 1), Q the quantile of the
 * gamma distribution, alpha = 1 - level.
 * Source: Garwood 1936. GSL's quantiles, some microseconds a call; see PoissonTable for many. */
Interval poisson_exact_interval(gint64 count, double level);

/* Byar's approximation to the limits of poisson_exact_interval(): good to 0.2 % from a count of 10
 * on, and the form in which public-health agencies print their rates: for comparison with such
 * figures.
 *
 * lower = n (1 - 1 / (9 n) - z / (3 sqrt(n)))^3, upper = m (1 - 1 / (9 m) + z / (3 sqrt(m)))^3 with
 * m = n + 1 and z the normal quantile of (1 + level) / 2; the lower limit of 0 events is 0.
 * Source: Breslow & Day 1987, vol. II, eq. 2.13; as R's PHEindicatormethods. */
Interval poisson_byar_interval(gint64 count, double level);

/* Exact limits for the small counts of which a publication is full, each computed once. */
typedef struct PoissonTable PoissonTable;
PoissonTable *poisson_table_new(double level);
void poisson_table_free(PoissonTable *table);
/* poisson_exact_interval(count, level). Keeps what it computes: one thread at a time. */
Interval poisson_table_interval(PoissonTable *table, gint64 count);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PoissonTable, poisson_table_free)

/* The ratio first / second of two counts that were observed over equal exposure, with exact limits
 * conditional on their sum (Clopper-Pearson on first of first + second, then p / (1 - p)), and the
 * two-sided p-value of equality: the sum of the probabilities, at p = 1/2, of all outcomes that are
 * no likelier than the one observed.
 * ratio is NaN when both are 0, and infinite when only second is.
 * Source: Przyborowski & Wilenski 1940; as R's poisson.test(c(first, second)). */
typedef struct {
    double ratio;
    Interval limits;
    double p_value;
} PoissonRatio;
PoissonRatio poisson_exact_ratio(gint64 first, gint64 second, double level);
