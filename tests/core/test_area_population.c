#include "core/area.h"

#include <check.h>

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

static AreaPopulation population_of(const char *code, int year, const char *division)
{
    AreaPopulation population;
    Day day = division != NULL ? day_parse_iso(division) : DAY_NONE;
    ck_assert_msg(area_population(areas, area_find_code(areas, code), year, day, &population),
                  "%s %d", code, year);
    return population;
}

/* CBS: inhabitants of the country on 1 January, and the same by adding up the gemeenten and any
 * division of the country. */
START_TEST(sums_of_inhabitants_are_those_of_cbs)
{
    static const struct {
        int year;
        gint64 persons;
    } rows[] = {{2021, 17475415}, {2022, 17590672}, {2024, 17942942}};
    static const AreaKind kinds[] = {AREA_LAND, AREA_PROVINCIE, AREA_VEILIGHEIDSREGIO,
                                     AREA_GEMEENTE};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
            gsize n = 0;
            gint64 total = 0;
            g_autofree AreaId *list =
                area_list(areas, kinds[k], day_from_ymd(rows[i].year, 1, 1), &n);
            for (gsize j = 0; j < n; j++) {
                AreaPopulation population;
                ck_assert(area_population(areas, list[j], rows[i].year, DAY_NONE, &population));
                ck_assert(!population.estimated);
                total += population.persons;
            }
            ck_assert_int_eq(total, rows[i].persons);
        }
    }
}
END_TEST

START_TEST(merged_gemeenten_are_the_sum_of_their_predecessors)
{
    AreaPopulation voorne = population_of("GM1992", 2022, NULL);
    gint64 parts = population_of("GM0501", 2022, NULL).persons +
                   population_of("GM0530", 2022, NULL).persons +
                   population_of("GM0614", 2022, NULL).persons;
    ck_assert_int_eq(voorne.persons, parts);
    ck_assert(!voorne.estimated);
    /* Weesp counts with Amsterdam from 24 March 2022 on, so not on 1 January. */
    gint64 amsterdam = population_of("GM0363", 2022, NULL).persons;
    gint64 weesp = population_of("GM0457", 2022, NULL).persons;
    ck_assert_int_eq(population_of("GM0363", 2022, "2022-03-23").persons, amsterdam);
    ck_assert_int_eq(population_of("GM0363", 2022, "2022-03-24").persons, amsterdam + weesp);
    AreaPopulation none;
    ck_assert(!area_population(areas, area_find_code(areas, "GM0457"), 2024, DAY_NONE, &none));
}
END_TEST

Suite *area_population_suite(void);

Suite *area_population_suite(void)
{
    Suite *suite = suite_create("area_population");
    TCase *tests = tcase_create("population");
    tcase_add_unchecked_fixture(tests, load, unload);
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, sums_of_inhabitants_are_those_of_cbs);
    tcase_add_test(tests, merged_gemeenten_are_the_sum_of_their_predecessors);
    suite_add_tcase(suite, tests);
    return suite;
}
