#include "stats/mse/engine.h"
#include "stats/mse/interval.h"
#include "stats/mse/parallel.h"
#include "stats/mse/philox.h"
#include "stats/mse/stepwise.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#define DEFAULT_REPLICATES 1000
#define DEFAULT_MODELS 100
#define DEFAULT_MODELS_WITH_COVARIATES 20

/* What one thread works with. */
typedef struct {
    EngineData *data;
    EngineWorkspace *workspace;
    ListsData *lists; /* stepwise only */
    ListsWorkspace *lists_workspace;
    double *drawn;       /* [n_cells] */
    unsigned int *draws; /* [n_cells + n_strata] */
    double *hidden;      /* [n_strata] */
    double *means;       /* [n_cells] */
} Worker;

typedef struct {
    const MseTable *table;
    const MseSearchResult *search;
    const MseBootstrapOptions *options;
    Engine *engine;
    guint n_cells;
    guint n_strata;
    guint n_models;
    EngineModel **models;
    guint n_probabilities;
    double *probabilities; /* of the cells, then of the hidden cells (parametric) */
    guint n_drawn;         /* persons drawn in a replicate */
    Worker *workers;
    MseReplicates *result;
} Bootstrap;

/* ---- one estimate */

/* Population by stratum under the fit in the worker's workspace. */
static void populations(const Bootstrap *boot, Worker *worker, guint model, double *totals)
{
    engine_means(boot->models[model], worker->workspace, worker->means);
    memcpy(totals, worker->hidden, boot->n_strata * sizeof *totals);
    for (guint cell = 0; cell < boot->n_cells; cell++) {
        guint history = 0;
        guint stratum = 0;
        engine_cell(boot->engine, cell, &history, &stratum);
        totals[stratum] += worker->means[cell];
    }
}

/* The best of the models on the worker's counts. FALSE when none has an estimate. */
static gboolean estimate_by_criterion(const Bootstrap *boot, Worker *worker, guint *chosen,
                                      double *totals)
{
    double best = INFINITY;
    double penalty = engine_penalty(worker->data, boot->search->criterion == MSE_CRITERION_AIC);
    for (guint i = 0; i < boot->n_models; i++) {
        MseFit fit = engine_fit_against(worker->data, boot->models[i], penalty, best,
                                        worker->workspace, worker->hidden);
        double criterion = mse_fit_criterion(&fit, boot->search->criterion);
        if (fit.status != MSE_STATUS_FINE || !(criterion < best))
            continue;
        best = criterion;
        *chosen = i;
        populations(boot, worker, i, totals);
    }
    return best < INFINITY;
}

static gboolean estimate_stepwise(const Bootstrap *boot, Worker *worker, double *totals)
{
    g_autofree double *counts = g_new0(double, mse_table_n_histories(boot->table));
    for (guint cell = 0; cell < boot->n_cells; cell++) {
        guint history = 0;
        guint stratum = 0;
        engine_cell(boot->engine, cell, &history, &stratum);
        counts[history] = worker->drawn[cell];
    }
    lists_data_set(worker->lists, counts);
    guint16 terms[1 + MSE_MAX_LISTS * (MSE_MAX_LISTS + 1) / 2 + 1];
    ListsFit fit;
    stepwise_select(worker->lists, boot->options->p_to_enter, worker->lists_workspace, terms, &fit);
    totals[0] = worker->lists->observed + fit.hidden;
    return fit.is_fine;
}

/* Estimates on worker->drawn. */
static gboolean estimate(const Bootstrap *boot, Worker *worker, guint *chosen, double *totals)
{
    gboolean found = FALSE;
    *chosen = 0;
    if (boot->options->p_to_enter > 0) {
        found = estimate_stepwise(boot, worker, totals);
    } else {
        engine_data_set(worker->data, worker->drawn);
        found = estimate_by_criterion(boot, worker, chosen, totals);
    }
    for (guint stratum = 0; !found && stratum < boot->n_strata; stratum++)
        totals[stratum] = NAN;
    return found;
}

/* ---- replicates */

static void draw_replicate(guint item, guint number, gpointer data)
{
    Bootstrap *boot = data;
    Worker *worker = &boot->workers[number];
    gsl_rng *random = philox_new(boot->options->seed, item);
    gsl_ran_multinomial(random, boot->n_probabilities, boot->n_drawn, boot->probabilities,
                        worker->draws);
    gsl_rng_free(random);
    for (guint cell = 0; cell < boot->n_cells; cell++)
        worker->drawn[cell] = worker->draws[cell];
    estimate(boot, worker, &boot->result->chosen[item],
             boot->result->totals + (gsize)item * boot->n_strata);
}

static void leave_one_out(guint item, guint number, gpointer data)
{
    Bootstrap *boot = data;
    Worker *worker = &boot->workers[number];
    double *totals = boot->result->jackknife + (gsize)item * boot->n_strata;
    for (guint stratum = 0; stratum < boot->n_strata; stratum++)
        totals[stratum] = NAN;
    if (boot->result->counts[item] <= 0)
        return;
    memcpy(worker->drawn, boot->result->counts, boot->n_cells * sizeof *worker->drawn);
    worker->drawn[item] -= 1;
    guint chosen = 0;
    estimate(boot, worker, &chosen, totals);
}

/* ---- setting up */

static void prepare_models(Bootstrap *boot)
{
    guint wanted = boot->options->n_models;
    if (wanted == 0)
        wanted = mse_table_n_covariates(boot->table) > 0 ? DEFAULT_MODELS_WITH_COVARIATES
                                                         : DEFAULT_MODELS;
    boot->n_models = MIN(wanted, boot->search->candidates->len);
    boot->models = g_new0(EngineModel *, boot->n_models);
    g_autoptr(EngineData) data = engine_data_new(boot->engine, NULL);
    g_autoptr(EngineWorkspace) workspace = engine_workspace_new(boot->engine);
    for (guint i = 0; i < boot->n_models; i++) {
        guint place = wanted == 1 ? boot->search->chosen : i;
        const MseCandidate *candidate = g_ptr_array_index(boot->search->candidates, place);
        boot->models[i] = engine_model_new(boot->engine, candidate->model);
        engine_fit(data, boot->models[i], workspace, NULL);
        engine_model_set_start(boot->models[i], boot->models[i], workspace);
    }
}

static void worker_init(const Bootstrap *boot, Worker *worker)
{
    worker->data = engine_data_new(boot->engine, NULL);
    worker->workspace = engine_workspace_new(boot->engine);
    worker->lists = lists_data_new(boot->table);
    worker->lists_workspace = lists_workspace_new(mse_table_n_lists(boot->table));
    worker->drawn = g_new0(double, boot->n_cells);
    worker->draws = g_new0(unsigned int, boot->n_cells + boot->n_strata);
    worker->hidden = g_new0(double, boot->n_strata);
    worker->means = g_new0(double, boot->n_cells);
}

static void worker_clear(Worker *worker)
{
    engine_data_free(worker->data);
    engine_workspace_free(worker->workspace);
    lists_data_free(worker->lists);
    lists_workspace_free(worker->lists_workspace);
    g_free(worker->drawn);
    g_free(worker->draws);
    g_free(worker->hidden);
    g_free(worker->means);
}

/* The estimate on the table itself, and what replicates are drawn from. */
static void prepare_estimate(Bootstrap *boot)
{
    Worker *worker = &boot->workers[0];
    MseReplicates *result = boot->result;
    const MseCandidate *chosen = g_ptr_array_index(boot->search->candidates, boot->search->chosen);
    EngineModel *model = engine_model_new(boot->engine, chosen->model);
    engine_data_set(worker->data, result->counts);
    engine_fit(worker->data, model, worker->workspace, worker->hidden);
    engine_means(model, worker->workspace, worker->means);
    memcpy(result->estimates, worker->hidden, boot->n_strata * sizeof *result->estimates);
    double total = 0;
    for (guint cell = 0; cell < boot->n_cells; cell++) {
        guint history = 0;
        guint stratum = 0;
        engine_cell(boot->engine, cell, &history, &stratum);
        result->estimates[stratum] += worker->means[cell];
    }
    for (guint stratum = 0; stratum < boot->n_strata; stratum++)
        total += result->estimates[stratum];
    boot->n_probabilities = boot->n_cells;
    boot->n_drawn = (guint)mse_table_total(boot->table);
    boot->probabilities = g_new0(double, boot->n_cells + boot->n_strata);
    memcpy(boot->probabilities, boot->options->parametric ? worker->means : result->counts,
           boot->n_cells * sizeof *boot->probabilities);
    if (boot->options->parametric) {
        boot->n_probabilities += boot->n_strata;
        boot->n_drawn = (guint)MIN(floor(total), (double)G_MAXINT);
        memcpy(boot->probabilities + boot->n_cells, worker->hidden,
               boot->n_strata * sizeof *boot->probabilities);
    }
    engine_model_free(model);
}

static MseReplicates *replicates_new(const Bootstrap *boot)
{
    MseReplicates *result = g_new0(MseReplicates, 1);
    result->n_replicates =
        boot->options->n_replicates > 0 ? boot->options->n_replicates : DEFAULT_REPLICATES;
    result->n_strata = boot->n_strata;
    result->n_cells = boot->n_cells;
    result->parametric = boot->options->parametric;
    result->estimates = g_new0(double, boot->n_strata);
    result->totals = g_new0(double, (gsize)result->n_replicates * boot->n_strata);
    result->counts = g_memdup2(engine_counts(boot->engine), boot->n_cells * sizeof(double));
    result->jackknife = g_new0(double, (gsize)boot->n_cells * boot->n_strata);
    result->chosen = g_new0(guint, result->n_replicates);
    return result;
}

MseReplicates *mse_bootstrap(const MseTable *table, const MseSearchResult *search,
                             const MseBootstrapOptions *options)
{
    if (search->candidates->len == 0)
        return NULL;
    Bootstrap boot = {.table = table, .search = search, .options = options};
    boot.engine = engine_new(table);
    boot.n_cells = engine_n_cells(boot.engine);
    boot.n_strata = engine_n_strata(boot.engine);
    boot.result = replicates_new(&boot);
    prepare_models(&boot);
    guint n_workers = parallel_n_threads(options->n_threads);
    boot.workers = g_new0(Worker, n_workers);
    for (guint i = 0; i < n_workers; i++)
        worker_init(&boot, &boot.workers[i]);
    prepare_estimate(&boot);
    parallel_for(boot.result->n_replicates, n_workers, draw_replicate, &boot);
    if (!options->parametric)
        parallel_for(boot.n_cells, n_workers, leave_one_out, &boot);
    for (guint i = 0; i < boot.result->n_replicates; i++)
        boot.result->n_failed += isnan(boot.result->totals[(gsize)i * boot.n_strata]) ? 1 : 0;
    for (guint i = 0; i < n_workers; i++)
        worker_clear(&boot.workers[i]);
    for (guint i = 0; i < boot.n_models; i++)
        engine_model_free(boot.models[i]);
    g_free(boot.workers);
    g_free(boot.models);
    g_free(boot.probabilities);
    engine_free(boot.engine);
    return boot.result;
}

void mse_replicates_free(MseReplicates *replicates)
{
    if (replicates == NULL)
        return;
    g_free(replicates->estimates);
    g_free(replicates->totals);
    g_free(replicates->counts);
    g_free(replicates->jackknife);
    g_free(replicates->chosen);
    g_free(replicates);
}
