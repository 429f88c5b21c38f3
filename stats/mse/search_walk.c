#include "stats/mse/engine.h"
#include "stats/mse/lists_fit.h"
#include "stats/mse/parallel.h"
#include "stats/mse/search_internal.h"
#include "stats/mse/stepwise.h"

#include <math.h>

#define N_RANDOM_STARTS 4
#define DEFAULT_P_TO_ENTER 0.02

/* Searches that walk from model to model: downhill, and stepwise. */
typedef struct {
    const MseTable *table;
    const MseSearchOptions *options;
    guint max_factors;
    Engine *engine;
    EngineData *data;
    guint n_workspaces;
    EngineWorkspace **workspaces;
    GHashTable *seen;    /* MseModel * (borrowed) to index in `visited` + 1 */
    GPtrArray *visited;  /* MseCandidate *, in the order in which they were fitted */
    EngineModel *origin; /* the fitted model that neighbours start from; NULL for none */
    guint origin_worker; /* the workspace that holds its fit */
    guint first;         /* of `visited`, of the batch being fitted */
} Walker;

static void walker_init(Walker *walker, const MseTable *table, const MseSearchOptions *options)
{
    *walker = (Walker){.table = table, .options = options};
    gboolean has_covariates = mse_table_n_covariates(table) > 0;
    walker->max_factors = has_covariates ? 2 : mse_table_n_lists(table) - 1;
    if (options->max_order > 0)
        walker->max_factors =
            has_covariates ? options->max_order : MIN(options->max_order, walker->max_factors);
    walker->engine = engine_new(table);
    walker->data = engine_data_new(walker->engine, NULL);
    /* The last workspace holds the fit that others start from. */
    walker->n_workspaces = parallel_n_threads(options->n_threads) + 1;
    walker->workspaces = g_new0(EngineWorkspace *, walker->n_workspaces);
    for (guint i = 0; i < walker->n_workspaces; i++)
        walker->workspaces[i] = engine_workspace_new(walker->engine);
    walker->origin_worker = walker->n_workspaces - 1;
    walker->seen = g_hash_table_new(mse_model_hash, mse_model_equal);
    walker->visited = g_ptr_array_new();
}

/* Moves the visited models into the result. */
static void walker_finish(Walker *walker, MseSearchResult *result)
{
    for (guint i = 0; i < walker->visited->len; i++) {
        MseCandidate *candidate = g_ptr_array_index(walker->visited, i);
        result->n_considered++;
        result->n_fitted++;
        if (candidate->fit.status == MSE_STATUS_FINE) {
            g_ptr_array_add(result->candidates, candidate);
            continue;
        }
        result->n_refused++;
        mse_candidate_free(candidate);
    }
    for (guint i = 0; i < walker->n_workspaces; i++)
        engine_workspace_free(walker->workspaces[i]);
    g_free(walker->workspaces);
    g_hash_table_unref(walker->seen);
    g_ptr_array_unref(walker->visited);
    engine_model_free(walker->origin);
    engine_data_free(walker->data);
    engine_free(walker->engine);
}

static void fit_visited(guint item, guint worker, gpointer data)
{
    Walker *walker = data;
    MseCandidate *candidate = g_ptr_array_index(walker->visited, walker->first + item);
    g_autoptr(EngineModel) model = engine_model_new(walker->engine, candidate->model);
    if (walker->origin != NULL)
        engine_model_set_start(model, walker->origin, walker->workspaces[walker->origin_worker]);
    candidate->fit = engine_fit(walker->data, model, walker->workspaces[worker], NULL);
}

/* Fits those of `models` that were not fitted before. */
static void visit(Walker *walker, GPtrArray *models)
{
    walker->first = walker->visited->len;
    for (guint i = 0; i < models->len; i++) {
        const MseModel *model = g_ptr_array_index(models, i);
        if (g_hash_table_contains(walker->seen, model))
            continue;
        MseFit none = {.status = MSE_STATUS_NEITHER};
        MseCandidate *candidate = mse_candidate_new(model, &none);
        g_ptr_array_add(walker->visited, candidate);
        g_hash_table_insert(walker->seen, candidate->model, GUINT_TO_POINTER(walker->visited->len));
    }
    parallel_for(walker->visited->len - walker->first, walker->n_workspaces - 1, fit_visited,
                 walker);
}

static const MseCandidate *look_up(const Walker *walker, const MseModel *model)
{
    guint index = GPOINTER_TO_UINT(g_hash_table_lookup(walker->seen, model));
    return index == 0 ? NULL : g_ptr_array_index(walker->visited, index - 1);
}

static double score(const Walker *walker, const MseCandidate *candidate)
{
    if (candidate == NULL || candidate->fit.status != MSE_STATUS_FINE)
        return INFINITY;
    return mse_fit_criterion(&candidate->fit, walker->options->criterion);
}

static gboolean subsets_are_in(const MseModel *model, MseTerm term)
{
    for (MseTerm rest = term; rest != 0; rest &= rest - 1)
        if (!mse_model_contains(model, term & ~(rest & -rest)))
            return FALSE;
    return TRUE;
}

static void add_if_new(GPtrArray *models, MseModel *model)
{
    if (model != NULL)
        g_ptr_array_add(models, model);
}

/* Models with one term more, whose parts are all there, or one maximal term less. (transfer full)
 */
static GPtrArray *neighbours_of(const Walker *walker, const MseModel *model)
{
    GPtrArray *models = g_ptr_array_new_with_free_func((GDestroyNotify)mse_model_free);
    guint n_lists = mse_table_n_lists(walker->table);
    guint n_factors = n_lists + mse_table_n_covariates(walker->table);
    for (guint packed = 1; packed < 1U << n_factors; packed++) {
        guint size = (guint)__builtin_popcount(packed);
        if (size < 2 || size > walker->max_factors)
            continue;
        MseTerm term = (packed & ((1U << n_lists) - 1)) | packed >> n_lists << MSE_MAX_LISTS;
        if (subsets_are_in(model, term))
            add_if_new(models, mse_model_add_term(model, term));
    }
    guint n_terms = 0;
    const MseTerm *terms = mse_model_maximal_terms(model, &n_terms);
    for (guint i = 0; i < n_terms; i++)
        add_if_new(models, mse_model_remove_term(model, terms[i]));
    return models;
}

/* Refits `candidate` so that its neighbours start from its parameters. */
static void start_from(Walker *walker, const MseCandidate *candidate)
{
    EngineModel *model = engine_model_new(walker->engine, candidate->model);
    EngineWorkspace *workspace = walker->workspaces[walker->origin_worker];
    if (walker->origin != NULL)
        engine_model_set_start(model, walker->origin, workspace);
    engine_fit(walker->data, model, workspace, NULL);
    engine_model_free(walker->origin);
    walker->origin = model;
}

static const MseCandidate *best_of(const Walker *walker, GPtrArray *models,
                                   const MseCandidate *best)
{
    for (guint i = 0; i < models->len; i++) {
        const MseCandidate *candidate = look_up(walker, g_ptr_array_index(models, i));
        if (score(walker, candidate) < score(walker, best))
            best = candidate;
    }
    return best;
}

/* Walks down from `start` until no neighbour is better. */
static void descend(Walker *walker, MseModel *start)
{
    g_autoptr(GPtrArray) starts = g_ptr_array_new();
    g_ptr_array_add(starts, start);
    visit(walker, starts);
    const MseCandidate *here = look_up(walker, start);
    for (gboolean improved = score(walker, here) < INFINITY; improved;) {
        if (mse_table_n_covariates(walker->table) > 0)
            start_from(walker, here);
        g_autoptr(GPtrArray) neighbours = neighbours_of(walker, here->model);
        visit(walker, neighbours);
        const MseCandidate *best = best_of(walker, neighbours, here);
        improved = best != here;
        here = best;
    }
}

/* All pairs of lists (keep: chance in 256 that a pair is in, by a fixed hash of `seed`). */
static MseModel *start_with_pairs(const MseTable *table, guint seed, guint keep, gint hub)
{
    g_autoptr(MseModel) main_effects = mse_model_new_main_effects(table);
    guint n_terms = 0;
    const MseTerm *terms = mse_model_maximal_terms(main_effects, &n_terms);
    MseTerm chosen[128];
    for (guint i = 0; i < n_terms; i++)
        chosen[i] = terms[i];
    for (guint i = 0; i < mse_table_n_lists(table); i++)
        for (guint j = i + 1; j < mse_table_n_lists(table); j++) {
            guint32 hash = (seed * 2654435761U) ^ ((i * 16 + j + 1) * 2246822519U);
            hash = (hash ^ hash >> 15) * 3266489917U;
            gboolean in_hub = hub < 0 || (gint)i == hub || (gint)j == hub;
            if (in_hub && (hash >> 16 & 255) < keep)
                chosen[n_terms++] = MSE_TERM_LIST(i) | MSE_TERM_LIST(j);
        }
    return mse_model_new(n_terms, chosen);
}

void search_downhill(const MseTable *table, const MseSearchOptions *options,
                     MseSearchResult *result)
{
    Walker walker;
    walker_init(&walker, table, options);
    guint n_lists = mse_table_n_lists(table);
    guint n_starts = options->n_starts > 0 ? options->n_starts : 2 + n_lists + N_RANDOM_STARTS;
    for (guint i = 0; i < n_starts; i++) {
        g_autoptr(MseModel) start = NULL;
        if (i == 0)
            start = mse_model_new_main_effects(table);
        else if (i == 1)
            start = start_with_pairs(table, 0, 256, -1);
        else if (i < 2 + n_lists)
            start = start_with_pairs(table, 0, 256, (gint)i - 2);
        else
            start = start_with_pairs(table, i, 128, -1);
        descend(&walker, start);
    }
    walker_finish(&walker, result);
}

/* The main effects, then the models on the way to the one that was chosen. */
static void step_by_p_value(const MseTable *table, const MseSearchOptions *options,
                            MseSearchResult *result)
{
    double threshold = options->p_to_enter > 0 ? options->p_to_enter : DEFAULT_P_TO_ENTER;
    g_autoptr(ListsData) data = lists_data_new(table);
    g_autoptr(ListsWorkspace) workspace = lists_workspace_new(data->n_lists);
    guint16 terms[1 + MSE_MAX_LISTS * (MSE_MAX_LISTS + 1) / 2 + 1];
    ListsFit fit;
    guint n_terms = stepwise_select(data, threshold, workspace, terms, &fit);
    for (guint n = data->n_lists + 1; n <= n_terms; n++) {
        MseTerm factors[G_N_ELEMENTS(terms)];
        for (guint i = 0; i < n; i++)
            factors[i] = terms[i];
        g_autoptr(MseModel) model = mse_model_new(n, factors);
        MseFit summary = mse_fit(table, model, NULL);
        result->n_considered++;
        result->n_fitted++;
        if (summary.status == MSE_STATUS_FINE)
            g_ptr_array_add(result->candidates, mse_candidate_new(model, &summary));
    }
    result->n_refused = result->n_considered - result->candidates->len;
    if (result->candidates->len > 0)
        result->chosen = result->candidates->len - 1;
}

void search_stepwise(const MseTable *table, const MseSearchOptions *options,
                     MseSearchResult *result)
{
    if (mse_table_n_covariates(table) == 0) {
        step_by_p_value(table, options, result);
        return;
    }
    MseSearchOptions single = *options;
    single.n_starts = 1;
    search_downhill(table, &single, result);
}
