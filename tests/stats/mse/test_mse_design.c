#include "core/error.h"
#include "stats/mse/estimate.h"
#include "tests/stats/mse/reference.h"

static MseTable *random_strata(guint32 seed, double mean)
{
    const char *lists[] = {"A", "B", "C"};
    const char *sexes[] = {"f", "m"};
    const char *years[] = {"1", "2", "3"};
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    MseTable *table = mse_table_new(3, lists, NULL);
    ck_assert(mse_table_add_covariate(table, "sex", 2, sexes, NULL));
    ck_assert(mse_table_add_covariate(table, "year", 3, years, NULL));
    for (guint stratum = 0; stratum < 6; stratum++)
        for (guint history = 1; history < 8; history++) {
            double scale = mean * pow(0.5, __builtin_popcount(history) - 1);
            double draw = -log(1 - g_rand_double(random)) * scale;
            ck_assert(mse_table_add(table, history, stratum, (gint64)floor(draw + 0.4), NULL));
        }
    return table;
}

static MseModel *parse(const MseTable *table, const char *text)
{
    g_autoptr(GError) error = NULL;
    MseModel *model = mse_model_parse(table, text, &error);
    ck_assert_msg(model != NULL, "%s", error != NULL ? error->message : "");
    return model;
}

/* With all terms of lists crossed with all covariates each stratum has a fit of its own. */
START_TEST(saturated_covariates_are_separate_fits)
{
    const struct {
        const char *joint, *separate;
    } models[] = {{"[12.sex.year,3.sex.year]", "[12,3]"},
                  {"[1.sex.year,2.sex.year,3.sex.year]", "[1,2,3]"},
                  {"[12.sex.year,23.sex.year]", "[12,23]"}};
    const char *lists[] = {"A", "B", "C"};
    guint n_compared = 0;
    for (guint32 seed = 1; seed <= 20; seed++)
        for (guint m = 0; m < G_N_ELEMENTS(models); m++) {
            g_autoptr(MseTable) table = random_strata(seed, 40);
            g_autoptr(MseModel) joint = parse(table, models[m].joint);
            double hidden[6];
            MseFit fit = mse_fit(table, joint, hidden);
            double deviance = 0;
            for (guint stratum = 0; stratum < 6; stratum++) {
                g_autoptr(MseTable) one = mse_table_new(3, lists, NULL);
                for (guint history = 1; history < 8; history++)
                    mse_table_add(one, history, 0, mse_table_count(table, history, stratum), NULL);
                g_autoptr(MseModel) model = parse(one, models[m].separate);
                MseFit own = mse_fit(one, model, NULL);
                deviance += own.deviance;
                if (fit.status == MSE_STATUS_FINE && own.status == MSE_STATUS_FINE) {
                    ck_assert_double_eq_tol(hidden[stratum], own.hidden, 1e-8 * MAX(1, own.hidden));
                    n_compared++;
                }
            }
            if (fit.status == MSE_STATUS_FINE)
                ck_assert_double_eq_tol(fit.deviance, deviance, 1e-8 * MAX(1, deviance));
        }
    ck_assert_uint_gt(n_compared, 100);
}
END_TEST

/* Lists that are independent of the covariates are fitted on the sum over strata, and the hidden
 * persons are divided as the observed ones. */
START_TEST(independent_covariates_collapse)
{
    for (guint32 seed = 1; seed <= 20; seed++) {
        g_autoptr(MseTable) table = random_strata(seed + 100, 20);
        g_autoptr(MseTable) collapsed = mse_table_collapse(table, NULL);
        g_autoptr(MseModel) joint = parse(table, "[12,3,sex.year]");
        g_autoptr(MseModel) model = parse(collapsed, "[12,3]");
        double hidden[6];
        MseFit fit = mse_fit(table, joint, hidden);
        MseFit sum = mse_fit(collapsed, model, NULL);
        ck_assert_int_eq(fit.status, sum.status);
        if (fit.status != MSE_STATUS_FINE)
            continue;
        ck_assert_close(fit.total, sum.total, 1e-9);
        ck_assert_close(fit.standard_error, sum.standard_error, 1e-6);
        for (guint stratum = 0; stratum < 6; stratum++)
            ck_assert_double_eq_tol(hidden[stratum],
                                    sum.hidden * (double)mse_table_stratum_total(table, stratum) /
                                        (double)mse_table_total(table),
                                    1e-6);
    }
}
END_TEST

/* The quick decision and the linear program agree, on sparse tables. */
START_TEST(status_by_program_agrees)
{
    const char *models[] = {"[12,13,1.sex,2.year,sex.year]", "[1.sex,2.sex,3.year,sex.year]",
                            "[12.sex,3,year]", "[1.year,2.year,3.year,sex]"};
    guint n_refused = 0;
    for (guint32 seed = 1; seed <= 150; seed++) {
        g_autoptr(MseTable) table = random_strata(seed + 1000, 1.5);
        if (!mse_table_check(table, NULL))
            continue;
        g_autoptr(MseModel) model = parse(table, models[seed % G_N_ELEMENTS(models)]);
        MseFit fit = mse_fit(table, model, NULL);
        ck_assert_int_eq(fit.status, mse_fit_status(table, model));
        n_refused += fit.status != MSE_STATUS_FINE ? 1 : 0;
    }
    ck_assert_uint_gt(n_refused, 3);
}
END_TEST

/* A trend of the highest degree is the factor. */
START_TEST(full_polynomial_is_the_factor)
{
    g_autoptr(MseTable) table = random_strata(7, 40);
    g_autoptr(MseTable) trend = mse_table_copy(table);
    ck_assert(mse_table_set_trend(trend, 1, 2, NULL));
    g_autoptr(MseModel) model = parse(table, "[12,1.year,2.year,3.sex,sex.year]");
    double factor_hidden[6];
    double trend_hidden[6];
    MseFit factor = mse_fit(table, model, factor_hidden);
    MseFit polynomial = mse_fit(trend, model, trend_hidden);
    ck_assert_int_eq(factor.status, MSE_STATUS_FINE);
    ck_assert_uint_eq(factor.n_parameters, polynomial.n_parameters);
    ck_assert_close(polynomial.deviance, factor.deviance, 1e-9);
    for (guint stratum = 0; stratum < 6; stratum++)
        ck_assert_close(trend_hidden[stratum], factor_hidden[stratum], 1e-8);
    g_autoptr(GError) error = NULL;
    ck_assert(!mse_table_set_trend(trend, 0, 1, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
}
END_TEST

/* List C did not operate in year 3: the other years decide about C, and year 3 has two lists. */
START_TEST(absent_list_takes_its_cells_out)
{
    const char *lists[] = {"A", "B", "C"};
    const char *years[] = {"1", "2", "3"};
    g_autoptr(MseTable) table = mse_table_new(3, lists, NULL);
    ck_assert(mse_table_add_covariate(table, "year", 3, years, NULL));
    const gint64 counts[3][8] = {
        {0, 40, 50, 12, 30, 8, 9, 3}, {0, 60, 45, 15, 25, 7, 6, 2}, {0, 55, 70, 11, 0, 0, 0, 0}};
    for (guint year = 0; year < 3; year++)
        for (guint history = 1; history < 8; history++)
            ck_assert(mse_table_add(table, history, year, counts[year][history], NULL));
    ck_assert(mse_table_exclude_list(table, 2, 2, NULL));
    g_autoptr(MseModel) model = parse(table, "[1.year,2.year,3.year]");
    double hidden[3];
    MseFit fit = mse_fit(table, model, hidden);
    ck_assert_int_eq(fit.status, MSE_STATUS_FINE);
    ck_assert_int_eq(mse_fit_status(table, model), MSE_STATUS_FINE);
    ck_assert_uint_eq(fit.n_parameters, 11);          /* list 3 has no effect of year 3 */
    ck_assert_close(hidden[2], 55.0 * 70 / 11, 1e-9); /* Lincoln-Petersen */
}
END_TEST

START_TEST(a_stratum_without_persons_hides_nobody)
{
    const char *lists[] = {"A", "B", "C"};
    const char *years[] = {"1", "2"};
    g_autoptr(MseTable) table = mse_table_new(3, lists, NULL);
    ck_assert(mse_table_add_covariate(table, "year", 2, years, NULL));
    for (guint history = 1; history < 8; history++)
        ck_assert(mse_table_add(table, history, 0, 10, NULL));
    g_autoptr(MseModel) model = parse(table, "[1,2,3,year]");
    double hidden[2];
    MseFit fit = mse_fit(table, model, hidden);
    ck_assert_int_eq(fit.status, MSE_STATUS_FINE);
    ck_assert_double_gt(hidden[0], 0);
    ck_assert_double_eq(hidden[1], 0);
}
END_TEST

Suite *mse_design_suite(void);
Suite *mse_design_suite(void)
{
    Suite *suite = suite_create("mse_design");
    TCase *tcase = tcase_create("covariates");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, saturated_covariates_are_separate_fits);
    tcase_add_test(tcase, independent_covariates_collapse);
    tcase_add_test(tcase, status_by_program_agrees);
    tcase_add_test(tcase, full_polynomial_is_the_factor);
    tcase_add_test(tcase, absent_list_takes_its_cells_out);
    tcase_add_test(tcase, a_stratum_without_persons_hides_nobody);
    suite_add_tcase(suite, tcase);
    return suite;
}
