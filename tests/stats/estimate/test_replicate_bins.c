#include "stats/estimate/replicate_bins.h"

#include <check.h>
#include <math.h>

#define N_BINS 40

static guint sum_of(guint n, const ReplicateBin *bins)
{
    guint sum = 0;
    for (guint i = 0; i < n; i++)
        sum += bins[i].n;
    return sum;
}

/* 1, 2, …, 1000: quantiles 11 and 990, ten values below and ten above, about 24.5 in each bin. */
START_TEST(even_values_fill_all_bins_alike)
{
    double values[1000];
    ReplicateBin bins[N_BINS + 2];
    for (guint i = 0; i < 1000; i++)
        values[i] = i + 1;
    guint n = replicate_bins(1000, values, N_BINS, bins);
    ck_assert_uint_eq(n, N_BINS + 2);
    ck_assert_uint_eq(sum_of(n, bins), 1000);
    ck_assert_uint_eq(bins[0].n, 10);
    ck_assert_uint_eq(bins[n - 1].n, 10);
    ck_assert(isinf(bins[0].lower) && isinf(bins[n - 1].upper));
    ck_assert_double_eq_tol(bins[1].lower, 11, 1e-12);
    ck_assert_double_eq_tol(bins[n - 2].upper, 990, 1e-9);
    for (guint i = 1; i + 1 < n; i++)
        ck_assert(bins[i].n >= 24 && bins[i].n <= 26);
}
END_TEST

/* Two answers of two models stay two humps with nothing between them. */
START_TEST(two_humps_stay_two)
{
    double values[400];
    ReplicateBin bins[N_BINS + 2];
    for (guint i = 0; i < 200; i++) {
        values[i] = 40000 + 20.0 * i;
        values[200 + i] = 110000 + 20.0 * i;
    }
    guint n = replicate_bins(400, values, N_BINS, bins), humps = 0;
    for (guint i = 0; i < n; i++) {
        if (bins[i].n > 0 && (i == 0 || bins[i - 1].n == 0))
            humps++;
        if (bins[i].lower > 45000 && bins[i].upper < 109000)
            ck_assert_uint_eq(bins[i].n, 0);
    }
    ck_assert_uint_eq(humps, 2);
    ck_assert_uint_eq(sum_of(n, bins), 400);
}
END_TEST

START_TEST(few_or_equal_values)
{
    const double one[] = {5, 5, 5}, two[] = {5, 7};
    ReplicateBin bins[N_BINS + 2];
    ck_assert_uint_eq(replicate_bins(0, NULL, N_BINS, bins), 0);
    ck_assert_uint_eq(replicate_bins(3, one, N_BINS, bins), 1);
    ck_assert_uint_eq(bins[0].n, 3);
    ck_assert_uint_eq(sum_of(replicate_bins(2, two, N_BINS, bins), bins), 2);
}
END_TEST

Suite *replicate_bins_suite(void);
Suite *replicate_bins_suite(void)
{
    Suite *suite = suite_create("replicate_bins");
    TCase *tcase = tcase_create("replicate_bins");
    tcase_add_test(tcase, even_values_fill_all_bins_alike);
    tcase_add_test(tcase, two_humps_stay_two);
    tcase_add_test(tcase, few_or_equal_values);
    suite_add_tcase(suite, tcase);
    return suite;
}
