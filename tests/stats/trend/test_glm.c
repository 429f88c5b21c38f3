#include "stats/trend/glm.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

/* Registered persons, series of the National Rapporteur 2014-2021 (trend-reference.csv:
 * comensha-rapporteur-2014-2021). */
static const double rapporteur[] = {1255, 1150, 952, 958, 668, 1334, 984, 791};
#define N_YEARS G_N_ELEMENTS(rapporteur)

/* Intercept and calendar year. The slope does not depend on where years are counted from; the year
 * itself makes an ill-conditioned design of it, as R gets it. */
static void make_design(double *design, double origin)
{
    for (gsize i = 0; i < N_YEARS; i++) {
        design[2 * i] = 1;
        design[2 * i + 1] = 2014 + (double)i - origin;
    }
}

/* Rows "poisson-glm log-linear slope", "annual percent change (poisson)", "quasi-poisson
 * dispersion". */
START_TEST(poisson_and_quasi_poisson_as_r)
{
    const double origins[] = {0, 2014, 2017.5};
    double design[2 * N_YEARS];
    make_design(design, origins[_i]);
    g_autoptr(Glm) glm = glm_fit(N_YEARS, 2, design, NULL, rapporteur, NULL, INFINITY);
    ck_assert_int_eq(glm->status, GLM_FITTED);
    ck_assert_uint_eq(glm->df, 6);
    double slope = glm->coefficients[1];
    ck_assert_double_eq_tol(slope, -0.03798027, 5e-9);
    ck_assert_double_eq_tol(glm_standard_error(glm, 1, 1), 0.004863054, 5e-10);
    ck_assert_double_eq_tol(glm->deviance, 296.6846, 5e-5);
    double margin = gsl_cdf_ugaussian_Pinv(0.975) * glm_standard_error(glm, 1, 1);
    ck_assert_double_eq_tol(100 * expm1(slope), -3.726807, 5e-7);
    ck_assert_double_eq_tol(100 * expm1(slope - margin), -4.640067, 5e-7);
    ck_assert_double_eq_tol(100 * expm1(slope + margin), -2.8048, 5e-5);
    ck_assert_double_eq_tol(glm->dispersion, 49.97301, 5e-6);
    double error = glm_standard_error(glm, 1, glm->dispersion);
    ck_assert_double_eq_tol(error, 0.0343777, 5e-8);
    ck_assert_double_eq_tol(glm_p_value(slope, error, glm->df), 0.3115719, 5e-8);
}
END_TEST

/* Row "negative-binomial slope". */
START_TEST(negative_binomial_as_r)
{
    double design[2 * N_YEARS];
    make_design(design, 2014);
    g_autoptr(NegativeBinomial) fit = negative_binomial_fit(N_YEARS, 2, design, NULL, rapporteur);
    ck_assert_int_eq(fit->glm->status, GLM_FITTED);
    ck_assert_double_eq_tol(fit->glm->coefficients[1], -0.03692944, 5e-9);
    ck_assert_double_eq_tol(glm_standard_error(fit->glm, 1, 1), 0.03007214, 5e-9);
    ck_assert_double_eq_tol(fit->theta, 27.039, 5e-4);
    ck_assert_double_eq_tol(fit->theta_error, 13.81599, 5e-5);
}
END_TEST

/* A model of one mean: it is the mean of the counts per exposure, deviance and Pearson's statistic
 * by hand. Counts 2 4 6 over exposures 1 1 2: mean 3 each; (1 + 1) / 3 + 0. */
START_TEST(one_mean_by_hand)
{
    const double ones[] = {1, 1, 1};
    const double counts[] = {2, 4, 6};
    const double offset[] = {0, 0, log(2)};
    g_autoptr(Glm) glm = glm_fit(3, 1, ones, offset, counts, NULL, INFINITY);
    ck_assert_int_eq(glm->status, GLM_FITTED);
    ck_assert_double_eq_tol(exp(glm->coefficients[0]), 3, 1e-12);
    ck_assert_double_eq_tol(glm->pearson, 2.0 / 3, 1e-10);
    ck_assert_double_eq_tol(glm->deviance, 2 * (2 * log(2.0 / 3) + 4 * log(4.0 / 3)), 1e-10);
    /* Mean of (y - m) / m is 0 here, so both dispersions are 1/3. */
    ck_assert_double_eq_tol(glm->dispersion, 1.0 / 3, 1e-10);
    ck_assert_double_eq_tol(glm_sparse_dispersion(glm, counts), 1.0 / 3, 1e-9);
    /* Variance of the log of a mean with 12 events behind it: 1 / 12. */
    ck_assert_double_eq_tol(glm_standard_error(glm, 0, 1), sqrt(1.0 / 12), 1e-10);
}
END_TEST

/* Nothing before a step and something after it, or nothing at all: no estimate instead of a large
 * number. */
START_TEST(infinite_parameters_are_refused)
{
    const double step[] = {1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1};
    const double after[] = {0, 0, 0, 3, 1, 2};
    const double none[] = {0, 0, 0, 0, 0, 0};
    g_autoptr(Glm) one_sided = glm_fit(6, 2, step, NULL, after, NULL, INFINITY);
    ck_assert_int_eq(one_sided->status, GLM_NO_ESTIMATE);
    g_autoptr(Glm) empty = glm_fit(6, 2, step, NULL, none, NULL, INFINITY);
    ck_assert_int_eq(empty->status, GLM_NO_ESTIMATE);
    const double same[] = {1, 2, 1, 2, 1, 2};
    g_autoptr(Glm) dependent = glm_fit(3, 2, same, NULL, after + 3, NULL, INFINITY);
    ck_assert_int_eq(dependent->status, GLM_DEPENDENT);
}
END_TEST

/* Counts that vary less than Poisson have no negative binomial: the fit is the Poisson one. */
START_TEST(even_counts_are_poisson)
{
    const double ones[] = {1, 1, 1, 1};
    const double counts[] = {10, 11, 9, 10};
    g_autoptr(NegativeBinomial) fit = negative_binomial_fit(4, 1, ones, NULL, counts);
    ck_assert_int_eq(fit->glm->status, GLM_FITTED);
    ck_assert(isinf(fit->theta) && isnan(fit->theta_error));
    ck_assert_double_eq_tol(exp(fit->glm->coefficients[0]), 10, 1e-10);
}
END_TEST

Suite *glm_suite(void);
Suite *glm_suite(void)
{
    Suite *suite = suite_create("glm");
    TCase *tcase = tcase_create("glm");
    tcase_add_loop_test(tcase, poisson_and_quasi_poisson_as_r, 0, 3);
    tcase_add_test(tcase, negative_binomial_as_r);
    tcase_add_test(tcase, one_mean_by_hand);
    tcase_add_test(tcase, infinite_parameters_are_refused);
    tcase_add_test(tcase, even_counts_are_poisson);
    suite_add_tcase(suite, tcase);
    return suite;
}
