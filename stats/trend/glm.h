#pragma once

#include <glib.h>

/* Generalised linear models of counts with log link: log mean = offset + X b.
 *
 * Variance of a count: mean (Poisson, theta infinite) or mean + mean^2 / theta (negative binomial
 * of known theta). Iteratively reweighted least squares, each step through QR
 * (stats/trend/least_squares.h), halved when the deviance rises.
 * Source: McCullagh & Nelder 1989, 2.5; the same estimates as R's glm(). */
typedef enum {
    GLM_FITTED,
    GLM_DEPENDENT,    /* columns of the design depend on each other, or too few rows */
    GLM_NO_ESTIMATE,  /* a parameter is at infinity: the model can make a mean 0 (all counts 0, or
                         all on one side of a step) */
    GLM_NOT_CONVERGED /* not in 60 steps */
} GlmStatus;

typedef struct {
    GlmStatus status; /* not GLM_FITTED: nothing below has meaning */
    gsize n_rows;
    gsize n_columns;
    gsize df;             /* rows of positive weight - columns */
    double *coefficients; /* n_columns */
    double *unscaled;     /* n_columns x n_columns: covariance at dispersion 1 */
    double *means;        /* n_rows */
    double deviance;
    double pearson;    /* sum w (y - m)^2 / variance */
    double dispersion; /* pearson / df; NaN when df = 0 */
    double log_likelihood;
} Glm;

/* design: n_rows x n_columns, row by row.  offset: log exposure, NULL: 0.  counts: n_rows, >= 0.
 * weights: NULL: 1.  theta > 0, INFINITY for Poisson.  Returns (transfer full).
 * Cost: some 5-10 least-squares fits. */
Glm *glm_fit(gsize n_rows, gsize n_columns, const double *design, const double *offset,
             const double *counts, const double *weights, double theta);
void glm_free(Glm *glm);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Glm, glm_free)

/* Standard error of a coefficient at a dispersion (1 for Poisson and negative binomial, the
 * estimate for quasi-Poisson). */
double glm_standard_error(const Glm *glm, gsize column, double dispersion);

/* Two-sided p-value of a coefficient: normal when df is 0, else Student's t with df. */
double glm_p_value(double coefficient, double standard_error, gsize df);

/* The dispersion for sparse counts: Pearson's divided by 1 + the mean of (y - m) / m, which takes
 * away most of its variance at small means. Source: Fletcher 2012, eq. 7. */
double glm_sparse_dispersion(const Glm *glm, const double *counts);

/* Negative binomial with theta by maximum likelihood, in turns with the coefficients. Counts that
 * vary no more than Poisson have no such theta: then theta is INFINITY and the fit is Poisson.
 * As R's MASS::glm.nb(). */
typedef struct {
    Glm *glm;
    double theta;
    double theta_error; /* standard error; NaN when theta is INFINITY */
} NegativeBinomial;

/* Returns (transfer full). */
NegativeBinomial *negative_binomial_fit(gsize n_rows, gsize n_columns, const double *design,
                                        const double *offset, const double *counts);
void negative_binomial_free(NegativeBinomial *fit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NegativeBinomial, negative_binomial_free)
