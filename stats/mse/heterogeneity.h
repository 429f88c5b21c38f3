#pragma once

#include "stats/mse/fit.h"

/* Models in which persons differ in how easily they are seen, on all lists alike.
 *
 * To the main effects of the lists comes one term that depends only on the number of lists k a
 * person is on (Rivest & Baillargeon 2007): k^2 / 2 (Darroch), 2^k - 1 (Poisson) or
 * -log(3.5 + k) + log 3.5 (gamma). Hierarchical models have no such term: where all pairs of lists
 * depend a little they spend a parameter on each pair, or leave the dependence out and estimate too
 * low. */

typedef enum {
    MSE_HETEROGENEITY_DARROCH,
    MSE_HETEROGENEITY_POISSON,
    MSE_HETEROGENEITY_GAMMA,
    MSE_N_HETEROGENEITY
} MseHeterogeneity;

/* Without covariates: the table is taken as the sum over its strata. The status is
 * MSE_STATUS_NEITHER when there is no finite estimate or a list has nobody. Cost: microseconds. */
MseFit mse_heterogeneity_fit(const MseTable *table, MseHeterogeneity kind);
const char *mse_heterogeneity_name(MseHeterogeneity kind);
