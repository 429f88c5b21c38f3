#include "stats/trend/aberration.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
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

/* --- the same by another route --------------------------------------------------------------- */

#define N_BASELINE 20
#define N_COEFFICIENTS 5 /* level, line, three quarters */

/* Twenty quarters with a season, a slope and more spread than Poisson; two more; the judged one. */
static const double uneven[N_QUARTERS] = {28, 67, 66, 31, 57, 44, 51, 62, 25, 65, 82, 39,
                                          61, 36, 58, 70, 34, 72, 80, 33, 50, 58, 64};

typedef struct {
    double a[N_COEFFICIENTS][N_COEFFICIENTS + 1];
} Equations;

/* Gauss with pivots; the solution ends in the last column. */
static void eliminate(Equations *e)
{
    for (int k = 0; k < N_COEFFICIENTS; k++) {
        int pivot = k;
        for (int r = k + 1; r < N_COEFFICIENTS; r++)
            if (fabs(e->a[r][k]) > fabs(e->a[pivot][k]))
                pivot = r;
        for (int c = 0; c <= N_COEFFICIENTS; c++) {
            double kept = e->a[k][c];
            e->a[k][c] = e->a[pivot][c];
            e->a[pivot][c] = kept;
        }
        for (int r = 0; r < N_COEFFICIENTS; r++)
            for (int c = N_COEFFICIENTS; r != k && c >= k; c--)
                e->a[r][c] -= e->a[r][k] / e->a[k][k] * e->a[k][c];
    }
    for (int k = 0; k < N_COEFFICIENTS; k++)
        e->a[k][N_COEFFICIENTS] /= e->a[k][k];
}

static void row_of(int quarter, double *x)
{
    x[0] = 1;
    x[1] = (quarter - (N_QUARTERS - 1)) / 4.0;
    for (int q = 1; q < 4; q++)
        x[1 + q] = quarter % 4 == q;
}

static double mean_of(const double *beta, int quarter)
{
    double x[N_COEFFICIENTS], eta = 0;
    row_of(quarter, x);
    for (int i = 0; i < N_COEFFICIENTS; i++)
        eta += beta[i] * x[i];
    return exp(eta);
}

/* Newton's equations at beta: X'WX with `right` or the score X'(y - m) beside it. */
static Equations equations_at(const double *beta, const double *right)
{
    Equations e = {0};
    for (int t = 0; t < N_BASELINE; t++) {
        double x[N_COEFFICIENTS], m = mean_of(beta, t);
        row_of(t, x);
        for (int i = 0; i < N_COEFFICIENTS; i++) {
            for (int j = 0; j < N_COEFFICIENTS; j++)
                e.a[i][j] += m * x[i] * x[j];
            e.a[i][N_COEFFICIENTS] += right == NULL ? x[i] * (uneven[t] - m) : 0;
        }
    }
    for (int i = 0; right != NULL && i < N_COEFFICIENTS; i++)
        e.a[i][N_COEFFICIENTS] = right[i];
    return e;
}

/* P(X <= k) of the negative binomial with this mean and variance m + tau2 m^2, term by term. */
static double at_most(int k, double m, double tau2)
{
    double size = 1 / tau2, sum = 0;
    for (int i = 0; i <= k; i++)
        sum += exp(lgamma(i + size) - lgamma(size) - lgamma(i + 1.0) +
                   size * log(size / (size + m)) + i * log(m / (size + m)));
    return sum;
}

/* No series with thresholds of the peer is published; so the steps are done again with other
 * arithmetic: Newton on the normal equations by elimination instead of QR, and probabilities added
 * up instead of special functions. */
START_TEST(expectation_and_limits_by_another_route)
{
    double beta[N_COEFFICIENTS] = {log(50), 0, 0, 0, 0}, x[N_COEFFICIENTS], pearson = 0;
    for (int step = 0; step < 30; step++) {
        Equations e = equations_at(beta, NULL);
        eliminate(&e);
        for (int i = 0; i < N_COEFFICIENTS; i++)
            beta[i] += e.a[i][N_COEFFICIENTS];
    }
    for (int t = 0; t < N_BASELINE; t++) {
        double m = mean_of(beta, t);
        pearson += (uneven[t] - m) * (uneven[t] - m) / m;
    }
    double df = N_BASELINE - N_COEFFICIENTS, phi = fmax(1, pearson / df);
    double expected = mean_of(beta, N_QUARTERS - 1), relative = 0;
    row_of(N_QUARTERS - 1, x);
    Equations inverse = equations_at(beta, x);
    eliminate(&inverse);
    for (int i = 0; i < N_COEFFICIENTS; i++)
        relative += x[i] * inverse.a[i][N_COEFFICIENTS];
    Aberration found = aberration_find(N_QUARTERS, uneven, 1, 0.95);
    ck_assert(found.has_line && found.has_seasons);
    ck_assert_double_eq_tol(found.expected, expected, 1e-7);
    ck_assert_double_eq_tol(found.dispersion, phi, 1e-8);
    ck_assert_double_gt(phi, 1.1);
    double tau2 = (phi - 1) / expected + phi * relative;
    /* Both tails of a t with 15 degrees of freedom beyond 2.131450 are 5 %; of the normal 3.305 %.
     */
    double tail = gsl_cdf_ugaussian_Q(2.131450);
    int lower = 0, upper = 0;
    while (at_most(lower, expected, tau2) <= tail)
        lower++;
    while (1 - at_most(upper, expected, tau2) > tail)
        upper++;
    ck_assert_int_eq(found.usual_lower, lower);
    ck_assert_int_eq(found.usual_upper, upper);
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
    tcase_add_test(tcase, expectation_and_limits_by_another_route);
    tcase_add_loop_test(tcase, false_alarms_keep_to_the_level, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite;
}
