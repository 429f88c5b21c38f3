#include "stats/mse/parallel.h"
#include "stats/mse/search_internal.h"

#include <math.h>
#include <string.h>

/* A model is a set of candidate terms (a bitmask) beside the intercept and the main effects. */
#define MAX_CANDIDATES 64
#define CHUNK 64

typedef struct {
    guint n_lists;
    guint n_terms;                    /* candidate terms, small ones first */
    guint16 terms[MAX_CANDIDATES];    /* as histories */
    guint64 required[MAX_CANDIDATES]; /* candidates that a term's presence requires */
} Catalogue;

typedef struct {
    gboolean is_fine;
    guint16 n_parameters;
    guint16 n_infinite;
    double criterion;
    double objective;
    double hidden;
} Outcome;

typedef struct {
    const ListsData *data;
    const Catalogue *catalogue;
    const guint64 *models;
    guint n_models;
    double penalty; /* for each parameter */
    ListsWorkspace **workspaces;
    Outcome *outcomes;
} Sweep;

static void build_catalogue(Catalogue *catalogue, guint n_lists, guint max_order)
{
    catalogue->n_lists = n_lists;
    catalogue->n_terms = 0;
    for (guint size = 2; size <= max_order; size++)
        for (guint term = 1; term < 1U << n_lists; term++)
            if ((guint)__builtin_popcount(term) == size)
                catalogue->terms[catalogue->n_terms++] = (guint16)term;
    for (guint i = 0; i < catalogue->n_terms; i++) {
        catalogue->required[i] = 0;
        for (guint j = 0; j < i; j++)
            if ((catalogue->terms[j] & catalogue->terms[i]) == catalogue->terms[j])
                catalogue->required[i] |= G_GUINT64_CONSTANT(1) << j;
    }
}

static void enumerate(const Catalogue *catalogue, guint next, guint64 model, GArray *models)
{
    if (next == catalogue->n_terms) {
        g_array_append_val(models, model);
        return;
    }
    enumerate(catalogue, next + 1, model, models);
    if ((model & catalogue->required[next]) == catalogue->required[next])
        enumerate(catalogue, next + 1, model | G_GUINT64_CONSTANT(1) << next, models);
}

static guint terms_of(const Catalogue *catalogue, guint64 model, guint16 *terms)
{
    guint n_terms = 0;
    terms[n_terms++] = 0;
    for (guint i = 0; i < catalogue->n_lists; i++)
        terms[n_terms++] = (guint16)(1U << i);
    for (guint i = 0; i < catalogue->n_terms; i++)
        if (model >> i & 1)
            terms[n_terms++] = catalogue->terms[i];
    return n_terms;
}

static void fit_chunk(guint item, guint worker, gpointer data)
{
    Sweep *sweep = data;
    guint16 terms[LISTS_MAX_CELLS];
    guint end = MIN((item + 1) * CHUNK, sweep->n_models);
    for (guint i = item * CHUNK; i < end; i++) {
        guint n_terms = terms_of(sweep->catalogue, sweep->models[i], terms);
        ListsFit fit = lists_fit(sweep->data, n_terms, terms, NULL, sweep->workspaces[worker]);
        Outcome *outcome = &sweep->outcomes[i];
        outcome->is_fine = fit.is_fine;
        outcome->n_parameters = (guint16)fit.n_parameters;
        outcome->n_infinite = (guint16)fit.n_infinite;
        outcome->objective = fit.objective;
        outcome->hidden = fit.hidden;
        outcome->criterion = sweep->penalty * fit.n_parameters - 2 * fit.objective;
    }
}

static gint compare_outcomes(gconstpointer a, gconstpointer b, gpointer data)
{
    const Outcome *outcomes = data;
    guint left = *(const guint *)a;
    guint right = *(const guint *)b;
    if (outcomes[left].criterion < outcomes[right].criterion)
        return -1;
    if (outcomes[left].criterion > outcomes[right].criterion)
        return 1;
    return left < right ? -1 : left > right;
}

static MseCandidate *candidate_of(const Sweep *sweep, guint index)
{
    const Outcome *outcome = &sweep->outcomes[index];
    guint16 terms[LISTS_MAX_CELLS];
    MseTerm factors[LISTS_MAX_CELLS];
    guint n_terms = terms_of(sweep->catalogue, sweep->models[index], terms);
    for (guint i = 0; i < n_terms; i++)
        factors[i] = terms[i];
    ListsFit source = {.n_parameters = outcome->n_parameters,
                       .n_infinite = outcome->n_infinite,
                       .n_cells = sweep->data->n_possible[0],
                       .objective = outcome->objective,
                       .hidden = outcome->hidden};
    MseFit fit = search_fit_of(sweep->data, &source);
    g_autoptr(MseModel) model = mse_model_new(n_terms, factors);
    return mse_candidate_new(model, &fit);
}

static void keep_best(const Sweep *sweep, guint keep, MseSearchResult *result)
{
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < sweep->n_models; i++)
        if (sweep->outcomes[i].is_fine)
            g_array_append_val(order, i);
    g_array_sort_with_data(order, compare_outcomes, sweep->outcomes);
    for (guint i = 0; i < MIN(keep, order->len); i++)
        g_ptr_array_add(result->candidates, candidate_of(sweep, g_array_index(order, guint, i)));
    result->n_considered = sweep->n_models;
    result->n_fitted = sweep->n_models;
    result->n_refused = sweep->n_models - order->len;
}

void search_exhaustively(const MseTable *table, const MseSearchOptions *options,
                         MseSearchResult *result)
{
    guint n_lists = mse_table_n_lists(table);
    guint max_order = n_lists - 1;
    if (options->kind == MSE_SEARCH_PAIRWISE)
        max_order = MIN(max_order, 2);
    if (options->max_order > 0)
        max_order = MIN(max_order, options->max_order);
    Catalogue catalogue;
    build_catalogue(&catalogue, n_lists, max_order);
    g_autoptr(GArray) models = g_array_new(FALSE, FALSE, sizeof(guint64));
    enumerate(&catalogue, 0, 0, models);
    g_autoptr(ListsData) data = lists_data_new(table);
    guint n_threads = parallel_n_threads(options->n_threads);
    g_autoptr(GPtrArray) workspaces =
        g_ptr_array_new_with_free_func((GDestroyNotify)lists_workspace_free);
    for (guint i = 0; i < n_threads; i++)
        g_ptr_array_add(workspaces, lists_workspace_new(n_lists));
    g_autofree Outcome *outcomes = g_new0(Outcome, models->len);
    Sweep sweep = {.data = data,
                   .catalogue = &catalogue,
                   .models = (const guint64 *)(gpointer)models->data,
                   .n_models = models->len,
                   .penalty = options->criterion == MSE_CRITERION_AIC ? 2 : log(data->observed),
                   .workspaces = (ListsWorkspace **)workspaces->pdata,
                   .outcomes = outcomes};
    parallel_for((models->len + CHUNK - 1) / CHUNK, n_threads, fit_chunk, &sweep);
    keep_best(&sweep, options->keep, result);
}
