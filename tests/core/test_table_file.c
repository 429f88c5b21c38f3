#include "core/error.h"
#include "core/table_file.h"

#include <check.h>
#include <string.h>

static const char table_text[] = "code;naam;aantal;aandeel;vanaf\n"
                                 "GM0457;Weesp;20861;0.5;1966-01-01\n"
                                 "GM0363;\"Amsterdam; Weesp\";-3;1e-3;2022-03-24\n"
                                 "GM0000;x;1.5;1,5;31-02-2024\n";

static TableFile *open_table(const char *text, GError **error)
{
    return table_file_open_memory(text, strlen(text), "gemeenten.csv", error);
}

START_TEST(reads_by_name_and_type)
{
    g_autoptr(TableFile) table = open_table(table_text, NULL);
    gssize columns[3];
    const char *const names[] = {"aandeel", "aantal", "vanaf"};
    ck_assert(table_file_columns(table, 3, names, columns, NULL));
    ck_assert(table_file_next(table, NULL) && table_file_next(table, NULL));
    ck_assert_int_eq(table_file_line(table), 3);
    ck_assert_str_eq(table_file_text(table, table_file_find_column(table, "naam")),
                     "Amsterdam; Weesp");
    gdouble share;
    gint64 count;
    GDate date;
    ck_assert(table_file_number(table, columns[0], &share, NULL));
    ck_assert(table_file_integer(table, columns[1], &count, NULL));
    ck_assert(table_file_date(table, columns[2], &date, NULL));
    ck_assert_double_eq(share, 0.001);
    ck_assert_int_eq(count, -3);
    ck_assert_int_eq(g_date_get_day(&date), 24);
    ck_assert_int_eq(g_date_get_month(&date), G_DATE_MARCH);
}
END_TEST

static void check_refused(GError *problem, const char *message)
{
    ck_assert(g_error_matches(problem, INBEELD_ERROR, INBEELD_ERROR_CONFIG));
    ck_assert_str_eq(problem->message, message);
    g_error_free(problem);
}

START_TEST(refusals_name_the_place)
{
    g_autoptr(TableFile) table = open_table(table_text, NULL);
    GError *problem = NULL;
    ck_assert_int_eq(table_file_column(table, "provincie", &problem), -1);
    check_refused(problem, "gemeenten.csv:1: there is no column \"provincie\"");
    for (int i = 0; i < 3; i++)
        ck_assert(table_file_next(table, NULL));
    gdouble share;
    gint64 count;
    GDate date;
    problem = NULL;
    ck_assert(!table_file_integer(table, 2, &count, &problem));
    check_refused(problem, "gemeenten.csv:4: column \"aantal\": \"1.5\" is not a whole number");
    problem = NULL;
    ck_assert(!table_file_number(table, 3, &share, &problem));
    check_refused(problem, "gemeenten.csv:4: column \"aandeel\": \"1,5\" is not a number (with a "
                           "decimal point)");
    problem = NULL;
    ck_assert(!table_file_date(table, 4, &date, &problem));
    check_refused(problem,
                  "gemeenten.csv:4: column \"vanaf\": \"31-02-2024\" is not a date (yyyy-mm-dd)");
    problem = NULL;
    ck_assert(!table_file_next(table, &problem));
    ck_assert_ptr_null(problem);
}
END_TEST

START_TEST(a_broken_row_is_an_error)
{
    g_autoptr(TableFile) table = open_table("a;b\n1;2\n3\n", NULL);
    GError *problem = NULL;
    ck_assert(table_file_next(table, &problem));
    ck_assert(!table_file_next(table, &problem));
    check_refused(problem, "gemeenten.csv:3: fewer fields than the header has: 1, not 2");
}
END_TEST

START_TEST(no_table_at_all)
{
    GError *problem = NULL;
    ck_assert_ptr_null(open_table("\n\n", &problem));
    check_refused(problem, "gemeenten.csv: is empty: there is no line with column names");
    problem = NULL;
    ck_assert_ptr_null(table_file_open("/nonexistent/gemeenten.csv", &problem));
    ck_assert(g_error_matches(problem, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT));
    g_error_free(problem);
}
END_TEST

Suite *table_file_suite(void);
Suite *table_file_suite(void)
{
    Suite *suite = suite_create("table_file");
    TCase *tcase = tcase_create("table");
    tcase_add_test(tcase, reads_by_name_and_type);
    tcase_add_test(tcase, refusals_name_the_place);
    tcase_add_test(tcase, a_broken_row_is_an_error);
    tcase_add_test(tcase, no_table_at_all);
    suite_add_tcase(suite, tcase);
    return suite;
}
