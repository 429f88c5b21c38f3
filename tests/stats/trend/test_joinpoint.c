#include "stats/trend/joinpoint.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#define N_LONG 24

static void make_series(double *times, double *counts, gsize n, const double *slopes,
                        const gsize *joins, gsize n_joins, double level)
{
    double log_mean = log(level);
    for (gsize i = 0; i < n; i++) {
        gsize segment = 0;
        while (segment < n_joins && i > joins[segment])
            segment++;
        log_mean += i > 0 ? slopes[segment] : 0;
        times[i] = 2000 + (double)i;
        counts[i] = rint(exp(log_mean));
    }
}

/* Series without chance: joins and slopes are found exactly, up to rounding to whole counts. */
START_TEST(known_joins_are_found)
{
    double times[N_LONG], counts[N_LONG];
    const double slopes[] = {0.10, -0.08, 0.05};
    const gsize joins[] = {8, 16};
    for (gsize n_joins = 0; n_joins <= 2; n_joins++) {
        make_series(times, counts, N_LONG, slopes, joins, n_joins, 500);
        Joinpoints found = joinpoints_find(N_LONG, times, counts, NULL);
        ck_assert(found.fitted);
        ck_assert_uint_eq(found.n_joins, n_joins);
        for (gsize j = 0; j < n_joins; j++)
            ck_assert_uint_eq(found.joins[j], joins[j]);
        for (gsize j = 0; j <= n_joins; j++)
            ck_assert_double_eq_tol(found.slopes[j], slopes[j], 5e-4);
    }
}
END_TEST

START_TEST(short_series_have_no_joins)
{
    double times[9], counts[9];
    const double slopes[] = {0.3, -0.3};
    const gsize joins[] = {4};
    make_series(times, counts, 9, slopes, joins, 1, 500);
    Joinpoints found = joinpoints_find(9, times, counts, NULL);
    ck_assert_uint_eq(found.n_joins, 0);
    ck_assert(isnan(found.criteria[1]));
}
END_TEST

/* A series that does not bend: a join is seldom found. */
START_TEST(chance_seldom_bends)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    double times[15], counts[15];
    gsize n_found = 0;
    for (int repeat = 0; repeat < 300; repeat++) {
        for (gsize i = 0; i < 15; i++) {
            times[i] = (double)i;
            counts[i] = gsl_ran_poisson(random, 60 * exp(0.03 * (double)i));
        }
        n_found += joinpoints_find(15, times, counts, NULL).n_joins > 0;
    }
    gsl_rng_free(random);
    /* Kim and others 2023 find the right number, none, in some 85-95 %. */
    ck_assert_uint_le(n_found, 50);
}
END_TEST

/* A bend in the exposure is none in the rate. */
START_TEST(exposure_is_taken_out)
{
    double times[N_LONG], counts[N_LONG], offset[N_LONG];
    const double slopes[] = {0.10, -0.08};
    const gsize joins[] = {12};
    make_series(times, counts, N_LONG, slopes, joins, 1, 500);
    for (gsize i = 0; i < N_LONG; i++)
        offset[i] = log(counts[i] / (100 * exp(0.02 * (double)i)));
    Joinpoints found = joinpoints_find(N_LONG, times, counts, offset);
    ck_assert_uint_eq(found.n_joins, 0);
    ck_assert_double_eq_tol(found.slopes[0], 0.02, 1e-6);
}
END_TEST

Suite *joinpoint_suite(void);
Suite *joinpoint_suite(void)
{
    Suite *suite = suite_create("joinpoint");
    TCase *tcase = tcase_create("joinpoint");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, known_joins_are_found);
    tcase_add_test(tcase, short_series_have_no_joins);
    tcase_add_test(tcase, chance_seldom_bends);
    tcase_add_test(tcase, exposure_is_taken_out);
    suite_add_tcase(suite, tcase);
    return suite;
}
