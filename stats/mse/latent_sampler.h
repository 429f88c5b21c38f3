#pragma once

#include "stats/mse/table.h"

#include <gsl/gsl_rng.h>

/* One Markov chain for the Dirichlet-process mixture of latent classes (Manrique-Vallier 2016,
 * Biometrics 72, 1246-1254). Internal to the averaging; exposed for its tests.
 *
 * A person is in class k with probability share_k = V_k prod_{l < k} (1 - V_l), V_k ~ Beta(1,
 * alpha), V of the last class 1, alpha ~ Gamma(shape, rate), and given the class is on list j with
 * probability capture_jk ~ Uniform(0, 1), independently. The number of hidden persons has the
 * improper prior p(N) ~ 1 / N. Blocked Gibbs steps on the table: per cell a multinomial split over
 * the classes, never a person at a time. */

typedef struct LatentSampler LatentSampler;

#define LATENT_MAX_CLASSES 50

/* table: without covariates and structural zeros; not used after this call. generator: borrowed,
 * also draws the starting values and makes 1,000 steps at a small alpha. Returns (transfer full).
 */
LatentSampler *latent_sampler_new(const MseTable *table, guint n_classes, double alpha_shape,
                                  double alpha_rate, gsl_rng *generator);
void latent_sampler_free(LatentSampler *sampler);

/* One round over all unknowns. Cost: cells times classes. */
void latent_sampler_step(LatentSampler *sampler);

/* Hidden persons at this step. */
gint64 latent_sampler_hidden(const LatentSampler *sampler);
/* Classes with somebody in them, hidden persons included. */
guint latent_sampler_n_occupied(const LatentSampler *sampler);
/* The chain has met expected numbers of hidden persons too large to draw, and drew at the limit of
 * a thousand million: the posterior has no upper end worth the name. */
gboolean latent_sampler_ran_away(const LatentSampler *sampler);
