#pragma once

#include <glib.h>

/* Have several Markov chains come to the same distribution, and what are their draws worth?
 * Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021 ("Rank-normalization, folding, and
 * localization: an improved R-hat", Bayesian Analysis 16, 667-718).
 *
 * draws: n_chains x n_draws, one chain after the other; n_draws at least 8, the middle one of an
 * odd number is left out. Constant draws give NaN. Cost: sorting, and for the sample sizes n_draws
 * times the lags until the autocorrelation is lost. */

/* The largest of the rank-normalised split R-hats of the draws (location) and of their distances
 * from the median (spread). 1 for chains that mixed. */
double chains_r_hat(guint n_chains, guint n_draws, const double *draws);

/* Effective number of draws for the bulk: of the rank-normalised split chains. */
double chains_ess_bulk(guint n_chains, guint n_draws, const double *draws);

/* For the tails: the smaller of those for the 5 % and the 95 % quantile. */
double chains_ess_tail(guint n_chains, guint n_draws, const double *draws);
