#include "stats/benchmark/age.h"

#include <check.h>
#include <math.h>
#include <string.h>

static AreaRegister *areas;
static Codes *codes;

static void load(void)
{
    areas = area_register_load(NULL);
    codes = codes_load(NULL);
    ck_assert(areas != NULL && codes != NULL);
}

static void unload(void)
{
    area_register_free(areas);
    codes_free(codes);
}

/* The example of every textbook of epidemiology: deaths of women in 1962 by age (0-29, 30-59, 60
 * and over), Panama at the rates of Sweden (Rothman, Epidemiology: An Introduction). The crude rate
 * of Panama is the lower one, 7.2 against 9.8 per 1,000; the standardised ratio is 1.73. */
START_TEST(panama_at_the_rates_of_sweden)
{
    static const gint64 sweden[] = {3145000, 3057000, 1294000}, deaths[] = {3523, 10928, 59104};
    static const gint64 panama[] = {741000, 275000, 59000}, observed[] = {3904, 1421, 2456};
    gint64 died = 0, n_panama = 0, died_sweden = 0, n_sweden = 0;
    for (int i = 0; i < 3; i++) {
        died += observed[i];
        n_panama += panama[i];
        died_sweden += deaths[i];
        n_sweden += sweden[i];
    }
    ck_assert_double_eq_tol(1000.0 * (double)died / (double)n_panama, 7.2, 0.05);
    ck_assert_double_eq_tol(1000.0 * (double)died_sweden / (double)n_sweden, 9.8, 0.05);
    double expected = age_expected(3, panama, deaths, sweden);
    ck_assert_double_eq_tol(expected,
                            741.0 * 3523 / 3145 + 275.0 * 10928 / 3057 + 59.0 * 59104 / 1294, 1e-9);
    ck_assert_double_eq_tol((double)died / expected, 1.726, 0.0005);
    /* At its own rates it is expected what was seen. */
    ck_assert_double_eq_tol(age_expected(3, sweden, deaths, sweden), (double)died_sweden, 1e-6);
}
END_TEST

#define HEAD "gebied;jaar;leeftijd;inwoners\n"
#define YOUNG "GM0363;2024;0-17;100\nGM0363;2024;18-22;300\nGM0363;2024;23+;600\n"
#define OLD "GM0344;2024;0-17;100\nGM0344;2024;18-22;100\nGM0344;2024;23+;800\n"

/* By hand: counted 20, 40, 14 among 200, 400 and 1,400 of all: rates 0.1, 0.1 and 0.01 against 74
 * in 2,000. The young one: 10 + 30 + 6 expected on age, 37 without: 46 / 37. Together they make 2.
 */
START_TEST(factor_by_hand)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(AgeStructure) structure =
        age_structure_parse("a.csv", HEAD YOUNG OLD, areas, codes, &error);
    ck_assert_msg(structure != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(age_structure_n_classes(structure), 3);
    ck_assert_str_eq(age_structure_class(structure, 0), "0-17");
    static const gint64 counts[] = {20, 40, 14}, nothing[] = {0, 0, 0}, alike[] = {10, 20, 70};
    AreaId amsterdam = area_find_code(areas, "GM0363"), utrecht = area_find_code(areas, "GM0344");
    ck_assert_double_eq_tol(age_structure_factor(structure, amsterdam, 2024, counts), 46 / 37.0,
                            1e-12);
    ck_assert_double_eq_tol(age_structure_factor(structure, utrecht, 2025, counts), 28 / 37.0,
                            1e-12);
    /* One rate for all ages: age explains nothing. */
    ck_assert_double_eq_tol(age_structure_factor(structure, amsterdam, 2024, alike), 1, 1e-12);
    ck_assert(isnan(age_structure_factor(structure, amsterdam, 2024, nothing)));
    ck_assert(isnan(age_structure_factor(structure, amsterdam, 2023, counts)));
    ck_assert(
        isnan(age_structure_factor(structure, area_find_code(areas, "GM0599"), 2024, counts)));
}
END_TEST

static const struct {
    const char *text, *names;
} wrong[] = {
    {HEAD "GM9999;2024;0-17;1\n", "a.csv:2: column \"gebied\": \"GM9999\""},
    {HEAD "PE01;2024;0-17;1\n", "a.csv:2: column \"gebied\": \"PE01\""},
    {HEAD "GM0363;2024;oud;1\n", "a.csv:2: column \"leeftijd\": \"oud\""},
    {HEAD "GM0363;2024;0-17;-1\n", "a.csv:2: column \"inwoners\": \"-1\""},
    {HEAD "GM0363;24;0-17;1\n", "a.csv:2: column \"jaar\": \"24\""},
    {HEAD YOUNG "GM0363;2024;23+;600\n", "a.csv:5: column \"leeftijd\": \"23+\" is there twice"},
    {HEAD "GM0363;2024;0-17;100\n", "GM0363 in 2024 lacks the inhabitants of age 18-22"},
    {"gebied;jaar;leeftijd\n", "inwoners"},
};

START_TEST(mistakes_are_named)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(age_structure_parse("a.csv", wrong[_i].text, areas, codes, &error));
    ck_assert_msg(strstr(error->message, wrong[_i].names) != NULL, "%s", error->message);
}
END_TEST

Suite *age_suite(void);
Suite *age_suite(void)
{
    Suite *suite = suite_create("age");
    TCase *tcase = tcase_create("age");
    tcase_add_unchecked_fixture(tcase, load, unload);
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, panama_at_the_rates_of_sweden);
    tcase_add_test(tcase, factor_by_hand);
    tcase_add_loop_test(tcase, mistakes_are_named, 0, G_N_ELEMENTS(wrong));
    suite_add_tcase(suite, tcase);
    return suite;
}
