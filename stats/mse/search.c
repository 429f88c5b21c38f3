#include "stats/mse/search.h"

#include "core/error.h"
#include "stats/mse/search_internal.h"

#include <math.h>

/* Up to 6 lists it is as fast to fit all models of two-list terms, and their number is exact. */
#define FEWEST_LISTS_TO_BOUND 7

double mse_fit_criterion(const MseFit *fit, MseCriterion criterion)
{
    return criterion == MSE_CRITERION_AIC ? fit->aic : fit->bic;
}

MseFit search_fit_of(const ListsData *data, const ListsFit *source)
{
    MseFit fit = {.n_parameters = source->n_parameters,
                  .n_infinite = source->n_infinite,
                  .degrees_of_freedom = (gint)source->n_cells - (gint)source->n_parameters,
                  .deviance = MAX(0, 2 * (data->saturated - source->objective)),
                  .log_likelihood = source->objective - data->log_factorials,
                  .hidden = source->hidden,
                  .total = data->observed + source->hidden,
                  .standard_error = NAN};
    fit.aic = 2 * fit.n_parameters - 2 * fit.log_likelihood;
    fit.bic = log(data->observed) * fit.n_parameters - 2 * fit.log_likelihood;
    return fit;
}

MseCandidate *mse_candidate_new(const MseModel *model, const MseFit *fit)
{
    MseCandidate *candidate = g_new0(MseCandidate, 1);
    candidate->model = mse_model_copy(model);
    candidate->fit = *fit;
    return candidate;
}

void mse_candidate_free(gpointer data)
{
    MseCandidate *candidate = data;
    mse_model_free(candidate->model);
    g_free(candidate);
}

void mse_search_result_free(MseSearchResult *result)
{
    if (result == NULL)
        return;
    g_ptr_array_unref(result->candidates);
    g_free(result);
}

static MseSearchKind kind_for(const MseTable *table, MseSearchKind kind)
{
    if (kind != MSE_SEARCH_DEFAULT)
        return kind;
    if (mse_table_n_covariates(table) > 0)
        return MSE_SEARCH_STEPWISE;
    if (mse_table_n_lists(table) <= 5)
        return MSE_SEARCH_HIERARCHICAL;
    return mse_table_n_lists(table) <= 7 ? MSE_SEARCH_PAIRWISE : MSE_SEARCH_DOWNHILL;
}

static gboolean check_kind(const MseTable *table, MseSearchKind kind, GError **error)
{
    gboolean exhaustive = kind == MSE_SEARCH_HIERARCHICAL || kind == MSE_SEARCH_PAIRWISE;
    guint limit = kind == MSE_SEARCH_HIERARCHICAL ? 5 : 7;
    if (exhaustive && mse_table_n_covariates(table) > 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "an exhaustive search takes no covariates; search stepwise or downhill");
        return FALSE;
    }
    if (exhaustive && mse_table_n_lists(table) > limit) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "this exhaustive search takes at most %u lists, the table has %u; search "
                    "pairwise (to 7 lists), stepwise or downhill",
                    limit, mse_table_n_lists(table));
        return FALSE;
    }
    return TRUE;
}

typedef struct {
    MseCriterion criterion;
} Ordering;

static gint compare_models(const MseModel *left, const MseModel *right)
{
    guint n_left = 0;
    guint n_right = 0;
    const MseTerm *a = mse_model_terms(left, &n_left);
    const MseTerm *b = mse_model_terms(right, &n_right);
    if (n_left != n_right)
        return n_left < n_right ? -1 : 1;
    for (guint i = 0; i < n_left; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static gint compare_candidates(gconstpointer a, gconstpointer b, gpointer data)
{
    const Ordering *ordering = data;
    const MseCandidate *left = *(const MseCandidate *const *)a;
    const MseCandidate *right = *(const MseCandidate *const *)b;
    double first = mse_fit_criterion(&left->fit, ordering->criterion);
    double second = mse_fit_criterion(&right->fit, ordering->criterion);
    if (first < second || first > second)
        return first < second ? -1 : 1;
    return compare_models(left->model, right->model);
}

static void sort_candidates(MseSearchResult *result, guint keep)
{
    const MseCandidate *chosen = result->chosen < result->candidates->len
                                     ? g_ptr_array_index(result->candidates, result->chosen)
                                     : NULL;
    Ordering ordering = {result->criterion};
    g_ptr_array_sort_with_data(result->candidates, compare_candidates, &ordering);
    result->chosen = 0;
    for (guint i = 0; chosen != NULL && i < result->candidates->len; i++)
        if (g_ptr_array_index(result->candidates, i) == chosen)
            result->chosen = i;
    guint kept = MAX(keep, result->chosen + 1);
    if (result->candidates->len > kept)
        g_ptr_array_remove_range(result->candidates, kept, result->candidates->len - kept);
}

MseSearchResult *mse_search(const MseTable *table, const MseSearchOptions *options, GError **error)
{
    MseSearchOptions actual = *options;
    actual.kind = kind_for(table, options->kind);
    /* With terms of two lists at most the hierarchical models are the pairwise ones. */
    if (actual.kind == MSE_SEARCH_HIERARCHICAL && mse_table_n_lists(table) > 5 &&
        actual.max_order > 0 && actual.max_order <= 2)
        actual.kind = MSE_SEARCH_PAIRWISE;
    if (actual.keep == 0)
        actual.keep = MSE_SEARCH_KEEP;
    if (!check_kind(table, actual.kind, error))
        return NULL;
    MseSearchResult *result = g_new0(MseSearchResult, 1);
    result->kind = actual.kind;
    result->criterion = actual.criterion;
    result->chosen = G_MAXUINT; /* the best, unless the search says otherwise */
    result->candidates = g_ptr_array_new_with_free_func(mse_candidate_free);
    if (actual.kind == MSE_SEARCH_DOWNHILL)
        search_downhill(table, &actual, result);
    else if (actual.kind == MSE_SEARCH_STEPWISE)
        search_stepwise(table, &actual, result);
    else if (actual.kind == MSE_SEARCH_PAIRWISE &&
             mse_table_n_lists(table) >= FEWEST_LISTS_TO_BOUND)
        search_bounded(table, &actual, result);
    else
        search_exhaustively(table, &actual, result);
    sort_candidates(result, actual.keep);
    return result;
}
