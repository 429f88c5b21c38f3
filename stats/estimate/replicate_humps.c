#include "stats/estimate/replicate_humps.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

#define GRID 256
#define LEAST_VALUES 50
#define DEEPEST_VALLEY 0.5 /* of the lower top */
#define LEAST_SHARE 0.1

typedef struct {
    guint n_values;
    const double *sorted;
    double lower, step;
    double density[GRID];
    GArray *ends; /* guint: last grid point of each hump */
} Hills;

static double quantile(guint n, const double *sorted, double share)
{
    return gsl_stats_quantile_from_sorted_data(sorted, 1, n, share);
}

static double bandwidth(guint n, const double *sorted)
{
    double spread = gsl_stats_sd(sorted, 1, n);
    double quartiles = (quantile(n, sorted, 0.75) - quantile(n, sorted, 0.25)) / 1.34;
    if (quartiles > 0)
        spread = fmin(spread, quartiles);
    return 0.9 * spread * pow(n, -0.2);
}

static void estimate_density(Hills *hills, double width)
{
    for (guint i = 0; i < GRID; i++) {
        double at = hills->lower + i * hills->step, sum = 0;
        for (guint j = 0; j < hills->n_values; j++) {
            double distance = (at - hills->sorted[j]) / width;
            sum += exp(-0.5 * distance * distance);
        }
        hills->density[i] = sum;
    }
}

/* --- humps: stretches of the grid that end in a valley */

static guint first_of(const Hills *hills, guint hump)
{
    return hump == 0 ? 0 : g_array_index(hills->ends, guint, hump - 1) + 1;
}

static double top_of(const Hills *hills, guint hump)
{
    double top = 0;
    for (guint i = first_of(hills, hump); i <= g_array_index(hills->ends, guint, hump); i++)
        top = fmax(top, hills->density[i]);
    return top;
}

/* Number of values below the end of a hump; all of them for the last. */
static guint values_below_end(const Hills *hills, guint hump)
{
    guint n = 0;
    if (hump + 1 == hills->ends->len)
        return hills->n_values;
    double end = hills->lower + g_array_index(hills->ends, guint, hump) * hills->step;
    while (n < hills->n_values && hills->sorted[n] <= end)
        n++;
    return n;
}

static guint first_value(const Hills *hills, guint hump)
{
    return hump == 0 ? 0 : values_below_end(hills, hump - 1);
}

static double share_of(const Hills *hills, guint hump)
{
    return (double)(values_below_end(hills, hump) - first_value(hills, hump)) / hills->n_values;
}

/* How little the valley after a hump parts it from the next; at most DEEPEST_VALLEY when it does.
 */
static double weakness(const Hills *hills, guint hump)
{
    if (share_of(hills, hump) < LEAST_SHARE || share_of(hills, hump + 1) < LEAST_SHARE)
        return INFINITY;
    double valley = hills->density[g_array_index(hills->ends, guint, hump)];
    return valley / fmin(top_of(hills, hump), top_of(hills, hump + 1));
}

static void find_valleys(Hills *hills)
{
    for (guint i = 1; i + 1 < GRID; i++)
        if (hills->density[i] < hills->density[i - 1] && hills->density[i] <= hills->density[i + 1])
            g_array_append_val(hills->ends, i);
    guint last = GRID - 1;
    g_array_append_val(hills->ends, last);
}

/* Takes away the weakest valley until all part two humps. */
static void join_humps(Hills *hills)
{
    while (hills->ends->len > 1) {
        guint weakest = 0;
        double worst = -1;
        for (guint i = 0; i + 1 < hills->ends->len; i++) {
            double one = weakness(hills, i);
            if (one > worst) {
                worst = one;
                weakest = i;
            }
        }
        if (worst <= DEEPEST_VALLEY && hills->ends->len <= REPLICATE_HUMPS_MAX)
            return;
        g_array_remove_index(hills->ends, weakest);
    }
}

static ReplicateHump hump_of(guint n_all, guint n, const double *sorted)
{
    return (ReplicateHump){quantile(n, sorted, 0.05), quantile(n, sorted, 0.95), (double)n / n_all};
}

guint replicate_humps(guint n_values, const double *sorted,
                      ReplicateHump humps[REPLICATE_HUMPS_MAX])
{
    if (n_values == 0)
        return 0;
    humps[0] = hump_of(n_values, n_values, sorted);
    double lower = quantile(n_values, sorted, 0.01), upper = quantile(n_values, sorted, 0.99);
    double width = n_values < LEAST_VALUES ? 0 : bandwidth(n_values, sorted);
    if (!(upper > lower) || !(width > 0))
        return 1;
    Hills hills = {.n_values = n_values,
                   .sorted = sorted,
                   .lower = lower,
                   .step = (upper - lower) / (GRID - 1),
                   .ends = g_array_new(FALSE, FALSE, sizeof(guint))};
    estimate_density(&hills, width);
    find_valleys(&hills);
    join_humps(&hills);
    guint n = hills.ends->len;
    for (guint i = 0; n > 1 && i < n; i++) {
        guint first = first_value(&hills, i);
        humps[i] = hump_of(n_values, values_below_end(&hills, i) - first, sorted + first);
    }
    g_array_unref(hills.ends);
    return n;
}
