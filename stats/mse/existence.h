#pragma once

#include "stats/mse/fit.h"

/* Existence and identifiability of a maximum-likelihood estimate.
 *
 * design: n_rows x n_columns, row by row; only rows of cells that can have a positive mean.
 * counts: n_rows. */

/* Whether there are positive means with the same sufficient statistics as the counts (Fienberg &
 * Rinaldo 2012): the linear program max s, A'x = A'n, x >= s, solved by GLPK; exists when the
 * optimum is positive. Counts are at least 0. */
gboolean existence_by_linear_program(guint n_rows, guint n_columns, const double *design,
                                     const double *counts);

/* Column rank of a matrix of small integers, by elimination modulo the prime 2^31 - 1. */
guint existence_integer_rank(guint n_rows, guint n_columns, const double *design);
