#pragma once

#include <glib.h>

/* Weighted linear least squares by Householder QR with column pivoting (Golub & Van Loan 5.4, 5.5);
 * never through normal equations. Columns are scaled to length 1 first.
 *
 * Checked with the linear data sets of NIST StRD (tests/stats/trend/test_least_squares.c gives the
 * digits per set). */
typedef struct {
    gsize n_columns;
    gsize rank;               /* below n_columns: coefficients hold nothing */
    double *coefficients;     /* n_columns */
    double *unscaled;         /* (X'WX)^-1, n_columns x n_columns; times the variance: covariance */
    double sum_of_squares;    /* sum w (y - Xb)^2 */
    double residual_variance; /* sum_of_squares / (n - p), n the rows of positive weight; NaN when
                                 n = p */
} LeastSquares;

/* design: n_rows x n_columns, row by row.  response: n_rows.  weights: n_rows, >= 0; NULL: all 1.
 * All finite; n_columns >= 1. A design of which the columns depend on each other (relative to
 * rounding), or with fewer rows of positive weight than columns, gives a rank below n_columns.
 * Returns (transfer full). Cost: n_rows x n_columns^2. */
LeastSquares *least_squares_fit(gsize n_rows, gsize n_columns, const double *design,
                                const double *response, const double *weights);
void least_squares_free(LeastSquares *fit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LeastSquares, least_squares_free)

/* Square root of `variance` x the diagonal of `unscaled`. */
double least_squares_standard_error(const LeastSquares *fit, gsize column, double variance);
