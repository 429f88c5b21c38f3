#include "stats/mse/estimate.h"

#include "core/error.h"

#include <math.h>

#define DEFAULT_LEVEL 0.95
#define DEFAULT_P_TO_ENTER 0.02

const char *mse_interval_kind_name(MseIntervalKind kind)
{
    static const char *const names[] = {"bootstrap", "parametric", "profile", "none"};
    return names[kind];
}

static gboolean check_options(const MseTable *table, const MseOptions *options, GError **error)
{
    if (options->level < 0 || options->level >= 1) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "the level of an interval lies between 0 and 1");
        return FALSE;
    }
    if (options->interval == MSE_INTERVAL_PROFILE && mse_table_n_covariates(table) > 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "a profile interval takes no covariates; use --interval bootstrap");
        return FALSE;
    }
    return mse_table_check(table, error);
}

/* A given model as the outcome of a search among one. */
static gboolean use_given_model(MseResult *result, const MseOptions *options, GError **error)
{
    result->model = mse_model_parse(result->table, options->model, error);
    if (result->model == NULL)
        return FALSE;
    result->fixed_model = TRUE;
    result->search = g_new0(MseSearchResult, 1);
    result->search->criterion = options->search.criterion;
    result->search->candidates = g_ptr_array_new_with_free_func(mse_candidate_free);
    result->search->n_considered = 1;
    result->fit = mse_fit(result->table, result->model, result->hidden);
    if (result->fit.status == MSE_STATUS_FINE)
        g_ptr_array_add(result->search->candidates, mse_candidate_new(result->model, &result->fit));
    else
        result->search->n_refused = 1;
    return TRUE;
}

static gboolean find_model(MseResult *result, const MseOptions *options, GError **error)
{
    if (options->model != NULL)
        return use_given_model(result, options, error);
    MseSearchOptions search = options->search;
    search.n_threads = options->n_threads;
    result->search = mse_search(result->table, &search, error);
    if (result->search == NULL)
        return FALSE;
    if (result->search->candidates->len > 0) {
        const MseCandidate *chosen =
            g_ptr_array_index(result->search->candidates, result->search->chosen);
        result->model = mse_model_copy(chosen->model);
        result->fit = mse_fit(result->table, result->model, result->hidden);
    }
    return TRUE;
}

static gboolean has_estimate(const MseResult *result)
{
    return result->model != NULL && result->fit.status == MSE_STATUS_FINE;
}

static gboolean find_interval(MseResult *result, const MseOptions *options, double level,
                              GError **error)
{
    result->interval =
        (MseInterval){.estimate = result->fit.total, .lower = NAN, .upper = NAN, .level = level};
    if (!has_estimate(result) || options->interval == MSE_INTERVAL_NONE)
        return TRUE;
    if (options->interval == MSE_INTERVAL_PROFILE)
        return mse_profile_interval(result->table, result->model, level, &result->interval, error);
    gboolean stepwise =
        result->search->kind == MSE_SEARCH_STEPWISE && mse_table_n_covariates(result->table) == 0;
    double threshold =
        options->search.p_to_enter > 0 ? options->search.p_to_enter : DEFAULT_P_TO_ENTER;
    MseBootstrapOptions bootstrap = {.n_replicates = options->n_replicates,
                                     .seed = options->seed,
                                     .n_threads = options->n_threads,
                                     .parametric = options->interval == MSE_INTERVAL_PARAMETRIC,
                                     .n_models = result->fixed_model ? 1 : options->n_models,
                                     .p_to_enter = stepwise ? threshold : 0};
    result->replicates = mse_bootstrap(result->table, result->search, &bootstrap);
    result->interval = mse_replicates_interval(result->replicates, NULL, NULL, level);
    return TRUE;
}

/* ---- strata */

static void stratum_clear(gpointer data)
{
    MseStratumEstimate *stratum = data;
    g_free(stratum->label);
}

static void estimate_level(MseResult *result, const double *populations, guint covariate,
                           guint level, double confidence)
{
    const MseTable *table = result->table;
    guint n_strata = mse_table_n_strata(table);
    g_autofree double *weights = g_new0(double, n_strata);
    MseStratumEstimate stratum = {.interval = {.lower = NAN, .upper = NAN, .level = confidence}};
    for (guint i = 0; i < n_strata; i++) {
        if (mse_table_stratum_level(table, i, covariate) != level)
            continue;
        weights[i] = 1;
        stratum.observed += mse_table_stratum_total(table, i);
        stratum.interval.estimate += populations[i];
    }
    if (result->replicates != NULL)
        stratum.interval = mse_replicates_interval(result->replicates, weights, NULL, confidence);
    g_array_append_val(result->strata, stratum);
    g_array_index(result->strata, MseStratumEstimate, result->strata->len - 1).label =
        g_strdup_printf("%s=%s", mse_table_covariate(table, covariate),
                        mse_table_level(table, covariate, level));
}

static void estimate_strata(MseResult *result, double level)
{
    result->strata = g_array_new(FALSE, FALSE, sizeof(MseStratumEstimate));
    g_array_set_clear_func(result->strata, stratum_clear);
    if (!has_estimate(result))
        return;
    g_autofree double *populations = g_new0(double, mse_table_n_strata(result->table));
    mse_fit_populations(result->table, result->model, populations);
    for (guint i = 0; i < mse_table_n_covariates(result->table); i++)
        for (guint j = 0; j < mse_table_n_levels(result->table, i); j++)
            estimate_level(result, populations, i, j, level);
}

/* ---- what stands beside it */

static void examine_sensitivity(MseResult *result, const MseOptions *options)
{
    if (options->without_sensitivity)
        return;
    MseSearchOptions search = options->search;
    search.n_threads = options->n_threads;
    MseSensitivityOptions sensitivity = {.distance = options->rules.near_distance,
                                         .limits_distance = options->rules.limits_distance,
                                         .group_gap = options->rules.group_gap,
                                         .odds_ratio = options->rules.odds_ratio,
                                         .n_threads = options->n_threads};
    result->sensitivity = mse_sensitivity(result->table, result->search, &search, &sensitivity);
}

static gboolean average(MseResult *result, const MseOptions *options, double level, GError **error)
{
    if (options->average == MSE_AVERAGE_NONE)
        return TRUE;
    g_autoptr(MseTable) table = mse_table_collapse(result->table, error);
    if (table == NULL)
        return FALSE;
    if (options->average == MSE_AVERAGE_DGA) {
        MseDgaOptions dga = {.level = level};
        result->dga = mse_average_dga(table, &dga, error);
        return result->dga != NULL;
    }
    MseLatentOptions latent = {
        .level = level, .seed = options->seed, .n_threads = options->n_threads};
    result->latent = mse_average_latent(table, &latent, error);
    return result->latent != NULL;
}

static void judge(MseResult *result, const MseOptions *options)
{
    MseEvidence evidence = {.table = result->table,
                            .diagnosis = &result->diagnosis,
                            .fit = result->model != NULL ? &result->fit : NULL,
                            .fixed_model = result->fixed_model,
                            .sensitivity = result->sensitivity};
    if (options->interval != MSE_INTERVAL_NONE)
        evidence.interval = &result->interval;
    if (result->replicates != NULL)
        evidence.failed_share =
            (double)result->replicates->n_failed / result->replicates->n_replicates;
    result->verdict = mse_verdict_new(&evidence, &options->rules);
}

MseResult *mse_estimate(const MseTable *table, const MseOptions *options, GError **error)
{
    if (!check_options(table, options, error))
        return NULL;
    double level = options->level > 0 ? options->level : DEFAULT_LEVEL;
    MseResult *result = g_new0(MseResult, 1);
    result->table = mse_table_copy(table);
    result->interval_kind = options->interval;
    result->hidden = g_new0(double, mse_table_n_strata(table));
    result->fit.hidden = NAN;
    result->fit.total = NAN;
    mse_diagnose(table, &options->rules.lists, &result->diagnosis);
    gboolean good = find_model(result, options, error) &&
                    find_interval(result, options, level, error) &&
                    average(result, options, level, error);
    if (!good) {
        mse_result_free(result);
        return NULL;
    }
    estimate_strata(result, level);
    examine_sensitivity(result, options);
    if (options->validate) {
        MseValidationOptions validation = {
            .level = level, .seed = options->seed, .n_threads = options->n_threads};
        result->validation = mse_validate(result->table, result->search, &validation);
    }
    judge(result, options);
    return result;
}

void mse_result_free(MseResult *result)
{
    if (result == NULL)
        return;
    mse_table_free(result->table);
    mse_search_result_free(result->search);
    mse_model_free(result->model);
    g_free(result->hidden);
    mse_replicates_free(result->replicates);
    g_clear_pointer(&result->strata, g_array_unref);
    mse_sensitivity_free(result->sensitivity);
    mse_validation_free(result->validation);
    mse_dga_result_free(result->dga);
    mse_latent_result_free(result->latent);
    mse_verdict_free(result->verdict);
    g_free(result);
}
