#include "stats/trend/glm.h"

#include <math.h>

#define MAX_TURNS 50
#define MAX_NEWTON 60
#define TOLERANCE 1e-10
/* Above this the variance is that of Poisson for any count here. */
#define MAX_THETA 1e6

/* First and second derivative of log gamma. */
typedef struct {
    double psi, psi1;
} PolyGamma;

/* Up to x >= 10 by recurrence, from there the asymptotic series (Abramowitz & Stegun 6.3.5, 6.3.18,
 * 6.4.6, 6.4.12); to 13 digits. GSL's trigamma goes through a zeta function and takes twenty times
 * as long, which is most of the time of a trend. */
static PolyGamma poly_gamma(double x)
{
    PolyGamma value = {0, 0};
    while (x < 10) {
        value.psi -= 1 / x;
        value.psi1 += 1 / (x * x);
        x++;
    }
    double r = 1 / x, s = r * r;
    value.psi += log(x) - r / 2 -
                 s * (1. / 12 - s * (1. / 120 - s * (1. / 252 - s * (1. / 240 - s * (1. / 132)))));
    value.psi1 += r + s / 2 +
                  r * s * (1. / 6 - s * (1. / 30 - s * (1. / 42 - s * (1. / 30 - s * (5. / 66)))));
    return value;
}

/* Derivative of the log likelihood in theta, and minus its derivative: the observed information. */
typedef struct {
    double score, information;
} ThetaSlope;

static ThetaSlope slope_in_theta(gsize n_rows, const double *counts, const double *means,
                                 double theta)
{
    ThetaSlope sum = {0, 0};
    PolyGamma at_theta = poly_gamma(theta);
    double log_theta = log(theta);
    for (gsize i = 0; i < n_rows; i++) {
        PolyGamma at_sum = poly_gamma(theta + counts[i]);
        double total = means[i] + theta;
        sum.score +=
            at_sum.psi - at_theta.psi + log_theta + 1 - log(total) - (counts[i] + theta) / total;
        sum.information += -at_sum.psi1 + at_theta.psi1 - 1 / theta + 2 / total -
                           (counts[i] + theta) / (total * total);
    }
    return sum;
}

/* What the likelihood gains by leaving Poisson, at theta = infinity: half of sum (y - m)^2 - y.
 * Source: Dean & Lawless 1989. Not above 0: no theta is better than Poisson. */
static double gain_over_poisson(gsize n_rows, const double *counts, const double *means)
{
    double sum = 0;
    for (gsize i = 0; i < n_rows; i++) {
        double difference = counts[i] - means[i];
        sum += difference * difference - counts[i];
    }
    return sum / 2;
}

static double moment_theta(gsize n_rows, const double *counts, const double *means)
{
    double squares = 0;
    for (gsize i = 0; i < n_rows; i++)
        squares += (counts[i] / means[i] - 1) * (counts[i] / means[i] - 1);
    return (double)n_rows / squares;
}

/* Maximum-likelihood theta at given means, by Newton steps from `start` (as MASS::theta.ml, which
 * starts from the moments); INFINITY when the likelihood rises towards Poisson. */
static double find_theta(gsize n_rows, const double *counts, const double *means, double start)
{
    if (gain_over_poisson(n_rows, counts, means) <= 0)
        return INFINITY;
    double theta = isfinite(start) ? start : moment_theta(n_rows, counts, means);
    for (int step = 0; step < MAX_NEWTON; step++) {
        ThetaSlope at = slope_in_theta(n_rows, counts, means, theta);
        /* Not concave here: go the way that the score points. */
        double change = at.information > 0 ? at.score / at.information
                        : at.score > 0     ? theta
                                           : -theta / 2;
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
        double theta = find_theta(n_rows, counts, fit->glm->means, fit->theta);
        double change = isinf(theta) && isinf(fit->theta) ? 0 : fabs(theta - fit->theta);
        fit->theta = theta;
        if (change <= TOLERANCE * theta)
            break;
        glm_free(fit->glm);
        fit->glm = glm_fit(n_rows, n_columns, design, offset, counts, NULL, theta);
    }
    if (fit->glm->status == GLM_FITTED && isfinite(fit->theta))
        fit->theta_error =
            1 / sqrt(slope_in_theta(n_rows, counts, fit->glm->means, fit->theta).information);
    return fit;
}

void negative_binomial_free(NegativeBinomial *fit)
{
    glm_free(fit->glm);
    g_free(fit);
}
