#include "stats/trend/glm.h"

#include "stats/trend/least_squares.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

#define MAX_STEPS 60
#define MAX_HALVINGS 12
#define TOLERANCE 1e-11
/* A fitted mean this far below one event stands for a parameter at infinity. */
#define VANISHING_MEAN 1e-6

/* The data of a fit; arrays are borrowed. */
typedef struct {
    gsize n_rows, n_columns;
    const double *design, *offset, *counts, *weights;
    double theta;
} Data;

static double weight_of(const Data *data, gsize row)
{
    return data->weights != NULL ? data->weights[row] : 1;
}

static double variance_of(const Data *data, double mean)
{
    return isinf(data->theta) ? mean : mean + mean * mean / data->theta;
}

/* y log(y / m), 0 for y = 0. */
static double log_ratio(double count, double mean)
{
    return count > 0 ? count * log(count / mean) : 0;
}

static double unit_deviance(const Data *data, double count, double mean)
{
    if (isinf(data->theta))
        return 2 * (log_ratio(count, mean) - (count - mean));
    double theta = data->theta;
    return 2 * (log_ratio(count, mean) - (count + theta) * log((count + theta) / (mean + theta)));
}

static double deviance_of(const Data *data, const double *means)
{
    double sum = 0;
    for (gsize i = 0; i < data->n_rows; i++)
        sum += weight_of(data, i) * unit_deviance(data, data->counts[i], means[i]);
    return sum;
}

static double log_likelihood_of(const Data *data, const double *means)
{
    double sum = 0, theta = data->theta;
    for (gsize i = 0; i < data->n_rows; i++) {
        double y = data->counts[i], m = means[i], term;
        if (isinf(theta))
            term = (y > 0 ? y * log(m) : 0) - m - gsl_sf_lngamma(y + 1);
        else
            term = gsl_sf_lngamma(theta + y) - gsl_sf_lngamma(theta) - gsl_sf_lngamma(y + 1) +
                   theta * log(theta / (theta + m)) + (y > 0 ? y * log(m / (theta + m)) : 0);
        sum += weight_of(data, i) * term;
    }
    return sum;
}

static void set_means(const Data *data, const double *coefficients, double *means)
{
    for (gsize i = 0; i < data->n_rows; i++) {
        double eta = data->offset != NULL ? data->offset[i] : 0;
        for (gsize j = 0; j < data->n_columns; j++)
            eta += data->design[i * data->n_columns + j] * coefficients[j];
        means[i] = exp(CLAMP(eta, -300, 300));
    }
}

/* One weighted least-squares step from `means`. */
static LeastSquares *step_from(const Data *data, const double *means)
{
    double *response = g_new(double, data->n_rows);
    double *weights = g_new(double, data->n_rows);
    for (gsize i = 0; i < data->n_rows; i++) {
        double m = means[i];
        double offset = data->offset != NULL ? data->offset[i] : 0;
        response[i] = log(m) - offset + (data->counts[i] - m) / m;
        weights[i] = weight_of(data, i) * m * m / variance_of(data, m);
    }
    LeastSquares *fit =
        least_squares_fit(data->n_rows, data->n_columns, data->design, response, weights);
    g_free(response);
    g_free(weights);
    return fit;
}

/* Moves towards `target`, half as far as long as the deviance rises. Returns the new deviance. */
static double damped_move(const Data *data, const double *target, gboolean first, double before,
                          Glm *glm)
{
    g_autofree double *start = g_memdup2(glm->coefficients, data->n_columns * sizeof(double));
    double part = 1, after = 0;
    for (int halving = 0; halving < MAX_HALVINGS; halving++, part /= 2) {
        for (gsize j = 0; j < data->n_columns; j++)
            glm->coefficients[j] = first ? target[j] : start[j] + part * (target[j] - start[j]);
        set_means(data, glm->coefficients, glm->means);
        after = deviance_of(data, glm->means);
        if (first || (isfinite(after) && after <= before + TOLERANCE * (fabs(before) + 0.1)))
            break;
    }
    return after;
}

static gboolean has_vanishing_mean(const Data *data, const Glm *glm)
{
    for (gsize i = 0; i < data->n_rows; i++)
        if (weight_of(data, i) > 0 && glm->means[i] < VANISHING_MEAN)
            return TRUE;
    return FALSE;
}

static GlmStatus iterate(const Data *data, Glm *glm)
{
    for (gsize i = 0; i < data->n_rows; i++)
        glm->means[i] = data->counts[i] + 0.1;
    double before = INFINITY;
    for (int step = 0; step < MAX_STEPS; step++) {
        g_autoptr(LeastSquares) fit = step_from(data, glm->means);
        if (fit->rank < data->n_columns)
            return step == 0 ? GLM_DEPENDENT : GLM_NO_ESTIMATE;
        double after = damped_move(data, fit->coefficients, step == 0, before, glm);
        if (has_vanishing_mean(data, glm))
            return GLM_NO_ESTIMATE;
        if (fabs(after - before) <= TOLERANCE * (fabs(after) + 0.1)) {
            g_autoptr(LeastSquares) last = step_from(data, glm->means);
            memcpy(glm->unscaled, last->unscaled,
                   data->n_columns * data->n_columns * sizeof(double));
            return GLM_FITTED;
        }
        before = after;
    }
    return GLM_NOT_CONVERGED;
}

static void finish(const Data *data, Glm *glm)
{
    gsize n_used = 0;
    for (gsize i = 0; i < data->n_rows; i++) {
        double difference = data->counts[i] - glm->means[i];
        n_used += weight_of(data, i) > 0;
        glm->pearson +=
            weight_of(data, i) * difference * difference / variance_of(data, glm->means[i]);
    }
    glm->df = n_used - data->n_columns;
    glm->deviance = deviance_of(data, glm->means);
    glm->dispersion = glm->df > 0 ? glm->pearson / (double)glm->df : NAN;
    glm->log_likelihood = log_likelihood_of(data, glm->means);
}

Glm *glm_fit(gsize n_rows, gsize n_columns, const double *design, const double *offset,
             const double *counts, const double *weights, double theta)
{
    g_assert(n_rows > 0 && n_columns > 0 && theta > 0);
    Data data = {n_rows, n_columns, design, offset, counts, weights, theta};
    Glm *glm = g_new0(Glm, 1);
    glm->n_rows = n_rows;
    glm->n_columns = n_columns;
    glm->coefficients = g_new0(double, n_columns);
    glm->unscaled = g_new0(double, n_columns *n_columns);
    glm->means = g_new0(double, n_rows);
    glm->status = iterate(&data, glm);
    if (glm->status == GLM_FITTED)
        finish(&data, glm);
    return glm;
}

void glm_free(Glm *glm)
{
    g_free(glm->coefficients);
    g_free(glm->unscaled);
    g_free(glm->means);
    g_free(glm);
}

double glm_standard_error(const Glm *glm, gsize column, double dispersion)
{
    return sqrt(dispersion * glm->unscaled[column * glm->n_columns + column]);
}

double glm_p_value(double coefficient, double standard_error, gsize df)
{
    if (standard_error == 0)
        return coefficient == 0 ? 1 : 0;
    double size = fabs(coefficient / standard_error);
    return 2 * (df > 0 ? gsl_cdf_tdist_Q(size, (double)df) : gsl_cdf_ugaussian_Q(size));
}

double glm_sparse_dispersion(const Glm *glm, const double *counts)
{
    double sum = 0;
    for (gsize i = 0; i < glm->n_rows; i++)
        sum += (counts[i] - glm->means[i]) / glm->means[i];
    return glm->dispersion / (1 + sum / (double)glm->n_rows);
}
