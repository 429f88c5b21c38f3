#include "stats/benchmark/benchmark.h"
#include "stats/benchmark/strata.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#define N_UNITS 342

/* Two groups of unlike rate: large and urban (rate 10 per 100,000) and small and rural (2). */
static void make_units(BenchmarkUnit *units, gsl_rng *random, double tau2)
{
    for (gsize i = 0; i < N_UNITS; i++) {
        gboolean urban = i % 3 == 0;
        double ratio = tau2 > 0 ? gsl_ran_gamma(random, 1 / tau2, tau2) : 1;
        units[i].state = STATE_VALUE;
        units[i].exposure = urban ? 500000 : 150000;
        units[i].size_class = urban ? AREA_SIZE_100K_250K : AREA_SIZE_20K_50K;
        units[i].urbanity = urban ? 1 : 4;
        units[i].count = gsl_ran_poisson(random, ratio * (urban ? 50 : 3));
    }
}

START_TEST(unlike_gemeenten_are_not_compared)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    BenchmarkUnit units[N_UNITS];
    BenchmarkResult results[N_UNITS];
    make_units(units, random, 0);
    BenchmarkSummary summary = benchmark_compare(N_UNITS, units, 0, results);
    ck_assert_uint_eq(summary.n_compared, N_UNITS);
    ck_assert_double_lt(summary.tau2, 0.02);
    gint64 observed = 0, urban = 0;
    double expected = 0;
    for (gsize i = 0; i < N_UNITS; i++) {
        ck_assert_int_eq(results[i].refusal, BENCHMARK_FINE);
        ck_assert_double_eq_tol(results[i].expected, i % 3 == 0 ? 50 : 3, i % 3 == 0 ? 2 : 0.4);
        observed += units[i].count;
        urban += i % 3 == 0 ? units[i].count : 0;
        expected += results[i].expected;
    }
    /* Indirect standardisation: expected adds up to observed, in each group. */
    ck_assert_double_eq_tol(expected, (double)observed, 1e-6);
    ck_assert_double_eq_tol(results[0].expected * 114, (double)urban, 1e-6);
    gsl_rng_free(random);
}
END_TEST

/* One gemeente with six times what is expected is found, and named higher; the others are not. */
START_TEST(a_true_difference_is_found)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    BenchmarkUnit units[N_UNITS];
    BenchmarkResult results[N_UNITS];
    make_units(units, random, 0.1);
    units[3].count = 300;
    BenchmarkSummary summary = benchmark_compare(N_UNITS, units, 0, results);
    ck_assert_int_eq(results[3].position, BENCHMARK_HIGHER);
    ck_assert_int_gt(units[3].count, results[3].inside_all.upper);
    ck_assert_uint_ge(summary.n_different, 1);
    ck_assert_uint_le(summary.n_different, 3);
    ck_assert_double_eq_tol(summary.expected_by_chance, 0.05 * N_UNITS, 1e-9);
    /* Pulled towards 1, but less than halfway: much was counted. */
    ck_assert_double_lt(results[3].shrunken.ratio, results[3].ratio);
    ck_assert_double_gt(results[3].shrunken.ratio, 3);
    gsl_rng_free(random);
}
END_TEST

/* Suppressed counts (1-4) give no ratio, and hardly move what is expected of the others. */
START_TEST(suppressed_counts_take_part_as_a_range)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    BenchmarkUnit units[N_UNITS];
    BenchmarkResult open[N_UNITS], closed[N_UNITS];
    make_units(units, random, 0);
    benchmark_compare(N_UNITS, units, 5, open);
    gsize n_suppressed = 0;
    for (gsize i = 0; i < N_UNITS; i++)
        if (units[i].count > 0 && units[i].count < 5) {
            units[i].state = STATE_SUPPRESSED;
            units[i].count = 0;
            n_suppressed++;
        }
    ck_assert_uint_gt(n_suppressed, 100);
    benchmark_compare(N_UNITS, units, 5, closed);
    for (gsize i = 0; i < N_UNITS; i++) {
        ck_assert_double_eq_tol(closed[i].expected / open[i].expected, 1, 0.03);
        if (units[i].state == STATE_SUPPRESSED) {
            ck_assert_int_eq(closed[i].refusal, BENCHMARK_SUPPRESSED);
            ck_assert(isnan(closed[i].ratio) && isnan(closed[i].p_value));
        }
    }
    gsl_rng_free(random);
}
END_TEST

START_TEST(refusals)
{
    BenchmarkUnit units[12];
    BenchmarkResult results[12];
    for (gsize i = 0; i < 12; i++)
        units[i] = (BenchmarkUnit){STATE_VALUE, 10, 100000, AREA_SIZE_50K_100K, 3, FALSE};
    units[0].exposure = 0;
    units[1].state = STATE_NOT_DELIVERED;
    units[2].urbanity = 0;
    units[4].no_ages = TRUE;
    benchmark_compare(12, units, 5, results);
    ck_assert_int_eq(results[4].refusal, BENCHMARK_NO_AGES);
    ck_assert_str_eq(benchmark_refusal_word(BENCHMARK_NO_AGES), "no-ages");
    ck_assert_str_eq(benchmark_refusal_word(BENCHMARK_TOO_FEW), "too-few");
    units[4].no_ages = FALSE;
    benchmark_compare(12, units, 5, results);
    ck_assert_int_eq(results[0].refusal, BENCHMARK_NO_POPULATION);
    ck_assert_int_eq(results[1].refusal, BENCHMARK_NO_FIGURE);
    ck_assert_int_eq(results[2].refusal, BENCHMARK_NO_GROUP);
    /* Nine are left: too few. */
    ck_assert_int_eq(results[3].refusal, BENCHMARK_TOO_FEW);
    units[2].urbanity = 3;
    benchmark_compare(12, units, 5, results);
    ck_assert_int_eq(results[3].refusal, BENCHMARK_FINE);
    ck_assert_int_eq(results[3].position, BENCHMARK_INSIDE);
    ck_assert_double_eq_tol(results[3].ratio, 1, 1e-12);
    for (gsize i = 0; i < 12; i++)
        units[i].count = 0;
    benchmark_compare(12, units, 5, results);
    ck_assert_int_eq(results[3].refusal, BENCHMARK_TOO_FEW);
}
END_TEST

/* One gemeente unlike all others joins the nearest group: it is never its own yardstick. All alike:
 * ties do not make a difference. Nobody at all: refused. */
START_TEST(groups_of_one_ties_and_nothing)
{
    BenchmarkUnit units[13];
    BenchmarkResult results[13];
    for (gsize i = 0; i < 13; i++)
        units[i] = (BenchmarkUnit){STATE_VALUE, 10, 100000, AREA_SIZE_50K_100K, 3, FALSE};
    units[12] = (BenchmarkUnit){STATE_VALUE, 400, 900000, AREA_SIZE_250K_AND_MORE, 1};
    benchmark_compare(13, units, 5, results);
    ck_assert_int_eq(results[12].refusal, BENCHMARK_FINE);
    ck_assert_uint_eq(results[12].n_stratum, 13);
    ck_assert_double_eq_tol(results[12].expected, 520.0 / 2100000 * 900000, 1e-9);
    for (gsize i = 1; i < 12; i++) {
        ck_assert_double_eq(results[i].p_value, results[0].p_value);
        ck_assert_double_eq(results[i].shrunken.ratio, results[0].shrunken.ratio);
        ck_assert_int_eq(results[i].position, results[0].position);
    }
    BenchmarkSummary summary = benchmark_compare(0, units, 5, results);
    ck_assert_uint_eq(summary.n_compared, 0);
    benchmark_compare(1, units, 5, results);
    ck_assert_int_eq(results[0].refusal, BENCHMARK_TOO_FEW);
}
END_TEST

/* A group in which nothing was counted has nothing to compare with; the others go on. */
START_TEST(nothing_expected_is_refused)
{
    BenchmarkUnit units[24];
    BenchmarkResult results[24];
    for (gsize i = 0; i < 24; i++)
        units[i] = (BenchmarkUnit){STATE_VALUE, i < 12 ? 0 : 10, 100000,
                                   i < 12 ? AREA_SIZE_BELOW_10K : AREA_SIZE_50K_100K, 3};
    benchmark_compare(24, units, 5, results);
    ck_assert_int_eq(results[0].refusal, BENCHMARK_TOO_FEW);
    ck_assert(isnan(results[0].expected) && isnan(results[0].ratio) &&
              isnan(results[0].shrunken.ratio));
    ck_assert_int_eq(results[23].refusal, BENCHMARK_FINE);
    ck_assert_int_eq(results[23].position, BENCHMARK_INSIDE);
}
END_TEST

/* 12 in one cell, 3 one step of urbanity away and 11 one step of class away: the 3 join the 12. */
START_TEST(small_groups_join_the_nearest)
{
    AreaSizeClass classes[26];
    int urbanities[26];
    gint32 stratum[26];
    for (gsize i = 0; i < 26; i++) {
        classes[i] = i < 15 ? AREA_SIZE_20K_50K : AREA_SIZE_50K_100K;
        urbanities[i] = i >= 12 && i < 15 ? 4 : 3;
    }
    urbanities[15] = 4;
    ck_assert_uint_eq(strata_make(26, classes, urbanities, stratum), 2);
    ck_assert_int_eq(stratum[12], stratum[0]);
    ck_assert_int_ne(stratum[20], stratum[0]);
    /* The one at (50-100, 4) is nearest to (20-50, 4) by class or (50-100, 3) by urbanity: the
     * latter, a step of class counts more. */
    ck_assert_int_eq(stratum[15], stratum[20]);
}
END_TEST

/* All gemeenten, ten years, twelve measures. */
START_TEST(speed)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    BenchmarkUnit units[N_UNITS];
    BenchmarkResult results[N_UNITS];
    make_units(units, random, 0.2);
    gint64 start = g_get_monotonic_time();
    for (int repeat = 0; repeat < 12; repeat++)
        benchmark_compare(N_UNITS, units, 5, results);
    double seconds = (double)(g_get_monotonic_time() - start) / 1e6 * 10;
    gsl_rng_free(random);
    /* Ten times more work than measured here takes at most 2 seconds; room for a slow machine and
     * for sanitizers. */
    ck_assert_msg(seconds < 20, "%.2f s", seconds);
    if (g_getenv("INBEELD_SHOW") != NULL)
        ck_abort_msg("342 gemeenten x 10 years x 12 measures: %.2f s", seconds);
}
END_TEST

Suite *benchmark_suite(void);
Suite *benchmark_suite(void)
{
    Suite *suite = suite_create("benchmark");
    TCase *tcase = tcase_create("benchmark");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, unlike_gemeenten_are_not_compared);
    tcase_add_test(tcase, a_true_difference_is_found);
    tcase_add_test(tcase, suppressed_counts_take_part_as_a_range);
    tcase_add_test(tcase, refusals);
    tcase_add_test(tcase, groups_of_one_ties_and_nothing);
    tcase_add_test(tcase, nothing_expected_is_refused);
    tcase_add_test(tcase, small_groups_join_the_nearest);
    tcase_add_test(tcase, speed);
    suite_add_tcase(suite, tcase);
    return suite;
}
