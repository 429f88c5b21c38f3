#pragma once

#include <glib.h>

/* Whether the counts of some periods of equal length can be one mean with chance around it:
 * chi^2 = sum (y - m)^2 / m with n - 1 degrees of freedom, m the mean. */
typedef struct {
    double mean;
    double chi_square;
    gsize df;
    double p_value;    /* 1 when all counts are 0 */
    double dispersion; /* chi_square / df: 1 when only chance plays */
} CountEquality;

/* counts: n_counts >= 2, each >= 0.  Source: Fisher's index of dispersion (1925). */
CountEquality count_equality(gsize n_counts, const gint64 *counts);
