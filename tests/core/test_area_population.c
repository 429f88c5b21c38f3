#include "core/area.h"

#include <check.h>
#include <stdlib.h>

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
    } rows[] = {{2016, 16979120}, {2021, 17475415}, {2022, 17590672}, {2024, 17942942}};
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

/* CBS published the provincies and the gemeenten in two tables. */
START_TEST(gemeenten_of_2016_add_up_to_the_published_provincies)
{
    Day day = day_from_ymd(2016, 1, 1);
    gsize n = 0;
    g_autofree AreaId *provincies = area_list(areas, AREA_PROVINCIE, day, &n);
    for (gsize i = 0; i < n; i++) {
        gsize n_in = 0;
        gint64 total = 0;
        g_autofree AreaId *in = area_gemeenten(areas, provincies[i], day, &n_in);
        for (gsize j = 0; j < n_in; j++)
            total += population_of(area_code(areas, in[j]), 2016, NULL).persons;
        ck_assert_int_eq(total, population_of(area_code(areas, provincies[i]), 2016, NULL).persons);
    }
}
END_TEST

START_TEST(published_figures_of_larger_areas_are_given_as_they_are)
{
    ck_assert_int_eq(population_of("NL01", 2010, NULL).persons, 16574989);
    ck_assert_int_eq(population_of("NL01", 2025, NULL).persons, 18044027);
    ck_assert_int_eq(population_of("PV26", 2018, NULL).persons, 1295484);
    ck_assert_int_eq(population_of("PV26", 2019, NULL).persons, 1342158);
    ck_assert(!population_of("PV26", 2019, NULL).estimated);
}
END_TEST

static void assert_estimate(const char *code, int year, const char *division, gint64 persons)
{
    AreaPopulation population = population_of(code, year, division);
    ck_assert_msg(population.estimated, "%s %d", code, year);
    ck_assert_msg(population.persons == persons, "%s %d: %" G_GINT64_FORMAT, code, year,
                  population.persons);
}

/* By hand from the published figures. */
START_TEST(years_without_figures_are_estimated)
{
    /* Amsterdam, two years of five: 17,181,084 * (3/5 * 833,624 / 16,979,120 + 2/5 * 873,338 /
     * 17,475,415). */
    assert_estimate("GM0363", 2018, NULL, 849575);
    /* With Weesp: 17,811,291 * (903,399 / 17,590,672 + 931,298 / 17,942,942) / 2. */
    assert_estimate("GM0363", 2023, NULL, 919597);
    /* Vijfheerenlanden, three of five: from 20,711 + 19,513 + 13,718 of 16,979,120 (2016) to 57,829
     * of 17,475,415 (2021), of 17,282,163. */
    assert_estimate("GM1961", 2019, NULL, 56276);
    /* Leerdam, gone in 2019: 20,711 (2016) * 17,181,084 / 16,979,120. */
    assert_estimate("GM0545", 2018, NULL, 20957);
    /* Tilburg took in a part of Haaren in 2021, so only 2016 counts: 212,941 * 17,407,585 /
     * 16,979,120. */
    assert_estimate("GM0855", 2020, NULL, 218315);
    /* 13,570 (2016) * 16,900,726 / 16,979,120. */
    assert_estimate("GM0788", 2015, NULL, 13507);
    /* Utrecht with Leerdam and Zederik on the eve of 2019 is not in a table. */
    ck_assert(population_of("PV26", 2018, "2019-01-01").estimated);
}
END_TEST

/* What lies between two years with figures adds up to the published country, but for rounding. */
START_TEST(estimates_add_up_to_the_country)
{
    static const AreaKind kinds[] = {AREA_VEILIGHEIDSREGIO, AREA_POLITIE_EENHEID};
    for (int year = 2013; year <= 2025; year++) {
        gint64 country = population_of("NL01", year, NULL).persons;
        for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
            gsize n = 0;
            gint64 total = 0;
            g_autofree AreaId *list = area_list(areas, kinds[k], day_from_ymd(year, 1, 1), &n);
            for (gsize i = 0; i < n; i++) {
                AreaPopulation population;
                if (!area_population(areas, list[i], year, DAY_NONE, &population))
                    ck_assert_str_eq(area_code(areas, list[i]), "PE11"); /* has no territory */
                else
                    total += population.persons;
            }
            ck_assert_msg(llabs(total - country) <= (gint64)n, "%d: %" G_GINT64_FORMAT, year,
                          total - country);
        }
    }
}
END_TEST

START_TEST(nothing_is_said_where_nothing_is_known)
{
    AreaPopulation none;
    /* Haaren was split: Oisterwijk in its borders of 2021 has no figure of 2020, only estimates
     * from later years; Boarnsterhim ended in 2014, before the first figures. */
    ck_assert(!area_population(areas, area_find_code(areas, "GM0055"), 2012, DAY_NONE, &none));
    ck_assert(!area_population(areas, area_find_code(areas, "GM0055"), 2020, DAY_NONE, &none));
    ck_assert(population_of("GM0824", 2020, "2021-01-01").estimated);
    ck_assert(!area_population(areas, area_find_code(areas, "GM1992"), 2022,
                               day_from_ymd(2022, 6, 1), &none));
    ck_assert(!area_population(areas, area_find_code(areas, "GM0363"), 0, DAY_NONE, &none));
}
END_TEST

START_TEST(size_classes_have_their_bounds)
{
    static const struct {
        const char *code;
        int year;
        AreaSizeClass class;
    } rows[] = {
        {"GM0363", 2024, AREA_SIZE_250K_AND_MORE}, /* 931,298 */
        {"GM0014", 2024, AREA_SIZE_100K_250K},     /* Groningen 243,768 */
        {"GM0088", 2024, AREA_SIZE_BELOW_10K},     /* Schiermonnikoog */
        {"GM0047", 2024, AREA_SIZE_20K_50K},       /* Veendam 27,520 */
        {"GM0545", 2016, AREA_SIZE_20K_50K},       /* Leerdam 20,711 */
        {"GM0620", 2016, AREA_SIZE_10K_20K},       /* Vianen 19,513 */
        {"GM0055", 2012, AREA_SIZE_UNKNOWN},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        ck_assert_msg(area_size_class(areas, area_find_code(areas, rows[i].code), rows[i].year) ==
                          rows[i].class,
                      "%s", rows[i].code);
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
    tcase_add_test(tests, gemeenten_of_2016_add_up_to_the_published_provincies);
    tcase_add_test(tests, published_figures_of_larger_areas_are_given_as_they_are);
    tcase_add_test(tests, years_without_figures_are_estimated);
    tcase_add_test(tests, estimates_add_up_to_the_country);
    tcase_add_test(tests, nothing_is_said_where_nothing_is_known);
    tcase_add_test(tests, size_classes_have_their_bounds);
    suite_add_tcase(suite, tests);
    return suite;
}
