#include "stats/counts/beta.h"
#include "stats/counts/poisson.h"

#include <check.h>
#include <math.h>

/* Rows "exact poisson 95% interval" and "exact ratio" of trend-reference.csv (R poisson.test), and
 * the intervals of afgeleide_waarden.csv. */
static const struct {
    gint64 count;
    double lower;
    double upper;
    double tolerance;
} references[] = {
    {0, 0, 3.688879, 5e-7},          {1, 0.02531781, 5.571643, 5e-7},
    {5, 1.623486, 11.66833, 5e-6},   {10, 4.795389, 18.39036, 5e-6},
    {68, 52.80466, 86.2062, 5e-5},   {668, 618.2971, 720.6349, 5e-5},
    {791, 736.8297, 848.0992, 5e-5}, {1334, 1263.366, 1407.555, 5e-4},
    {4, 1.09, 10.24, 5e-3},          {12, 6.20, 20.96, 5e-3},
    {24, 15.38, 35.71, 5e-3},        {34, 23.55, 47.51, 5e-3},
    {50, 37.11, 65.92, 5e-3},        {62, 47.54, 79.48, 5e-3},
    {87, 69.68, 107.31, 5e-3},       {61, 46.660, 78.357, 5e-4},
};

START_TEST(limits_equal_those_of_r)
{
    g_autoptr(PoissonTable) table = poisson_table_new(0.95);
    for (guint i = 0; i < G_N_ELEMENTS(references); i++) {
        Interval limits = poisson_exact_interval(references[i].count, 0.95);
        ck_assert_double_eq_tol(limits.lower, references[i].lower, references[i].tolerance);
        ck_assert_double_eq_tol(limits.upper, references[i].upper, references[i].tolerance);
        Interval kept = poisson_table_interval(table, references[i].count);
        kept = poisson_table_interval(table, references[i].count);
        ck_assert_double_eq(kept.lower, limits.lower);
        ck_assert_double_eq(kept.upper, limits.upper);
    }
}
END_TEST

/* Rates of afgeleide_waarden.csv: the limits of the count over the inhabitants. */
START_TEST(rates_of_published_gemeenten)
{
    const struct {
        gint64 count;
        double inhabitants, rate, lower, upper;
    } rates[] = {{87, 873338, 9.96, 7.98, 12.29},   {62, 873338, 7.10, 5.44, 9.10},
                 {50, 221947, 22.53, 16.72, 29.70}, {24, 494760, 4.85, 3.11, 7.22},
                 {34, 494760, 6.87, 4.76, 9.60},    {4, 155490, 2.57, 0.70, 6.59}};
    for (guint i = 0; i < G_N_ELEMENTS(rates); i++) {
        Interval limits = poisson_exact_interval(rates[i].count, 0.95);
        double scale = 100000 / rates[i].inhabitants;
        ck_assert_double_eq_tol((double)rates[i].count * scale, rates[i].rate, 5.1e-3);
        ck_assert_double_eq_tol(limits.lower * scale, rates[i].lower, 5.1e-3);
        ck_assert_double_eq_tol(limits.upper * scale, rates[i].upper, 5.1e-3);
    }
}
END_TEST

/* The defining property: at the limits the observed count is just as extreme as the level says.
 * P(X >= 1 | lower) = 0.025 gives lower = -ln(0.975); P(X = 0 | upper) = 0.025, upper = -ln(0.025).
 */
START_TEST(limits_of_zero_and_one_have_closed_forms)
{
    ck_assert_double_eq_tol(poisson_exact_interval(0, 0.95).upper, -log(0.025), 1e-12);
    ck_assert_double_eq_tol(poisson_exact_interval(1, 0.95).lower, -log(0.975), 1e-12);
    ck_assert_double_eq_tol(poisson_exact_interval(0, 0.998).upper, -log(0.001), 1e-12);
}
END_TEST

START_TEST(ratio_equals_that_of_r)
{
    PoissonRatio fall = poisson_exact_ratio(791, 984, 0.95);
    ck_assert_double_eq_tol(fall.ratio, 0.8038618, 5e-8);
    ck_assert_double_eq_tol(fall.limits.lower, 0.7311091, 5e-7);
    ck_assert_double_eq_tol(fall.limits.upper, 0.8836363, 5e-7);
    ck_assert_double_eq_tol(fall.p_value, 5.079211e-06, 5e-11);
    ck_assert_double_eq_tol(poisson_exact_ratio(34, 24, 0.95).p_value, 0.237, 5e-4);
    /* Large counts, where GSL's inverse of the beta distribution does not end. */
    PoissonRatio large = poisson_exact_ratio(4124, 3665, 0.95);
    ck_assert_double_eq_tol(large.limits.lower, 1.07600892402, 1e-11);
    ck_assert_double_eq_tol(large.limits.upper, 1.17675558249, 1e-11);
}
END_TEST

START_TEST(ratio_with_zeros)
{
    ck_assert(isnan(poisson_exact_ratio(0, 0, 0.95).ratio));
    ck_assert(isinf(poisson_exact_ratio(3, 0, 0.95).ratio));
    ck_assert(isinf(poisson_exact_ratio(3, 0, 0.95).limits.upper));
    ck_assert_double_eq(poisson_exact_ratio(0, 3, 0.95).limits.lower, 0);
    /* 0 of 3 at even chances: 2 / 8. */
    ck_assert_double_eq_tol(poisson_exact_ratio(0, 3, 0.95).p_value, 0.25, 1e-12);
    ck_assert_double_eq(poisson_exact_ratio(5, 5, 0.95).p_value, 1);
}
END_TEST

/* R 4.2.2 qbeta(); limits of 81,234 of 200,001 from binom.test(). */
START_TEST(beta_quantiles_equal_those_of_r)
{
    const struct {
        double tail, a, b, quantile;
    } rows[] = {{0.025, 4124, 3666, 0.518306502237}, {0.025, 1, 200000, 1.26589031909e-07},
                {0.975, 3, 5, 0.709579136263},       {0.025, 0.4, 3.7, 2.14893810981e-05},
                {0.975, 99999, 3, 0.999993813298},   {0.025, 81234, 118768, 0.404014473322}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        double quantile = beta_quantile(rows[i].tail, rows[i].a, rows[i].b);
        ck_assert_double_eq_tol(quantile / rows[i].quantile, 1, 1e-11);
    }
    ck_assert_double_eq_tol(beta_upper_quantile(0.025, 81235, 118767), 0.408324184935, 1e-11);
    /* Every size of count has limits, on both sides of its share. */
    for (gint64 count = 1; count < 300000; count += 1 + count / 5) {
        PoissonRatio ratio = poisson_exact_ratio(count, count / 2 + 1, 0.95);
        ck_assert(ratio.limits.lower < ratio.ratio && ratio.ratio < ratio.limits.upper);
    }
}
END_TEST

Suite *poisson_suite(void);
Suite *poisson_suite(void)
{
    Suite *suite = suite_create("poisson");
    TCase *tcase = tcase_create("poisson");
    tcase_add_test(tcase, limits_equal_those_of_r);
    tcase_add_test(tcase, rates_of_published_gemeenten);
    tcase_add_test(tcase, limits_of_zero_and_one_have_closed_forms);
    tcase_add_test(tcase, ratio_equals_that_of_r);
    tcase_add_test(tcase, ratio_with_zeros);
    tcase_add_test(tcase, beta_quantiles_equal_those_of_r);
    suite_add_tcase(suite, tcase);
    return suite;
}
