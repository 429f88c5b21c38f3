#include "stats/trend/least_squares.h"

#include "core/table_file.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* NIST Statistical Reference Datasets, linear regression: digits that agree with the certified
 * coefficients (LRE = -log10 of the relative error) are at least as many as named here: those of
 * GSL's QR, or more. */
static const struct {
    const char *name;
    gsize degree; /* of the polynomial in x; 0: a column of 1 and x1..x6 */
    gboolean intercept;
    double digits;
    double digits_of_error;
} sets[] = {
    {"Norris", 1, TRUE, 12, 12},  {"Pontius", 2, TRUE, 11, 12}, {"NoInt1", 1, FALSE, 14, 14},
    {"NoInt2", 1, FALSE, 14, 14}, {"Filip", 10, TRUE, 7, 7},    {"Longley", 0, TRUE, 11, 11},
    {"Wampler1", 5, TRUE, 9, 0},  {"Wampler2", 5, TRUE, 12, 0}, {"Wampler3", 5, TRUE, 9, 10},
    {"Wampler4", 5, TRUE, 7, 10}, {"Wampler5", 5, TRUE, 5, 10},
};

static double agreeing_digits(double found, double certified)
{
    double error = certified != 0 ? fabs(found - certified) / fabs(certified) : fabs(found);
    return error > 0 ? -log10(error) : 15;
}

typedef struct {
    gsize n_rows, n_columns;
    GArray *design;
    GArray *response;
} Problem;

static void add_row(Problem *problem, const TableFile *table, gsize degree, gboolean intercept)
{
    double value, one = 1;
    ck_assert(table_file_number(table, 0, &value, NULL));
    g_array_append_val(problem->response, value);
    if (intercept)
        g_array_append_val(problem->design, one);
    gsize n_given = table_file_n_columns(table) - 1;
    for (gsize j = 0; degree == 0 && j < n_given; j++) {
        ck_assert(table_file_number(table, (gssize)j + 1, &value, NULL));
        g_array_append_val(problem->design, value);
    }
    ck_assert(table_file_number(table, 1, &value, NULL));
    for (gsize power = 1; power <= degree; power++) {
        double term = pow(value, (double)power);
        g_array_append_val(problem->design, term);
    }
    problem->n_rows++;
    problem->n_columns = problem->design->len / problem->n_rows;
}

static gboolean read_problem(guint set, Problem *problem)
{
    g_autofree char *name = g_strdup_printf("data/test/nist-strd/linear/%s.csv", sets[set].name);
    g_autofree char *path = shared_data_path(name);
    if (path == NULL)
        return FALSE;
    g_autoptr(GError) error = NULL;
    g_autoptr(TableFile) table = table_file_open(path, &error);
    ck_assert_ptr_nonnull(table);
    *problem = (Problem){0, 0, g_array_new(FALSE, FALSE, sizeof(double)),
                         g_array_new(FALSE, FALSE, sizeof(double))};
    while (table_file_next(table, &error))
        add_row(problem, table, sets[set].degree, sets[set].intercept);
    ck_assert_ptr_null(error);
    return TRUE;
}

static void compare(guint set, const LeastSquares *fit)
{
    g_autofree char *path = shared_data_path("data/test/nist-strd/linear/certified-parameters.csv");
    g_autoptr(TableFile) table = table_file_open(path, NULL);
    double coefficient = 15, standard_error = 15;
    gsize column = 0;
    while (table_file_next(table, NULL)) {
        if (strcmp(table_file_text(table, 0), sets[set].name) != 0)
            continue;
        double certified, certified_error;
        ck_assert(table_file_number(table, 2, &certified, NULL));
        ck_assert(table_file_number(table, 3, &certified_error, NULL));
        coefficient = fmin(coefficient, agreeing_digits(fit->coefficients[column], certified));
        double found = least_squares_standard_error(fit, column, fit->residual_variance);
        if (certified_error > 0)
            standard_error = fmin(standard_error, agreeing_digits(found, certified_error));
        column++;
    }
    ck_assert_uint_eq(column, fit->n_columns);
    ck_assert_msg(coefficient >= sets[set].digits, "%s: %.1f digits", sets[set].name, coefficient);
    ck_assert_msg(standard_error >= sets[set].digits_of_error, "%s: standard error %.1f digits",
                  sets[set].name, standard_error);
    if (g_getenv("INBEELD_SHOW") != NULL)
        printf("%s: %.1f, standard errors %.1f\n", sets[set].name, coefficient, standard_error);
}

START_TEST(certified_regressions)
{
    Problem problem;
    if (!read_problem((guint)_i, &problem))
        return;
    g_autoptr(LeastSquares) fit =
        least_squares_fit(problem.n_rows, problem.n_columns, (double *)problem.design->data,
                          (double *)problem.response->data, NULL);
    ck_assert_uint_eq(fit->rank, fit->n_columns);
    compare((guint)_i, fit);
    g_array_unref(problem.design);
    g_array_unref(problem.response);
}
END_TEST

/* A weight of 2 is the row twice, a weight of 0 a row that is not there. */
START_TEST(weights_are_repeated_rows)
{
    const double twice[] = {1, 1, 1, 2, 1, 2, 1, 4};
    const double y_twice[] = {1, 3, 3, 4};
    const double once[] = {1, 1, 1, 2, 1, 3, 1, 4};
    const double y_once[] = {1, 3, 100, 4};
    const double weights[] = {1, 2, 0, 1};
    g_autoptr(LeastSquares) repeated = least_squares_fit(4, 2, twice, y_twice, NULL);
    g_autoptr(LeastSquares) weighted = least_squares_fit(4, 2, once, y_once, weights);
    for (gsize j = 0; j < 2; j++)
        ck_assert_double_eq_tol(repeated->coefficients[j], weighted->coefficients[j], 1e-14);
    ck_assert_double_eq_tol(repeated->sum_of_squares, weighted->sum_of_squares, 1e-13);
    /* Three rows carry the weights, two columns: one degree of freedom. */
    ck_assert_double_eq_tol(weighted->residual_variance, weighted->sum_of_squares, 1e-13);
}
END_TEST

START_TEST(dependent_columns_give_no_coefficients)
{
    const double same[] = {1, 2, 1, 2, 1, 2};
    const double response[] = {1, 2, 3};
    g_autoptr(LeastSquares) fit = least_squares_fit(3, 2, same, response, NULL);
    ck_assert_uint_eq(fit->rank, 1);
    const double wide[] = {1, 5};
    g_autoptr(LeastSquares) few = least_squares_fit(1, 2, wide, response, NULL);
    ck_assert_uint_eq(few->rank, 1);
}
END_TEST

Suite *least_squares_suite(void);
Suite *least_squares_suite(void)
{
    Suite *suite = suite_create("least_squares");
    TCase *tcase = tcase_create("least squares");
    tcase_add_loop_test(tcase, certified_regressions, 0, G_N_ELEMENTS(sets));
    tcase_add_test(tcase, weights_are_repeated_rows);
    tcase_add_test(tcase, dependent_columns_give_no_coefficients);
    suite_add_tcase(suite, tcase);
    return suite;
}
