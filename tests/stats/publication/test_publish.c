#include "core/database.h"
#include "core/error.h"
#include "core/output.h"
#include "core/publication.h"
#include "stats/publication/publish.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <math.h>

/* Small registers made by hand, with figures that can be counted on paper. */

static char *folder;
static char *register_path;
static char *publication_path;
static AreaRegister *areas;

static void make_folder(void)
{
    folder = scratch_folder();
    register_path = g_build_filename(folder, "r.db", NULL);
    publication_path = g_build_filename(folder, "p.db", NULL);
    areas = area_register_load(NULL);
}

static void remove_folder(void)
{
    scratch_remove(folder);
    g_free(register_path);
    g_free(publication_path);
    area_register_free(areas);
}

static void fill(const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database =
        database_open(register_path, DATABASE_REGISTER, DATABASE_CREATE, &error);
    gboolean done = database != NULL && database_exec(database, sql, &error);
    ck_assert_msg(done, "%s", error != NULL ? error->message : "");
}

/* Delivery `id` of `source` about whole days, read on `peildatum`. */
static void deliver(int id, const char *source, const char *first, const char *last,
                    const char *peildatum)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO delivery VALUES(%d,'%s','%s','%s-%d.csv','%064d','UTF-8',';',%d,NULL,%d,%d,"
        "'basis',%d,0,10,8,1,1,0,0,NULL)",
        id, source, source, source, id, id, day_parse_iso(peildatum), day_parse_iso(first),
        day_parse_iso(last), day_parse_iso(peildatum));
    fill(sql);
}

typedef struct {
    const char *person;
    const char *day;
    const char *reporter;
    const char *sex;
    const char *age; /* SQL */
    const char *country;
    const char *border; /* SQL */
    const char *place;  /* SQL */
    const char *forms;  /* joined by + */
} Melding;

static void add_melding(int id, int delivery, const Melding *m)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_append_printf(
        sql,
        "INSERT INTO melding(melding_id,delivery_id,line,person,day,reporter,reporter_area,sex,"
        "age,nationality,cross_border,place_exploitation) VALUES(%d,%d,%d,CAST('%s' AS BLOB),%d,"
        "'%s','PE05','%s',%s,'%s',%s,%s);",
        id, delivery, id, m->person, day_parse_iso(m->day), m->reporter, m->sex, m->age, m->country,
        m->border, m->place);
    g_auto(GStrv) forms = g_strsplit(m->forms, "+", 0);
    for (char **form = forms; *form != NULL; form++)
        g_string_append_printf(sql, "INSERT INTO melding_vorm VALUES(%d,'%s');", id, *form);
    fill(sql->str);
}

/* A is reported in two years and by two reporters in one; B twice by the same reporter; C in Weesp
 * three weeks before it became Amsterdam; D in Haaren, which was split over gemeenten of two police
 * units. */
static const Melding meldingen[] = {
    {"A", "2023-02-01", "politie", "vrouw", "17", "NL", "0", "'GM0363'", "seksueel"},
    {"A", "2023-05-01", "zorgcoordinatie", "vrouw", "18", "NL", "0", "'GM0599'", "seksueel"},
    {"A", "2024-01-10", "politie", "vrouw", "18", "NL", "0", "NULL", "seksueel"},
    {"B", "2024-03-01", "fairwork", "man", "NULL", "PL", "NULL", "NULL", "arbeid+crimineel"},
    {"B", "2024-04-01", "fairwork", "man", "NULL", "PL", "NULL", "'GM0363'", "onbekend"},
    {"C", "2022-03-01", "kmar", "anders", "40", "onbekend", "NULL", "'GM0457'", "seksueel"},
    {"D", "2020-06-01", "politie", "man", "22", "NG", "1", "'GM0788'", "onbekend"},
};

static void fill_meldingen(void)
{
    deliver(1, "comensha", "2020-01-01", "2024-12-31", "2025-01-15");
    for (guint i = 0; i < G_N_ELEMENTS(meldingen); i++)
        add_melding((int)i + 1, 1, &meldingen[i]);
}

static Publication *publish_and_open(const char *period, gint64 suppress_below)
{
    g_autoptr(GError) error = NULL;
    PublishOptions options = {.register_path = register_path,
                              .publication_path = publication_path,
                              .period = period,
                              .suppress_below = suppress_below,
                              .no_estimates = TRUE};
    g_autoptr(PublishSummary) summary = publish(&options, &error);
    ck_assert_msg(summary != NULL, "%s", error != NULL ? error->message : "");
    Publication *publication = publication_open(publication_path, areas, &error);
    ck_assert_msg(publication != NULL, "%s", error != NULL ? error->message : "");
    return publication;
}

static AreaId area(const char *code)
{
    AreaId id = area_find_code(areas, code);
    ck_assert_int_ne(id, AREA_NONE);
    return id;
}

static void assert_value(Publication *publication, const char *measure, const char *code,
                         Period period, const char *dimension, const char *category, gint64 value)
{
    Cell cell = publication_cell(publication, measure, area(code), period, dimension, category);
    g_autofree char *text = period_code(period);
    ck_assert_msg(cell.state == STATE_VALUE && cell.value == value,
                  "%s %s %s %s %s: %s %" G_GINT64_FORMAT ", expected %" G_GINT64_FORMAT, measure,
                  code, text, dimension, category, state_word(cell.state), cell.value, value);
}

START_TEST(a_person_counts_once_in_a_period)
{
    fill_meldingen();
    g_autoptr(Publication) p = publish_and_open("2024", 0);
    const gint64 persons[] = {1, 0, 1, 1, 2};
    const gint64 reports[] = {1, 0, 1, 2, 3};
    for (int i = 0; i < 5; i++) {
        assert_value(p, "gemelde_personen", "NL01", period_year(2020 + i), "", "", persons[i]);
        assert_value(p, "meldingen", "NL01", period_year(2020 + i), "", "", reports[i]);
    }
    Period window = period_window(2024, 5);
    assert_value(p, "gemelde_personen", "NL01", window, "", "", 4);
    assert_value(p, "meldingen", "NL01", window, "", "", 7);
    assert_value(p, "gemelde_personen", "NL01", period_quarter(2023, 1), "", "", 1);
    assert_value(p, "gemelde_personen", "NL01", period_quarter(2023, 2), "", "", 1);
}
END_TEST

START_TEST(breakdowns_follow_the_written_rules)
{
    fill_meldingen();
    g_autoptr(Publication) p = publish_and_open("2024", 0);
    Period y2023 = period_year(2023), y2024 = period_year(2024), window = period_window(2024, 5);
    /* The age is that of the first report in the period. */
    assert_value(p, "gemelde_personen", "NL01", y2023, "age_group", "0-17", 1);
    assert_value(p, "gemelde_personen", "NL01", y2023, "age_group", "18-22", 0);
    assert_value(p, "gemelde_personen", "NL01", y2024, "age_group", "18-22", 1);
    assert_value(p, "gemelde_personen", "NL01", y2024, "age_group", "onbekend", 1);
    /* Several forms: more than the persons together; what is known goes before "onbekend". */
    assert_value(p, "gemelde_personen", "NL01", y2024, "form", "arbeid", 1);
    assert_value(p, "gemelde_personen", "NL01", y2024, "form", "crimineel", 1);
    assert_value(p, "gemelde_personen", "NL01", y2024, "form", "seksueel", 1);
    assert_value(p, "gemelde_personen", "NL01", y2024, "form", "onbekend", 0);
    assert_value(p, "gemelde_personen", "NL01", window, "form", "onbekend", 1);
    assert_value(p, "gemelde_personen", "NL01", y2023, "form_group", "seksueel_binnenland", 1);
    /* Sexual exploitation of which it is not known where it came from: C. */
    assert_value(p, "gemelde_personen", "NL01", period_year(2022), "form_group", "onbekend", 1);
    /* A person counts under each reporter, a report under one. */
    assert_value(p, "gemelde_personen", "NL01", y2023, "reporter", "politie", 1);
    assert_value(p, "gemelde_personen", "NL01", y2023, "reporter", "zorgcoordinatie", 1);
    assert_value(p, "meldingen", "NL01", y2024, "reporter", "fairwork", 2);
    assert_value(p, "gemelde_personen", "NL01", y2024, "reporter", "fairwork", 1);
    assert_value(p, "gemelde_personen", "NL01", window, "nationality_group", "niet_nederlands", 2);
    assert_value(p, "gemelde_personen", "NL01", window, "nationality_group", "onbekend", 1);
    assert_value(p, "gemelde_personen", "NL01", window, "sex", "anders", 1);
}
END_TEST

START_TEST(places_are_recoded_and_nothing_is_lost)
{
    fill_meldingen();
    g_autoptr(Publication) p = publish_and_open("2024", 0);
    const char *measure = "gemelde_personen_uitbuiting";
    assert_value(p, measure, "GM0363", period_year(2022), "", "", 1); /* Weesp */
    assert_value(p, measure, "GM0363", period_year(2023), "", "", 1); /* the first place of A */
    assert_value(p, measure, "GM0599", period_year(2023), "", "", 0);
    assert_value(p, measure, "GM0363", period_year(2024), "", "", 1); /* the first known of B */
    assert_value(p, measure, "GM0363", period_window(2024, 5), "", "", 3);
    assert_value(p, measure, "VR13", period_window(2024, 5), "", "", 3);
    /* Haaren: in Noord-Brabant and the police unit Oost-Brabant, but in which gemeente of now? */
    assert_value(p, measure, "PV30", period_year(2020), "", "", 1);
    assert_value(p, measure, "PE09", period_year(2020), "", "", 1);
    assert_value(p, measure, "PE09", period_year(2020), "without_area", "gemeente", 1);
    assert_value(p, measure, "NL01", period_year(2020), "without_area", "gemeente", 1);
    assert_value(p, measure, "PV30", period_year(2020), "without_area", "gemeente", 1);
    assert_value(p, measure, "NL01", period_year(2020), "without_area", "politie-eenheid", 0);
    assert_value(p, measure, "NL01", period_year(2020), "without_area", "provincie", 0);
    /* A has no place in 2024: not exploited "in the area" of any figure, and accounted for. */
    assert_value(p, measure, "NL01", period_year(2024), "", "", 1);
    assert_value(p, measure, "NL01", period_year(2024), "without_area", "land", 1);
    const AreaKind kinds[] = {AREA_PROVINCIE, AREA_VEILIGHEIDSREGIO, AREA_POLITIE_EENHEID,
                              AREA_GEMEENTE};
    for (int year = 2020; year <= 2024; year++)
        for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
            gsize n = 0;
            g_autofree AreaCell *cells =
                publication_areas(p, measure, kinds[k], period_year(year), "", "", &n);
            gint64 sum =
                publication_without_area(p, measure, area("NL01"), period_year(year), kinds[k])
                    .value;
            for (gsize i = 0; i < n; i++)
                sum += cells[i].cell.value;
            assert_value(p, measure, "NL01", period_year(year), "", "", sum);
            ck_assert(kinds[k] != AREA_GEMEENTE || n == 342);
        }
}
END_TEST

/* Amsterdam had 931,298 inhabitants on 1 January 2024; 1 person: 0.107 per 100,000, limits those of
 * one event (0.0253-5.572, R). */
START_TEST(values_have_limits_and_rates)
{
    fill_meldingen();
    g_autoptr(Publication) p = publish_and_open("2024", 0);
    Cell cell =
        publication_total(p, "gemelde_personen_uitbuiting", area("GM0363"), period_year(2024));
    AreaPopulation population;
    ck_assert(area_population(areas, area("GM0363"), 2024, DAY_NONE, &population));
    ck_assert_int_eq(cell.denominator, population.persons);
    ck_assert_double_eq_tol(cell.lower, 0.02531781, 1e-7);
    ck_assert_double_eq_tol(cell.upper, 5.571643, 1e-5);
    ck_assert_double_eq_tol(cell.rate, 1e5 / (double)population.persons, 1e-12);
    ck_assert_double_eq_tol(cell.rate_upper, 5.571643e5 / (double)population.persons, 1e-5);
    ck_assert(!cell.estimated);
    Cell window =
        publication_total(p, "gemelde_personen_uitbuiting", area("GM0363"), period_window(2024, 5));
    ck_assert_int_gt(window.denominator, 4 * population.persons);
    ck_assert(window.estimated); /* 2020 and 2023 have no published figure in the data */
    /* No rate where nobody lives, nor of part of a year, nor of a category. */
    ck_assert(
        isnan(publication_total(p, "gemelde_personen", area("NL01"), period_year(2024)).rate));
    ck_assert(isnan(
        publication_total(p, "gemelde_personen_uitbuiting", area("NL01"), period_quarter(2024, 1))
            .rate));
    ck_assert(isnan(publication_cell(p, "gemelde_personen_uitbuiting", area("NL01"),
                                     period_year(2024), "sex", "man")
                        .rate));
}
END_TEST

START_TEST(empty_cells_have_their_kind)
{
    fill_meldingen();
    deliver(2, "om", "2023-01-01", "2024-06-30", "2024-07-15");
    g_autoptr(Publication) p = publish_and_open("2024", 5);
    Cell zero =
        publication_total(p, "gemelde_personen_uitbuiting", area("GM0599"), period_year(2021));
    ck_assert(zero.state == STATE_VALUE && zero.value == 0);
    Cell hidden =
        publication_total(p, "gemelde_personen_uitbuiting", area("GM0363"), period_year(2022));
    ck_assert_int_eq(hidden.state, STATE_SUPPRESSED);
    ck_assert(isnan(hidden.lower) && isnan(hidden.rate) && hidden.value == 0);
    ck_assert_int_eq(publication_total(p, "om_ingeschreven", area("PK01"), period_year(2022)).state,
                     STATE_NOT_DELIVERED);
    ck_assert_int_eq(publication_total(p, "om_ingeschreven", area("PK01"), period_year(2023)).state,
                     STATE_VALUE);
    ck_assert_int_eq(publication_total(p, "om_ingeschreven", area("PK01"), period_year(2024)).state,
                     STATE_NOT_DELIVERED);
    ck_assert_int_eq(
        publication_total(p, "om_ingeschreven", area("PK01"), period_quarter(2024, 2)).state,
        STATE_VALUE);
    ck_assert_int_eq(
        publication_total(p, "politie_signalen", area("GM0363"), period_year(2024)).state,
        STATE_NOT_DELIVERED);
    ck_assert_int_eq(
        publication_total(p, "om_ingeschreven", area("GM0363"), period_year(2023)).state,
        STATE_NOT_AVAILABLE);
}
END_TEST

/* Read on 15 January 2025: 2024 ended 15 days before, 2023 long ago; the rule says 60 days. */
START_TEST(young_figures_are_provisional)
{
    fill_meldingen();
    deliver(3, "tabel", "2010-01-01", "2010-12-31", "2026-05-01"); /* a published table */
    g_autoptr(Publication) p = publish_and_open(NULL, 0);
    ck_assert_int_eq(publication_period(p).year, 2024);
    ck_assert(publication_total(p, "meldingen", area("NL01"), period_year(2024)).provisional);
    ck_assert(!publication_total(p, "meldingen", area("NL01"), period_year(2023)).provisional);
    ck_assert(
        !publication_total(p, "meldingen", area("NL01"), period_quarter(2024, 3)).provisional);
    ck_assert_str_eq(publication_meta(p, "provisional"), "1");
    ck_assert_str_eq(publication_meta(p, "peildatum"), "2025-01-15");
}
END_TEST

START_TEST(a_quarter_has_no_year_that_is_not_whole)
{
    fill_meldingen();
    g_autoptr(Publication) p = publish_and_open("2023KW3", 0);
    gsize n = 0;
    g_autofree PeriodCell *years =
        publication_series(p, "meldingen", area("NL01"), PERIOD_YEAR, "", "", &n);
    ck_assert_uint_eq(n, 3);
    ck_assert_int_eq(years[2].period.year, 2022);
    g_autofree PeriodCell *quarters =
        publication_series(p, "meldingen", area("NL01"), PERIOD_QUARTER, "", "", &n);
    /* From the first whole year on: four each of 2020-2022 and three. */
    ck_assert_uint_eq(n, 15);
    ck_assert(quarters[14].period.year == 2023 && quarters[14].period.number == 3);
    ck_assert_int_eq(publication_division(p), day_parse_iso("2023-09-30"));
}
END_TEST

START_TEST(bridges_add_up)
{
    fill_meldingen();
    fill("UPDATE delivery SET rows=11,excluded=1;"
         "INSERT INTO delivery_tally VALUES(1,'excluded','mensensmokkel',1);"
         "INSERT INTO delivery VALUES(9,'totalen','gepubliceerd','t.csv','t','UTF-8',';',1,NULL,"
         "NULL,NULL,'basis',1,0,2,2,0,0,0,0,NULL);"
         "INSERT INTO telling VALUES(9,2,'gemelde_personen_rapporteur','NL01','2019','','','value',"
         "1334),(9,3,'gemelde_personen_comensha','NL01','2019','','','value',1372)");
    g_autoptr(Publication) p = publish_and_open("2024", 0);
    gsize n = 0;
    g_autofree BridgeStep *steps =
        publication_bridge(p, "meldingen_personen", period_year(2024), area("NL01"), &n);
    ck_assert_uint_eq(n, 4);
    const gint64 expected[] = {3, -1, 0, 2};
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(steps[i].value, expected[i]);
    g_autofree BridgeStep *window =
        publication_bridge(p, "meldingen_personen", period_window(2024, 5), area("NL01"), &n);
    const gint64 over_years[] = {7, -2, -1, 4};
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(window[i].value, over_years[i]);
    g_autofree BridgeStep *rows =
        publication_bridge(p, "levering_comensha", period_year(2024), area("NL01"), &n);
    ck_assert_uint_eq(n, 5);
    ck_assert_str_eq(rows[3].name, "uitgesloten_mensensmokkel");
    ck_assert_int_eq(rows[0].value + rows[1].value + rows[2].value + rows[3].value, rows[4].value);
    g_autofree BridgeStep *series =
        publication_bridge(p, "rapporteur_comensha", period_year(2019), area("NL01"), &n);
    ck_assert_uint_eq(n, 3);
    ck_assert_int_eq(series[0].value, 1334);
    ck_assert_int_eq(series[1].value, 38);
    ck_assert_int_eq(series[2].value, 1372);
}
END_TEST

START_TEST(replaced_deliveries_make_the_revision_table)
{
    deliver(2, "comensha", "2020-01-01", "2024-12-31", "2025-01-15");
    deliver(1, "comensha", "2020-01-01", "2023-12-31", "2024-02-01");
    fill("UPDATE delivery SET superseded_by=2 WHERE delivery_id=1");
    for (guint i = 0; i < G_N_ELEMENTS(meldingen); i++)
        add_melding((int)i + 1, 2, &meldingen[i]);
    add_melding(100, 1, &meldingen[0]);
    add_melding(101, 1, &meldingen[5]);
    g_autoptr(Publication) p = publish_and_open("2024", 0);
    assert_value(p, "meldingen", "NL01", period_year(2023), "", "", 2);
    gsize n = 0;
    g_autofree Revision *old = publication_revisions(p, "meldingen", area("NL01"), &n);
    ck_assert_uint_eq(n, 4); /* 2020-2023 */
    const gint64 values[] = {0, 0, 1, 1};
    for (gsize i = 0; i < n; i++) {
        ck_assert_int_eq(old[i].period.year, 2020 + (int)i);
        ck_assert_int_eq(old[i].value, values[i]);
        ck_assert_int_eq(old[i].peildatum, day_parse_iso("2024-02-01"));
    }
    const PublicationSource *sources = publication_sources(p, &n);
    ck_assert(n == 2 && !sources[0].current && sources[1].current);
}
END_TEST

static void assert_refused(const char *period, InbeeldError code, const char *because)
{
    g_autoptr(GError) error = NULL;
    PublishOptions options = {.register_path = register_path,
                              .publication_path = publication_path,
                              .period = period,
                              .suppress_below = -1,
                              .no_estimates = TRUE};
    ck_assert_ptr_null(publish(&options, &error));
    ck_assert_msg(g_error_matches(error, INBEELD_ERROR, (int)code), "%s", error->message);
    ck_assert_msg(strstr(error->message, because) != NULL, "%s", error->message);
}

START_TEST(what_cannot_be_published_is_refused)
{
    fill("");
    assert_refused(NULL, INBEELD_ERROR_DATA, "nothing has been delivered");
    fill_meldingen();
    assert_refused("2024MM03", INBEELD_ERROR_USAGE, "quarter");
    assert_refused("2025", INBEELD_ERROR_DATA, "from 2020-01-01 to 2024-12-31");
    fill("UPDATE melding SET place_exploitation='GM9999' WHERE melding_id=1");
    assert_refused("2024", INBEELD_ERROR_DATA, "GM9999");
    g_free(publication_path);
    publication_path = g_strdup(register_path);
    assert_refused("2024", INBEELD_ERROR_CANNOT_CREATE, "no publication");
}
END_TEST

START_TEST(the_same_register_gives_the_same_bytes)
{
    fill_meldingen();
    publication_close(publish_and_open("2024", 5));
    g_autofree char *first = output_sha256(publication_path, NULL);
    publication_close(publish_and_open("2024", 5));
    g_autofree char *second = output_sha256(publication_path, NULL);
    ck_assert_str_eq(first, second);
}
END_TEST

Suite *publish_suite(void);
Suite *publish_suite(void)
{
    Suite *suite = suite_create("publish");
    TCase *tcase = tcase_create("publish");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, a_person_counts_once_in_a_period);
    tcase_add_test(tcase, breakdowns_follow_the_written_rules);
    tcase_add_test(tcase, places_are_recoded_and_nothing_is_lost);
    tcase_add_test(tcase, values_have_limits_and_rates);
    tcase_add_test(tcase, empty_cells_have_their_kind);
    tcase_add_test(tcase, young_figures_are_provisional);
    tcase_add_test(tcase, a_quarter_has_no_year_that_is_not_whole);
    tcase_add_test(tcase, bridges_add_up);
    tcase_add_test(tcase, replaced_deliveries_make_the_revision_table);
    tcase_add_test(tcase, what_cannot_be_published_is_refused);
    tcase_add_test(tcase, the_same_register_gives_the_same_bytes);
    suite_add_tcase(suite, tcase);
    return suite;
}
