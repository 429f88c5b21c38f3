#include "stats/mse/existence.h"

#include <glpk.h>
#include <math.h>

/* Only where the counts are positive matters, so the program is solved for counts of 0 and 1, and a
 * positive optimum is far above the tolerance of the solver. */
#define LEAST_POSITIVE 1e-6

static void add_statistics(glp_prob *program, guint n_rows, guint n_columns, const double *design,
                           const double *counts)
{
    g_autofree int *indices = g_new(int, n_rows + 2);
    g_autofree double *values = g_new(double, n_rows + 2);
    for (guint j = 0; j < n_columns; j++) {
        int n_entries = 0;
        double statistic = 0;
        double column_sum = 0;
        for (guint i = 0; i < n_rows; i++) {
            double value = design[(gsize)i * n_columns + j];
            if (fpclassify(value) == FP_ZERO)
                continue;
            n_entries++;
            indices[n_entries] = (int)i + 1;
            values[n_entries] = value;
            statistic += counts[i] > 0 ? value : 0;
            column_sum += value;
        }
        /* x = s + y with y >= 0: the column of s is the sum of the others. */
        n_entries++;
        indices[n_entries] = (int)n_rows + 1;
        values[n_entries] = column_sum;
        glp_set_mat_row(program, (int)j + 1, n_entries, indices, values);
        glp_set_row_bnds(program, (int)j + 1, GLP_FX, statistic, statistic);
    }
}

gboolean existence_by_linear_program(guint n_rows, guint n_columns, const double *design,
                                     const double *counts)
{
    glp_prob *program = glp_create_prob();
    glp_set_obj_dir(program, GLP_MAX);
    glp_add_rows(program, (int)n_columns);
    glp_add_cols(program, (int)n_rows + 1);
    for (guint i = 0; i < n_rows; i++)
        glp_set_col_bnds(program, (int)i + 1, GLP_LO, 0, 0);
    glp_set_col_bnds(program, (int)n_rows + 1, GLP_DB, 0, 1);
    glp_set_obj_coef(program, (int)n_rows + 1, 1);
    add_statistics(program, n_rows, n_columns, design, counts);
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.presolve = GLP_ON;
    gboolean solved = glp_simplex(program, &parameters) == 0;
    gboolean exists = solved && glp_get_obj_val(program) > LEAST_POSITIVE;
    glp_delete_prob(program);
    return exists;
}

#define PRIME G_GUINT64_CONSTANT(2147483647)

static guint64 power(guint64 base, guint64 exponent)
{
    guint64 result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = result * base % PRIME;
        base = base * base % PRIME;
    }
    return result;
}

static guint64 residue(double value)
{
    gint64 whole = llrint(value) % (gint64)PRIME;
    return (guint64)(whole < 0 ? whole + (gint64)PRIME : whole);
}

/* Subtracts multiples of row `rank` from the rows below, from `column` on. */
static void eliminate(guint64 *matrix, guint n_rows, guint n_columns, guint rank, guint column)
{
    const guint64 *pivot_row = matrix + (gsize)rank * n_columns;
    guint64 inverse = power(pivot_row[column], PRIME - 2);
    for (guint i = rank + 1; i < n_rows; i++) {
        guint64 *row = matrix + (gsize)i * n_columns;
        if (row[column] == 0)
            continue;
        guint64 factor = PRIME - row[column] * inverse % PRIME;
        for (guint j = column; j < n_columns; j++)
            row[j] = (row[j] + factor * pivot_row[j]) % PRIME;
    }
}

guint existence_integer_rank(guint n_rows, guint n_columns, const double *design)
{
    gsize n_entries = (gsize)n_rows * n_columns;
    g_autofree guint64 *matrix = g_new0(guint64, n_entries + 1);
    for (gsize i = 0; i < n_entries; i++)
        matrix[i] = residue(design[i]);
    guint rank = 0;
    for (guint column = 0; column < n_columns && rank < n_rows; column++) {
        guint pivot = rank;
        while (pivot < n_rows && matrix[(gsize)pivot * n_columns + column] == 0)
            pivot++;
        if (pivot == n_rows)
            continue;
        for (guint j = 0; j < n_columns && pivot != rank; j++) {
            guint64 value = matrix[(gsize)pivot * n_columns + j];
            matrix[(gsize)pivot * n_columns + j] = matrix[(gsize)rank * n_columns + j];
            matrix[(gsize)rank * n_columns + j] = value;
        }
        eliminate(matrix, n_rows, n_columns, rank, column);
        rank++;
    }
    return rank;
}
