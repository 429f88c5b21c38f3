#include "ingest/field_parse.h"

#include <check.h>
#include <string.h>

static const DateFormat all[] = {DATE_DAY_FIRST, DATE_YEAR_FIRST, DATE_COMPACT};

static void check_day(const char *text, const char *expected)
{
    Day day = field_parse_day(text, strlen(text), all, G_N_ELEMENTS(all));
    g_autofree char *iso = day_format_iso(day);
    ck_assert_msg(strcmp(iso, expected) == 0, "%s: %s, not %s", text, iso, expected);
}

START_TEST(days)
{
    check_day("24-03-2022", "2022-03-24");
    check_day("1-2-2024", "2024-02-01");
    check_day("01/02/2024", "2024-02-01");
    check_day("01.02.2024", "2024-02-01");
    check_day("2024-02-01", "2024-02-01");
    check_day("20240201", "2024-02-01");
    check_day("29-02-2024", "2024-02-29");
    check_day("01-02-2024 13:45:00", "2024-02-01");
    check_day("2024-02-01T00:00:00Z", "2024-02-01");
}
END_TEST

START_TEST(no_days)
{
    const char *texts[] = {
        "31-02-2024",  "29-02-2023", "00-01-2024",   "01-13-2024", "1-2-24",         "01-02/2024",
        "01-02-2024x", "2024",       "20240231",     "202402011",  "--2024",         "01-02-",
        "veertig",     "",           "01-02-2024 x", "2024-2-",    "1 februari 2024"};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        check_day(texts[i], "");
}
END_TEST

START_TEST(only_the_formats_of_the_profile)
{
    DateFormat iso[] = {DATE_YEAR_FIRST};
    ck_assert_int_eq(field_parse_day("01-02-2024", 10, iso, 1), DAY_NONE);
    DateFormat format;
    ck_assert(date_format_parse("jjjjmmdd", &format) && format == DATE_COMPACT);
    ck_assert(date_format_parse("dd-mm-yyyy", &format) && format == DATE_DAY_FIRST);
    ck_assert(!date_format_parse("mm-dd-yyyy", &format));
}
END_TEST

static void check_count(const char *text, char decimal, gint64 expected)
{
    gint64 value = -1;
    gboolean read = field_parse_count(text, strlen(text), decimal, &value);
    ck_assert_msg(read == (expected >= 0), "%s", text);
    if (read)
        ck_assert_int_eq(value, expected);
}

START_TEST(counts)
{
    check_count("0", ',', 0);
    check_count("1.106", ',', 1106);
    check_count("1 106", ',', 1106);
    check_count("1.234.567", ',', 1234567);
    check_count("12,0", ',', 12);
    check_count("12,5", ',', -1);
    check_count("1.1", ',', -1);
    check_count("1.1066", ',', -1);
    check_count("1,106", '.', 1106);
    check_count("1.106", '.', -1);
    check_count("12.00", '.', 12);
    check_count("-3", ',', -1);
    check_count("3\xC2\xB9", ',', -1);
    check_count("", ',', -1);
    check_count(",", ',', -1);
    check_count("12,", ',', -1);
    check_count("9999999999999999", ',', -1);
}
END_TEST

START_TEST(rounded_half_up)
{
    gint64 value;
    ck_assert(field_parse_rounded("4,5", 3, ',', &value) && value == 5);
    ck_assert(field_parse_rounded("4,49", 4, ',', &value) && value == 4);
    ck_assert(field_parse_rounded("24,0", 4, ',', &value) && value == 24);
    ck_assert(!field_parse_rounded("4;5", 3, ',', &value));
}
END_TEST

Suite *field_parse_suite(void);
Suite *field_parse_suite(void)
{
    Suite *suite = suite_create("field_parse");
    TCase *tcase = tcase_create("fields");
    tcase_add_test(tcase, days);
    tcase_add_test(tcase, no_days);
    tcase_add_test(tcase, only_the_formats_of_the_profile);
    tcase_add_test(tcase, counts);
    tcase_add_test(tcase, rounded_half_up);
    suite_add_tcase(suite, tcase);
    return suite;
}
