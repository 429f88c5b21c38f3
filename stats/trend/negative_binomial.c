#include "stats/trend/glm.h"

#include <gsl/gsl_sf_psi.h>
#include <math.h>

#define MAX_TURNS 50
#define MAX_NEWTON 60
#define TOLERANCE 1e-10
/* Above this the variance is that of Poisson for any count here. */
#define MAX_THETA 1e6

static double score(gsize n_rows, const double *counts, const double *means, double theta)
{
    double sum = 0;
    for (gsize i = 0; i < n_rows; i++)
        sum += gsl_sf_psi(theta + counts[i]) - gsl_sf_psi(theta) + log(theta) + 1 -
               log(theta + means[i]) - (counts[i] + theta) / (means[i] + theta);
    return sum;
}

/* Minus the derivative of the score: the observed information. */
static double information(gsize n_rows, const double *counts, const double *means, double theta)
{
    double sum = 0;
    for (gsize i = 0; i < n_rows; i++) {
        double total = means[i] + theta;
        sum += -gsl_sf_psi_1(theta + counts[i]) + gsl_sf_psi_1(theta) - 1 / theta + 2 / total -
               (counts[i] + theta) / (total * total);
    }
    return sum;
}

/* Maximum-likelihood theta at given means, by Newton steps (as MASS::theta.ml); INFINITY when the
 * likelihood rises towards Poisson. */
static double find_theta(gsize n_rows, const double *counts, const double *means)
{
    double squares = 0;
    for (gsize i = 0; i < n_rows; i++)
        squares += (counts[i] / means[i] - 1) * (counts[i] / means[i] - 1);
    if (squares <= 0)
        return INFINITY;
    double theta = (double)n_rows / squares;
    for (int step = 0; step < MAX_NEWTON; step++) {
        double curvature = information(n_rows, counts, means, theta);
        double slope = score(n_rows, counts, means, theta);
        /* Not concave here: go the way that the score points. */
        double change = curvature > 0 ? slope / curvature : (slope > 0 ? theta : -theta / 2);
        double next = theta + change;
        theta = next > 0 ? next : theta / 2;
        if (theta > MAX_THETA)
            return INFINITY;
        if (fabs(change) < TOLERANCE * theta)
            return theta;
    }
    return theta;
}

NegativeBinomial *negative_binomial_fit(gsize n_rows, gsize n_columns, const double *design,
                                        const double *offset, const double *counts)
{
    NegativeBinomial *fit = g_new0(NegativeBinomial, 1);
    fit->theta = INFINITY;
    fit->theta_error = NAN;
    fit->glm = glm_fit(n_rows, n_columns, design, offset, counts, NULL, INFINITY);
    for (int turn = 0; turn < MAX_TURNS && fit->glm->status == GLM_FITTED; turn++) {
        double theta = find_theta(n_rows, counts, fit->glm->means);
        double change = isinf(theta) && isinf(fit->theta) ? 0 : fabs(theta - fit->theta);
        fit->theta = theta;
        if (change <= TOLERANCE * theta)
            break;
        glm_free(fit->glm);
        fit->glm = glm_fit(n_rows, n_columns, design, offset, counts, NULL, theta);
    }
    if (fit->glm->status == GLM_FITTED && isfinite(fit->theta))
        fit->theta_error = 1 / sqrt(information(n_rows, counts, fit->glm->means, fit->theta));
    return fit;
}

void negative_binomial_free(NegativeBinomial *fit)
{
    glm_free(fit->glm);
    g_free(fit);
}
