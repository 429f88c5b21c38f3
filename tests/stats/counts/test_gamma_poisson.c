#include "stats/benchmark/spread.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>

/* Variance 1 of the ratio at an expected count of 1 is the geometric distribution with
 * P(X = k) = 2^-(k + 1). */
START_TEST(tails_of_the_geometric)
{
    for (gint64 k = 0; k < 20; k++) {
        ck_assert_double_eq_tol(gamma_poisson_at_most(k, 1, 1), 1 - pow(0.5, (double)k + 1), 1e-12);
        ck_assert_double_eq_tol(gamma_poisson_at_least(k, 1, 1), pow(0.5, (double)k), 1e-12);
    }
    /* 2 x 2^-5 = 0.0625 and 2 x 2^-6 = 0.03125: 5 is inside 95 %, 6 is not. */
    CountRange inside = gamma_poisson_inside(1, 1, 0.95);
    ck_assert_int_eq(inside.lower, 0);
    ck_assert_int_eq(inside.upper, 5);
    ck_assert_double_eq_tol(gamma_poisson_p_value(5, 1, 1), 0.0625, 1e-12);
}
END_TEST

/* P(X <= 1 | 5) = 6 exp(-5) = 0.0404; P(X = 0) = 0.0067; P(X >= 11) = 0.0137, P(X >= 10) = 0.0318:
 * tables of the Poisson distribution. */
START_TEST(inside_of_the_poisson_funnel)
{
    CountRange inside = gamma_poisson_inside(5, 0, 0.95);
    ck_assert_int_eq(inside.lower, 1);
    ck_assert_int_eq(inside.upper, 10);
    ck_assert_double_eq_tol(gamma_poisson_p_value(1, 5, 0), 12 * exp(-5), 1e-12);
    ck_assert_double_eq(gamma_poisson_p_value(5, 5, 0), 1);
    CountRange nothing = gamma_poisson_inside(0.01, 0, 0.95);
    ck_assert_int_eq(nothing.lower, 0);
    ck_assert_int_eq(nothing.upper, 0);
}
END_TEST

#define N_UNITS 342

/* A known tau2 is found back, with and without suppressed counts, and a few units that are truly
 * different do not raise it much. */
static double simulated_tau2(double tau2, double mean, gsize n_different, gint64 suppress_below)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    CountRange ranges[N_UNITS];
    double expected[N_UNITS], sum = 0;
    for (int repeat = 0; repeat < 12; repeat++) {
        for (gsize i = 0; i < N_UNITS; i++) {
            double ratio = tau2 > 0 ? gsl_ran_gamma(random, 1 / tau2, tau2) : 1;
            expected[i] = mean * (0.2 + 1.6 * gsl_rng_uniform(random));
            ratio *= i < n_different ? 6 : 1;
            gint64 count = gsl_ran_poisson(random, ratio * expected[i]);
            ranges[i] = (CountRange){count, count};
            if (count > 0 && count < suppress_below)
                ranges[i] = (CountRange){1, suppress_below - 1};
        }
        sum += spread_estimate(N_UNITS, ranges, expected, 0.1).median / 12;
    }
    gsl_rng_free(random);
    return sum;
}

START_TEST(known_dispersion_is_found_back)
{
    ck_assert_double_lt(simulated_tau2(0, 8, 0, 0), 0.02);
    ck_assert_double_eq_tol(simulated_tau2(0.3, 8, 0, 0), 0.3, 0.06);
    ck_assert_double_eq_tol(simulated_tau2(0.3, 2, 0, 0), 0.3, 0.1);
    ck_assert_double_eq_tol(simulated_tau2(0.3, 8, 0, 5), 0.3, 0.08);
    ck_assert_double_lt(simulated_tau2(0.3, 8, 10, 0), 0.5);
}
END_TEST

/* By hand: tau2 = 0.5 (shape 2), 3 seen, 1 expected: (2 + 3) / (2 + 1). */
START_TEST(shrinkage_by_hand)
{
    ShrunkenRatio shrunken = gamma_poisson_shrink(3, 1, 0.5, 0.95);
    ck_assert_double_eq_tol(shrunken.ratio, 5.0 / 3, 1e-12);
    /* Quantiles of gamma(5, 1/3): those of chi-square with 10 df, 3.2470 and 20.4832, over 6. */
    ck_assert_double_eq_tol(shrunken.limits.lower, 3.2470 / 6, 1e-5);
    ck_assert_double_eq_tol(shrunken.limits.upper, 20.4832 / 6, 1e-5);
    ck_assert_double_eq(gamma_poisson_shrink(30, 1, 0, 0.95).ratio, 1);
}
END_TEST

/* A known spread is the closed form; a mixture lies between its ends and its limits hold 95 %. */
START_TEST(spread_of_nodes)
{
    Spread known = spread_known(0.5);
    ck_assert_double_eq_tol(spread_p_value(3, 1, &known), gamma_poisson_p_value(3, 1, 0.5), 1e-12);
    ShrunkenRatio same = spread_shrink(3, 1, (ExpectedError){0, 0}, &known, 0.95);
    ck_assert_double_eq_tol(same.ratio, 5.0 / 3, 1e-9);
    ck_assert_double_eq_tol(same.limits.lower, 3.2470 / 6, 1e-4);
    ck_assert_double_eq_tol(same.limits.upper, 20.4832 / 6, 1e-4);
    Spread two = {.n_nodes = 2, .tau2 = {0.2, 1}, .weight = {0.5, 0.5}, .median = 0.5};
    double first = gamma_poisson_at_least(4, 1, 0.2), second = gamma_poisson_at_least(4, 1, 1);
    ck_assert_double_eq_tol(spread_at_least(4, 1, &two), (first + second) / 2, 1e-12);
    ck_assert_double_eq_tol(spread_p_value(4, 1, &two), first + second, 1e-12);
    CountRange inside = spread_inside(1, &two, 0.95);
    ck_assert_int_eq(inside.lower, 0);
    ck_assert_double_gt(spread_p_value(inside.upper, 1, &two), 0.05);
    ck_assert_double_le(spread_p_value(inside.upper + 1, 1, &two), 0.05);
    /* An expected count that is itself estimated widens the limits. */
    ShrunkenRatio exact = spread_shrink(3, 1, (ExpectedError){0, 0}, &two, 0.95);
    ShrunkenRatio rough = spread_shrink(3, 1, (ExpectedError){0.2, 0.1}, &two, 0.95);
    ck_assert_double_lt(rough.limits.lower, exact.limits.lower);
    ck_assert_double_gt(rough.limits.upper, exact.limits.upper);
    ck_assert_double_eq_tol(rough.ratio, exact.ratio, 1e-12);
}
END_TEST

Suite *gamma_poisson_suite(void);
Suite *gamma_poisson_suite(void)
{
    Suite *suite = suite_create("gamma_poisson");
    TCase *tcase = tcase_create("gamma poisson");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, tails_of_the_geometric);
    tcase_add_test(tcase, inside_of_the_poisson_funnel);
    tcase_add_test(tcase, known_dispersion_is_found_back);
    tcase_add_test(tcase, shrinkage_by_hand);
    tcase_add_test(tcase, spread_of_nodes);
    suite_add_tcase(suite, tcase);
    return suite;
}
