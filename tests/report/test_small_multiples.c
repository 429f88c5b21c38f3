#include "report/chart/small_multiples.h"

#include "tests/support/chart_check.h"

#include <check.h>
#include <string.h>

#define MOST_PANELS 40

static Graphic *panels_of(const Series *series, guint n_panels, gboolean own)
{
    SmallPanel panels[MOST_PANELS];
    LineEvent events[] = {{series->n / 3.0, "AVG", TRUE}, {series->n - 1.5, "corona", FALSE}};
    for (guint i = 0; i < n_panels; i++)
        panels[i] =
            (SmallPanel){chart_check_name(i), i % 4 == 3 ? NULL : "geen aantoonbare verandering",
                         series->values, own && i == 1};
    return small_multiples_new(&(SmallMultiples){.n_periods = series->n,
                                                 .periods = (const char *const *)series->names,
                                                 .n_panels = n_panels,
                                                 .panels = panels,
                                                 .n_events = series->n > 2 ? 2 : 0,
                                                 .events = events,
                                                 .whole = TRUE});
}

START_TEST(panels_of_any_length)
{
    static const guint lengths[] = {1, 2, 3, 10, 17, 40};
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (Fill fill = 0; fill < N_FILLS; fill++)
        for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
            Series series = series_new(fill, lengths[i]);
            g_autofree char *words =
                chart_check_draw(engine, panels_of(&series, 5, FALSE), panels_of(&series, 3, TRUE));
            ck_assert_ptr_nonnull(strstr(words, "|Goeree-Overflakkee|"));
            series_clear(&series);
        }
}
END_TEST

/* The page holds them all, whatever their number. */
START_TEST(any_number_of_panels)
{
    static const guint numbers[] = {0, 1, 2, 4, 11, 25, MOST_PANELS};
    g_autoptr(TextEngine) engine = engine_or_fail();
    Series series = series_new(ALL_GIVEN, 10);
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_autofree char *words =
            chart_check_draw(engine, panels_of(&series, numbers[i], FALSE), NULL);
        ck_assert_uint_eq(chart_check_count(words, "|1994|"), numbers[i]);
    }
    series_clear(&series);
}
END_TEST

/* One scale for all: 79 is the largest, and each row shows the axis once. */
START_TEST(panels_share_one_axis)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    Series series = series_new(ALL_GIVEN, 10);
    g_autofree char *words = chart_check_draw(engine, panels_of(&series, 5, FALSE), NULL);
    ck_assert_uint_eq(chart_check_count(words, "|150|"), 2); /* rows of three and two */
    ck_assert_uint_eq(chart_check_count(words, "|1985|"), 5);
    ck_assert_uint_eq(chart_check_count(words, "|1994|"), 5);
    ck_assert_uint_eq(chart_check_count(words, "|53*|"), 5); /* 20 + 333 % 60, provisional */
    series_clear(&series);
}
END_TEST

START_TEST(a_suppressed_end_has_a_mark_and_no_number)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    Series series = series_new(ALL_GIVEN, 6);
    series.values[5] = (ChartValue){.state = STATE_SUPPRESSED, .value = 3, .lower = 3, .upper = 3};
    g_autofree char *words = chart_check_draw(engine, panels_of(&series, 2, FALSE), NULL);
    ck_assert_uint_eq(chart_check_count(words, "|×|"), 2);
    ck_assert_ptr_null(strstr(words, "|3|"));
    series_clear(&series);
}
END_TEST

Suite *small_multiples_suite(void);
Suite *small_multiples_suite(void)
{
    Suite *suite = suite_create("small_multiples");
    TCase *tcase = tcase_create("small_multiples");
    tcase_set_timeout(tcase, 40);
    tcase_add_test(tcase, panels_of_any_length);
    tcase_add_test(tcase, any_number_of_panels);
    tcase_add_test(tcase, panels_share_one_axis);
    tcase_add_test(tcase, a_suppressed_end_has_a_mark_and_no_number);
    suite_add_tcase(suite, tcase);
    return suite;
}
