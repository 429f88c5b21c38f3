#include "core/database.h"
#include "core/publication.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>

static char *folder;
static char *path;
static AreaRegister *areas;

static const char *const contents =
    "INSERT INTO meta VALUES('period','2024'),('window','2020-2024'),('division','2024-12-31'),"
    "('synthetic','1'),('peildatum','2025-02-15'),('suppress_below','5');"
    "INSERT INTO source VALUES(1,'comensha','comensha','a.csv','00',2460400,'2015-2024','basis',1,"
    "10,8,1,1,0,0),(2,'comensha','comensha','b.csv','01',2460700,'2015-2024','basis',1,11,9,1,1,0,"
    "1);"
    "INSERT INTO source_tally VALUES(2,'rejected','meldingsdatum',1);"
    "INSERT INTO measure VALUES('politie_signalen','politie','signaal','politie','exploitation',0,"
    "'a','b','c','d'),('meldingen','comensha','melding','comensha','none',0,'a','b','c','d');"
    "INSERT INTO measure_period VALUES('politie_signalen','2024'),('politie_signalen','2023'),"
    "('politie_signalen','2024KW1'),('meldingen','2024');"
    "INSERT INTO observation(measure,dimension,category,period,area,state,value,lower,upper,"
    "denominator,denominator_estimated,rate,rate_lower,rate_upper,provisional) VALUES"
    "('politie_signalen','','','2024','GM0363','value',62,47.5,79.5,931298,0,6.66,5.1,8.5,1),"
    "('politie_signalen','','','2024','GM0518','suppressed',NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,0)"
    ","
    "('politie_signalen','','','2024','PE01','value',80,1,2,NULL,0,NULL,NULL,NULL,0),"
    "('politie_signalen','','','2023','GM0363','value',50,37.1,65.9,NULL,0,NULL,NULL,NULL,0),"
    "('politie_signalen','','','2024KW1','GM0363','value',9,4.1,17.1,NULL,0,NULL,NULL,NULL,0),"
    "('politie_signalen','without_area','gemeente','2024','PE01','value',7,1,2,NULL,0,NULL,NULL,"
    "NULL,0),"
    "('politie_signalen','sex','man','2024','PE01','value',30,1,2,NULL,0,NULL,NULL,NULL,0),"
    "('politie_signalen','sex','vrouw','2024','PE01','value',50,1,2,NULL,0,NULL,NULL,NULL,0);"
    "INSERT INTO bridge VALUES('b','2024','NL01',0,'start','melding','value',10),"
    "('b','2024','NL01',1,'less','melding','value',-3),('b','2024','NL01',2,'end','x','value',7);"
    "INSERT INTO event VALUES('avg',736839,'NL01','comensha','AVG','GDPR');"
    "INSERT INTO revision VALUES('meldingen','NL01','2023',2460400,'value',99);"
    "INSERT INTO estimate(subject,area,period,state,total,lower,upper,level,verdict) VALUES"
    "('register','NL01','2024','value',5000,4000,7000,0.95,'wide');"
    "INSERT INTO trend(measure,kind,area,state,from_period,to_period,n_points,direction,method,"
    "per_inhabitant,change,lower,upper,first_level,last_level,dispersion,breaks,caveats,n_together,"
    "by_chance,sentence_nl,sentence_en) VALUES('politie_signalen','year','PE01','fine','2015','2024',"
    "10,'no-change','quasi-poisson',1,0.98,0.94,1.03,70,58,1.5,'avg+corona','breaks+spread',12,0.6,"
    "'Geen verandering.','No change.'),('politie_signalen','window','GM0363','too-sparse',NULL,NULL,2,"
    "NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,'','',NULL,NULL,'Te weinig.','Too few.');"
    "INSERT INTO estimate_alternative VALUES('register','NL01','2024','model',1,'[12,3]',5100,NULL,"
    "NULL,0);";

static void make_publication(void)
{
    folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    path = g_build_filename(folder, "p.db", NULL);
    areas = area_register_load(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database =
        database_open(path, DATABASE_PUBLICATION, DATABASE_CREATE, &error);
    ck_assert(database != NULL && database_exec(database, contents, &error));
}

static void remove_publication(void)
{
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    area_register_free(areas);
}

static AreaId area(const char *code)
{
    return area_find_code(areas, code);
}

START_TEST(a_trend_has_its_stretch_change_and_caveats)
{
    g_autoptr(Publication) publication = publication_open(path, areas, NULL);
    PublishedTrend trend;
    ck_assert(
        publication_trend(publication, "politie_signalen", area("PE01"), PERIOD_YEAR, &trend));
    ck_assert(trend.is_fine && trend.is_yearly && trend.per_inhabitant);
    ck_assert_int_eq(trend.from.year, 2015);
    ck_assert_int_eq(trend.to.year, 2024);
    ck_assert_double_eq(trend.change, 0.98);
    ck_assert_double_eq(trend.upper, 1.03);
    ck_assert_double_eq(trend.last, 58);
    ck_assert_int_eq(trend.n_together, 12);
    ck_assert(publication_names_hold(trend.caveats, "spread"));
    ck_assert(!publication_names_hold(trend.caveats, "small"));
    ck_assert(!publication_names_hold(trend.breaks, "av"));
    ck_assert(
        publication_trend(publication, "politie_signalen", area("GM0363"), PERIOD_WINDOW, &trend));
    ck_assert(!trend.is_fine && isnan(trend.change) && trend.n_together == -1);
    ck_assert_str_eq(trend.state, "too-sparse");
    ck_assert_int_eq(trend.from.kind, PERIOD_NONE);
}
END_TEST

START_TEST(cells_keep_their_state)
{
    g_autoptr(Publication) publication = publication_open(path, areas, NULL);
    Cell cell =
        publication_total(publication, "politie_signalen", area("GM0363"), period_year(2024));
    ck_assert_int_eq(cell.state, STATE_VALUE);
    ck_assert_int_eq(cell.value, 62);
    ck_assert_double_eq(cell.rate, 6.66);
    ck_assert_int_eq(cell.denominator, 931298);
    ck_assert(cell.provisional && !cell.estimated);
    cell = publication_total(publication, "politie_signalen", area("GM0518"), period_year(2024));
    ck_assert_int_eq(cell.state, STATE_SUPPRESSED);
    ck_assert(isnan(cell.lower) && isnan(cell.rate));
    cell = publication_total(publication, "politie_signalen", area("GM0599"), period_year(2024));
    ck_assert_int_eq(cell.state, STATE_NOT_AVAILABLE);
    cell = publication_without_area(publication, "politie_signalen", area("PE01"),
                                    period_year(2024), AREA_GEMEENTE);
    ck_assert_int_eq(cell.value, 7);
    ck_assert(publication_check(publication, NULL));
}
END_TEST

START_TEST(series_breakdowns_and_areas_come_in_order)
{
    g_autoptr(Publication) publication = publication_open(path, areas, NULL);
    g_autoptr(Codes) codes = codes_load(NULL);
    gsize n = 0;
    g_autofree PeriodCell *years = publication_series(publication, "politie_signalen",
                                                      area("GM0363"), PERIOD_YEAR, "", "", &n);
    ck_assert_uint_eq(n, 2);
    ck_assert_int_eq(years[0].period.year, 2023);
    ck_assert_int_eq(years[1].cell.value, 62);
    g_autofree CategoryCell *sexes = publication_breakdown(
        publication, codes, "politie_signalen", area("PE01"), period_year(2024), "sex", &n);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(sexes[0].category, "vrouw");
    ck_assert_int_eq(sexes[1].cell.value, 30);
    g_autofree AreaCell *gemeenten = publication_areas(
        publication, "politie_signalen", AREA_GEMEENTE, period_year(2024), NULL, NULL, &n);
    ck_assert_uint_eq(n, 2);
    ck_assert_int_eq(gemeenten[0].area, area("GM0363")); /* Amsterdam before 's-Gravenhage */
    ck_assert_int_eq(gemeenten[1].area, area("GM0518"));
    g_auto(GStrv) measures = publication_measures(publication, area("PE01"));
    ck_assert_uint_eq(g_strv_length(measures), 1);
    ck_assert_str_eq(measures[0], "politie_signalen");
}
END_TEST

START_TEST(what_stands_beside_the_figures)
{
    g_autoptr(Publication) publication = publication_open(path, areas, NULL);
    gsize n = 0;
    ck_assert(publication_is_synthetic(publication));
    ck_assert_int_eq(publication_suppress_below(publication), 5);
    ck_assert_int_eq(publication_window(publication).number, 5);
    ck_assert_int_eq(publication_division(publication), day_parse_iso("2024-12-31"));
    ck_assert_int_eq(publication_peildatum(publication, "comensha"), 2460700);
    ck_assert_int_eq(publication_peildatum(publication, "om"), DAY_NONE);
    ck_assert_int_eq(publication_peildatum(publication, NULL), day_parse_iso("2025-02-15"));
    const PublicationSource *sources = publication_sources(publication, &n);
    ck_assert_uint_eq(n, 2);
    ck_assert(!sources[0].current && sources[1].current);
    g_autofree PublicationTally *tallies = publication_tallies(publication, 2, &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(tallies[0].name, "meldingsdatum");
    g_autofree BridgeStep *steps =
        publication_bridge(publication, "b", period_year(2024), area("NL01"), &n);
    ck_assert_uint_eq(n, 3);
    ck_assert_int_eq(steps[0].value + steps[1].value, steps[2].value);
    const PublicationEvent *events = publication_events(publication, &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(events[0].day, day_parse_iso("2018-05-25"));
    ck_assert_str_eq(events[0].name[LANGUAGE_EN], "GDPR");
    g_autofree Revision *revisions =
        publication_revisions(publication, "meldingen", area("NL01"), &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(revisions[0].value, 99);
    g_autofree Estimate *estimates = publication_estimates(publication, NULL, &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_double_eq(estimates[0].upper, 7000);
    ck_assert_int_eq(estimates[0].registered, -1);
    g_autofree EstimateAlternative *others =
        publication_alternatives(publication, "register", area("NL01"), period_year(2024), &n);
    ck_assert_uint_eq(n, 1);
    ck_assert(isnan(others[0].lower));
}
END_TEST

Suite *publication_suite(void);
Suite *publication_suite(void)
{
    Suite *suite = suite_create("publication");
    TCase *tcase = tcase_create("publication");
    tcase_add_checked_fixture(tcase, make_publication, remove_publication);
    tcase_add_test(tcase, cells_keep_their_state);
    tcase_add_test(tcase, a_trend_has_its_stretch_change_and_caveats);
    tcase_add_test(tcase, series_breakdowns_and_areas_come_in_order);
    tcase_add_test(tcase, what_stands_beside_the_figures);
    suite_add_tcase(suite, tcase);
    return suite;
}
