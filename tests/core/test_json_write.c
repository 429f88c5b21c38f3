#include "core/json_write.h"

#include <check.h>
#include <math.h>

Suite *json_write_suite(void);

START_TEST(each_kind_of_value_has_its_form)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_write_text(json, "naam", "zegt \"ja\"");
    json_write_count(json, "aantal", G_MININT64);
    json_write_number(json, "deel", 0.125);
    json_write_flag(json, "waar", TRUE);
    json_write_day(json, "dag", day_from_ymd(2024, 2, 29));
    json_builder_end_object(json);
    g_autofree char *text = json_write_finish(json, FALSE);
    ck_assert_str_eq(text, "{\"naam\":\"zegt \\\"ja\\\"\",\"aantal\":-9223372036854775808,"
                           "\"deel\":0.125,\"waar\":true,\"dag\":\"2024-02-29\"}\n");
}
END_TEST

START_TEST(what_is_not_known_is_null)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_write_text(json, "naam", NULL);
    json_write_number(json, "a", NAN);
    json_write_number(json, "b", INFINITY);
    json_write_day(json, "dag", DAY_NONE);
    json_builder_end_object(json);
    g_autofree char *text = json_write_finish(json, FALSE);
    ck_assert_str_eq(text, "{\"naam\":null,\"a\":null,\"b\":null,\"dag\":null}\n");
}
END_TEST

START_TEST(values_in_values)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new();
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_write_texts(json, "niets", texts);
    g_ptr_array_add(texts, (gpointer) "een");
    g_ptr_array_add(texts, (gpointer) "twee");
    json_write_begin_object(json, "in");
    json_write_texts(json, "iets", texts);
    json_builder_end_object(json);
    json_write_begin_array(json, "rij");
    json_builder_add_int_value(json, 1);
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autofree char *text = json_write_finish(json, FALSE);
    ck_assert_str_eq(text, "{\"niets\":[],\"in\":{\"iets\":[\"een\",\"twee\"]},\"rij\":[1]}\n");
}
END_TEST

Suite *json_write_suite(void)
{
    Suite *suite = suite_create("json_write");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, each_kind_of_value_has_its_form);
    tcase_add_test(tests, what_is_not_known_is_null);
    tcase_add_test(tests, values_in_values);
    suite_add_tcase(suite, tests);
    return suite;
}
