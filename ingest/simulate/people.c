#include "ingest/simulate/people.h"

#include <string.h>

/* 25 May 2018: reporters without a duty to report need consent from then on. */
#define AVG_MONTH 5
#define AVG_DAY 25

/* The shares of a year that do not change from person to person. */
typedef struct {
    const Calibration *calibration;
    const SimulatedYear *year;
    Places *places;
    RandomStream stream;
    CalibrationShares *sex[SIMULATION_MAX_GROUPS];
    CalibrationShares *age[SIMULATION_MAX_GROUPS];
    CalibrationShares *nationality[SIMULATION_MAX_GROUPS];
    CalibrationShares *main_form[SIMULATION_MAX_GROUPS];
    CalibrationShares *further_form[SIMULATION_MAX_GROUPS];
    CalibrationShares *sector[SIMULATION_MAX_GROUPS];
    CalibrationShares *reporter[SIMULATION_MAX_LISTS];
    CalibrationShares *certainty[SIMULATION_MAX_LISTS];
    CalibrationShares *district[SIMULATION_MAX_UNITS];
    double before_avg[SIMULATION_MAX_LISTS];
    double elsewhere;
    double national_unit;
    double late;
    double changed_form;
    /* Memberships still to come, and second reports still to be given to them. */
    gint64 memberships_left;
    gint64 second_left;
} Maker;

static void maker_init(Maker *maker, const Calibration *calibration, const SimulatedYear *year,
                       Places *places, guint64 seed)
{
    *maker = (Maker){.calibration = calibration, .year = year, .places = places};
    maker->stream = random_stream(seed, "people", year->year, 0);
    int number = year->year;
    for (gsize g = 0; g < year->n_groups; g++) {
        const char *group = year->groups[g];
        maker->sex[g] = calibration_shares(calibration, "geslacht", number, group);
        maker->age[g] = calibration_shares(calibration, "leeftijd", number, group);
        maker->nationality[g] = calibration_shares(calibration, "nationaliteit", number, group);
        maker->main_form[g] = calibration_shares(calibration, "hoofdvorm", number, group);
        maker->further_form[g] = calibration_shares(calibration, "tweede_vorm", number, group);
        maker->sector[g] = calibration_shares(calibration, "sector", number, group);
    }
    for (gsize l = 0; l < year->n_lists; l++) {
        const char *list = year->lists[l];
        maker->reporter[l] = calibration_shares(calibration, "melder_soort", number, list);
        maker->certainty[l] = calibration_shares(calibration, "zekerheid", number, list);
        maker->before_avg[l] =
            calibration_value(calibration, "niet_opsporend_tot_avg", number, list, "", -1);
    }
    for (gsize u = 0; u < year->n_units; u++)
        maker->district[u] =
            calibration_shares(calibration, "kmar_district", number, year->units[u]);
    maker->elsewhere = calibration_value(calibration, "verblijf_elders", number, "", "", 0);
    maker->national_unit = calibration_value(calibration, "landelijke_eenheid", number, "", "", 0);
    maker->late = calibration_value(calibration, "herlevering", number, "later gemeld", "", 0);
    maker->changed_form =
        calibration_value(calibration, "herlevering", number, "vorm gewijzigd", "", 0);
}

static void maker_clear(Maker *maker)
{
    for (gsize g = 0; g < SIMULATION_MAX_GROUPS; g++) {
        calibration_shares_free(maker->sex[g]);
        calibration_shares_free(maker->age[g]);
        calibration_shares_free(maker->nationality[g]);
        calibration_shares_free(maker->main_form[g]);
        calibration_shares_free(maker->further_form[g]);
        calibration_shares_free(maker->sector[g]);
    }
    for (gsize l = 0; l < SIMULATION_MAX_LISTS; l++) {
        calibration_shares_free(maker->reporter[l]);
        calibration_shares_free(maker->certainty[l]);
    }
    for (gsize u = 0; u < SIMULATION_MAX_UNITS; u++)
        calibration_shares_free(maker->district[u]);
}

static const char *choose(RandomStream *stream, const CalibrationShares *shares,
                          const char *otherwise)
{
    if (shares == NULL || shares->n == 0)
        return otherwise;
    return shares->names[random_choice(stream, shares->n, shares->values)];
}

/* Full years at the report, even over the years of an age group. */
static int draw_age(RandomStream *stream, const char *age_group)
{
    static const struct {
        const char *group;
        int first;
        int n;
    } ages[] = {{"0-17", 12, 6}, {"18-22", 18, 5}, {"23+", 23, 33}};
    for (gsize i = 0; i < G_N_ELEMENTS(ages); i++)
        if (strcmp(ages[i].group, age_group) == 0)
            return ages[i].first + (int)random_below(stream, ages[i].n);
    return -1;
}

static Day draw_day(Maker *maker, gsize list)
{
    int year = maker->year->year;
    Day first = day_from_ymd(year, 1, 1);
    Day end = day_from_ymd(year + 1, 1, 1);
    if (maker->before_avg[list] >= 0) {
        Day avg = day_from_ymd(year, AVG_MONTH, AVG_DAY);
        if (random_chance(&maker->stream, maker->before_avg[list]))
            end = avg;
        else
            first = avg;
    }
    return first + (Day)random_below(&maker->stream, end - first);
}

static void draw_forms(Maker *maker, SimulatedPerson *person)
{
    const CalibrationShares *further = maker->further_form[person->group];
    person->forms[person->n_forms++] =
        choose(&maker->stream, maker->main_form[person->group], "onbekend");
    for (gsize i = 0; i < further->n && person->n_forms < PERSON_MAX_FORMS; i++)
        if (random_chance(&maker->stream, further->values[i]))
            person->forms[person->n_forms++] = further->names[i];
}

static void draw_places(Maker *maker, SimulatedPerson *person)
{
    const SimulatedYear *year = maker->year;
    RandomStream *stream = &maker->stream;
    person->exploitation =
        places_draw(maker->places, stream, year->units[person->unit], person->first_day);
    person->residence = person->exploitation;
    if (random_chance(stream, maker->elsewhere)) {
        gsize unit = random_chance(stream, 0.5)
                         ? person->unit
                         : (gsize)random_below(stream, (gint64)year->n_units);
        person->residence =
            places_draw(maker->places, stream, year->units[unit], person->first_day);
    }
}

static void make_person(Maker *maker, const CapturedPerson *captured, SimulatedPerson *person)
{
    RandomStream *stream = &maker->stream;
    gsize g = captured->group;
    person->group = captured->group;
    person->unit = captured->unit;
    person->lists = captured->lists;
    person->sex = choose(stream, maker->sex[g], "anders");
    person->age_group = choose(stream, maker->age[g], "onbekend");
    person->age = draw_age(stream, person->age_group);
    person->nationality = choose(stream, maker->nationality[g], "onbekend");
    person->sector = choose(stream, maker->sector[g], "");
    draw_forms(maker, person);
    person->late = random_chance(stream, maker->late);
    if (random_chance(stream, maker->changed_form) && strcmp(person->forms[0], "onbekend") != 0)
        person->former_form = "onbekend";
}

static const char *draw_area(Maker *maker, const SimulatedPerson *person, const char *reporter)
{
    if (strcmp(reporter, "politie") == 0)
        return random_chance(&maker->stream, maker->national_unit)
                   ? "PE11"
                   : maker->year->units[person->unit];
    if (strcmp(reporter, "kmar") == 0)
        return choose(&maker->stream, maker->district[person->unit], NULL);
    return NULL;
}

/* Each membership has one report; second reports go to as many of them, drawn without replacement,
 * as make the number of reports that of the year. */
static void plan_reports(Maker *maker)
{
    const SimulatedYear *year = maker->year;
    for (guint i = 0; i < year->persons->len; i++)
        for (guint lists = g_array_index(year->persons, CapturedPerson, i).lists; lists != 0;
             lists &= lists - 1)
            maker->memberships_left++;
    maker->second_left = CLAMP(year->reports - maker->memberships_left, 0, maker->memberships_left);
}

/* Selection sampling (Knuth, algorithm S). */
static guint draw_n_reports(Maker *maker)
{
    gboolean second = random_below(&maker->stream, maker->memberships_left) < maker->second_left;
    maker->memberships_left--;
    maker->second_left -= second;
    return second ? 2 : 1;
}

static void make_reports(Maker *maker, SimulatedPerson *person, gsize index, GArray *reports)
{
    const SimulatedYear *year = maker->year;
    RandomStream *stream = &maker->stream;
    guint8 serial = 0;
    for (gsize l = 0; l < year->n_lists; l++) {
        if ((person->lists & (1u << l)) == 0)
            continue;
        guint n = draw_n_reports(maker);
        for (guint i = 0; i < n; i++) {
            serial++;
            SimulatedReport report = {.person = index, .list = (guint8)l, .serial = serial};
            report.day = draw_day(maker, l);
            report.reporter = choose(stream, maker->reporter[l], year->lists[l]);
            report.certainty = choose(stream, maker->certainty[l], "vermoedelijk");
            report.reporter_area = draw_area(maker, person, report.reporter);
            if (person->first_day == DAY_NONE || report.day < person->first_day)
                person->first_day = report.day;
            g_array_append_val(reports, report);
        }
    }
}

static gint compare_reports(gconstpointer a, gconstpointer b)
{
    const SimulatedReport *one = a;
    const SimulatedReport *other = b;
    if (one->day != other->day)
        return one->day < other->day ? -1 : 1;
    if (one->person != other->person)
        return one->person < other->person ? -1 : 1;
    return (int)one->serial - (int)other->serial;
}

/* The order of the persons tells nothing about their stratum. */
static void shuffle(GArray *persons, RandomStream *stream)
{
    CapturedPerson *all = (CapturedPerson *)(void *)persons->data;
    for (guint i = persons->len; i > 1; i--) {
        gint64 other = random_below(stream, i);
        CapturedPerson swap = all[i - 1];
        all[i - 1] = all[other];
        all[other] = swap;
    }
}

/* A newer delivery differs from the first, however small the scale. */
static void ensure_revision(const Maker *maker, GArray *persons)
{
    if (maker->late <= 0 || persons->len < 2)
        return;
    for (guint i = 0; i < persons->len; i++)
        if (g_array_index(persons, SimulatedPerson, i).late)
            return;
    g_array_index(persons, SimulatedPerson, 0).late = TRUE;
}

SimulatedPeople *simulated_people_new(const Calibration *calibration, const SimulatedYear *year,
                                      Places *places, guint64 seed, gint64 first_number)
{
    SimulatedPeople *people = g_new0(SimulatedPeople, 1);
    people->year = year;
    people->persons = g_array_new(FALSE, FALSE, sizeof(SimulatedPerson));
    people->reports = g_array_new(FALSE, FALSE, sizeof(SimulatedReport));
    g_autofree Maker *maker = g_new0(Maker, 1);
    maker_init(maker, calibration, year, places, seed);
    g_autoptr(GArray) captured = g_array_copy(year->persons);
    shuffle(captured, &maker->stream);
    plan_reports(maker);
    for (guint i = 0; i < captured->len; i++) {
        SimulatedPerson person = {.number = first_number + i};
        make_person(maker, &g_array_index(captured, CapturedPerson, i), &person);
        make_reports(maker, &person, i, people->reports);
        draw_places(maker, &person);
        g_array_append_val(people->persons, person);
    }
    ensure_revision(maker, people->persons);
    maker_clear(maker);
    g_array_sort(people->reports, compare_reports);
    return people;
}

void simulated_people_free(SimulatedPeople *people)
{
    if (people == NULL)
        return;
    g_array_unref(people->persons);
    g_array_unref(people->reports);
    g_free(people);
}
