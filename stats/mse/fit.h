#pragma once

#include "stats/mse/model.h"

/* Maximum-likelihood fit of a Poisson log-linear model, in the extended sense.
 *
 * Counts of the observable cells are independent Poisson, log mean = design x parameters. A
 * parameter whose sufficient statistic is zero (nobody is on all its lists) is at minus infinity:
 * its cells get mean 0 and leave the likelihood, the parameter still counts in AIC and BIC (Chan,
 * Silverman & Vincent 2021). On what is left the estimate exists when the means can all be positive
 * (linear program of Fienberg & Rinaldo 2012), and is identified when the design has full rank. */

typedef enum {
    MSE_STATUS_FINE = 0,
    MSE_STATUS_NOT_EXISTING = 1,
    MSE_STATUS_NOT_IDENTIFIED = 2,
    MSE_STATUS_NEITHER = 3
} MseStatus;

typedef struct {
    MseStatus status;
    guint n_parameters; /* those at minus infinity included */
    guint n_infinite;   /* parameters at minus infinity */
    gint degrees_of_freedom;
    double deviance;
    double log_likelihood;
    double aic;            /* 2 n_parameters - 2 log_likelihood */
    double bic;            /* log(persons observed) n_parameters - 2 log_likelihood */
    double hidden;         /* persons on no list; NAN unless status is MSE_STATUS_FINE */
    double total;          /* hidden + observed */
    double standard_error; /* of total, asymptotic; NAN when it was not asked for */
} MseFit;

/* What a status means, for people: "does not exist", "is not identified". */
const char *mse_status_text(MseStatus status);

/* Fits `model` to `table`. hidden: n_strata, receives the hidden persons for each stratum (NAN
 * unless the status is 0), or NULL. Estimates are exact to about 1e-10 relative. Cost: about
 * iterations x (cells x parameters^2); a few microseconds for 5 lists without covariates. */
MseFit mse_fit(const MseTable *table, const MseModel *model, double *hidden);

/* Fitted population of each stratum, hidden and observable: populations[n_strata]; NAN unless the
 * status is 0. They add up to the total. Where the model fits the observed number of a stratum (its
 * covariates are factors with their main effect) this is observed + hidden. */
void mse_fit_populations(const MseTable *table, const MseModel *model, double *populations);

/* Only the status, by linear program and exact rank. Cost: a linear program. */
MseStatus mse_fit_status(const MseTable *table, const MseModel *model);
