#pragma once

#include <glib.h>

/* Do the totals of bootstrap replicates gather round one answer, or round several? One pair of
 * limits does not tell. */

#define REPLICATE_HUMPS_MAX 4

typedef struct {
    double lower, upper; /* the middle nine tenths of the values in it */
    double share;        /* of all values, a fraction */
} ReplicateHump;

/* The humps of a kernel density of the values (Gaussian; bandwidth of Silverman 1986, eq. 3.31, on
 * a grid from the 1 % to the 99 % quantile), from small to large. Two humps are two only when the
 * valley between them is at most half as high as the lower top, and each holds a tenth of the
 * values at least; else they are one. sorted: n_values, ascending, finite. Returns the number of
 * humps: 0 without values, 1 for fewer than 50 values or values that are all the same. Cost:
 * n_values x 256.
 */
guint replicate_humps(guint n_values, const double *sorted,
                      ReplicateHump humps[REPLICATE_HUMPS_MAX]);
