#include "core/error.h"
#include "stats/mse/table.h"
#include "stats/mse/table_read.h"

#include <check.h>
#include <string.h>

static MseTable *parse(const char *text, GError **error)
{
    return mse_table_parse(text, strlen(text), "t.csv", NULL, error);
}

/* The text is refused with a message that holds every piece (separated by |). */
static void assert_refused(const char *text, const MseReadOptions *options, const char *pieces)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(MseTable) table = mse_table_parse(text, strlen(text), "t.csv", options, &error);
    ck_assert_ptr_null(table);
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
    g_auto(GStrv) parts = g_strsplit(pieces, "|", -1);
    for (guint i = 0; parts[i] != NULL; i++)
        ck_assert_msg(strstr(error->message, parts[i]) != NULL, "\"%s\" lacks \"%s\"",
                      error->message, parts[i]);
}

START_TEST(reads_histories_and_counts)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(MseTable) table = parse("\xEF\xBB\xBF"
                                      "b,\"c\",d,count\r\n1,1,1,12\r\n\r\n0,0,1,54\r\n",
                                      &error);
    ck_assert_ptr_nonnull(table);
    ck_assert_uint_eq(mse_table_n_lists(table), 3);
    ck_assert_str_eq(mse_table_list(table, 1), "c");
    ck_assert_int_eq(mse_table_count(table, 7, 0), 12);
    ck_assert_int_eq(mse_table_count(table, 4, 0), 54);
    ck_assert_int_eq(mse_table_total(table), 66);
    ck_assert_int_eq(mse_table_list_total(table, 0), 12);
}
END_TEST

START_TEST(sorts_levels_and_finds_strata)
{
    const char *covariates[] = {"sex", "year", NULL};
    const MseReadOptions options = {.covariates = covariates};
    const char *text = "A;B;year;sex;count\n1;0;10;m;3\n0;1;9;f;4\n1;1;10;f;5\n";
    g_autoptr(MseTable) table = mse_table_parse(text, strlen(text), "t", &options, NULL);
    ck_assert_ptr_nonnull(table);
    ck_assert_uint_eq(mse_table_n_strata(table), 4);
    ck_assert_str_eq(mse_table_covariate(table, 0), "year");
    ck_assert_str_eq(mse_table_level(table, 0, 0), "9");
    ck_assert_str_eq(mse_table_level(table, 1, 1), "m");
    guint levels[] = {1, 0};
    guint stratum = mse_table_stratum(table, levels);
    ck_assert_int_eq(mse_table_count(table, 3, stratum), 5);
    ck_assert_uint_eq(mse_table_stratum_level(table, stratum, 0), 1);
    ck_assert_uint_eq(mse_table_stratum_level(table, stratum, 1), 0);
    ck_assert_int_eq(mse_table_stratum_total(table, stratum), 5);
}
END_TEST

START_TEST(refuses_what_cannot_be_meant)
{
    assert_refused("A,B,count\n1,0,2\n0,1,3\n1,0,57\n", NULL, "t.csv:4:|line 2|1,0");
    assert_refused("A,B,count\n0,0,2\n0,1,3\n", NULL, "t.csv:2:|no list");
    assert_refused("A,B,count\n1,2,2\n0,1,3\n", NULL, "t.csv:2:|\"B\"|\"2\"|--covariate");
    assert_refused("A,B,count\n1,,2\n0,1,3\n", NULL, "t.csv:2:|\"B\"");
    assert_refused("A,B,count\n1,0,-2\n0,1,3\n", NULL, "t.csv:2:|count|-2|negative");
    assert_refused("A,B,count\n1,0,2.5\n0,1,3\n", NULL, "t.csv:2:|2.5|whole number");
    assert_refused("A,B,count\n1,0,\n0,1,3\n", NULL, "t.csv:2:|whole number");
    assert_refused("A,B,count\n1,0,1e3\n0,1,3\n", NULL, "t.csv:2:|1e3");
    assert_refused("A,B,count\n1,0,99999999999999999999\n0,1,3\n", NULL, "t.csv:2:|too large");
    assert_refused("A,B,C,count\n1,0,0,2\n0,1,0,3\n", NULL, "nobody is on list \"C\"");
    assert_refused("A,B,count\n1,0,0\n0,1,0\n", NULL, "nobody is in");
    assert_refused("A,B,number\n1,0,2\n", NULL, "t.csv:1:|count|number");
    assert_refused("A,A,count\n1,0,2\n", NULL, "t.csv:1:|same name");
    assert_refused("A,,count\n1,0,2\n", NULL, "t.csv:1:|no name");
    assert_refused("A,count\n1,2\n", NULL, "t.csv:1:|1 lists");
    assert_refused("A,B,count\n1,0\n", NULL, "t.csv:2:|fewer fields");
    assert_refused("A,B,count\n", NULL, "no rows");
    assert_refused("", NULL, "t.csv");
    assert_refused("A,B,count\n1,0,\"2\n", NULL, "t.csv:2:|quote");
    assert_refused("a,b,c,d,e,f,g,h,i,j,k,count\n1,1,1,1,1,1,1,1,1,1,1,1\n", NULL, "11 lists|10");
    const char *unknown[] = {"year", NULL};
    const MseReadOptions options = {.covariates = unknown};
    assert_refused("A,B,count\n1,0,2\n", &options, "t.csv:1:|no column \"year\"");
}
END_TEST

START_TEST(ignored_columns_are_summed)
{
    const char *ignored[] = {"year", NULL};
    const MseReadOptions options = {.ignored = ignored};
    const char *text = "A,B,year,count\n1,0,1,3\n1,0,2,4\n0,1,2,5\n";
    g_autoptr(MseTable) table = mse_table_parse(text, strlen(text), "t", &options, NULL);
    ck_assert_int_eq(mse_table_count(table, 1, 0), 7);
    assert_refused("A,B,year,count\n1,0,1,3\n1,0,1,4\n", &options, "t.csv:3:|line 2");
}
END_TEST

START_TEST(missing_file_is_no_input)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(MseTable) table = mse_table_read("/nonexistent/t.csv", NULL, &error);
    ck_assert_ptr_null(table);
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT));
}
END_TEST

/* Three lists, two years; A did not operate in the second year. */
static MseTable *example(void)
{
    const char *lists[] = {"A", "B", "C"};
    const char *years[] = {"1", "2"};
    MseTable *table = mse_table_new(3, lists, NULL);
    ck_assert(mse_table_add_covariate(table, "year", 2, years, NULL));
    ck_assert(mse_table_add(table, 1, 0, 10, NULL));
    ck_assert(mse_table_add(table, 3, 0, 4, NULL));
    ck_assert(mse_table_add(table, 6, 1, 2, NULL));
    ck_assert(mse_table_add(table, 4, 1, 7, NULL));
    ck_assert(mse_table_exclude_list(table, 0, 1, NULL));
    return table;
}

START_TEST(structural_zeros_take_cells_out)
{
    g_autoptr(MseTable) table = example();
    ck_assert(mse_table_is_excluded(table, 3, 1));
    ck_assert(!mse_table_is_excluded(table, 3, 0));
    ck_assert(!mse_table_add(table, 3, 1, 1, NULL));
    ck_assert(!mse_table_exclude_list(table, 1, 1, NULL));
    g_autoptr(MseTable) collapsed = mse_table_collapse(table, NULL);
    ck_assert(!mse_table_is_excluded(collapsed, 3, 0));
    ck_assert_int_eq(mse_table_count(collapsed, 6, 0), 2);
    ck_assert_int_eq(mse_table_total(collapsed), 23);
}
END_TEST

START_TEST(derived_tables_keep_the_persons)
{
    g_autoptr(MseTable) table = example();
    g_autoptr(MseTable) dropped = mse_table_drop_list(table, 0, NULL);
    ck_assert_uint_eq(mse_table_n_lists(dropped), 2);
    ck_assert_int_eq(mse_table_total(dropped), 13);
    ck_assert_int_eq(mse_table_count(dropped, 1, 0), 4);
    ck_assert_int_eq(mse_table_count(dropped, 3, 1), 2);
    g_autoptr(MseTable) merged = mse_table_merge_lists(table, 5, NULL);
    ck_assert_str_eq(mse_table_list(merged, 0), "A+C");
    ck_assert_int_eq(mse_table_total(merged), 23);
    ck_assert_int_eq(mse_table_count(merged, 3, 1), 2);
    ck_assert_int_eq(mse_table_count(merged, 1, 1), 7);
    ck_assert(!mse_table_is_excluded(merged, 1, 1));
    g_autoptr(MseTable) copy = mse_table_copy(table);
    ck_assert_int_eq(mse_table_count(copy, 3, 0), 4);
    ck_assert(mse_table_is_excluded(copy, 3, 1));
}
END_TEST

Suite *mse_table_suite(void);
Suite *mse_table_suite(void)
{
    Suite *suite = suite_create("mse_table");
    TCase *reader = tcase_create("reader");
    tcase_add_test(reader, reads_histories_and_counts);
    tcase_add_test(reader, sorts_levels_and_finds_strata);
    tcase_add_test(reader, refuses_what_cannot_be_meant);
    tcase_add_test(reader, ignored_columns_are_summed);
    tcase_add_test(reader, missing_file_is_no_input);
    suite_add_tcase(suite, reader);
    TCase *table = tcase_create("table");
    tcase_add_test(table, structural_zeros_take_cells_out);
    tcase_add_test(table, derived_tables_keep_the_persons);
    suite_add_tcase(suite, table);
    return suite;
}
