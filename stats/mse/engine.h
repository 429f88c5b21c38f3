#pragma once

#include "stats/mse/fit.h"

/* The two fits (lists only, with covariates) behind one face, for searches and replicates: one
 * table, many models, many sets of counts.
 *
 * Engine: immutable, shared by threads. EngineData: a set of counts. EngineModel: a model made
 * ready, with an optional start. EngineWorkspace: for one thread. */

typedef struct Engine Engine;
typedef struct EngineData EngineData;
typedef struct EngineModel EngineModel;
typedef struct EngineWorkspace EngineWorkspace;

/* Borrows the table, which must outlive the engine. */
Engine *engine_new(const MseTable *table);
void engine_free(Engine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Engine, engine_free)

/* Possible cells: (history, stratum), ordered by stratum and history. */
guint engine_n_cells(const Engine *engine);
void engine_cell(const Engine *engine, guint cell, guint *history, guint *stratum);
guint engine_n_strata(const Engine *engine);
/* The counts of the table by cell; borrowed. */
const double *engine_counts(const Engine *engine);

/* counts: [n_cells], or NULL for those of the table. */
EngineData *engine_data_new(const Engine *engine, const double *counts);
void engine_data_set(EngineData *data, const double *counts);
void engine_data_free(EngineData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EngineData, engine_data_free)

EngineModel *engine_model_new(const Engine *engine, const MseModel *model);
void engine_model_free(EngineModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EngineModel, engine_model_free)

EngineWorkspace *engine_workspace_new(const Engine *engine);
void engine_workspace_free(EngineWorkspace *workspace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EngineWorkspace, engine_workspace_free)

/* Fits, starting from the start of the model when it has one. hidden: [n_strata] or NULL. A status
 * other than 0 is MSE_STATUS_NEITHER here, whichever it is: engine_status() finds it out. */
MseFit engine_fit(const EngineData *data, const EngineModel *model, EngineWorkspace *workspace,
                  double *hidden);
/* The same, given up as soon as the criterion (penalty x parameters - 2 x log-likelihood) cannot
 * come below `rival`; the status is then not 0. Worth a factor where many models compete. */
MseFit engine_fit_against(const EngineData *data, const EngineModel *model, double penalty,
                          double rival, EngineWorkspace *workspace, double *hidden);
/* Asymptotic standard error of the total of the last fit, which must have been fine. */
double engine_standard_error(const EngineModel *model, EngineWorkspace *workspace,
                             const double *hidden);
/* Fitted means of the last fit: [n_cells]. */
void engine_means(const EngineModel *model, const EngineWorkspace *workspace, double *means);
/* Keeps the last fit as start of `model`, or of another model of the same table. */
void engine_model_set_start(EngineModel *model, const EngineModel *fitted,
                            const EngineWorkspace *workspace);
/* What a parameter costs in a criterion: 2, or the log of the number of persons. */
double engine_penalty(const EngineData *data, gboolean aic);
MseStatus engine_status(const EngineData *data, const EngineModel *model,
                        EngineWorkspace *workspace);
