#pragma once

#include <glib.h>

/* Mean, standard deviation and lag-1 autocorrelation of a row of numbers, in two passes: the sums
 * of squares are of differences from the mean, with the rounding of the mean taken back (Chan,
 * Golub & LeVeque 1983). Checked with the univariate data sets of NIST StRD. */
typedef struct {
    double mean;
    double standard_deviation; /* n - 1 in the denominator; NaN for fewer than 2 values */
    double autocorrelation;    /* sum (x_i - m)(x_i+1 - m) / sum (x_i - m)^2; NaN when constant */
} Moments;

/* n_values >= 1. */
Moments moments_of(gsize n_values, const double *values);
