#pragma once

#include "stats/mse/average_posterior.h"
#include "stats/mse/table.h"

/* Dirichlet-process mixture of latent classes for the population size (Manrique-Vallier 2016,
 * Biometrics 72, 1246-1254; formulas and choices in docs/methods/mse-averaging.md).
 *
 * Several Markov chains start far apart. Only when they come to the same distribution is there a
 * number: R-hat above max_r_hat means that the answer depends on where a chain started. */

/* All zero gives the defaults. */
typedef struct {
    guint n_classes;                /* largest number of classes, 2 to 50; 0: 10 */
    double alpha_shape, alpha_rate; /* gamma prior of the concentration; 0: 0.25 */
    guint n_chains;                 /* 2 to 64; 0: 4 */
    guint burn_in;                  /* steps of each chain that are thrown away; 0: 10,000 */
    guint n_draws;                  /* kept draws of each chain, at least 100; 0: 5,000 */
    guint thinning;                 /* steps for each kept draw; 0: 20 */
    guint64 seed;
    guint n_threads;  /* 0: one for each processor; the result is the same for any number */
    double level;     /* of the interval, in (0, 1); 0: 0.95 */
    double max_r_hat; /* above 1; 0: 1.05 */
} MseLatentOptions;

/* What one chain says; persons. */
typedef struct {
    double median, lower, upper;
    double n_occupied; /* mean number of classes with somebody in them */
} MseLatentChain;

typedef enum {
    MSE_LATENT_MIXED,
    MSE_LATENT_NOT_MIXED, /* R-hat too high: no number */
    MSE_LATENT_RAN_AWAY   /* a chain went beyond a thousand million hidden persons: no number */
} MseLatentStatus;

typedef struct {
    gint64 observed;
    MseLatentOptions options; /* with the defaults filled in */
    MseLatentStatus status;
    double r_hat;              /* largest of rank-normalised split R-hats, location and spread */
    double ess_bulk, ess_tail; /* effective numbers of draws */
    gboolean is_rough;         /* one of them is below 100 for each chain: limits are rough */
    MsePosterior posterior; /* of the draws of all chains; NaN unless status is MSE_LATENT_MIXED */
    MseLatentChain *chains; /* options.n_chains */
    double *totals;         /* n_chains x n_draws: population sizes drawn, chain after chain */
} MseLatentResult;

/* Fits `table`, 3 lists or more. Chain c draws from stream c of the seed.
 *
 * options: NULL gives the defaults. Returns (transfer full), also for chains that did not mix; NULL
 * with INBEELD_ERROR_DATA for covariates (collapse the table first), structural zeros, fewer than 3
 * lists, nobody observed; with INBEELD_ERROR_USAGE for an option out of range. Cost: some 15
 * microseconds a step (4 lists, 10 classes), divided over threads. */
MseLatentResult *mse_average_latent(const MseTable *table, const MseLatentOptions *options,
                                    GError **error);
void mse_latent_result_free(MseLatentResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseLatentResult, mse_latent_result_free)

/* "mixed", "not mixed" or "ran away". Static. */
const char *mse_latent_status_name(MseLatentStatus status);
