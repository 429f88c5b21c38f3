#include "stats/estimate/replicate_bins.h"

#include <math.h>

/* The value at a share of the way through, rounded inward to an observed one. */
static double quantile(guint n, const double *sorted, double share)
{
    return sorted[(guint)floor(share * (n - 1) + 0.5)];
}

static guint bin_of(double value, double lower, double width, guint n_bins)
{
    double place = floor((value - lower) / width);
    return (guint)CLAMP(place, 0, n_bins - 1);
}

guint replicate_bins(guint n_values, const double *sorted, guint n_bins, ReplicateBin *bins)
{
    guint first = 0, n = 0;
    if (n_values == 0)
        return 0;
    double lower = quantile(n_values, sorted, 0.01), upper = quantile(n_values, sorted, 0.99);
    if (!(upper > lower)) {
        lower = sorted[0];
        upper = sorted[n_values - 1];
    }
    if (!(upper > lower)) {
        bins[0] = (ReplicateBin){lower, lower, n_values};
        return 1;
    }
    double width = (upper - lower) / n_bins;
    if (sorted[0] < lower)
        bins[n++] = (ReplicateBin){-INFINITY, lower, 0};
    first = n;
    for (guint i = 0; i < n_bins; i++)
        bins[n++] = (ReplicateBin){lower + i * width, lower + (i + 1) * width, 0};
    if (sorted[n_values - 1] > upper)
        bins[n++] = (ReplicateBin){upper, INFINITY, 0};
    for (guint i = 0; i < n_values; i++) {
        if (sorted[i] < lower)
            bins[0].n++;
        else if (sorted[i] > upper)
            bins[n - 1].n++;
        else
            bins[first + bin_of(sorted[i], lower, width, n_bins)].n++;
    }
    return n;
}
