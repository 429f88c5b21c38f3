#include "ingest/simulate/people.h"
#include "ingest/simulate/population.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <string.h>

#define FIRST_YEAR 2015
#define N_YEARS 10
#define SEED 1

/* Tests of shares are at this level on each side; the draw is fixed by its seed. */
#define LEVEL 1e-4

/* Published: see reference/simulatie/ijkpunten.csv. */
static const gint64 published[N_YEARS] = {1150, 952, 956, 668, 1334, 984, 791, 814, 868, 944};

static Calibration *calibration;
static AreaRegister *areas;
static Places *places;
static SimulatedYear *years[N_YEARS];
static SimulatedPeople *people[N_YEARS];

static void setup(void)
{
    calibration = calibration_load(NULL, NULL);
    ck_assert_ptr_nonnull(calibration);
    areas = area_register_load(NULL);
    ck_assert_ptr_nonnull(areas);
    places = places_new(areas, calibration);
    for (int i = 0; i < N_YEARS; i++) {
        years[i] = simulated_year_new(calibration, FIRST_YEAR + i, SEED, 1, NULL);
        ck_assert_ptr_nonnull(years[i]);
        people[i] = simulated_people_new(calibration, years[i], places, SEED, 1);
    }
}

static void teardown(void)
{
    for (int i = 0; i < N_YEARS; i++) {
        simulated_people_free(people[i]);
        simulated_year_free(years[i]);
    }
    places_free(places);
    area_register_free(areas);
    calibration_free(calibration);
}

/* k of n is what a binomial with this probability gives. */
static gboolean plausible(gint64 k, gint64 n, double probability)
{
    double below = gsl_cdf_binomial_P((guint)k, probability, (guint)n);
    double above = k == 0 ? 1 : gsl_cdf_binomial_Q((guint)k - 1, probability, (guint)n);
    return below > LEVEL && above > LEVEL;
}

static gsize list_index(const SimulatedYear *year, const char *list)
{
    for (gsize l = 0; l < year->n_lists; l++)
        if (strcmp(year->lists[l], list) == 0)
            return l;
    ck_abort_msg("no list %s", list);
    return 0;
}

START_TEST(largest_remainders)
{
    static const double weights[] = {1, 1, 1};
    gint64 parts[3];
    apportion(10, 3, weights, parts);
    ck_assert_int_eq(parts[0], 4);
    ck_assert_int_eq(parts[1], 3);
    ck_assert_int_eq(parts[2], 3);
}
END_TEST

START_TEST(totals_are_the_published_ones)
{
    for (int i = 0; i < N_YEARS; i++) {
        ck_assert_int_eq(years[i]->registered, published[i]);
        ck_assert_uint_eq(people[i]->persons->len, (guint)published[i]);
    }
    ck_assert_int_eq(years[0]->population, 6250);
    ck_assert_int_eq(years[4]->population, 5000);
}
END_TEST

START_TEST(the_truth_adds_up)
{
    for (int i = 0; i < N_YEARS; i++) {
        const SimulatedYear *year = years[i];
        gint64 persons[SIMULATION_MAX_GROUPS][SIMULATION_MAX_UNITS] = {{0}};
        for (guint p = 0; p < year->persons->len; p++) {
            CapturedPerson person = g_array_index(year->persons, CapturedPerson, p);
            ck_assert_int_ne(person.lists, 0);
            persons[person.group][person.unit]++;
        }
        gint64 population = 0;
        for (gsize g = 0; g < year->n_groups; g++)
            for (gsize u = 0; u < year->n_units; u++) {
                ck_assert_int_eq(persons[g][u], year->truth[g][u].registered);
                ck_assert_int_le(year->truth[g][u].registered, year->truth[g][u].population);
                population += year->truth[g][u].population;
            }
        ck_assert_int_eq(population, year->population);
        ck_assert_uint_eq(year->n_units, 10);
    }
}
END_TEST

START_TEST(form_groups_have_their_shares)
{
    for (int i = 0; i < N_YEARS; i++) {
        CalibrationShares *shares =
            calibration_group_shares(calibration, "vormgroep", FIRST_YEAR + i);
        for (gsize g = 0; g < shares->n; g++) {
            gint64 n = 0;
            for (gsize u = 0; u < years[i]->n_units; u++)
                n += years[i]->truth[g][u].registered;
            ck_assert_msg(plausible(n, published[i], shares->values[g]), "%d %s: %d",
                          FIRST_YEAR + i, shares->names[g], (int)n);
        }
        calibration_shares_free(shares);
    }
}
END_TEST

static const char *attribute(const SimulatedYear *year, const SimulatedPerson *person,
                             const char *dimension)
{
    if (strcmp(dimension, "geslacht") == 0)
        return person->sex;
    if (strcmp(dimension, "leeftijd") == 0)
        return person->age_group;
    if (strcmp(dimension, "nationaliteit") == 0)
        return person->nationality;
    ck_assert_str_eq(dimension, "vormgroep");
    return year->groups[person->group];
}

/* The published breakdowns that the file names as checks. */
START_TEST(published_breakdowns_are_met)
{
    gsize n_points;
    const CalibrationPoint *points = calibration_points(calibration, &n_points);
    int n_checks = 0;
    for (gsize p = 0; p < n_points; p++) {
        if (strcmp(points[p].subject, "controle") != 0)
            continue;
        gint64 n = 0;
        gint64 k = 0;
        for (int i = 0; i < N_YEARS; i++) {
            if (FIRST_YEAR + i < points[p].first_year || FIRST_YEAR + i > points[p].last_year)
                continue;
            for (guint j = 0; j < people[i]->persons->len; j++, n++)
                k += strcmp(attribute(years[i],
                                      &g_array_index(people[i]->persons, SimulatedPerson, j),
                                      points[p].group),
                            points[p].category) == 0;
        }
        ck_assert_msg(plausible(k, n, points[p].value), "%s %s: %d of %d, published %f",
                      points[p].group, points[p].category, (int)k, (int)n, points[p].value);
        n_checks++;
    }
    ck_assert_int_ge(n_checks, 9);
}
END_TEST

static gint64 reports_by(int year, const char *list)
{
    const SimulatedPeople *those = people[year - FIRST_YEAR];
    gsize wanted = list_index(those->year, list);
    gint64 n = 0;
    for (guint i = 0; i < those->reports->len; i++)
        n += g_array_index(those->reports, SimulatedReport, i).list == wanted;
    return n;
}

/* Het beeld van 2024: 329, 301, 257, 71 and 67 reports; 1,062 in all. */
START_TEST(reports_of_2024)
{
    static const struct {
        const char *list;
        double reports;
    } expected[] = {{"politie", 329},
                    {"zorgcoordinatie", 301},
                    {"fairwork", 257},
                    {"arbeidsinspectie", 71},
                    {"kmar", 67}};
    for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
        guint n = (guint)reports_by(2024, expected[i].list);
        ck_assert_double_gt(gsl_cdf_poisson_P(n, expected[i].reports), LEVEL);
        ck_assert_double_gt(gsl_cdf_poisson_Q(n - 1, expected[i].reports), LEVEL);
    }
    ck_assert_uint_eq(people[9]->reports->len, 1062);
    ck_assert_uint_eq(people[8]->reports->len, 1043);
}
END_TEST

/* Reporters without a duty: about 550 a year before 25 May 2018, about 150 after. */
START_TEST(the_avg_is_a_break)
{
    static const char *const lists[] = {"zorgcoordinatie", "fairwork", "opvang", "overig"};
    gint64 before = 0;
    gint64 after = 0;
    for (gsize l = 0; l < G_N_ELEMENTS(lists); l++) {
        before += reports_by(2017, lists[l]);
        after += reports_by(2019, lists[l]);
    }
    ck_assert_int_ge(before, 480);
    ck_assert_int_le(before, 620);
    ck_assert_int_ge(after, 110);
    ck_assert_int_le(after, 190);
    gint64 n = 0;
    gint64 early = 0;
    Day avg = day_from_ymd(2018, 5, 25);
    for (guint i = 0; i < people[3]->reports->len; i++) {
        const SimulatedReport *report = &g_array_index(people[3]->reports, SimulatedReport, i);
        if (report->list < list_index(years[3], "zorgcoordinatie"))
            continue;
        n++;
        early += report->day < avg;
    }
    ck_assert(plausible(early, n, 0.71));
}
END_TEST

/* KMar is almost isolated (3.6 % of its persons on another list in the table of 2010-2015), and
 * police and shelters know the same persons more often than chance: the odds ratio over the whole
 * population, hidden persons included, is above 1. */
START_TEST(dependence_between_lists)
{
    gint64 kmar = 0;
    gint64 kmar_shared = 0;
    double cells[2][2] = {{0}};
    for (int i = 0; i < N_YEARS; i++) {
        guint kmar_bit = 1u << list_index(years[i], "kmar");
        guint police_bit = 1u << list_index(years[i], "politie");
        guint shelter_bit = 1u << list_index(years[i], "opvang");
        cells[0][0] += (double)(years[i]->population - years[i]->registered);
        for (guint p = 0; p < years[i]->persons->len; p++) {
            guint lists = g_array_index(years[i]->persons, CapturedPerson, p).lists;
            kmar += (lists & kmar_bit) != 0;
            kmar_shared += (lists & kmar_bit) != 0 && lists != kmar_bit;
            cells[(lists & police_bit) != 0][(lists & shelter_bit) != 0]++;
        }
    }
    double shared = (double)kmar_shared / (double)kmar;
    ck_assert_double_gt(shared, 0.02);
    ck_assert_double_lt(shared, 0.07);
    ck_assert_double_gt(cells[1][1] * cells[0][0] / (cells[1][0] * cells[0][1]), 1.2);
}
END_TEST

START_TEST(persons_lie_within_their_year_and_unit)
{
    for (int i = 0; i < N_YEARS; i++)
        for (guint j = 0; j < people[i]->persons->len; j++) {
            const SimulatedPerson *person = &g_array_index(people[i]->persons, SimulatedPerson, j);
            ck_assert_int_eq(day_year(person->first_day), FIRST_YEAR + i);
            ck_assert(area_is_valid(areas, person->exploitation, person->first_day));
            AreaId unit = places_unit(places, person->exploitation, person->first_day);
            ck_assert_str_eq(area_code(areas, unit), years[i]->units[person->unit]);
        }
}
END_TEST

START_TEST(scale_and_seed)
{
    SimulatedYear *small = simulated_year_new(calibration, 2019, SEED, 0.02, NULL);
    ck_assert_int_eq(small->registered, 27); /* 26.68 */
    ck_assert_int_eq(small->population, 100);
    SimulatedYear *again = simulated_year_new(calibration, 2019, SEED, 1, NULL);
    SimulatedYear *other = simulated_year_new(calibration, 2019, SEED + 1, 1, NULL);
    gsize bytes = 1334 * sizeof(CapturedPerson);
    ck_assert(memcmp(again->persons->data, years[4]->persons->data, bytes) == 0);
    ck_assert(memcmp(other->persons->data, years[4]->persons->data, bytes) != 0);
    simulated_year_free(small);
    simulated_year_free(again);
    simulated_year_free(other);
}
END_TEST

START_TEST(a_year_without_figures_is_refused)
{
    GError *error = NULL;
    ck_assert_ptr_null(simulated_year_new(calibration, 2031, SEED, 1, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "2031"));
    g_error_free(error);
}
END_TEST

Suite *population_suite(void);
Suite *population_suite(void)
{
    Suite *suite = suite_create("population");
    TCase *tcase = tcase_create("ten years");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, largest_remainders);
    tcase_add_test(tcase, totals_are_the_published_ones);
    tcase_add_test(tcase, the_truth_adds_up);
    tcase_add_test(tcase, form_groups_have_their_shares);
    tcase_add_test(tcase, published_breakdowns_are_met);
    tcase_add_test(tcase, reports_of_2024);
    tcase_add_test(tcase, the_avg_is_a_break);
    tcase_add_test(tcase, dependence_between_lists);
    tcase_add_test(tcase, persons_lie_within_their_year_and_unit);
    tcase_add_test(tcase, scale_and_seed);
    tcase_add_test(tcase, a_year_without_figures_is_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
