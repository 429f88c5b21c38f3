#pragma once

#include "stats/mse/average_dga.h"
#include "stats/mse/decomposable.h"

/* The parts of the posterior that average_dga.c puts together: for every set of lists the log
 * marginal likelihood of its margin, as a function of the number of hidden persons. Internal to the
 * averaging; exposed for its tests. */

#define DGA_MAX_SETS (1 << DECOMPOSABLE_MAX_LISTS)

/* Margin of the table over a set of lists S:
 *   h_S(m) = base + log Gamma(none + m + delta) - log Gamma(n + m + delta_total). */
typedef struct {
    double base;  /* the factors of the margin's other cells and of the prior */
    double none;  /* observed persons on no list of S */
    double delta; /* prior persons in each cell of the margin */
} DgaMargin;

typedef struct {
    guint n_lists;
    double observed;
    double delta_total; /* prior persons in all cells */
    MseSizePrior prior;
    DgaMargin margins[DGA_MAX_SETS]; /* by set; the empty set is not used */
} DgaTerms;

/* table: without covariates and structural zeros. delta: prior persons in each of the 2^L cells. */
void dga_terms_init(DgaTerms *terms, const MseTable *table, double delta, MseSizePrior prior);

/* h_S for `hidden` hidden persons. */
double dga_margin_log_likelihood(const DgaTerms *terms, guint set, double hidden);
/* What all graphs share: the multinomial coefficient that depends on `hidden`, and the prior. */
double dga_common_log_weight(const DgaTerms *terms, double hidden);

/* log Gamma(x) - log Gamma(y) for x, y > 0, without the cancellation of two large values: error
 * about 1e-15 times the larger of 1 and |x - y| log y. Stirling's series. */
double log_gamma_ratio(double x, double y);
