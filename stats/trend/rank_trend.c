#include "stats/trend/rank_trend.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static int compare_numbers(gconstpointer a, gconstpointer b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Sum over groups of t equal values of t (t - 1) (2 t + 5), and of t (t - 1) / 2. */
static void sum_ties(gsize n_values, const double *values, double *variance, double *pairs)
{
    g_autofree double *sorted = g_memdup2(values, n_values * sizeof(double));
    qsort(sorted, n_values, sizeof(double), compare_numbers);
    *variance = *pairs = 0;
    for (gsize start = 0, end; start < n_values; start = end) {
        for (end = start + 1; end < n_values && sorted[end] == sorted[start];)
            end++;
        double t = (double)(end - start);
        *variance += t * (t - 1) * (2 * t + 5);
        *pairs += t * (t - 1) / 2;
    }
}

MannKendall mann_kendall(gsize n_values, const double *values)
{
    g_assert(n_values >= 2);
    MannKendall result = {0};
    for (gsize i = 0; i < n_values; i++)
        for (gsize j = i + 1; j < n_values; j++)
            result.s += (values[j] > values[i]) - (values[j] < values[i]);
    double n = (double)n_values, tied_variance, tied_pairs;
    sum_ties(n_values, values, &tied_variance, &tied_pairs);
    double pairs = n * (n - 1) / 2;
    result.variance = (n * (n - 1) * (2 * n + 5) - tied_variance) / 18;
    result.tau = tied_pairs < pairs ? result.s / sqrt((pairs - tied_pairs) * pairs) : NAN;
    double distance = fmax(fabs(result.s) - 1, 0);
    result.p_value =
        result.variance > 0 ? 2 * gsl_cdf_ugaussian_Q(distance / sqrt(result.variance)) : 1;
    return result;
}

static double median(gsize n, const double *sorted)
{
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

SenSlope sen_slope(gsize n_values, const double *times, const double *values, double level)
{
    g_assert(n_values >= 2 && level > 0 && level < 1);
    gsize n_slopes = 0;
    g_autofree double *slopes = g_new(double, n_values *(n_values - 1) / 2);
    for (gsize i = 0; i < n_values; i++)
        for (gsize j = i + 1; j < n_values; j++)
            slopes[n_slopes++] = (values[j] - values[i]) / (times[j] - times[i]);
    qsort(slopes, n_slopes, sizeof(double), compare_numbers);
    double spread =
        gsl_cdf_ugaussian_Pinv(1 - (1 - level) / 2) * sqrt(mann_kendall(n_values, values).variance);
    double lower = rint(((double)n_slopes - spread) / 2);
    double upper = rint(((double)n_slopes + spread) / 2 + 1);
    return (SenSlope){
        .slope = median(n_slopes, slopes),
        .lower = lower >= 1 ? slopes[(gsize)lower - 1] : NAN,
        .upper = upper <= (double)n_slopes ? slopes[(gsize)upper - 1] : NAN,
    };
}
