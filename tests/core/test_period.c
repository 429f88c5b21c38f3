#include "core/error.h"
#include "core/period.h"

#include <check.h>

static void assert_reads_as(const char *text, const char *code, const char *first, const char *last)
{
    Period period;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(period_parse(text, &period, &error), "%s", text);
    g_autofree char *own_code = period_code(period);
    g_autofree char *own_first = day_format_iso(period_first_day(period));
    g_autofree char *own_last = day_format_iso(period_last_day(period));
    ck_assert_str_eq(own_code, code);
    ck_assert_str_eq(own_first, first);
    ck_assert_str_eq(own_last, last);
}

START_TEST(cbs_codes_and_own_codes_are_read)
{
    assert_reads_as("2024", "2024", "2024-01-01", "2024-12-31");
    assert_reads_as("2022JJ00", "2022", "2022-01-01", "2022-12-31");
    assert_reads_as("2022KW01", "2022KW1", "2022-01-01", "2022-03-31");
    assert_reads_as("2024kw4 ", "2024KW4", "2024-10-01", "2024-12-31");
    assert_reads_as("2024MM02", "2024MM02", "2024-02-01", "2024-02-29");
    assert_reads_as("2020-2024", "2020-2024", "2020-01-01", "2024-12-31");
}
END_TEST

START_TEST(other_texts_are_refused)
{
    const char *const bad[] = {"",         "24",        "2024KW5", "2024KW0",
                               "2024MM13", "2024-2020", "2024-20", "2024KW011",
                               "2024JJ01", "20245",     "abcd",    "2024-2024x"};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        Period period;
        g_autoptr(GError) error = NULL;
        ck_assert_msg(!period_parse(bad[i], &period, &error), "%s", bad[i]);
        ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
    }
}
END_TEST

START_TEST(days_that_do_not_exist)
{
    ck_assert_int_eq(day_from_ymd(2024, 2, 31), DAY_NONE);
    ck_assert_int_ne(day_from_ymd(2024, 2, 29), DAY_NONE);
    ck_assert_int_eq(day_from_ymd(2023, 2, 29), DAY_NONE);
    ck_assert_int_eq(day_parse_iso("2024-2-29"), DAY_NONE);
    ck_assert_int_eq(day_parse_iso("2024-12-31"), day_from_ymd(2025, 1, 1) - 1);
}
END_TEST

START_TEST(order_and_membership)
{
    ck_assert(period_contains(period_quarter(2024, 1), day_from_ymd(2024, 3, 31)));
    ck_assert(!period_contains(period_quarter(2024, 1), day_from_ymd(2024, 4, 1)));
    ck_assert(!period_contains(period_year(2024), DAY_NONE));
    ck_assert_int_lt(period_compare(period_quarter(2024, 1), period_year(2024)), 0);
    ck_assert_int_lt(period_compare(period_window(2024, 5), period_year(2024)), 0);
    ck_assert_int_eq(period_compare(period_year(2024), period_year(2024)), 0);
}
END_TEST

Suite *period_suite(void);
Suite *period_suite(void)
{
    Suite *suite = suite_create("period");
    TCase *tcase = tcase_create("period");
    tcase_add_test(tcase, cbs_codes_and_own_codes_are_read);
    tcase_add_test(tcase, other_texts_are_refused);
    tcase_add_test(tcase, days_that_do_not_exist);
    tcase_add_test(tcase, order_and_membership);
    suite_add_tcase(suite, tcase);
    return suite;
}
