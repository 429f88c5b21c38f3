#pragma once

#include <glib.h>

/* What is told about a posterior distribution of the population size. */

typedef struct {
    gint64 total;       /* population size of the local maximum, persons */
    double probability; /* posterior probability of the sizes around it, up to the valleys */
    double prominence;  /* height above the higher of its two valleys, over the highest mode's */
} MseMode;

typedef struct {
    double mean, median;
    double lower, upper; /* quantiles (1 - level) / 2 and (1 + level) / 2 */
    double level;
    guint n_modes;
    MseMode *modes; /* in order of population size; one for a unimodal posterior */
} MsePosterior;

/* A mode counts when its prominence is at least this. */
#define MSE_MODE_PROMINENCE 0.05

/* Summary of a distribution on n consecutive integers from `first`.
 *
 * probability: n, not negative, sum 1. level: in (0, 1). Quantile p is the smallest size whose
 * cumulative probability is larger than p. A mode is a local maximum that stands out: to reach a
 * higher point one must first go down by MSE_MODE_PROMINENCE of the highest probability. Free with
 * mse_posterior_clear(). Cost: proportional to n. */
void mse_posterior_summarise(gsize n, const double *probability, gint64 first, double level,
                             MsePosterior *posterior);

/* The same from draws.
 *
 * draws: n, population sizes above 0. n_effective: what they are worth, as independent draws.
 * Quantiles are of the draws. Modes are those of a Gaussian kernel density of log(total) with
 * Silverman's bandwidth for n_effective draws, on a grid of 512 points; totals are rounded to the
 * grid. Cost: sorting. */
void mse_posterior_from_draws(gsize n, const double *draws, double n_effective, double level,
                              MsePosterior *posterior);

void mse_posterior_clear(MsePosterior *posterior);
