#pragma once

#include "stats/mse/design.h"

/* The general fit: any design with covariates, structural zeros and trends.
 *
 * Newton's method; sufficient statistics, predictors and information are sums over the lattice of
 * each stratum. Cells in a sufficient sum of 0 have mean 0 and
 * leave the likelihood. Columns that depend on earlier ones over the cells that are left stay at 0;
 * the hidden cells are identified when their rows depend on the same columns in the same way. */

typedef struct DesignWorkspace DesignWorkspace;

DesignWorkspace *design_workspace_new(void);
void design_workspace_free(DesignWorkspace *workspace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DesignWorkspace, design_workspace_free)

typedef struct {
    gboolean exists;
    gboolean is_identified;
    gboolean gave_up; /* cannot beat the rival; neither is then known */
    guint n_parameters;
    guint n_infinite;
    double objective; /* sum of count x predictor - mean */
    guint n_iterations;
} DesignFit;

/* A fit is given up as soon as penalty x n_parameters - 2 x objective cannot come below `value`. */
typedef struct {
    double penalty;
    double value; /* INFINITY: never */
} DesignRival;

/* counts: [n_places]. start: parameters by column, or NULL. hidden: [n_strata] or NULL; NAN when
 * the estimate does not exist or is not identified. */
DesignFit design_fit(const Design *design, const double *counts, const double *start,
                     DesignRival rival, DesignWorkspace *workspace, double *hidden);
/* The same decision by linear program alone, whatever the iteration says. */
DesignFit design_fit_status(const Design *design, const double *counts, DesignWorkspace *workspace);
/* Of the last fit: parameters by column (0 where minus infinity or dependent). Borrowed. */
const double *design_workspace_parameters(const DesignWorkspace *workspace);
/* Of the last fit: fitted means by place. Borrowed. */
const double *design_workspace_means(const DesignWorkspace *workspace);
/* Of the last fit: asymptotic variance of the total, by the delta method. */
double design_workspace_total_variance(DesignWorkspace *workspace, const Design *design,
                                       const double *hidden);
