#include "core/format.h"

#include <check.h>
#include <math.h>

#define assert_text(call, expected)                                                                \
    do {                                                                                           \
        g_autofree char *text_ = (call);                                                           \
        ck_assert_str_eq(text_, expected);                                                         \
    } while (0)

START_TEST(counts_are_grouped_by_three)
{
    assert_text(format_count(0, LANGUAGE_NL), "0");
    assert_text(format_count(999, LANGUAGE_NL), "999");
    assert_text(format_count(1106, LANGUAGE_NL), "1.106");
    assert_text(format_count(17942942, LANGUAGE_NL), "17.942.942");
    assert_text(format_count(17942942, LANGUAGE_EN), "17,942,942");
    assert_text(format_count(-1900, LANGUAGE_NL), "−1.900");
    assert_text(format_count(G_MININT64, LANGUAGE_NL), "−9.223.372.036.854.775.808");
}
END_TEST

START_TEST(decimals_round_half_away_from_zero)
{
    assert_text(format_decimal(12.45, 1, LANGUAGE_NL), "12,5");
    assert_text(format_decimal(0.125, 2, LANGUAGE_NL), "0,13");
    assert_text(format_decimal(1.005, 2, LANGUAGE_NL), "1,01");
    assert_text(format_decimal(-0.04, 1, LANGUAGE_NL), "0,0");
    assert_text(format_decimal(-2.25, 1, LANGUAGE_EN), "−2.3");
    assert_text(format_decimal(0.05, 3, LANGUAGE_NL), "0,050");
    assert_text(format_decimal(1234567.891, 1, LANGUAGE_NL), "1.234.567,9");
    assert_text(format_decimal(NAN, 1, LANGUAGE_NL), "");
}
END_TEST

START_TEST(shares_round_half_up_in_integers)
{
    assert_text(format_share(1, 8, LANGUAGE_NL), "13%");
    assert_text(format_share(10, 281, LANGUAGE_NL), "4%");
    assert_text(format_share(5, 215, LANGUAGE_NL), "2%");
    assert_text(format_share(0, 10, LANGUAGE_NL), "0%");
    assert_text(format_share(3, 0, LANGUAGE_NL), "");
    ck_assert_int_eq(share_percent(1, 200), 1);
    ck_assert_int_eq(share_percent(1, 201), 0);
}
END_TEST

START_TEST(estimates_keep_two_digits)
{
    assert_text(format_rounded(4567, LANGUAGE_NL), "4.600");
    assert_text(format_rounded(87.4, LANGUAGE_NL), "87");
    assert_text(format_rounded(116667, LANGUAGE_NL), "120.000");
    assert_text(format_rounded(0.2, LANGUAGE_NL), "0");
}
END_TEST

START_TEST(dates_and_periods_in_both_languages)
{
    assert_text(format_day(day_from_ymd(2025, 3, 1), LANGUAGE_NL), "1 maart 2025");
    assert_text(format_day(day_from_ymd(2022, 3, 24), LANGUAGE_EN), "24 March 2022");
    assert_text(format_period(period_quarter(2024, 3), LANGUAGE_NL), "derde kwartaal 2024");
    assert_text(format_period(period_window(2024, 5), LANGUAGE_NL), "2020–2024");
    const char *const names[] = {"Almere", "Breda", "Tilburg"};
    assert_text(format_list(names, 3, LANGUAGE_NL), "Almere, Breda en Tilburg");
    assert_text(format_list(names, 1, LANGUAGE_NL), "Almere");
    assert_text(format_list(names, 2, LANGUAGE_EN), "Almere and Breda");
}
END_TEST

Suite *format_suite(void);
START_TEST(changes_carry_a_sign)
{
    assert_text(format_change(0.71, 0, LANGUAGE_NL), "−29%");
    assert_text(format_change(1.016, 1, LANGUAGE_NL), "+1,6%");
    assert_text(format_change(1.016, 1, LANGUAGE_EN), "+1.6%");
    assert_text(format_change(2.5, 0, LANGUAGE_NL), "+150%");
    assert_text(format_change(1.0004, 1, LANGUAGE_NL), "0,0%");
    assert_text(format_change(0.9996, 1, LANGUAGE_NL), "0,0%");
    assert_text(format_change(1.0, 0, LANGUAGE_NL), "0%");
}
END_TEST

Suite *format_suite(void)
{
    Suite *suite = suite_create("format");
    TCase *tcase = tcase_create("format");
    tcase_add_test(tcase, counts_are_grouped_by_three);
    tcase_add_test(tcase, decimals_round_half_away_from_zero);
    tcase_add_test(tcase, shares_round_half_up_in_integers);
    tcase_add_test(tcase, changes_carry_a_sign);
    tcase_add_test(tcase, estimates_keep_two_digits);
    tcase_add_test(tcase, dates_and_periods_in_both_languages);
    suite_add_tcase(suite, tcase);
    return suite;
}
