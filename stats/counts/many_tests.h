#pragma once

#include <glib.h>

/* When many regions are judged at once, some stand out by chance. */
typedef struct {
    gsize n_tests;
    gsize n_nominal;           /* p <= alpha, each on its own */
    double expected_by_chance; /* n_tests x alpha: so many when nothing at all is going on */
    gsize n_found;             /* after adjustment */
} ManyTests;

/* Benjamini & Hochberg 1995: adjusted[i] = min over j >= rank(i) of p_(j) n / j, at most 1. Calling
 * all with adjusted <= alpha keeps the expected share of false calls at alpha; when nothing is
 * going on, the chance of any call is alpha.
 * p_values: n_tests; NaN: not tested, stays NaN and does not count. adjusted: n_tests, may be the
 * same array. As R's p.adjust(method = "BH"). Cost: n log n. */
ManyTests benjamini_hochberg(gsize n_tests, const double *p_values, double alpha, double *adjusted);
