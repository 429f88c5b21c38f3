#include "stats/trend/equality.h"

#include <gsl/gsl_cdf.h>

CountEquality count_equality(gsize n_counts, const gint64 *counts)
{
    g_assert(n_counts >= 2);
    gint64 sum = 0;
    for (gsize i = 0; i < n_counts; i++)
        sum += counts[i];
    CountEquality result = {
        .mean = (double)sum / (double)n_counts, .df = n_counts - 1, .p_value = 1};
    if (sum == 0)
        return result;
    for (gsize i = 0; i < n_counts; i++) {
        double difference = (double)counts[i] - result.mean;
        result.chi_square += difference * difference / result.mean;
    }
    result.p_value = gsl_cdf_chisq_Q(result.chi_square, (double)result.df);
    result.dispersion = result.chi_square / (double)result.df;
    return result;
}
