#pragma once

#include "stats/mse/fit.h"

/* The fast fit: lists without covariates.
 *
 * With 0/1 factors the design is the subset lattice of the lists. The linear predictor is a sum
 * over subsets, sufficient statistics and the information matrix are sums over supersets (element
 * (s, t) is the sum of the means over all histories that contain s and t), so an iteration costs
 * 2^L L additions, 2^L exponentials and a Cholesky factor. Newton's method; a workspace for each
 * thread. */

#define LISTS_MAX_CELLS (1 << MSE_MAX_LISTS)

typedef struct {
    guint n_lists;
    guint n_cells;            /* 2^n_lists, cell 0 included */
    gboolean observes_hidden; /* cell 0 has a count and takes part (profile likelihood) */
    double observed;          /* sum of counts, cell 0 excluded */
    double *counts;           /* [n_cells] */
    guint8 *possible;         /* [n_cells]: takes part in the likelihood */
    double *margins;          /* [n_cells]: persons on all lists of a history */
    guint *n_possible;        /* [n_cells]: possible cells that contain a history */
    double *offsets;       /* [n_cells] known part of the predictor, or NULL; of cell 0 it is 0 */
    double log_factorials; /* sum of log(count!) */
    double saturated;      /* sum of count log(count) - count */
} ListsData;

/* A table without covariates, or the sum over its strata. */
ListsData *lists_data_new(const MseTable *table);
/* The same cells for other counts: [n_cells]; counts[0] is used with observes_hidden only. */
void lists_data_set(ListsData *data, const double *counts);
void lists_data_set_hidden(ListsData *data, double hidden);
/* Assumes that two lists depend with this odds ratio beyond what the model says, by an offset in
 * the cells on both. */
void lists_data_assume_odds_ratio(ListsData *data, guint first, guint second, double odds_ratio);
ListsData *lists_data_copy(const ListsData *data);
void lists_data_free(ListsData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ListsData, lists_data_free)

/* The terms of a model as histories; the intercept first. */
typedef struct {
    guint n_terms;
    guint16 *terms;
} ListsModel;

ListsModel *lists_model_new(const MseModel *model);
void lists_model_free(ListsModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ListsModel, lists_model_free)

typedef struct ListsWorkspace ListsWorkspace;

ListsWorkspace *lists_workspace_new(guint n_lists);
void lists_workspace_free(ListsWorkspace *workspace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ListsWorkspace, lists_workspace_free)

typedef struct {
    gboolean is_fine; /* exists and is identified; else `hidden` has no meaning */
    gboolean gave_up; /* cannot beat the rival; not fine then */
    guint n_parameters;
    guint n_infinite;
    guint n_cells;    /* cells in the likelihood, those at mean 0 included */
    double objective; /* log-likelihood without log_factorials; its supremum when not fine */
    double hidden;
    guint n_iterations;
} ListsFit;

/* start: linear predictors [n_cells] of an earlier fit of the same model to similar data, or NULL.
 * A fit that cannot be called fine without doubt is settled by linear program and rank. */
ListsFit lists_fit(const ListsData *data, guint n_terms, const guint16 *terms, const double *start,
                   ListsWorkspace *workspace);
/* The same, given up as soon as it is clear that
 * penalty x n_parameters - 2 x objective will not be below `rival`: with a step of at most 1 in the
 * predictors the objective can rise by no more than 1.5 times the Newton decrement. */
ListsFit lists_fit_against(const ListsData *data, guint n_terms, const guint16 *terms,
                           const double *start, double penalty, double rival,
                           ListsWorkspace *workspace);
/* Of the last fit: linear predictors [n_cells], -inf where the mean is 0. Borrowed. */
const double *lists_workspace_predictors(const ListsWorkspace *workspace);
/* Of the last fit: variance of the intercept from the inverse information. */
double lists_workspace_intercept_variance(ListsWorkspace *workspace);

/* The status by linear program and exact rank, whatever an iteration would say. */
MseStatus lists_fit_status(const ListsData *data, guint n_terms, const guint16 *terms);
