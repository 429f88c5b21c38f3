#include "stats/trend/aberration.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>

#define N_QUARTERS 23

static const double season[] = {40, 50, 60, 45};

static void steady(double *counts)
{
    for (gsize i = 0; i < N_QUARTERS; i++)
        counts[i] = season[i % 4];
}

/* The same four quarters every year: the expectation is that of the quarter of the year, to the
 * digit. The 23rd quarter is a third one. */
START_TEST(season_is_expected)
{
    double counts[N_QUARTERS];
    steady(counts);
    Aberration usual = aberration_find(N_QUARTERS, counts, 1, 0.95);
    ck_assert_int_eq(usual.kind, ABERRATION_USUAL);
    ck_assert(usual.has_seasons);
    ck_assert_double_eq_tol(usual.expected, 60, 1e-6);
    /* Poisson with mean 60 lies in 45-76; the uncertainty of the baseline widens it. */
    ck_assert_int_lt(usual.usual_lower, 45);
    ck_assert_int_gt(usual.usual_upper, 76);
    counts[N_QUARTERS - 1] = 110;
    ck_assert_int_eq(aberration_find(N_QUARTERS, counts, 1, 0.95).kind, ABERRATION_HIGH);
    counts[N_QUARTERS - 1] = 20;
    ck_assert_int_eq(aberration_find(N_QUARTERS, counts, 1, 0.95).kind, ABERRATION_LOW);
}
END_TEST

/* One quarter in the past that stood out weighs less: without reweighting the expectation of its
 * season would be (60 x 4 + 200) / 5 = 88. */
START_TEST(an_old_peak_does_not_hide_a_new_one)
{
    double counts[N_QUARTERS];
    steady(counts);
    counts[6] = 200;
    Aberration found = aberration_find(N_QUARTERS, counts, 1, 0.95);
    ck_assert_double_lt(found.expected, 80);
}
END_TEST

START_TEST(short_and_empty_series_are_refused)
{
    double counts[N_QUARTERS];
    steady(counts);
    ck_assert_int_eq(aberration_find(14, counts, 1, 0.95).kind, ABERRATION_TOO_SHORT);
    ck_assert_int_eq(aberration_find(15, counts, 1, 0.95).kind, ABERRATION_USUAL);
    counts[5] = NAN;
    ck_assert_int_eq(aberration_find(15, counts, 1, 0.95).kind, ABERRATION_TOO_SHORT);
    for (gsize i = 0; i < N_QUARTERS; i++)
        counts[i] = 0;
    ck_assert_int_eq(aberration_find(N_QUARTERS, counts, 1, 0.95).kind, ABERRATION_TOO_SPARSE);
    ck_assert_int_eq(aberration_find(0, counts, 1, 0.95).kind, ABERRATION_TOO_SHORT);
}
END_TEST

/* Nothing going on, counts more variable than Poisson (variance twice the mean): a quarter is
 * called notable in at most the 5 % that the level says, with room for chance of 2,000 series. */
START_TEST(false_alarms_keep_to_the_level)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    const double mean[] = {2, 10, 80};
    double counts[N_QUARTERS];
    int n_alarms = 0;
    for (int repeat = 0; repeat < 2000; repeat++) {
        for (gsize i = 0; i < N_QUARTERS; i++) {
            double m = mean[_i] * season[i % 4] / 49;
            counts[i] = gsl_ran_poisson(random, gsl_ran_gamma(random, m, 1));
        }
        AberrationKind kind = aberration_find(N_QUARTERS, counts, 1, 0.95).kind;
        n_alarms += kind == ABERRATION_HIGH || kind == ABERRATION_LOW;
    }
    gsl_rng_free(random);
    if (g_getenv("INBEELD_SHOW") != NULL)
        printf("mean %g: %d of 2000\n", mean[_i], n_alarms);
    ck_assert_int_le(n_alarms, 130);
}
END_TEST

Suite *aberration_suite(void);
Suite *aberration_suite(void)
{
    Suite *suite = suite_create("aberration");
    TCase *tcase = tcase_create("aberration");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, season_is_expected);
    tcase_add_test(tcase, an_old_peak_does_not_hide_a_new_one);
    tcase_add_test(tcase, short_and_empty_series_are_refused);
    tcase_add_loop_test(tcase, false_alarms_keep_to_the_level, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite;
}
