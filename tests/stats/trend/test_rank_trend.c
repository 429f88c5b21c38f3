#include "stats/trend/rank_trend.h"

#include <check.h>
#include <math.h>

static const double rapporteur[] = {1255, 1150, 952, 958, 668, 1334, 984, 791};
static const double years[] = {2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021};

/* Rows "mann-kendall" and "sen slope" of trend-reference.csv. */
START_TEST(rapporteur_as_r)
{
    MannKendall trend = mann_kendall(8, rapporteur);
    ck_assert_double_eq(trend.s, -8);
    ck_assert_double_eq_tol(trend.variance, 65.33334, 1e-5);
    ck_assert_double_eq_tol(trend.tau, -0.2857143, 5e-8);
    ck_assert_double_eq_tol(trend.p_value, 0.3864762, 5e-8);
    SenSlope slope = sen_slope(8, years, rapporteur, 0.95);
    ck_assert_double_eq_tol(slope.slope, -52.5, 1e-12);
    ck_assert_double_eq_tol(slope.lower, -160.6667, 5e-5);
    ck_assert_double_eq_tol(slope.upper, 41, 1e-9);
}
END_TEST

/* Ties by hand: 1 2 2 3 has 5 rising pairs, var = (4 3 13 - 2 1 9) / 18 = 138 / 18,
 * tau-b = 5 / sqrt(5 x 6). */
START_TEST(ties_by_hand)
{
    const double values[] = {1, 2, 2, 3};
    MannKendall trend = mann_kendall(4, values);
    ck_assert_double_eq(trend.s, 5);
    ck_assert_double_eq_tol(trend.variance, 138.0 / 18, 1e-12);
    ck_assert_double_eq_tol(trend.tau, 5 / sqrt(30), 1e-12);
}
END_TEST

START_TEST(constant_and_short_series)
{
    const double same[] = {4, 4, 4, 4};
    MannKendall flat = mann_kendall(4, same);
    ck_assert_double_eq(flat.s, 0);
    ck_assert_double_eq(flat.p_value, 1);
    ck_assert(isnan(flat.tau));
    const double two[] = {1, 5};
    SenSlope slope = sen_slope(2, years, two, 0.95);
    ck_assert_double_eq(slope.slope, 4);
    ck_assert(isnan(slope.lower) && isnan(slope.upper));
}
END_TEST

Suite *rank_trend_suite(void);
Suite *rank_trend_suite(void)
{
    Suite *suite = suite_create("rank_trend");
    TCase *tcase = tcase_create("rank trend");
    tcase_add_test(tcase, rapporteur_as_r);
    tcase_add_test(tcase, ties_by_hand);
    tcase_add_test(tcase, constant_and_short_series);
    suite_add_tcase(suite, tcase);
    return suite;
}
