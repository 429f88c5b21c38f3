#pragma once

#include "stats/mse/fit.h"

/* Searching for the log-linear model of a table.
 *
 * Exhaustive: every hierarchical model with all main effects and without the term of all lists
 * (8, 113 and 6,893 models for 3, 4 and 5 lists), or every model of two-list terms (2^15 for 6
 * lists). Downhill: from several starts, the best change of one term as long as the criterion
 * falls; without bias towards the start, but it can stop in a local optimum. Stepwise: without
 * covariates, two-list terms enter by their Poisson p-value (Chan, Silverman & Vincent 2021); with
 * covariates, two-factor terms enter and leave by the criterion from the main effects.
 * Models whose estimate does not exist or is not identified are refused and never compete. */

typedef enum {
    MSE_SEARCH_DEFAULT, /* hierarchical to 5 lists, pairwise at 6 and 7, else downhill; with
                           covariates stepwise */
    MSE_SEARCH_PAIRWISE,
    MSE_SEARCH_HIERARCHICAL,
    MSE_SEARCH_STEPWISE,
    MSE_SEARCH_DOWNHILL
} MseSearchKind;

typedef enum { MSE_CRITERION_BIC, MSE_CRITERION_AIC } MseCriterion;

typedef struct {
    MseSearchKind kind;
    MseCriterion criterion;
    guint max_order;   /* most lists in a term; 0: no limit of its own */
    guint keep;        /* models kept, best first; 0: MSE_SEARCH_KEEP */
    guint n_starts;    /* of a downhill search; 0: several */
    double p_to_enter; /* stepwise without covariates; 0: 0.02 */
    guint n_threads;   /* 0: one for each processor */
} MseSearchOptions;

#define MSE_SEARCH_KEEP 100

typedef struct {
    MseModel *model;
    MseFit fit;
} MseCandidate;

/* A copy of the model with its fit. (transfer full) */
MseCandidate *mse_candidate_new(const MseModel *model, const MseFit *fit);
void mse_candidate_free(gpointer candidate);

typedef struct {
    MseSearchKind kind; /* the search that was done */
    MseCriterion criterion;
    GPtrArray
        *candidates;      /* MseCandidate *, status 0 only, best first; ties in order of notation */
    guint chosen;         /* index of the model that the search chose; 0 but for p-values */
    guint64 n_considered; /* models that competed */
    guint64 n_fitted;     /* of these fitted; the others were excluded by a bound */
    guint64 n_refused;    /* of these without an estimate */
} MseSearchResult;

double mse_fit_criterion(const MseFit *fit, MseCriterion criterion);

/* Fails with INBEELD_ERROR_USAGE when the search does not fit the table: an exhaustive search with
 * covariates, a hierarchical one above 5 lists or a pairwise one above 7. A result without
 * candidates is no error. Returns (transfer full). */
MseSearchResult *mse_search(const MseTable *table, const MseSearchOptions *options, GError **error);
void mse_search_result_free(MseSearchResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseSearchResult, mse_search_result_free)
