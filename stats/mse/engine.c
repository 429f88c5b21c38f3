#include "stats/mse/engine.h"

#include "stats/mse/design_fit.h"
#include "stats/mse/lists_fit.h"

#include <math.h>
#include <string.h>

struct Engine {
    const MseTable *table;
    gboolean lists_only;
    guint n_cells;
    guint *histories;
    guint *strata;
    double *counts;
    ListsData *lists; /* the table, for copies; lists only */
};

struct EngineData {
    const Engine *engine;
    ListsData *lists; /* lists only */
    double *by_place; /* stratum << n_lists | history */
    double observed;
    double log_factorials;
    double saturated;
};

struct EngineModel {
    const Engine *engine;
    ListsModel *lists; /* lists only */
    Design *design;    /* else */
    double *start;     /* predictors by history, or parameters by column; NULL for none */
};

struct EngineWorkspace {
    ListsWorkspace *lists;
    DesignWorkspace *design;
};

static void list_cells(Engine *engine)
{
    const MseTable *table = engine->table;
    guint n_places = mse_table_n_strata(table) * mse_table_n_histories(table);
    engine->histories = g_new(guint, n_places);
    engine->strata = g_new(guint, n_places);
    for (guint stratum = 0; stratum < mse_table_n_strata(table); stratum++)
        for (guint history = 1; history < mse_table_n_histories(table); history++)
            if (!mse_table_is_excluded(table, history, stratum)) {
                engine->histories[engine->n_cells] = history;
                engine->strata[engine->n_cells++] = stratum;
            }
}

Engine *engine_new(const MseTable *table)
{
    Engine *engine = g_new0(Engine, 1);
    engine->table = table;
    engine->lists_only = mse_table_n_strata(table) == 1 && mse_table_n_covariates(table) == 0;
    list_cells(engine);
    engine->counts = g_new0(double, engine->n_cells);
    for (guint i = 0; i < engine->n_cells; i++)
        engine->counts[i] = (double)mse_table_count(table, engine->histories[i], engine->strata[i]);
    if (engine->lists_only)
        engine->lists = lists_data_new(table);
    return engine;
}

void engine_free(Engine *engine)
{
    if (engine == NULL)
        return;
    g_free(engine->histories);
    g_free(engine->strata);
    g_free(engine->counts);
    lists_data_free(engine->lists);
    g_free(engine);
}

guint engine_n_cells(const Engine *engine)
{
    return engine->n_cells;
}

void engine_cell(const Engine *engine, guint cell, guint *history, guint *stratum)
{
    g_assert(cell < engine->n_cells);
    *history = engine->histories[cell];
    *stratum = engine->strata[cell];
}

guint engine_n_strata(const Engine *engine)
{
    return mse_table_n_strata(engine->table);
}

const double *engine_counts(const Engine *engine)
{
    return engine->counts;
}

EngineData *engine_data_new(const Engine *engine, const double *counts)
{
    EngineData *data = g_new0(EngineData, 1);
    data->engine = engine;
    data->by_place = g_new0(double, (gsize)mse_table_n_strata(engine->table)
                                        << mse_table_n_lists(engine->table));
    if (engine->lists_only)
        data->lists = lists_data_copy(engine->lists);
    engine_data_set(data, counts != NULL ? counts : engine->counts);
    return data;
}

void engine_data_set(EngineData *data, const double *counts)
{
    const Engine *engine = data->engine;
    guint n_lists = mse_table_n_lists(engine->table);
    data->observed = 0;
    data->log_factorials = 0;
    data->saturated = 0;
    for (guint i = 0; i < engine->n_cells; i++) {
        double count = counts[i];
        data->observed += count;
        if (count > 1)
            data->log_factorials += lgamma(count + 1);
        if (count > 0)
            data->saturated += count * log(count) - count;
        data->by_place[(gsize)engine->strata[i] << n_lists | engine->histories[i]] = count;
    }
    if (engine->lists_only)
        lists_data_set(data->lists, data->by_place);
}

void engine_data_free(EngineData *data)
{
    if (data == NULL)
        return;
    lists_data_free(data->lists);
    g_free(data->by_place);
    g_free(data);
}

EngineModel *engine_model_new(const Engine *engine, const MseModel *model)
{
    EngineModel *result = g_new0(EngineModel, 1);
    result->engine = engine;
    if (engine->lists_only)
        result->lists = lists_model_new(model);
    else
        result->design = design_new(engine->table, model);
    return result;
}

void engine_model_free(EngineModel *model)
{
    if (model == NULL)
        return;
    lists_model_free(model->lists);
    design_free(model->design);
    g_free(model->start);
    g_free(model);
}

EngineWorkspace *engine_workspace_new(const Engine *engine)
{
    EngineWorkspace *workspace = g_new0(EngineWorkspace, 1);
    if (engine->lists_only)
        workspace->lists = lists_workspace_new(mse_table_n_lists(engine->table));
    else
        workspace->design = design_workspace_new();
    return workspace;
}

void engine_workspace_free(EngineWorkspace *workspace)
{
    if (workspace == NULL)
        return;
    lists_workspace_free(workspace->lists);
    design_workspace_free(workspace->design);
    g_free(workspace);
}

static MseFit summarise(const EngineData *data, guint n_parameters, guint n_infinite,
                        double objective, double hidden)
{
    MseFit fit = {.n_parameters = n_parameters,
                  .n_infinite = n_infinite,
                  .degrees_of_freedom = (gint)data->engine->n_cells - (gint)n_parameters,
                  .deviance = MAX(0, 2 * (data->saturated - objective)),
                  .log_likelihood = objective - data->log_factorials,
                  .hidden = hidden,
                  .total = data->observed + hidden,
                  .standard_error = NAN};
    fit.status = isnan(hidden) ? MSE_STATUS_NEITHER : MSE_STATUS_FINE;
    fit.aic = 2 * fit.n_parameters - 2 * fit.log_likelihood;
    fit.bic = log(data->observed) * fit.n_parameters - 2 * fit.log_likelihood;
    return fit;
}

MseFit engine_fit(const EngineData *data, const EngineModel *model, EngineWorkspace *workspace,
                  double *hidden)
{
    return engine_fit_against(data, model, 0, INFINITY, workspace, hidden);
}

MseFit engine_fit_against(const EngineData *data, const EngineModel *model, double penalty,
                          double rival, EngineWorkspace *workspace, double *hidden)
{
    rival -= 2 * data->log_factorials;
    if (data->engine->lists_only) {
        ListsFit fit = lists_fit_against(data->lists, model->lists->n_terms, model->lists->terms,
                                         model->start, penalty, rival, workspace->lists);
        if (hidden != NULL)
            hidden[0] = fit.hidden;
        return summarise(data, fit.n_parameters, fit.n_infinite, fit.objective, fit.hidden);
    }
    guint n_strata = engine_n_strata(data->engine);
    g_autofree double *by_stratum = g_new0(double, n_strata);
    DesignRival opponent = {penalty, rival};
    DesignFit fit = design_fit(model->design, data->by_place, model->start, opponent,
                               workspace->design, by_stratum);
    double total = 0;
    for (guint stratum = 0; stratum < n_strata; stratum++)
        total += by_stratum[stratum];
    if (hidden != NULL)
        memcpy(hidden, by_stratum, n_strata * sizeof *hidden);
    return summarise(data, fit.n_parameters, fit.n_infinite, fit.objective, total);
}

double engine_penalty(const EngineData *data, gboolean aic)
{
    return aic ? 2 : log(data->observed);
}

double engine_standard_error(const EngineModel *model, EngineWorkspace *workspace,
                             const double *hidden)
{
    if (model->lists == NULL)
        return sqrt(design_workspace_total_variance(workspace->design, model->design, hidden));
    return sqrt(hidden[0] +
                hidden[0] * hidden[0] * lists_workspace_intercept_variance(workspace->lists));
}

void engine_means(const EngineModel *model, const EngineWorkspace *workspace, double *means)
{
    const Engine *engine = model->engine;
    if (model->lists == NULL) {
        const double *by_place = design_workspace_means(workspace->design);
        for (guint i = 0; i < engine->n_cells; i++)
            means[i] =
                by_place[(gsize)engine->strata[i] << model->design->n_lists | engine->histories[i]];
        return;
    }
    const double *predictors = lists_workspace_predictors(workspace->lists);
    for (guint i = 0; i < engine->n_cells; i++)
        means[i] = exp(predictors[engine->histories[i]]);
}

static gint find_column(const Design *design, const DesignColumn *column)
{
    for (guint j = 0; j < design->n_columns; j++)
        if (design->columns[j].term == column->term &&
            design->columns[j].contrast == column->contrast)
            return (gint)j;
    return -1;
}

void engine_model_set_start(EngineModel *model, const EngineModel *fitted,
                            const EngineWorkspace *workspace)
{
    g_free(model->start);
    if (model->lists != NULL) {
        guint n_histories = mse_table_n_histories(model->engine->table);
        model->start =
            g_memdup2(lists_workspace_predictors(workspace->lists), n_histories * sizeof(double));
        return;
    }
    const double *parameters = design_workspace_parameters(workspace->design);
    model->start = g_new0(double, model->design->n_columns);
    for (guint j = 0; j < model->design->n_columns; j++) {
        gint source = find_column(fitted->design, &model->design->columns[j]);
        if (source >= 0)
            model->start[j] = parameters[source];
    }
}

MseStatus engine_status(const EngineData *data, const EngineModel *model,
                        EngineWorkspace *workspace)
{
    if (model->lists != NULL)
        return lists_fit_status(data->lists, model->lists->n_terms, model->lists->terms);
    DesignFit fit = design_fit_status(model->design, data->by_place, workspace->design);
    return (fit.exists ? 0 : MSE_STATUS_NOT_EXISTING) |
           (fit.is_identified ? 0 : MSE_STATUS_NOT_IDENTIFIED);
}
