#include "stats/mse/fit.h"
#include "tests/stats/mse/reference.h"

#include "stats/mse/lists_fit.h"

#include <stdlib.h>

START_TEST(reproduces_every_deterministic_row)
{
    g_autoptr(GPtrArray) rows = reference_rows();
    guint n_checked = 0;
    for (guint i = 0; i < rows->len; i++) {
        const ReferenceRow *row = g_ptr_array_index(rows, i);
        if (strcmp(row->method, "poisson-loglinear-mle") != 0 &&
            strstr(row->method, "-rank-") == NULL)
            continue;
        g_autoptr(MseTable) table = sample_table(row->dataset, NULL);
        g_autoptr(MseModel) model = mse_model_parse(table, row->model, NULL);
        ck_assert_ptr_nonnull(model);
        double hidden = 0;
        MseFit fit = mse_fit(table, model, &hidden);
        ck_assert_int_eq(fit.status, MSE_STATUS_FINE);
        ck_assert_close(fit.total, row->estimate, 5e-7);
        ck_assert_close(hidden + (double)mse_table_total(table), fit.total, 1e-15);
        if (isfinite(row->bic))
            ck_assert_double_eq_tol(fit.bic, row->bic, 1e-6);
        if (isfinite(row->aic))
            ck_assert_double_eq_tol(fit.aic, row->aic, 1e-6);
        if (isfinite(row->deviance))
            ck_assert_double_eq_tol(fit.deviance, row->deviance, 1e-6);
        if (isfinite(row->df))
            ck_assert_int_eq(fit.degrees_of_freedom, (int)row->df);
        /* The peer stops its iterations at a relative change of the deviance of 1e-8. */
        if (isfinite(row->se))
            ck_assert_close(fit.standard_error, row->se, 2e-5);
        n_checked++;
    }
    ck_assert_uint_eq(n_checked, 68);
}
END_TEST

/* Chan, Silverman & Vincent 2021, table 2: codes 0,1,0,0,1,1,0,2. */
START_TEST(statuses_of_the_artificial_table)
{
    const char *models[] = {"[1,2,3]", "[12,3]",  "[13,2]",  "[23,1]",
                            "[12,13]", "[12,23]", "[13,23]", "[12,13,23]"};
    const int statuses[] = {0, 1, 0, 0, 1, 1, 0, 2};
    g_autoptr(MseTable) table = sample_table("artificial-3", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(models); i++) {
        g_autoptr(MseModel) model = mse_model_parse(table, models[i], NULL);
        MseFit fit = mse_fit(table, model, NULL);
        ck_assert_int_eq(fit.status, statuses[i]);
        ck_assert_int_eq(mse_fit_status(table, model), statuses[i]);
        ck_assert_int_eq(!isfinite(fit.total), statuses[i] != 0);
    }
}
END_TEST

/* A pseudo-random table of n_lists lists, sparse when `mean` is small; the same for a seed. */
static MseTable *random_table(guint32 seed, guint n_lists, double mean)
{
    const char *names[] = {"A", "B", "C", "D", "E", "F"};
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    MseTable *table = mse_table_new(n_lists, names, NULL);
    for (guint history = 1; history < 1U << n_lists; history++) {
        double scale = mean * pow(0.35, __builtin_popcount(history) - 1);
        double draw = -log(1 - g_rand_double(random)) * scale;
        ck_assert(mse_table_add(table, history, 0, (gint64)floor(draw + 0.3), NULL));
    }
    return table;
}

static MseModel *random_model(guint32 seed, guint n_lists)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    MseTerm terms[16];
    guint n_terms = 0;
    for (guint i = 0; i < n_lists; i++)
        terms[n_terms++] = MSE_TERM_LIST(i);
    guint extra = (guint)g_rand_int_range(random, 1, 5);
    for (guint i = 0; i < extra; i++) {
        MseTerm term = (MseTerm)g_rand_int_range(random, 3, 1 << n_lists);
        if (__builtin_popcount(term) < (int)n_lists && __builtin_popcount(term) <= 3)
            terms[n_terms++] = term;
    }
    return mse_model_new(n_terms, terms);
}

/* Iterative proportional fitting over the cells that are not forced to 0: another road to the same
 * estimate. A margin of a term on all its lists and on each part of them is fitted in turn; the
 * hidden cell follows from the odds ratio that the model sets to 1. Returns the fitted means. */
static void fit_proportionally(const MseTable *table, const MseModel *model, double *means)
{
    guint n_cells = mse_table_n_histories(table);
    guint n_terms = 0;
    const MseTerm *terms = mse_model_terms(model, &n_terms);
    double margins[1024];
    for (guint j = 0; j < n_terms; j++) {
        margins[j] = 0;
        for (guint cell = 1; cell < n_cells; cell++)
            if ((cell & terms[j]) == terms[j])
                margins[j] += (double)mse_table_count(table, cell, 0);
    }
    for (guint cell = 0; cell < n_cells; cell++) {
        means[cell] = cell > 0 ? 1 : 0;
        for (guint j = 0; j < n_terms; j++)
            if ((cell & terms[j]) == terms[j] && margins[j] <= 0)
                means[cell] = 0;
    }
    for (guint sweep = 0; sweep < 400000; sweep++) {
        double worst = 0;
        for (guint j = 0; j < n_terms; j++) {
            double sum = 0;
            for (guint cell = 1; cell < n_cells; cell++)
                if ((cell & terms[j]) == terms[j])
                    sum += means[cell];
            if (margins[j] <= 0)
                continue;
            double ratio = margins[j] / sum;
            worst = MAX(worst, fabs(ratio - 1));
            for (guint cell = 1; cell < n_cells; cell++)
                if ((cell & terms[j]) == terms[j])
                    means[cell] *= ratio;
        }
        if (worst < 1e-14)
            return;
    }
}

static double proportional_deviance(const MseTable *table, const double *means)
{
    double deviance = 0;
    for (guint cell = 1; cell < mse_table_n_histories(table); cell++) {
        double count = (double)mse_table_count(table, cell, 0);
        deviance += (count > 0 ? count * log(count / means[cell]) : 0) - count + means[cell];
    }
    return 2 * deviance;
}

START_TEST(agrees_with_proportional_fitting)
{
    guint n_compared = 0;
    guint n_refused = 0;
    for (guint32 seed = 1; n_compared < 200; seed++) {
        guint n_lists = 3 + seed % 3;
        g_autoptr(MseTable) table = random_table(seed, n_lists, seed % 4 == 0 ? 6 : 60);
        g_autoptr(MseModel) model = random_model(seed + 10000, n_lists);
        if (!mse_table_check(table, NULL))
            continue;
        MseFit fit = mse_fit(table, model, NULL);
        ck_assert_int_eq(fit.status, mse_fit_status(table, model));
        if (fit.status != MSE_STATUS_FINE) {
            n_refused++;
            continue;
        }
        double means[64];
        fit_proportionally(table, model, means);
        ck_assert_double_eq_tol(fit.deviance, proportional_deviance(table, means),
                                1e-9 * MAX(1, fit.deviance));
        g_autoptr(ListsData) data = lists_data_new(table);
        g_autoptr(ListsModel) terms = lists_model_new(model);
        g_autoptr(ListsWorkspace) work = lists_workspace_new(n_lists);
        lists_fit(data, terms->n_terms, terms->terms, NULL, work);
        for (guint cell = 1; cell < mse_table_n_histories(table); cell++) {
            double mean = exp(lists_workspace_predictors(work)[cell]);
            ck_assert_double_eq_tol(mean, means[cell], 1e-9 * MAX(1, means[cell]));
        }
        n_compared++;
    }
    ck_assert_uint_gt(n_refused, 5);
}
END_TEST

/* The table with its lists in another order: list i becomes list order[i]. */
static MseTable *reorder(const MseTable *table, const guint *order)
{
    const char *names[MSE_MAX_LISTS] = {NULL};
    guint n_lists = mse_table_n_lists(table);
    for (guint i = 0; i < n_lists; i++)
        names[order[i]] = mse_table_list(table, i);
    MseTable *result = mse_table_new(n_lists, names, NULL);
    for (guint history = mse_table_n_histories(table) - 1; history > 0; history--) {
        guint other = 0;
        for (guint i = 0; i < n_lists; i++)
            other |= (history >> i & 1) << order[i];
        gint64 count = mse_table_count(table, history, 0);
        ck_assert(mse_table_add(result, other, 0, count / 3, NULL));
        ck_assert(mse_table_add(result, other, 0, count - count / 3, NULL));
    }
    return result;
}

START_TEST(does_not_depend_on_order_or_splitting)
{
    const guint order[] = {3, 0, 4, 1, 2};
    const char *models[][2] = {{"[123,25,34]", "[135,14,24]"},
                               {"[12,13,25,35,45]", "[14,45,13,35,23]"},
                               {"[1,2,3,4,5]", "[1,2,3,4,5]"}};
    g_autoptr(MseTable) table = sample_table("uk2013-5", NULL);
    g_autoptr(MseTable) other = reorder(table, order);
    for (guint i = 0; i < G_N_ELEMENTS(models); i++) {
        g_autoptr(MseModel) model = mse_model_parse(table, models[i][0], NULL);
        guint n_terms = 0;
        const MseTerm *terms = mse_model_maximal_terms(model, &n_terms);
        MseTerm renamed[32] = {0};
        for (guint j = 0; j < n_terms; j++)
            for (guint k = 0; k < 5; k++)
                renamed[j] |= (terms[j] >> k & 1) << order[k];
        g_autoptr(MseModel) same = mse_model_new(n_terms, renamed);
        ck_assert_close(mse_fit(other, same, NULL).total, mse_fit(table, model, NULL).total, 1e-10);
    }
}
END_TEST

START_TEST(structural_zeros_leave_the_likelihood)
{
    /* Two lists that cannot meet: without the cell, three lists keep [12,13,23] minus one cell. */
    g_autoptr(MseTable) table = sample_table("hepatitis-a-taiwan-3", NULL);
    const char *names[] = {"P", "Q", "E"};
    g_autoptr(MseTable) without = mse_table_new(3, names, NULL);
    for (guint history = 1; history < 7; history++)
        ck_assert(mse_table_add(without, history, 0, mse_table_count(table, history, 0), NULL));
    ck_assert(mse_table_exclude_cell(without, 7, 0, NULL));
    g_autoptr(MseModel) model = mse_model_parse(without, "[12,13,2]", NULL);
    MseFit fit = mse_fit(without, model, NULL);
    ck_assert_int_eq(fit.degrees_of_freedom, 0);
    ck_assert_int_eq(fit.status, MSE_STATUS_FINE);
    /* Saturated on six cells; lists 2 and 3 are independent given not on 1. */
    double expected = (double)mse_table_count(table, 2, 0) * (double)mse_table_count(table, 4, 0) /
                      (double)mse_table_count(table, 6, 0);
    ck_assert_close(fit.hidden, expected, 1e-9);
}
END_TEST

Suite *mse_fit_suite(void);
Suite *mse_fit_suite(void)
{
    Suite *suite = suite_create("mse_fit");
    TCase *tcase = tcase_create("lists");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, reproduces_every_deterministic_row);
    tcase_add_test(tcase, statuses_of_the_artificial_table);
    tcase_add_test(tcase, agrees_with_proportional_fitting);
    tcase_add_test(tcase, does_not_depend_on_order_or_splitting);
    tcase_add_test(tcase, structural_zeros_leave_the_likelihood);
    suite_add_tcase(suite, tcase);
    return suite;
}
