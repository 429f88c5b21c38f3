#include "report/chart/histogram.h"

#include "tests/support/chart_check.h"

#include <check.h>
#include <math.h>
#include <string.h>

#define MOST_BINS 60

static Histogram histogram_of(guint n, HistogramBin *bins, double from, double width)
{
    for (guint i = 0; i < n; i++)
        bins[i] = (HistogramBin){from + i * width, from + (i + 1) * width, (i * 7) % 23};
    return (Histogram){.n_bins = n,
                       .bins = bins,
                       .estimate = from + n * width * 0.4,
                       .lower = from + n * width * 0.1,
                       .upper = from + n * width * 0.9,
                       .estimate_name = "schatting 28.994",
                       .lower_name = "ondergrens 22.459",
                       .upper_name = "bovengrens 38.462",
                       .axis_title = "geschat aantal slachtoffers"};
}

START_TEST(bins_of_any_number_and_size)
{
    static const guint numbers[] = {0, 1, 2, 40, MOST_BINS};
    static const double widths[] = {1e-4, 1, 400, 1e8};
    static const double starts[] = {0, 20, 90000};
    g_autoptr(TextEngine) engine = engine_or_fail();
    HistogramBin bins[MOST_BINS];
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
        for (gsize w = 0; w < G_N_ELEMENTS(widths); w++)
            for (gsize s = 0; s < G_N_ELEMENTS(starts); s++) {
                Histogram chart = histogram_of(numbers[i], bins, starts[s], widths[w]);
                g_autofree char *words =
                    chart_check_draw(engine, histogram_new(&chart), histogram_new(&chart));
                ck_assert_ptr_nonnull(strstr(words, "|schatting 28.994|"));
            }
}
END_TEST

/* Estimate and limits nearly the same: their words still stand apart. */
START_TEST(words_of_close_lines_keep_apart)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    HistogramBin bins[MOST_BINS];
    Histogram chart = histogram_of(40, bins, 0, 10);
    chart.estimate = 399;
    chart.lower = 398;
    chart.upper = 400;
    g_autofree char *words = chart_check_draw(engine, histogram_new(&chart), NULL);
    ck_assert_ptr_nonnull(strstr(words, "|ondergrens 22.459|"));
    ck_assert_ptr_nonnull(strstr(words, "|bovengrens 38.462|"));
}
END_TEST

START_TEST(without_limits)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    HistogramBin bins[MOST_BINS];
    Histogram chart = histogram_of(40, bins, 0, 10);
    chart.upper = NAN;
    g_autofree char *words = chart_check_draw(engine, histogram_new(&chart), NULL);
    ck_assert_ptr_null(strstr(words, "|bovengrens 38.462|"));
    ck_assert_ptr_nonnull(strstr(words, "|ondergrens 22.459|"));
}
END_TEST

Suite *histogram_suite(void);
Suite *histogram_suite(void)
{
    Suite *suite = suite_create("histogram");
    TCase *tcase = tcase_create("histogram");
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, bins_of_any_number_and_size);
    tcase_add_test(tcase, words_of_close_lines_keep_apart);
    tcase_add_test(tcase, without_limits);
    suite_add_tcase(suite, tcase);
    return suite;
}
