#include "core/codes.h"
#include "core/error.h"
#include "core/quantity.h"

#include <check.h>

static AreaRegister *areas;
static MeasureList *measures;

static void load(void)
{
    areas = area_register_load(NULL);
    measures = measure_list_load(NULL);
    ck_assert_ptr_nonnull(areas);
    ck_assert_ptr_nonnull(measures);
}

static void unload(void)
{
    area_register_free(areas);
    measure_list_free(measures);
}

static Quantity quantity(const char *measure, const char *area, int year, gint64 count)
{
    return (Quantity){measure_find(measures, measure), area_find_code(areas, area),
                      period_year(year), STATE_VALUE, count};
}

static void assert_refused(gboolean done, GError **error, const char *because)
{
    ck_assert(!done);
    ck_assert(g_error_matches(*error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL));
    ck_assert_msg(strstr((*error)->message, because) != NULL, "%s", (*error)->message);
    g_clear_error(error);
}

START_TEST(areas_of_one_kind_add)
{
    Quantity parts[] = {quantity("om_ingeschreven", "PK01", 2024, 12),
                        quantity("om_ingeschreven", "PK02", 2024, 30),
                        quantity("om_ingeschreven", "PK03", 2024, 5)};
    Quantity sum;
    ck_assert(quantity_sum(areas, 3, parts, &sum, NULL));
    ck_assert_int_eq(sum.count, 47);
    ck_assert_int_eq(sum.area, AREA_NONE);
    parts[1].state = STATE_SUPPRESSED;
    ck_assert(quantity_sum(areas, 3, parts, &sum, NULL));
    ck_assert_int_eq(sum.state, STATE_SUPPRESSED);
    ck_assert_int_eq(sum.count, 0);
}
END_TEST

START_TEST(units_populations_and_place_roles_do_not_mix)
{
    g_autoptr(GError) error = NULL;
    Quantity sum;
    double share;
    Quantity units[] = {quantity("meldingen", "NL01", 2023, 5),
                        quantity("gemelde_personen", "NL01", 2024, 5)};
    assert_refused(quantity_sum(areas, 2, units, &sum, &error), &error, "units");
    Quantity populations[] = {quantity("gemelde_personen_rapporteur", "NL01", 2019, 1334),
                              quantity("gemelde_personen_comensha", "NL01", 2020, 1013)};
    assert_refused(quantity_sum(areas, 2, populations, &sum, &error), &error, "population");
    Quantity roles[] = {quantity("gemelde_personen_uitbuiting", "GM0363", 2024, 5),
                        quantity("gemelde_personen_verblijf", "GM0599", 2024, 5)};
    assert_refused(quantity_sum(areas, 2, roles, &sum, &error), &error, "place");
    units[1].period = period_year(2023);
    assert_refused(quantity_share(units[1], units[0], &share, &error), &error, "units");
    populations[1].period = period_year(2019);
    assert_refused(quantity_share(populations[0], populations[1], &share, &error), &error,
                   "population");
    roles[1].area = roles[0].area;
    assert_refused(quantity_share(roles[0], roles[1], &share, &error), &error, "place");
}
END_TEST

START_TEST(nothing_is_counted_twice)
{
    g_autoptr(GError) error = NULL;
    Quantity sum;
    Quantity persons[] = {quantity("gemelde_personen", "NL01", 2023, 868),
                          quantity("gemelde_personen", "NL01", 2024, 944)};
    assert_refused(quantity_sum(areas, 2, persons, &sum, &error), &error, "persons");
    Quantity same[] = {quantity("meldingen", "NL01", 2024, 5),
                       quantity("meldingen", "NL01", 2024, 5)};
    assert_refused(quantity_sum(areas, 2, same, &sum, &error), &error, "overlap");
    same[1].period = period_quarter(2024, 1);
    assert_refused(quantity_sum(areas, 2, same, &sum, &error), &error, "overlap");
    same[1].period = period_year(2023);
    ck_assert(quantity_sum(areas, 2, same, &sum, NULL));
    ck_assert_int_eq(sum.count, 10);
    Quantity nested[] = {quantity("politie_signalen", "PE01", 2024, 5),
                         quantity("politie_signalen", "GM0014", 2024, 5)};
    assert_refused(quantity_sum(areas, 2, nested, &sum, &error), &error, "kinds");
}
END_TEST

/* 62 of 873,338 inhabitants of Amsterdam: 7.10 (afgeleide_waarden.csv). */
START_TEST(rates_want_the_inhabitants_of_the_same_area_and_year)
{
    g_autoptr(GError) error = NULL;
    Quantity count = quantity("politie_signalen", "GM0363", 2021, 62);
    Exposure exposure = {count.area, period_year(2021), 873338};
    double rate;
    ck_assert(quantity_rate(count, exposure, &rate, NULL));
    ck_assert_double_eq_tol(rate, 7.10, 5e-3);
    exposure.period = period_year(2022);
    assert_refused(quantity_rate(count, exposure, &rate, &error), &error, "another area or period");
    exposure.period = count.period;
    exposure.area = area_find_code(areas, "GM0599");
    assert_refused(quantity_rate(count, exposure, &rate, &error), &error, "another area or period");
    Quantity cases = quantity("om_ingeschreven", "PK01", 2021, 62);
    exposure.area = cases.area;
    assert_refused(quantity_rate(cases, exposure, &rate, &error), &error, "no rate");
    exposure.area = count.area;
    count.period = exposure.period = period_quarter(2021, 1);
    assert_refused(quantity_rate(count, exposure, &rate, &error), &error, "part of a year");
}
END_TEST

START_TEST(a_share_is_a_fraction_of_the_same_place_and_time)
{
    g_autoptr(GError) error = NULL;
    Quantity part = quantity("meldingen", "NL01", 2024, 257);
    Quantity whole = quantity("meldingen", "NL01", 2024, 1062);
    double share;
    ck_assert(quantity_share(part, whole, &share, NULL));
    ck_assert_double_eq_tol(share, 0.242, 5e-4); /* published: 257 = 24.2 % */
    whole.count = 0;
    assert_refused(quantity_share(part, whole, &share, &error), &error, "in nothing");
    whole = quantity("meldingen", "NL01", 2023, 1062);
    assert_refused(quantity_share(part, whole, &share, &error), &error, "period");
}
END_TEST

START_TEST(measures_and_codes_are_complete)
{
    const Measure *persons = measure_find(measures, "gemelde_personen");
    ck_assert_str_eq(measure_unit(persons), "gemeld slachtoffer");
    ck_assert(measure_counts_persons(persons));
    ck_assert(!measure_counts_persons(measure_find(measures, "meldingen")));
    ck_assert(measure_is_public(measure_find(measures, "om_ingeschreven_2007_2011")));
    ck_assert(!measure_is_public(persons));
    ck_assert_ptr_null(measure_find(measures, "no_such_measure"));
    g_autoptr(Codes) codes = codes_load(NULL);
    ck_assert_str_eq(codes_categories(codes, "age_group")[0], "0-17");
    ck_assert_ptr_null(codes_categories(codes, "no_such_dimension"));
    ck_assert_str_eq(codes_name(codes, "sex", "vrouw", LANGUAGE_EN), "Female");
    ck_assert_str_eq(codes_name(codes, "sex", "other", LANGUAGE_EN), "other");
    ck_assert(codes_has(codes, "reporter", "kmar"));
    ck_assert(!codes_has(codes, "reporter", "vrouw"));
}
END_TEST

Suite *quantity_suite(void);
Suite *quantity_suite(void)
{
    Suite *suite = suite_create("quantity");
    TCase *tcase = tcase_create("quantity");
    tcase_add_checked_fixture(tcase, load, unload);
    tcase_add_test(tcase, areas_of_one_kind_add);
    tcase_add_test(tcase, units_populations_and_place_roles_do_not_mix);
    tcase_add_test(tcase, nothing_is_counted_twice);
    tcase_add_test(tcase, rates_want_the_inhabitants_of_the_same_area_and_year);
    tcase_add_test(tcase, a_share_is_a_fraction_of_the_same_place_and_time);
    tcase_add_test(tcase, measures_and_codes_are_complete);
    suite_add_tcase(suite, tcase);
    return suite;
}
