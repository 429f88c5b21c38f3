#include "stats/estimate/replicate_humps.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

/* Quantiles of a normal distribution at even steps: a sample without chance. */
static void fill_normal(guint n, double *values, double mean, double spread)
{
    for (guint i = 0; i < n; i++)
        values[i] = mean + spread * gsl_cdf_ugaussian_Pinv((i + 0.5) / n);
}

/* The middle nine tenths of a normal distribution: 1.645 standard deviations to either side. */
START_TEST(one_normal_is_one_hump)
{
    double values[400];
    ReplicateHump humps[REPLICATE_HUMPS_MAX];
    fill_normal(400, values, 29000, 4000);
    ck_assert_uint_eq(replicate_humps(400, values, humps), 1);
    ck_assert_double_eq_tol(humps[0].share, 1, 1e-12);
    ck_assert_double_eq_tol(humps[0].lower, 29000 - 1.645 * 4000, 100);
    ck_assert_double_eq_tol(humps[0].upper, 29000 + 1.645 * 4000, 100);
}
END_TEST

START_TEST(two_answers_are_two_humps)
{
    double values[500];
    ReplicateHump humps[REPLICATE_HUMPS_MAX];
    fill_normal(200, values, 45000, 6000);
    fill_normal(300, values + 200, 120000, 12000);
    ck_assert_uint_eq(replicate_humps(500, values, humps), 2);
    ck_assert_double_eq_tol(humps[0].share, 0.4, 0.004);
    ck_assert_double_eq_tol(humps[1].share, 0.6, 0.004);
    ck_assert_double_eq_tol(humps[0].upper, 45000 + 1.645 * 6000, 300);
    ck_assert_double_eq_tol(humps[1].lower, 120000 - 1.645 * 12000, 500);
}
END_TEST

/* Two standard deviations apart a mixture of equal normals has one top; so has a skewed one. */
START_TEST(near_and_skewed_stay_one)
{
    double values[400];
    ReplicateHump humps[REPLICATE_HUMPS_MAX];
    for (guint i = 0; i < 200; i++) {
        double z = gsl_cdf_ugaussian_Pinv((i + 0.5) / 200);
        values[2 * i] = 100 + z;
        values[2 * i + 1] = 102 + z;
    }
    for (guint i = 1; i < 400; i++) /* insertion: nearly in order already */
        for (guint j = i; j > 0 && values[j] < values[j - 1]; j--) {
            double higher = values[j - 1];
            values[j - 1] = values[j];
            values[j] = higher;
        }
    ck_assert_uint_eq(replicate_humps(400, values, humps), 1);
    for (guint i = 0; i < 400; i++)
        values[i] = exp(gsl_cdf_ugaussian_Pinv((i + 0.5) / 400));
    ck_assert_uint_eq(replicate_humps(400, values, humps), 1);
}
END_TEST

/* A few far values are a tail, no second answer. */
START_TEST(less_than_a_tenth_is_no_hump)
{
    double values[300];
    ReplicateHump humps[REPLICATE_HUMPS_MAX];
    fill_normal(280, values, 100, 5);
    fill_normal(20, values + 280, 200, 2);
    ck_assert_uint_eq(replicate_humps(300, values, humps), 1);
}
END_TEST

START_TEST(few_or_equal)
{
    double same[60];
    ReplicateHump humps[REPLICATE_HUMPS_MAX];
    for (guint i = 0; i < 60; i++)
        same[i] = 7;
    ck_assert_uint_eq(replicate_humps(0, NULL, humps), 0);
    ck_assert_uint_eq(replicate_humps(60, same, humps), 1);
    ck_assert_uint_eq(replicate_humps(1, same, humps), 1);
    ck_assert_double_eq_tol(humps[0].lower, 7, 1e-12);
}
END_TEST

Suite *replicate_humps_suite(void);
Suite *replicate_humps_suite(void)
{
    Suite *suite = suite_create("replicate_humps");
    TCase *tcase = tcase_create("replicate_humps");
    tcase_add_test(tcase, one_normal_is_one_hump);
    tcase_add_test(tcase, two_answers_are_two_humps);
    tcase_add_test(tcase, near_and_skewed_stay_one);
    tcase_add_test(tcase, less_than_a_tenth_is_no_hump);
    tcase_add_test(tcase, few_or_equal);
    suite_add_tcase(suite, tcase);
    return suite;
}
