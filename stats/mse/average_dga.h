#pragma once

#include "stats/mse/average_posterior.h"
#include "stats/mse/table.h"

/* Bayesian model averaging over decomposable graphs (Madigan & York 1997, Biometrika 84, 19-31;
 * formulas and choices in docs/methods/mse-averaging.md).
 *
 * Persons are independent draws from a distribution over the 2^L histories that is Markov to an
 * unknown decomposable graph on the lists; given the graph the cell probabilities have the
 * hyper-Dirichlet prior with `delta` prior persons in every cell. Every graph is equally likely
 * beforehand. The posterior of graph and population size together is summed exactly, over all
 * graphs and all numbers of hidden persons from min_hidden to max_hidden. */

typedef enum {
    MSE_SIZE_PRIOR_RECIPROCAL, /* p(N) proportional to 1 / N */
    MSE_SIZE_PRIOR_UNIFORM
} MseSizePrior;

/* All zero gives the defaults. */
typedef struct {
    double delta;      /* prior persons per cell, > 0; 0: 2^-L */
    gint64 min_hidden; /* smallest number of hidden persons considered */
    gint64 max_hidden; /* largest; 0: 50 times the observed persons, at least 1,000 */
    MseSizePrior prior;
    double level; /* of the interval, in (0, 1); 0: 0.95 */
    guint n_top;  /* graphs to report; 0: 10 */
} MseDgaOptions;

#define MSE_DGA_MAX_HIDDEN 20000000

/* A graph in the sum. */
typedef struct {
    char *model;   /* its cliques by list number, [123,14] */
    double weight; /* posterior probability */
    double mean;   /* posterior mean of the population size given the graph */
} MseDgaGraph;

typedef struct {
    gint64 observed;
    double delta;
    gint64 min_hidden, max_hidden;
    MseSizePrior prior;
    guint n_graphs;      /* decomposable graphs summed over */
    gsize n_sizes;       /* max_hidden - min_hidden + 1 */
    double *probability; /* n_sizes: of population size observed + min_hidden + i; sum 1 */
    MsePosterior posterior;
    guint n_top;
    MseDgaGraph *top;       /* heaviest first */
    double tail_power;      /* p(N) falls like N^-tail_power at the bound; infinite: faster */
    double tail_beyond;     /* estimated posterior odds of sizes above the bound; may be infinite */
    gboolean touches_bound; /* the upper limit depends on max_hidden: raise it, or trust no limit */
} MseDgaResult;

/* The average for `table`, 3 to DECOMPOSABLE_MAX_LISTS lists.
 *
 * A graph and a stretch of population sizes are passed over only when a bound shows that all such
 * stretches together hold less than 1e-12 of the probability. tail_beyond continues the posterior
 * above the bound with the power of N it has there; touches_bound is set when that is more than a
 * tenth of (1 - level) / 2. With a power of 2 or less there is no posterior mean without a bound:
 * quote the median.
 *
 * options: NULL gives the defaults. Returns (transfer full), or NULL with INBEELD_ERROR_DATA for
 * covariates (collapse the table first), structural zeros, too few or many lists, nobody observed,
 * and with INBEELD_ERROR_USAGE for an option out of range. Cost: tens of milliseconds to 5
 * lists, a second for 6; memory 8 bytes per population size, and 16 sqrt(max_hidden) bytes per
 * graph that matters (60 MB for the Dutch table of 6 lists). The result does not depend on threads.
 */
MseDgaResult *mse_average_dga(const MseTable *table, const MseDgaOptions *options, GError **error);
void mse_dga_result_free(MseDgaResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseDgaResult, mse_dga_result_free)
