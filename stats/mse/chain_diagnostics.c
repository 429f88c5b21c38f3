#include "stats/mse/chain_diagnostics.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

/* Halves of chains as chains: 2 n_chains x n_draws / 2. (transfer full) */
static double *split(guint n_chains, guint n_draws, const double *draws)
{
    guint half = n_draws / 2;
    g_assert(n_chains >= 1 && half >= 4);
    double *halves = g_new0(double, (gsize)2 * n_chains * half);
    for (guint chain = 0; chain < n_chains; chain++) {
        const double *from = draws + (gsize)chain * n_draws;
        double *to = halves + (gsize)2 * chain * half;
        memcpy(to, from, half * sizeof *to);
        memcpy(to + half, from + n_draws - half, half * sizeof *to);
    }
    return halves;
}

/* Normal scores of the ranks in all chains together, equal values sharing their mean rank
 * (Blom 1958). */
static void rank_normalise(gsize n, double *values)
{
    gsize *order = g_new(gsize, n);
    double *scores = g_new(double, n);
    gsl_sort_index(order, values, 1, n);
    for (gsize start = 0, end; start < n; start = end) {
        for (end = start + 1; end < n && values[order[end]] == values[order[start]];)
            end++;
        double rank = (double)(start + end + 1) / 2.0;
        double score = gsl_cdf_ugaussian_Pinv((rank - 0.375) / ((double)n + 0.25));
        for (gsize i = start; i < end; i++)
            scores[order[i]] = score;
    }
    memcpy(values, scores, n * sizeof *values);
    g_free(order);
    g_free(scores);
}

static double quantile(gsize n, const double *values, double p)
{
    double *sorted = g_new(double, n);
    memcpy(sorted, values, n * sizeof *sorted);
    gsl_sort(sorted, 1, n);
    double result = gsl_stats_quantile_from_sorted_data(sorted, 1, n, p);
    g_free(sorted);
    return result;
}

/* Mean of the variances within chains, and the variance estimate that has the one between as well.
 */
static void variances(guint n_chains, guint n_draws, const double *draws, double *within,
                      double *total)
{
    double *means = g_new(double, n_chains);
    *within = 0.0;
    for (guint chain = 0; chain < n_chains; chain++) {
        const double *of = draws + (gsize)chain * n_draws;
        means[chain] = gsl_stats_mean(of, 1, n_draws);
        *within += gsl_stats_variance_m(of, 1, n_draws, means[chain]) / n_chains;
    }
    *total = *within * (n_draws - 1.0) / n_draws;
    if (n_chains > 1)
        *total += gsl_stats_variance(means, 1, n_chains);
    g_free(means);
}

static double plain_r_hat(guint n_chains, guint n_draws, const double *draws)
{
    double within, total;
    variances(n_chains, n_draws, draws, &within, &total);
    return sqrt(total / within);
}

double chains_r_hat(guint n_chains, guint n_draws, const double *draws)
{
    guint half = n_draws / 2;
    gsize n = (gsize)2 * n_chains * half;
    double *halves = split(n_chains, n_draws, draws);
    double median = quantile(n, halves, 0.5);
    double *folded = g_new(double, n);
    for (gsize i = 0; i < n; i++)
        folded[i] = fabs(halves[i] - median);
    rank_normalise(n, halves);
    rank_normalise(n, folded);
    double location = plain_r_hat(2 * n_chains, half, halves);
    double spread = plain_r_hat(2 * n_chains, half, folded);
    g_free(halves);
    g_free(folded);
    /* Not fmax(): a NaN must show. */
    return isnan(spread) || spread > location ? spread : location;
}

typedef struct {
    guint n_chains, n_draws;
    const double *centred; /* draws less the mean of their chain */
    double within, total;
} Autocorrelation;

static double autocorrelation(const Autocorrelation *of, guint lag)
{
    double covariance = 0.0;
    for (guint chain = 0; chain < of->n_chains; chain++) {
        const double *x = of->centred + (gsize)chain * of->n_draws;
        double sum = 0.0;
        for (guint i = 0; i + lag < of->n_draws; i++)
            sum += x[i] * x[i + lag];
        covariance += sum / of->n_draws;
    }
    covariance /= of->n_chains;
    return 1.0 - (of->within - covariance) / of->total;
}

/* Integrated autocorrelation time by Geyer's initial monotone sequence: pairs of lags are added
 * until their sum turns negative or lags run out, none larger than the one before; of the pair that
 * ends it the even lag counts once when positive, which lessens the variance of the estimate. */
static double correlation_time(const Autocorrelation *of)
{
    double smallest = 1.0 + autocorrelation(of, 1), sum = smallest;
    for (guint lag = 2; smallest > 0.0 && lag + 2 < of->n_draws; lag += 2) {
        double even = autocorrelation(of, lag), pair = even + autocorrelation(of, lag + 1);
        if (pair < 0.0 || lag + 4 >= of->n_draws)
            return -1.0 + 2.0 * sum + MAX(even, 0.0);
        smallest = MIN(smallest, pair);
        sum += smallest;
    }
    return -1.0 + 2.0 * sum;
}

/* Effective size of chains that are split already. */
static double plain_ess(guint n_chains, guint n_draws, const double *draws)
{
    g_assert(n_chains >= 1 && n_draws >= 4);
    gsize n = (gsize)n_chains * n_draws;
    double *centred = g_new(double, n);
    for (guint chain = 0; chain < n_chains; chain++) {
        gsize start = (gsize)chain * n_draws;
        double mean = gsl_stats_mean(draws + start, 1, n_draws);
        for (gsize i = start; i < start + n_draws; i++)
            centred[i] = draws[i] - mean;
    }
    Autocorrelation of = {.n_chains = n_chains, .n_draws = n_draws, .centred = centred};
    variances(n_chains, n_draws, draws, &of.within, &of.total);
    double time = of.total > 0.0 ? correlation_time(&of) : NAN;
    g_free(centred);
    if (isnan(time))
        return NAN;
    /* Antithetic chains can do better than independent draws; the estimate is held in bounds. */
    return (double)n / MAX(time, 1.0 / log10((double)n));
}

double chains_ess_bulk(guint n_chains, guint n_draws, const double *draws)
{
    double *halves = split(n_chains, n_draws, draws);
    guint half = n_draws / 2;
    rank_normalise((gsize)2 * n_chains * half, halves);
    double ess = plain_ess(2 * n_chains, half, halves);
    g_free(halves);
    return ess;
}

static double ess_of_quantile(guint n_chains, guint n_draws, const double *draws, double p)
{
    gsize n = (gsize)n_chains * n_draws;
    double limit = quantile(n, draws, p);
    double *below = g_new0(double, n);
    for (gsize i = 0; i < n; i++)
        below[i] = draws[i] <= limit;
    double ess = plain_ess(n_chains, n_draws, below);
    g_free(below);
    return ess;
}

double chains_ess_tail(guint n_chains, guint n_draws, const double *draws)
{
    double *halves = split(n_chains, n_draws, draws);
    guint half = n_draws / 2;
    double low = ess_of_quantile(2 * n_chains, half, halves, 0.05);
    double high = ess_of_quantile(2 * n_chains, half, halves, 0.95);
    g_free(halves);
    return isnan(low) || low < high ? low : high;
}
