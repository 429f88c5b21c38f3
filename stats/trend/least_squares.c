#include "stats/trend/least_squares.h"

#include <float.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

/* The factors of one fit: sqrt(W) X D^-1 P = QR, D the lengths of the columns. */
typedef struct {
    gsl_matrix *qr;
    gsl_vector *tau;
    gsl_vector *norm;
    gsl_vector *response;
    gsl_permutation *order;
    double *scale; /* lengths of the columns */
    gsize n_used;  /* rows of positive weight */
} Factors;

static Factors *factors_new(gsize n_rows, gsize n_columns)
{
    Factors *factors = g_new0(Factors, 1);
    /* GSL factors only matrices that are not wide. */
    gsize rows = MAX(n_rows, n_columns);
    factors->qr = gsl_matrix_calloc(rows, n_columns);
    factors->tau = gsl_vector_alloc(n_columns);
    factors->norm = gsl_vector_alloc(n_columns);
    factors->response = gsl_vector_calloc(rows);
    factors->order = gsl_permutation_alloc(n_columns);
    factors->scale = g_new0(double, n_columns);
    return factors;
}

static void factors_free(Factors *factors)
{
    gsl_matrix_free(factors->qr);
    gsl_vector_free(factors->tau);
    gsl_vector_free(factors->norm);
    gsl_vector_free(factors->response);
    gsl_permutation_free(factors->order);
    g_free(factors->scale);
    g_free(factors);
}

static double root_weight(const double *weights, gsize row)
{
    return weights != NULL ? sqrt(weights[row]) : 1;
}

static void fill(Factors *factors, gsize n_rows, gsize n_columns, const double *design,
                 const double *response, const double *weights)
{
    for (gsize i = 0; i < n_rows; i++) {
        double root = root_weight(weights, i);
        factors->n_used += root > 0;
        gsl_vector_set(factors->response, i, root * response[i]);
        for (gsize j = 0; j < n_columns; j++)
            gsl_matrix_set(factors->qr, i, j, root * design[i * n_columns + j]);
    }
    for (gsize j = 0; j < n_columns; j++) {
        gsl_vector_view column = gsl_matrix_column(factors->qr, j);
        factors->scale[j] = gsl_blas_dnrm2(&column.vector);
        if (factors->scale[j] > 0)
            gsl_vector_scale(&column.vector, 1 / factors->scale[j]);
    }
}

static gsize numerical_rank(const Factors *factors, gsize n_columns)
{
    double first = fabs(gsl_matrix_get(factors->qr, 0, 0));
    double tolerance = first * DBL_EPSILON * (double)factors->qr->size1;
    gsize rank = 0;
    while (rank < n_columns && fabs(gsl_matrix_get(factors->qr, rank, rank)) > tolerance)
        rank++;
    return MIN(rank, factors->n_used);
}

/* (X'WX)^-1 = D^-1 P R^-1 R^-T P' D^-1. */
static void fill_unscaled(const Factors *factors, LeastSquares *fit)
{
    gsize n = fit->n_columns;
    gsl_matrix *inverse = gsl_matrix_alloc(n, n);
    for (gsize i = 0; i < n; i++)
        for (gsize j = 0; j < n; j++)
            gsl_matrix_set(inverse, i, j, j >= i ? gsl_matrix_get(factors->qr, i, j) : 0);
    gsl_linalg_tri_upper_invert(inverse);
    for (gsize i = 0; i < n; i++)
        for (gsize j = 0; j < n; j++) {
            double sum = 0;
            for (gsize k = MAX(i, j); k < n; k++)
                sum += gsl_matrix_get(inverse, i, k) * gsl_matrix_get(inverse, j, k);
            gsize row = gsl_permutation_get(factors->order, i);
            gsize column = gsl_permutation_get(factors->order, j);
            fit->unscaled[row * n + column] = sum / factors->scale[row] / factors->scale[column];
        }
    gsl_matrix_free(inverse);
}

/* Solves with the factors; the tail of Q'y is the residual. */
static void solve(Factors *factors, LeastSquares *fit)
{
    gsize n = fit->n_columns;
    gsl_linalg_QR_QTvec(factors->qr, factors->tau, factors->response);
    for (gsize back = n; back > 0; back--) {
        gsize i = back - 1;
        double value = gsl_vector_get(factors->response, i);
        for (gsize j = i + 1; j < n; j++)
            value -= gsl_matrix_get(factors->qr, i, j) * gsl_vector_get(factors->norm, j);
        gsl_vector_set(factors->norm, i, value / gsl_matrix_get(factors->qr, i, i));
    }
    for (gsize i = 0; i < n; i++) {
        gsize column = gsl_permutation_get(factors->order, i);
        fit->coefficients[column] = gsl_vector_get(factors->norm, i) / factors->scale[column];
    }
}

static double weighted_squares(gsize n_rows, gsize n_columns, const double *design,
                               const double *response, const double *weights,
                               const double *coefficients)
{
    double sum = 0;
    for (gsize i = 0; i < n_rows; i++) {
        double residual = response[i];
        for (gsize j = 0; j < n_columns; j++)
            residual -= design[i * n_columns + j] * coefficients[j];
        residual *= root_weight(weights, i);
        sum += residual * residual;
    }
    return sum;
}

LeastSquares *least_squares_fit(gsize n_rows, gsize n_columns, const double *design,
                                const double *response, const double *weights)
{
    g_assert(n_columns > 0 && n_rows > 0);
    Factors *factors = factors_new(n_rows, n_columns);
    LeastSquares *fit = g_new0(LeastSquares, 1);
    fit->n_columns = n_columns;
    fit->coefficients = g_new0(double, n_columns);
    fit->unscaled = g_new0(double, n_columns *n_columns);
    fit->residual_variance = NAN;
    fill(factors, n_rows, n_columns, design, response, weights);
    int sign;
    gsl_linalg_QRPT_decomp(factors->qr, factors->tau, factors->order, &sign, factors->norm);
    fit->rank = numerical_rank(factors, n_columns);
    if (fit->rank == n_columns) {
        solve(factors, fit);
        fill_unscaled(factors, fit);
        fit->sum_of_squares =
            weighted_squares(n_rows, n_columns, design, response, weights, fit->coefficients);
        if (factors->n_used > n_columns)
            fit->residual_variance = fit->sum_of_squares / (double)(factors->n_used - n_columns);
    }
    factors_free(factors);
    return fit;
}

void least_squares_free(LeastSquares *fit)
{
    g_free(fit->coefficients);
    g_free(fit->unscaled);
    g_free(fit);
}

double least_squares_standard_error(const LeastSquares *fit, gsize column, double variance)
{
    return sqrt(variance * fit->unscaled[column * fit->n_columns + column]);
}
