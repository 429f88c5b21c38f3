#include "stats/counts/division.h"

#include <check.h>

static AreaRegister *areas;
static Division *division;

static void load(void)
{
    areas = area_register_load(NULL);
    division = division_new(areas, day_parse_iso("2024-12-31"));
}

static void unload(void)
{
    division_free(division);
    area_register_free(areas);
}

static const char *placed(const char *code, AreaKind kind)
{
    const Placement *placement = division_place(division, area_find_code(areas, code));
    gint32 index = placement->index[kind];
    return index < 0 ? "none" : area_code(areas, division_area(division, (gsize)index));
}

/* 1 land, 12 provincies, 25 veiligheidsregio's, 11 police units, 12 parketten, 342 gemeenten. */
START_TEST(the_areas_of_2024)
{
    gsize counts[AREA_KIND_COUNT] = {0};
    for (gsize i = 0; i < division_n_areas(division); i++)
        counts[division_kind(division, i)]++;
    ck_assert_uint_eq(counts[AREA_LAND], 1);
    ck_assert_uint_eq(counts[AREA_PROVINCIE], 12);
    ck_assert_uint_eq(counts[AREA_VEILIGHEIDSREGIO], 25);
    ck_assert_uint_eq(counts[AREA_POLITIE_EENHEID], 11);
    ck_assert_uint_eq(counts[AREA_PARKET], 12);
    ck_assert_uint_eq(counts[AREA_GEMEENTE], 342);
    ck_assert_int_eq(division_index(division, area_find_code(areas, "GM0457")), -1);
}
END_TEST

START_TEST(old_areas_lie_in_those_of_now)
{
    ck_assert_str_eq(placed("GM0457", AREA_GEMEENTE), "GM0363"); /* Weesp */
    ck_assert_str_eq(placed("GM0457", AREA_VEILIGHEIDSREGIO), "VR13");
    ck_assert_str_eq(placed("GM0545", AREA_GEMEENTE), "GM1961"); /* Leerdam: Vijfheerenlanden */
    ck_assert_str_eq(placed("GM0545", AREA_PROVINCIE), "PV26");  /* Utrecht */
    ck_assert_str_eq(placed("GM0788", AREA_GEMEENTE), "none");   /* Haaren was split */
    ck_assert_str_eq(placed("GM0788", AREA_POLITIE_EENHEID), "PE09"); /* its own, Oost-Brabant */
    ck_assert_str_eq(placed("GM0788", AREA_VEILIGHEIDSREGIO), "VR21");
    ck_assert_str_eq(placed("GM0788", AREA_PROVINCIE), "PV30");
    ck_assert(division_place(division, area_find_code(areas, "GM0788"))->split);
    ck_assert_str_eq(placed("PE05", AREA_POLITIE_EENHEID), "PE05");
    ck_assert_str_eq(placed("PE05", AREA_GEMEENTE), "none");
    ck_assert_str_eq(placed("PE05", AREA_LAND), "NL01");
    ck_assert(!division_place(division, AREA_NONE)->in_land);
}
END_TEST

START_TEST(inhabitants_are_those_of_the_same_borders)
{
    gint64 amsterdam, land, sum = 0;
    gboolean estimated;
    gsize index = (gsize)division_index(division, area_find_code(areas, "GM0363"));
    ck_assert(division_exposure(division, index, period_year(2021), &amsterdam, &estimated));
    AreaPopulation before, weesp;
    ck_assert(area_population(areas, area_find_code(areas, "GM0363"), 2021,
                              day_parse_iso("2021-01-01"), &before));
    ck_assert(area_population(areas, area_find_code(areas, "GM0457"), 2021, DAY_NONE, &weesp));
    ck_assert_int_eq(amsterdam, before.persons + weesp.persons);
    ck_assert(!division_exposure(division, index, period_quarter(2021, 1), &amsterdam, &estimated));
    for (gsize i = 0; i < division_n_areas(division); i++) {
        gint64 one;
        if (division_kind(division, i) == AREA_GEMEENTE &&
            division_exposure(division, i, period_year(2024), &one, &estimated))
            sum += one;
    }
    ck_assert(division_exposure(division, (gsize)division_land(division), period_year(2024), &land,
                                &estimated));
    ck_assert_int_eq(sum, 17942942);
    ck_assert_int_eq(land, 17942942);
}
END_TEST

Suite *division_suite(void);
Suite *division_suite(void)
{
    Suite *suite = suite_create("division");
    TCase *tcase = tcase_create("division");
    tcase_add_checked_fixture(tcase, load, unload);
    tcase_add_test(tcase, the_areas_of_2024);
    tcase_add_test(tcase, old_areas_lie_in_those_of_now);
    tcase_add_test(tcase, inhabitants_are_those_of_the_same_borders);
    suite_add_tcase(suite, tcase);
    return suite;
}
