#include "stats/mse/fit.h"

#include "stats/mse/engine.h"

const char *mse_status_text(MseStatus status)
{
    switch (status) {
    case MSE_STATUS_FINE:
        return "exists and is identified";
    case MSE_STATUS_NOT_EXISTING:
        return "does not exist";
    case MSE_STATUS_NOT_IDENTIFIED:
        return "is not identified";
    case MSE_STATUS_NEITHER:
        return "does not exist and is not identified";
    }
    g_assert_not_reached();
}

MseFit mse_fit(const MseTable *table, const MseModel *model, double *hidden)
{
    g_autoptr(Engine) engine = engine_new(table);
    g_autoptr(EngineData) data = engine_data_new(engine, NULL);
    g_autoptr(EngineModel) ready = engine_model_new(engine, model);
    g_autoptr(EngineWorkspace) workspace = engine_workspace_new(engine);
    g_autofree double *by_stratum = g_new0(double, engine_n_strata(engine));
    MseFit fit = engine_fit(data, ready, workspace, by_stratum);
    if (fit.status == MSE_STATUS_FINE)
        fit.standard_error = engine_standard_error(ready, workspace, by_stratum);
    for (guint i = 0; hidden != NULL && i < engine_n_strata(engine); i++)
        hidden[i] = by_stratum[i];
    if (fit.status != MSE_STATUS_FINE) {
        fit.status = engine_status(data, ready, workspace);
        /* Should the iteration have failed where the tests see nothing wrong. */
        if (fit.status == MSE_STATUS_FINE)
            fit.status = MSE_STATUS_NOT_EXISTING;
    }
    return fit;
}

void mse_fit_populations(const MseTable *table, const MseModel *model, double *populations)
{
    g_autoptr(Engine) engine = engine_new(table);
    g_autoptr(EngineData) data = engine_data_new(engine, NULL);
    g_autoptr(EngineModel) ready = engine_model_new(engine, model);
    g_autoptr(EngineWorkspace) workspace = engine_workspace_new(engine);
    g_autofree double *means = g_new0(double, engine_n_cells(engine));
    engine_fit(data, ready, workspace, populations);
    engine_means(ready, workspace, means);
    for (guint cell = 0; cell < engine_n_cells(engine); cell++) {
        guint history = 0;
        guint stratum = 0;
        engine_cell(engine, cell, &history, &stratum);
        populations[stratum] += means[cell];
    }
}

MseStatus mse_fit_status(const MseTable *table, const MseModel *model)
{
    g_autoptr(Engine) engine = engine_new(table);
    g_autoptr(EngineData) data = engine_data_new(engine, NULL);
    g_autoptr(EngineModel) ready = engine_model_new(engine, model);
    g_autoptr(EngineWorkspace) workspace = engine_workspace_new(engine);
    return engine_status(data, ready, workspace);
}
