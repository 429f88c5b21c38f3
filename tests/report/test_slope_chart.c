#include "report/chart/slope_chart.h"

#include "tests/support/chart_check.h"

#include <check.h>
#include <string.h>

#define MOST_ROWS 25

static Graphic *slope_of(Fill fill, guint n, gboolean own)
{
    SlopeRow rows[MOST_ROWS];
    for (guint i = 0; i < n; i++) {
        rows[i] = (SlopeRow){chart_check_name(i), chart_check_value(fill, i),
                             chart_check_value(fill, i + 1), own && i == 2, i % 3 == 0};
        rows[i].to.provisional = TRUE;
    }
    return slope_chart_new(&(SlopeChart){.n_rows = n,
                                         .rows = rows,
                                         .from_name = "stand 15 januari 2024",
                                         .to_name = "stand 15 februari 2025",
                                         .revised_word = "herzien"});
}

START_TEST(rows_of_any_number)
{
    static const guint numbers[] = {0, 1, 2, 6, 11, MOST_ROWS};
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (Fill fill = 0; fill < N_FILLS; fill++)
        for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
            g_autofree char *words = chart_check_draw(engine, slope_of(fill, numbers[i], FALSE),
                                                      slope_of(fill, MIN(numbers[i], 11), TRUE));
            ck_assert_ptr_nonnull(strstr(words, "|stand 15 februari 2025|"));
        }
}
END_TEST

/* All rows at one height: twelve labels in one place are spread. */
START_TEST(equal_numbers_keep_their_labels_apart)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    SlopeRow rows[12];
    for (guint i = 0; i < 12; i++)
        rows[i] = (SlopeRow){chart_check_name(i), chart_value(100), chart_value(100), FALSE, FALSE};
    g_autofree char *words =
        chart_check_draw(engine, slope_chart_new(&(SlopeChart){.n_rows = 12, .rows = rows}), NULL);
    ck_assert_ptr_nonnull(strstr(words, "Krimpen aan den IJssel"));
    ck_assert_uint_eq(chart_check_count(words, "100|"), 24); /* none is left out */
}
END_TEST

START_TEST(only_revised_rows_say_so)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    SlopeRow rows[] = {{"Personen", chart_value(863), chart_value(868), FALSE, TRUE},
                       {"Anders", chart_value(437), chart_value(437), FALSE, FALSE}};
    g_autofree char *words = chart_check_draw(
        engine,
        slope_chart_new(&(SlopeChart){.n_rows = 2, .rows = rows, .revised_word = "herzien"}), NULL);
    ck_assert_ptr_nonnull(strstr(words, "|868\xe2\x80\x82herzien|"));
    ck_assert_ptr_nonnull(strstr(words, "|437|"));
}
END_TEST

START_TEST(a_suppressed_end_has_its_mark)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    SlopeRow row = {"Ee", chart_value(7), {.state = STATE_SUPPRESSED, .value = 3}, FALSE, FALSE};
    g_autofree char *words =
        chart_check_draw(engine, slope_chart_new(&(SlopeChart){.n_rows = 1, .rows = &row}), NULL);
    ck_assert_ptr_nonnull(strstr(words, "|×|"));
    ck_assert_ptr_null(strstr(words, "|3|"));
}
END_TEST

Suite *slope_chart_suite(void);
Suite *slope_chart_suite(void)
{
    Suite *suite = suite_create("slope_chart");
    TCase *tcase = tcase_create("slope_chart");
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, rows_of_any_number);
    tcase_add_test(tcase, equal_numbers_keep_their_labels_apart);
    tcase_add_test(tcase, only_revised_rows_say_so);
    tcase_add_test(tcase, a_suppressed_end_has_its_mark);
    suite_add_tcase(suite, tcase);
    return suite;
}
