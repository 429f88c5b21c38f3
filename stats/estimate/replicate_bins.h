#pragma once

#include <glib.h>

/* A histogram of the totals of bootstrap replicates. */

typedef struct {
    double lower, upper; /* [lower, upper); -INFINITY and INFINITY in the open bins at the ends */
    guint n;
} ReplicateBin;

/* `n_bins` bins of equal width from the 1 % to the 99 % quantile of the values, before and after
 * them an open one when values lie outside. sorted: n_values, ascending, finite. bins: room for
 * n_bins + 2. Returns the number of bins; 0 without values, 1 when all values are the same. The
 * counts add up to n_values. */
guint replicate_bins(guint n_values, const double *sorted, guint n_bins, ReplicateBin *bins);
