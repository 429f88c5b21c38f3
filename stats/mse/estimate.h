#pragma once

#include "stats/mse/average_dga.h"
#include "stats/mse/average_latent.h"
#include "stats/mse/validate.h"
#include "stats/mse/verdict.h"

/* A dark number with everything that must stand beside it: the one call for the command line and
 * for the pipeline. */

typedef enum {
    MSE_INTERVAL_BOOTSTRAP, /* BCa, with the choice of the model repeated unless it is given */
    MSE_INTERVAL_PARAMETRIC,
    MSE_INTERVAL_PROFILE,
    MSE_INTERVAL_NONE
} MseIntervalKind;

typedef enum { MSE_AVERAGE_NONE, MSE_AVERAGE_DGA, MSE_AVERAGE_LATENT } MseAverageKind;

/* All zero is the default, but for `rules` (mse_verdict_rules_load). */
typedef struct {
    const char *model; /* notation of a given model; NULL: search */
    MseSearchOptions search;
    MseIntervalKind interval;
    double level; /* 0: 0.95 */
    guint n_replicates;
    guint n_models; /* that compete in replicates; see MseBootstrapOptions */
    guint64 seed;
    guint n_threads;
    gboolean without_sensitivity;
    gboolean validate;
    MseAverageKind average;
    MseVerdictRules rules;
} MseOptions;

typedef struct {
    char *label;          /* "year=2014" */
    gint64 observed;      /* the population below is the fitted one: see mse_fit_populations() */
    MseInterval interval; /* limits NAN without replicates */
} MseStratumEstimate;

typedef struct {
    MseTable *table;
    MseIntervalKind interval_kind;
    gboolean fixed_model;
    MseDiagnosis diagnosis;
    MseSearchResult *search;   /* a given model is its only candidate, if it has an estimate */
    MseModel *model;           /* chosen or given; NULL when no model has an estimate */
    MseFit fit;                /* of `model`, with standard error */
    double *hidden;            /* [n_strata]; NAN without an estimate */
    MseInterval interval;      /* of the total; limits NAN when not asked for */
    MseReplicates *replicates; /* NULL without bootstrap */
    GArray *strata;            /* MseStratumEstimate: each level of each covariate */
    MseSensitivity *sensitivity;
    MseValidation *validation;
    MseDgaResult *dga;
    MseLatentResult *latent;
    MseVerdict *verdict;
} MseResult;

/* Fails with INBEELD_ERROR_USAGE for options that do not fit the table or each other, and with
 * INBEELD_ERROR_DATA for a table without persons or with an empty list. An estimate that does not
 * exist is no failure: the verdict is then "refused". Deterministic: the same table, options and
 * seed give the same bits for any number of threads. Returns (transfer full). */
MseResult *mse_estimate(const MseTable *table, const MseOptions *options, GError **error);
void mse_result_free(MseResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseResult, mse_result_free)

/* "bootstrap", "parametric", "profile", "none". */
const char *mse_interval_kind_name(MseIntervalKind kind);
