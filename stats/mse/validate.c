#include "stats/mse/validate.h"

#include "stats/mse/engine.h"
#include "stats/mse/parallel.h"
#include "stats/mse/philox.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#define DEFAULT_SIMULATIONS 100
#define DEFAULT_REPLICATES 200
#define MAX_COMPETING 50

/* ---- internal consistency */

/* The persons on `list`, by the other lists; those on no other list are the hidden ones. */
static MseTable *condition_on(const MseTable *table, guint list)
{
    const char *names[MSE_MAX_LISTS] = {NULL};
    guint n_lists = 0;
    for (guint i = 0; i < mse_table_n_lists(table); i++)
        if (i != list)
            names[n_lists++] = mse_table_list(table, i);
    MseTable *result = mse_table_new(n_lists, names, NULL);
    guint below = (1U << list) - 1;
    for (guint stratum = 0; stratum < mse_table_n_strata(table); stratum++)
        for (guint history = 1; history < mse_table_n_histories(table); history++) {
            guint rest = (history & below) | (history >> 1 & ~below);
            if ((history >> list & 1) && rest != 0)
                mse_table_add(result, rest, 0, mse_table_count(table, history, stratum), NULL);
        }
    return result;
}

static void check_list(const MseTable *table, guint list, const MseValidationOptions *options,
                       MseValidation *validation)
{
    MseListCheck check = {.list = list,
                          .known = mse_table_list_total(table, list),
                          .estimate = NAN,
                          .lower = NAN,
                          .upper = NAN};
    g_autoptr(MseTable) within = condition_on(table, list);
    MseSearchOptions search_options = {.n_threads = options->n_threads};
    g_autoptr(MseSearchResult) search = NULL;
    if (mse_table_check(within, NULL))
        search = mse_search(within, &search_options, NULL);
    if (search != NULL && search->candidates->len > 0) {
        MseBootstrapOptions bootstrap = {.n_replicates = options->n_replicates,
                                         .seed = options->seed + list,
                                         .n_threads = options->n_threads};
        g_autoptr(MseReplicates) replicates = mse_bootstrap(within, search, &bootstrap);
        MseInterval interval = mse_replicates_interval(replicates, NULL, NULL, options->level);
        check.estimate = interval.estimate;
        check.lower = interval.lower;
        check.upper = interval.upper;
        check.is_covered = (double)check.known >= check.lower && (double)check.known <= check.upper;
    }
    validation->n_lists_covered += check.is_covered ? 1 : 0;
    g_array_append_val(validation->lists, check);
}

/* ---- simulated coverage */

typedef struct {
    const MseTable *table;
    const MseSearchResult *search;
    const MseValidationOptions *options;
    Engine *engine;
    guint n_cells;
    double *probabilities; /* of the cells and of the hidden ones */
    guint n_persons;
    MseInterval *intervals; /* [n_simulations] */
} Simulation;

static MseTable *draw_table(const Simulation *simulation, guint item)
{
    guint n_strata = engine_n_strata(simulation->engine);
    guint n_outcomes = simulation->n_cells + n_strata;
    g_autofree unsigned int *draws = g_new0(unsigned int, n_outcomes);
    gsl_rng *random = philox_new(simulation->options->seed, G_GUINT64_CONSTANT(1) << 32 | item);
    gsl_ran_multinomial(random, n_outcomes, simulation->n_persons, simulation->probabilities,
                        draws);
    gsl_rng_free(random);
    MseTable *table = mse_table_copy_empty(simulation->table);
    for (guint cell = 0; cell < simulation->n_cells; cell++) {
        guint history = 0;
        guint stratum = 0;
        engine_cell(simulation->engine, cell, &history, &stratum);
        mse_table_add(table, history, stratum, draws[cell], NULL);
    }
    return table;
}

/* The best of the competing models on `table`, as a search result of its own. */
static MseSearchResult *search_among(const MseTable *table, const MseSearchResult *search)
{
    MseSearchResult *result = g_new0(MseSearchResult, 1);
    *result = (MseSearchResult){.kind = search->kind, .criterion = search->criterion};
    result->candidates = g_ptr_array_new_with_free_func(mse_candidate_free);
    double best = INFINITY;
    for (guint i = 0; i < MIN(search->candidates->len, MAX_COMPETING); i++) {
        const MseCandidate *source = g_ptr_array_index(search->candidates, i);
        MseFit fit = mse_fit(table, source->model, NULL);
        if (fit.status != MSE_STATUS_FINE)
            continue;
        if (mse_fit_criterion(&fit, search->criterion) < best) {
            best = mse_fit_criterion(&fit, search->criterion);
            result->chosen = result->candidates->len;
        }
        g_ptr_array_add(result->candidates, mse_candidate_new(source->model, &fit));
    }
    return result;
}

static void simulate(guint item, guint worker, gpointer data)
{
    (void)worker;
    Simulation *simulation = data;
    MseInterval *interval = &simulation->intervals[item];
    *interval = (MseInterval){.estimate = NAN, .lower = NAN, .upper = NAN};
    g_autoptr(MseTable) table = draw_table(simulation, item);
    if (!mse_table_check(table, NULL))
        return;
    g_autoptr(MseSearchResult) search = search_among(table, simulation->search);
    MseBootstrapOptions bootstrap = {.n_replicates = simulation->options->n_replicates,
                                     .seed = simulation->options->seed + item + 1,
                                     .n_models = MAX_COMPETING,
                                     .n_threads = 1};
    g_autoptr(MseReplicates) replicates = mse_bootstrap(table, search, &bootstrap);
    if (replicates != NULL)
        *interval = mse_replicates_interval(replicates, NULL, NULL, simulation->options->level);
}

static int compare_doubles(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static void summarise(const Simulation *simulation, MseValidation *validation)
{
    guint n = simulation->options->n_simulations;
    g_autofree double *estimates = g_new0(double, n);
    for (guint i = 0; i < n; i++) {
        const MseInterval *interval = &simulation->intervals[i];
        if (!isfinite(interval->lower) || !isfinite(interval->upper)) {
            validation->n_failed++;
            continue;
        }
        estimates[validation->n_simulations++] = interval->estimate;
        if (interval->lower <= validation->truth && validation->truth <= interval->upper)
            validation->n_covered++;
    }
    qsort(estimates, validation->n_simulations, sizeof *estimates, compare_doubles);
    if (validation->n_simulations > 0)
        validation->median = estimates[validation->n_simulations / 2];
}

static void simulate_coverage(const MseTable *table, const MseSearchResult *search,
                              const MseValidationOptions *options, MseValidation *validation)
{
    Simulation simulation = {.table = table, .search = search, .options = options};
    simulation.engine = engine_new(table);
    simulation.n_cells = engine_n_cells(simulation.engine);
    guint n_strata = engine_n_strata(simulation.engine);
    simulation.probabilities = g_new0(double, simulation.n_cells + n_strata);
    simulation.intervals = g_new0(MseInterval, options->n_simulations);
    const MseCandidate *chosen = g_ptr_array_index(search->candidates, search->chosen);
    EngineModel *model = engine_model_new(simulation.engine, chosen->model);
    EngineData *data = engine_data_new(simulation.engine, NULL);
    EngineWorkspace *workspace = engine_workspace_new(simulation.engine);
    engine_fit(data, model, workspace, simulation.probabilities + simulation.n_cells);
    engine_means(model, workspace, simulation.probabilities);
    simulation.n_persons = (guint)MIN(floor(chosen->fit.total), (double)G_MAXINT);
    validation->truth = simulation.n_persons;
    parallel_for(options->n_simulations, options->n_threads, simulate, &simulation);
    summarise(&simulation, validation);
    engine_workspace_free(workspace);
    engine_data_free(data);
    engine_model_free(model);
    engine_free(simulation.engine);
    g_free(simulation.probabilities);
    g_free(simulation.intervals);
}

MseValidation *mse_validate(const MseTable *table, const MseSearchResult *search,
                            const MseValidationOptions *options)
{
    MseValidationOptions actual = *options;
    if (actual.n_simulations == 0)
        actual.n_simulations = DEFAULT_SIMULATIONS;
    if (actual.n_replicates == 0)
        actual.n_replicates = DEFAULT_REPLICATES;
    MseValidation *validation = g_new0(MseValidation, 1);
    validation->lists = g_array_new(FALSE, FALSE, sizeof(MseListCheck));
    validation->truth = NAN;
    validation->median = NAN;
    validation->level = options->level;
    for (guint i = 0; mse_table_n_lists(table) >= 4 && i < mse_table_n_lists(table); i++)
        check_list(table, i, &actual, validation);
    if (search->candidates->len > 0)
        simulate_coverage(table, search, &actual, validation);
    return validation;
}

void mse_validation_free(MseValidation *validation)
{
    if (validation == NULL)
        return;
    g_array_unref(validation->lists);
    g_free(validation);
}
