#pragma once

#include "stats/mse/search.h"

/* Intervals for a hidden population.
 *
 * Profile: those N for which the multinomial likelihood of a fixed model, maximised over its
 * parameters, is within half a chi-square quantile of its maximum. It knows nothing of the choice
 * of the model.
 *
 * Replicates: the estimate repeated on tables drawn anew, with the choice of the model repeated
 * among the best models of the table (Silverman, Chan & Vincent 2024). Limits are BCa (Efron 1987):
 * percentiles corrected for bias and for acceleration, the latter from taking away one person from
 * each observed cell in turn, weighted by the counts. Every quantity (a stratum, a sum, a ratio, a
 * change) takes its limits from the same replicates. */

typedef struct {
    double estimate;
    double lower;
    double upper;
    double level;
} MseInterval;

/* level: for example 0.95. The model must have an estimate and the table no covariates; else
 * INBEELD_ERROR_USAGE. interval->estimate is the maximum of the profile, which differs a little
 * from the Poisson estimate. The lower limit is not below the number observed; the upper limit is
 * INFINITY when the profile does not fall far enough below 10^6 times the number observed. */
gboolean mse_profile_interval(const MseTable *table, const MseModel *model, double level,
                              MseInterval *interval, GError **error);

typedef struct {
    guint n_replicates; /* 0: 1000 */
    guint64 seed;
    guint n_threads;     /* 0: one for each processor */
    gboolean parametric; /* draw from the fitted model, the hidden persons included; limits are
                            percentiles. Else draw from the observed cells; limits are BCa */
    guint n_models;      /* best models that compete in each replicate; 0: 100, with covariates 20;
                            1: the model is fixed */
    double p_to_enter;   /* > 0: repeat the stepwise search by p-values (no covariates) instead */
} MseBootstrapOptions;

typedef struct {
    guint n_replicates;
    guint n_strata;
    gboolean parametric;
    double *estimates; /* [n_strata] population on the table itself */
    double *totals;    /* [n_replicates x n_strata]; NAN where no model had an estimate */
    guint n_failed;    /* replicates without an estimate */
    guint n_cells;
    double *counts;    /* [n_cells] */
    double *jackknife; /* [n_cells x n_strata] with one person of a cell less; NAN where count 0 */
    guint *chosen;     /* [n_replicates] which of the candidates; 0 with a stepwise search */
} MseReplicates;

/* Populations by stratum are fitted ones, hidden and observable: they add up to the total. The
 * candidates are those of `search`, the estimate that of its chosen one. Replicate i depends only
 * on the seed and i, so the number of threads makes no difference. Cost: replicates x models fits.
 * Returns (transfer full); NULL when there is no candidate. */
MseReplicates *mse_bootstrap(const MseTable *table, const MseSearchResult *search,
                             const MseBootstrapOptions *options);
void mse_replicates_free(MseReplicates *replicates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseReplicates, mse_replicates_free)

/* Interval for sum(weights x population) / sum(divisors x population). weights: [n_strata]; NULL is
 * all 1. divisors: [n_strata], or NULL for no division. A change from year a to year b has 1 in the
 * weights of b and in the divisors of a. Limits are NAN when no replicate has an estimate. */
MseInterval mse_replicates_interval(const MseReplicates *replicates, const double *weights,
                                    const double *divisors, double level);
/* The value in each replicate, sorted, without those that failed. (transfer full) */
double *mse_replicates_values(const MseReplicates *replicates, const double *weights,
                              const double *divisors, guint *n_values);
