#include "stats/mse/sensitivity.h"

#include "stats/mse/lists_fit.h"

#include <math.h>

static const MseCandidate *candidate_at(const MseSearchResult *search, guint index)
{
    return g_ptr_array_index(search->candidates, index);
}

/* ---- near models */

static gint compare_totals(gconstpointer a, gconstpointer b)
{
    double left = (*(const MseCandidate *const *)a)->fit.total;
    double right = (*(const MseCandidate *const *)b)->fit.total;
    return left < right ? -1 : left > right;
}

static void add_to_group(MseAnswerGroup *group, const MseCandidate *candidate, double weight,
                         double *best_weight)
{
    group->high = candidate->fit.total;
    group->weight += weight;
    group->n_models++;
    if (weight > *best_weight) {
        *best_weight = weight;
        group->best = candidate->fit.total;
    }
}

static void group_answers(MseSensitivity *result, const MseSearchResult *search, double gap)
{
    double best = mse_fit_criterion(&candidate_at(search, 0)->fit, search->criterion);
    g_autoptr(GPtrArray) near = g_ptr_array_new();
    double sum = 0;
    for (guint i = 0; i < result->n_near; i++) {
        const MseCandidate *candidate = candidate_at(search, i);
        g_ptr_array_add(near, (gpointer)candidate);
        sum += exp((best - mse_fit_criterion(&candidate->fit, search->criterion)) / 2);
    }
    g_ptr_array_sort(near, compare_totals);
    double best_weight = 0;
    for (guint i = 0; i < near->len; i++) {
        const MseCandidate *candidate = g_ptr_array_index(near, i);
        double weight =
            exp((best - mse_fit_criterion(&candidate->fit, search->criterion)) / 2) / sum;
        MseAnswerGroup *last =
            result->groups->len > 0
                ? &g_array_index(result->groups, MseAnswerGroup, result->groups->len - 1)
                : NULL;
        if (last == NULL || candidate->fit.total > gap * last->high) {
            MseAnswerGroup group = {.low = candidate->fit.total};
            g_array_append_val(result->groups, group);
            last = &g_array_index(result->groups, MseAnswerGroup, result->groups->len - 1);
            best_weight = 0;
        }
        add_to_group(last, candidate, weight, &best_weight);
    }
}

static void find_near_models(MseSensitivity *result, const MseSearchResult *search,
                             const MseSensitivityOptions *options)
{
    double best = mse_fit_criterion(&candidate_at(search, 0)->fit, search->criterion);
    for (guint i = 0; i < search->candidates->len; i++) {
        const MseFit *fit = &candidate_at(search, i)->fit;
        double apart = mse_fit_criterion(fit, search->criterion) - best;
        if (apart <= options->limits_distance) {
            result->wider_low = fmin(result->wider_low, fit->total);
            result->wider_high = fmax(result->wider_high, fit->total);
        }
        if (apart > options->distance)
            continue;
        result->near_low = fmin(result->near_low, fit->total);
        result->near_high = fmax(result->near_high, fit->total);
        result->n_near++;
    }
    group_answers(result, search, options->group_gap);
}

static void find_other_criterion(MseSensitivity *result, const MseSearchResult *search)
{
    MseCriterion other =
        search->criterion == MSE_CRITERION_BIC ? MSE_CRITERION_AIC : MSE_CRITERION_BIC;
    double best = INFINITY;
    for (guint i = 0; i < search->candidates->len; i++) {
        const MseFit *fit = &candidate_at(search, i)->fit;
        if (mse_fit_criterion(fit, other) >= best)
            continue;
        best = mse_fit_criterion(fit, other);
        result->other_criterion = fit->total;
    }
}

static void fit_heterogeneity(MseSensitivity *result, const MseTable *table,
                              const MseSearchResult *search, double distance)
{
    double best = mse_fit_criterion(&candidate_at(search, 0)->fit, search->criterion);
    for (guint i = 0; i < MSE_N_HETEROGENEITY; i++) {
        result->heterogeneity[i] = mse_heterogeneity_fit(table, (MseHeterogeneity)i);
        const MseFit *fit = &result->heterogeneity[i];
        if (fit->status != MSE_STATUS_FINE)
            continue;
        double apart = mse_fit_criterion(fit, search->criterion) - best;
        result->nearest_heterogeneity = fmin(result->nearest_heterogeneity, apart);
        if (apart > distance)
            continue;
        result->heterogeneity_low = fmin(result->heterogeneity_low, fit->total);
        result->heterogeneity_high = fmax(result->heterogeneity_high, fit->total);
    }
}

/* ---- other tables */

static void variant_free(gpointer data)
{
    MseVariant *variant = data;
    g_free(variant->name);
    g_free(variant->model);
    g_free(variant);
}

/* Takes over `table` (may be NULL). */
static MseVariant *variant_new(const char *name, MseTable *table,
                               const MseSearchOptions *search_options)
{
    MseVariant *variant = g_new0(MseVariant, 1);
    variant->name = g_strdup(name);
    variant->total = NAN;
    if (table == NULL)
        return variant;
    MseSearchOptions options = *search_options;
    if (options.kind == MSE_SEARCH_HIERARCHICAL || options.kind == MSE_SEARCH_PAIRWISE)
        options.kind = mse_table_n_lists(table) <= 5 ? MSE_SEARCH_HIERARCHICAL : options.kind;
    g_autoptr(MseSearchResult) search = mse_search(table, &options, NULL);
    if (search != NULL && search->candidates->len > 0) {
        const MseCandidate *best = candidate_at(search, search->chosen);
        variant->model = mse_model_to_string(best->model, table);
        variant->total = best->fit.total;
    }
    mse_table_free(table);
    return variant;
}

static void leave_lists_out(MseSensitivity *result, const MseTable *table,
                            const MseSearchOptions *search_options)
{
    for (guint i = 0; i < mse_table_n_lists(table) && mse_table_n_lists(table) > 2; i++)
        g_ptr_array_add(result->left_out,
                        variant_new(mse_table_list(table, i), mse_table_drop_list(table, i, NULL),
                                    search_options));
}

static void merge_pairs(MseSensitivity *result, const MseTable *table,
                        const MseSearchOptions *search_options)
{
    for (guint i = 0; i < mse_table_n_lists(table) && mse_table_n_lists(table) > 2; i++)
        for (guint j = i + 1; j < mse_table_n_lists(table); j++) {
            g_autofree char *name =
                g_strdup_printf("%s+%s", mse_table_list(table, i), mse_table_list(table, j));
            g_ptr_array_add(result->merged,
                            variant_new(name, mse_table_merge_lists(table, 1U << i | 1U << j, NULL),
                                        search_options));
        }
}

/* ---- assumed dependence */

static double total_under(const MseTable *table, const ListsModel *model, guint first, guint second,
                          double odds_ratio, ListsWorkspace *workspace)
{
    ListsData *data = lists_data_new(table);
    lists_data_assume_odds_ratio(data, first, second, odds_ratio);
    ListsFit fit = lists_fit(data, model->n_terms, model->terms, NULL, workspace);
    double total = data->observed + fit.hidden;
    lists_data_free(data);
    return total;
}

static void assume_dependences(MseSensitivity *result, const MseTable *table, const MseModel *model)
{
    ListsModel *terms = lists_model_new(model);
    ListsWorkspace *workspace = lists_workspace_new(mse_table_n_lists(table));
    for (guint i = 0; i < mse_table_n_lists(table); i++)
        for (guint j = i + 1; j < mse_table_n_lists(table); j++) {
            if (mse_model_contains(model, MSE_TERM_LIST(i) | MSE_TERM_LIST(j)))
                continue;
            double down = total_under(table, terms, i, j, 1 / result->odds_ratio, workspace);
            double up = total_under(table, terms, i, j, result->odds_ratio, workspace);
            MseDependence pair = {
                .first = i, .second = j, .low = fmin(down, up), .high = fmax(down, up)};
            g_array_append_val(result->dependences, pair);
            result->dependence_low = fmin(result->dependence_low, pair.low);
            result->dependence_high = fmax(result->dependence_high, pair.high);
        }
    lists_model_free(terms);
    lists_workspace_free(workspace);
}

MseSensitivity *mse_sensitivity(const MseTable *table, const MseSearchResult *search,
                                const MseSearchOptions *search_options,
                                const MseSensitivityOptions *options)
{
    MseSensitivity *result = g_new0(MseSensitivity, 1);
    result->groups = g_array_new(FALSE, FALSE, sizeof(MseAnswerGroup));
    result->left_out = g_ptr_array_new_with_free_func(variant_free);
    result->merged = g_ptr_array_new_with_free_func(variant_free);
    result->dependences = g_array_new(FALSE, FALSE, sizeof(MseDependence));
    result->odds_ratio = options->odds_ratio;
    result->dependence_low = NAN;
    result->dependence_high = NAN;
    result->near_low = NAN;
    result->near_high = NAN;
    result->wider_low = NAN;
    result->wider_high = NAN;
    result->other_criterion = NAN;
    result->nearest_heterogeneity = NAN;
    result->heterogeneity_low = NAN;
    result->heterogeneity_high = NAN;
    if (search->candidates->len > 0) {
        find_near_models(result, search, options);
        find_other_criterion(result, search);
        if (mse_table_n_covariates(table) == 0)
            fit_heterogeneity(result, table, search, options->limits_distance);
        if (mse_table_n_covariates(table) == 0)
            assume_dependences(result, table, candidate_at(search, search->chosen)->model);
    }
    leave_lists_out(result, table, search_options);
    if (mse_table_n_covariates(table) == 0)
        merge_pairs(result, table, search_options);
    return result;
}

void mse_sensitivity_free(MseSensitivity *sensitivity)
{
    if (sensitivity == NULL)
        return;
    g_array_unref(sensitivity->groups);
    g_ptr_array_unref(sensitivity->left_out);
    g_ptr_array_unref(sensitivity->merged);
    g_array_unref(sensitivity->dependences);
    g_free(sensitivity);
}
