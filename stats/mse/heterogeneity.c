#include "stats/mse/heterogeneity.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

#define MAX_ITERATIONS 60
#define SMALL_STEP 1e-9
#define LARGEST_PREDICTOR 40.0

typedef struct {
    guint n_cells;
    guint n_columns;
    double observed;
    gsl_matrix *design; /* [n_cells x n_columns] */
    double *counts;
    double *means;
    gsl_vector *parameters;
} Problem;

const char *mse_heterogeneity_name(MseHeterogeneity kind)
{
    static const char *const names[] = {"Darroch", "Poisson", "gamma"};
    return names[kind];
}

static double common_term(MseHeterogeneity kind, guint n_on)
{
    switch (kind) {
    case MSE_HETEROGENEITY_DARROCH:
        return n_on * n_on / 2.0;
    case MSE_HETEROGENEITY_POISSON:
        return pow(2, n_on) - 1;
    default:
        return log(3.5) - log(3.5 + n_on);
    }
}

static void problem_init(Problem *problem, const MseTable *table, MseHeterogeneity kind)
{
    guint n_lists = mse_table_n_lists(table);
    guint n_histories = mse_table_n_histories(table);
    *problem = (Problem){.n_columns = n_lists + 2};
    problem->design = gsl_matrix_calloc(n_histories, problem->n_columns);
    problem->counts = g_new0(double, n_histories);
    problem->means = g_new0(double, n_histories);
    problem->parameters = gsl_vector_calloc(problem->n_columns);
    for (guint history = 1; history < n_histories; history++) {
        double count = 0;
        gboolean possible = FALSE;
        for (guint stratum = 0; stratum < mse_table_n_strata(table); stratum++) {
            count += (double)mse_table_count(table, history, stratum);
            possible = possible || !mse_table_is_excluded(table, history, stratum);
        }
        if (!possible)
            continue;
        guint row = problem->n_cells++;
        problem->counts[row] = count;
        problem->observed += count;
        gsl_matrix_set(problem->design, row, 0, 1);
        for (guint i = 0; i < n_lists; i++)
            gsl_matrix_set(problem->design, row, i + 1, history >> i & 1);
        gsl_matrix_set(problem->design, row, n_lists + 1,
                       common_term(kind, (guint)__builtin_popcount(history)));
    }
}

static void problem_clear(Problem *problem)
{
    gsl_matrix_free(problem->design);
    gsl_vector_free(problem->parameters);
    g_free(problem->counts);
    g_free(problem->means);
}

/* Weighted least squares for the working response; QR, so the two powers of k do no harm. FALSE
 * when the design is singular. */
static gboolean iterate(Problem *problem, gboolean first, double *change)
{
    gsl_matrix *weighted = gsl_matrix_alloc(problem->n_cells, problem->n_columns);
    gsl_vector *response = gsl_vector_alloc(problem->n_cells);
    gsl_vector *tau = gsl_vector_alloc(problem->n_columns);
    gsl_vector *solution = gsl_vector_alloc(problem->n_columns);
    gsl_vector *residual = gsl_vector_alloc(problem->n_cells);
    for (guint row = 0; row < problem->n_cells; row++) {
        double mean = first ? problem->counts[row] + 0.5 : problem->means[row];
        double root = sqrt(mean);
        for (guint j = 0; j < problem->n_columns; j++)
            gsl_matrix_set(weighted, row, j, root * gsl_matrix_get(problem->design, row, j));
        gsl_vector_set(response, row, root * (log(mean) + (problem->counts[row] - mean) / mean));
    }
    gboolean good = gsl_linalg_QR_decomp(weighted, tau) == 0 &&
                    gsl_linalg_QR_lssolve(weighted, tau, response, solution, residual) == 0;
    *change = 0;
    for (guint row = 0; row < problem->n_cells && good; row++) {
        gsl_vector_const_view line = gsl_matrix_const_row(problem->design, row);
        double predictor = 0;
        gsl_blas_ddot(&line.vector, solution, &predictor);
        good = fabs(predictor) < LARGEST_PREDICTOR;
        if (!good)
            break;
        double mean = exp(predictor);
        *change = MAX(*change, fabs(log(mean / (first ? 1 : problem->means[row]))));
        problem->means[row] = mean;
    }
    gsl_vector_memcpy(problem->parameters, solution);
    gsl_matrix_free(weighted);
    gsl_vector_free(response);
    gsl_vector_free(tau);
    gsl_vector_free(solution);
    gsl_vector_free(residual);
    return good;
}

static MseFit summarise(const Problem *problem)
{
    MseFit fit = {.n_parameters = problem->n_columns,
                  .degrees_of_freedom = (gint)problem->n_cells - (gint)problem->n_columns,
                  .standard_error = NAN};
    for (guint row = 0; row < problem->n_cells; row++) {
        double count = problem->counts[row];
        double mean = problem->means[row];
        fit.deviance += 2 * ((count > 0 ? count * log(count / mean) : 0) - count + mean);
        fit.log_likelihood += count * log(mean) - mean - lgamma(count + 1);
    }
    fit.hidden = exp(gsl_vector_get(problem->parameters, 0));
    fit.total = problem->observed + fit.hidden;
    fit.aic = 2 * fit.n_parameters - 2 * fit.log_likelihood;
    fit.bic = log(problem->observed) * fit.n_parameters - 2 * fit.log_likelihood;
    return fit;
}

MseFit mse_heterogeneity_fit(const MseTable *table, MseHeterogeneity kind)
{
    MseFit none = {
        .status = MSE_STATUS_NEITHER, .hidden = NAN, .total = NAN, .standard_error = NAN};
    for (guint i = 0; i < mse_table_n_lists(table); i++)
        if (mse_table_list_total(table, i) == 0)
            return none;
    Problem problem;
    problem_init(&problem, table, kind);
    double change = INFINITY;
    gboolean good = problem.n_cells >= problem.n_columns;
    for (guint i = 0; i < MAX_ITERATIONS && good && change > SMALL_STEP; i++)
        good = iterate(&problem, i == 0, &change);
    good = good && change <= SMALL_STEP;
    MseFit fit = good ? summarise(&problem) : none;
    problem_clear(&problem);
    return fit;
}
