#include "core/area.h"

#include <check.h>
#include <math.h>

static AreaRegister *areas;

static void load(void)
{
    g_autoptr(GError) error = NULL;
    areas = area_register_load(&error);
    ck_assert_msg(areas != NULL, "%s", error != NULL ? error->message : "no error set");
}

static void unload(void)
{
    area_register_free(areas);
}

/* "GM0757:? GM0824:?" or "GM0363:1.000". */
static void assert_successors(const char *code, const char *day, const char *expected)
{
    AreaShare parts[AREA_MAX_PARTS];
    gsize n = area_successors(areas, area_find_code(areas, code), day_parse_iso(day), parts);
    g_autoptr(GString) found = g_string_new(NULL);
    for (gsize i = 0; i < n; i++) {
        g_string_append_printf(found, "%s%s:", i > 0 ? " " : "", area_code(areas, parts[i].id));
        if (isnan(parts[i].share))
            g_string_append_c(found, '?');
        else
            g_string_append_printf(found, "%.3f", parts[i].share);
    }
    ck_assert_msg(g_str_equal(found->str, expected), "%s on %s: %s", code, day, found->str);
}

START_TEST(all_476_codes_lead_to_a_present_code)
{
    gsize n_codes = 0, n_gone = 0;
    for (AreaId id = 0; (gsize)id < area_count(areas); id++) {
        if (area_kind(areas, id) != AREA_GEMEENTE)
            continue;
        n_codes++;
        AreaShare parts[AREA_MAX_PARTS];
        gsize n = area_successors(areas, id, DAY_NONE, parts);
        ck_assert_msg(n >= 1, "%s", area_code(areas, id));
        n_gone += !area_is_valid(areas, id, DAY_NONE);
        for (gsize i = 0; i < n; i++) {
            ck_assert(area_is_valid(areas, parts[i].id, DAY_NONE));
            ck_assert_int_eq(area_kind(areas, parts[i].id), AREA_GEMEENTE);
            ck_assert((n == 1 && parts[i].share == 1) || (n > 1 && !(parts[i].share > 1)));
        }
    }
    ck_assert_uint_eq(n_codes, 476);
    ck_assert_uint_eq(n_gone, 134);
}
END_TEST

START_TEST(mergers_are_followed_to_the_day)
{
    assert_successors("GM0457", "2022-03-23", "GM0457:1.000");
    assert_successors("GM0457", "2022-03-24", "GM0363:1.000");
    assert_successors("GM0600", "2010-03-17", "GM0600:1.000");
    assert_successors("GM0600", "2010-03-18", "GM0599:1.000");
    assert_successors("GM0083", "2017-12-31", "GM1908:1.000");
    assert_successors("GM0083", "2018-01-01", "GM1949:1.000"); /* Waadhoeke */
    assert_successors("GM0265", "2015-06-01", "GM0241:1.000"); /* Millingen -> Groesbeek */
    assert_successors("GM0265", "2016-01-01", "GM1945:1.000"); /* -> Berg en Dal */
    assert_successors("GM0693", "2019-01-01", "GM1978:1.000"); /* Graafstroom -> Molenlanden */
    assert_successors("GM1992", "2022-12-31", "");
    assert_successors("PR17", "2013-01-01", "PE07:1.000");
    assert_successors("PO02", "2013-01-01", "PK08:1.000"); /* Breda */
}
END_TEST

START_TEST(splits_give_all_their_parts)
{
    assert_successors("GM0993", "2009-12-31", "GM0993:1.000"); /* Meerlo-Wanssum */
}
END_TEST

START_TEST(predecessors_are_those_that_lay_there)
{
    static const struct {
        const char *code, *day, *before;
    } rows[] = {
        {"GM1992", "2022-12-31", "GM0501 GM0530 GM0614"},
        {"GM1945", "2015-06-01", "GM0241"},
        {"GM1945", "2014-06-01", "GM0241"}, /* Groesbeek took in two others; it was there itself */
        {"GM1949", "2017-12-31", "GM0063 GM0070 GM0140 GM1908"},
        {"GM0363", "2010-01-01", "GM0363"},
        {"PE02", "2012-12-31", "PR04 PR05 PR06 PR07 PR08"},
        {"GM0457", "2023-01-01", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        gsize n = 0;
        g_autofree AreaId *before = area_predecessors(areas, area_find_code(areas, rows[i].code),
                                                      day_parse_iso(rows[i].day), &n);
        g_autoptr(GString) found = g_string_new(NULL);
        for (gsize k = 0; k < n; k++)
            g_string_append_printf(found, "%s%s", k > 0 ? " " : "", area_code(areas, before[k]));
        ck_assert_msg(g_str_equal(found->str, rows[i].before), "%s: %s", rows[i].code, found->str);
    }
}
END_TEST

Suite *area_history_suite(void);

Suite *area_history_suite(void)
{
    Suite *suite = suite_create("area_history");
    TCase *tests = tcase_create("history");
    tcase_add_unchecked_fixture(tests, load, unload);
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, all_476_codes_lead_to_a_present_code);
    tcase_add_test(tests, mergers_are_followed_to_the_day);
    tcase_add_test(tests, splits_give_all_their_parts);
    tcase_add_test(tests, predecessors_are_those_that_lay_there);
    suite_add_tcase(suite, tests);
    return suite;
}
