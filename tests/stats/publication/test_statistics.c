#include "core/database.h"
#include "core/publication.h"
#include "stats/publication/publish.h"
#include "stats/publication/series.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Ten years of a register made by hand: twelve reports a year, of as many persons. */
static void make_register(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(path, DATABASE_REGISTER, DATABASE_CREATE, &error);
    ck_assert_ptr_nonnull(database);
    g_autoptr(GString) sql = g_string_new("BEGIN;");
    g_string_append_printf(sql,
                           "INSERT INTO delivery VALUES(1,'comensha','comensha','c.csv','%064d',"
                           "'UTF-8',';',%d,NULL,%d,%d,'basis',%d,0,10,8,1,1,0,0,NULL);",
                           1, day_from_ymd(2025, 4, 1), day_from_ymd(2015, 1, 1),
                           day_from_ymd(2024, 12, 31), day_from_ymd(2025, 4, 1));
    for (int i = 0; i < 120; i++)
        g_string_append_printf(
            sql,
            "INSERT INTO melding(melding_id,delivery_id,line,person,day,reporter,reporter_area,sex,"
            "age,nationality,cross_border,place_exploitation) VALUES(%d,1,%d,CAST('P%d' AS BLOB),"
            "%d,'politie','PE05','man',30,'PL',1,'GM0363');",
            i + 1, i + 1, i, day_from_ymd(2015 + i / 12, i % 12 + 1, 15));
    g_string_append(sql, "COMMIT");
    ck_assert_msg(database_exec(database, sql->str, &error), "%s",
                  error != NULL ? error->message : "");
}

/* The same number every year: no change, breaks named, no percentages below 20. */
START_TEST(flat_register_has_no_trend)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(AreaRegister) areas = area_register_load(NULL);
    g_autofree char *folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    g_autofree char *register_path = g_build_filename(folder, "r.db", NULL);
    g_autofree char *publication_path = g_build_filename(folder, "p.db", NULL);
    make_register(register_path);
    PublishOptions options = {.register_path = register_path,
                              .publication_path = publication_path,
                              .period = "2024",
                              .suppress_below = 5,
                              .no_estimates = TRUE};
    g_autoptr(PublishSummary) summary = publish(&options, &error);
    ck_assert_msg(summary != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_int_gt(summary->statistics.n_series, 0);
    ck_assert_int_eq(summary->statistics.n_trends, 0);
    Publication *publication = publication_open(publication_path, areas, &error);
    PublishedTrend trend;
    AreaId land = area_find_code(areas, "NL01");
    ck_assert(publication_trend(publication, "gemelde_personen", land, PERIOD_YEAR, &trend));
    ck_assert(trend.is_fine);
    ck_assert_str_eq(trend.direction, "no-change");
    ck_assert(g_str_has_prefix(trend.sentence[LANGUAGE_NL],
                               "In 2015–2024 is geen aantoonbare verandering: de aantallen zijn te "
                               "klein voor percentages; de lijn door de jaren gaat van 12 naar 12 "
                               "per jaar."));
    ck_assert_ptr_nonnull(strstr(trend.sentence[LANGUAGE_NL], "AVG (2018)"));
    publication_close(publication);
    g_remove(register_path);
    g_remove(publication_path);
    g_rmdir(folder);
}
END_TEST

/* --- sources that come and go ---------------------------------------------------------------- */

typedef struct {
    char *folder, *register_path, *publication_path;
    AreaRegister *areas;
} Files;

static Files files_new(void)
{
    Files files = {.folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL)};
    files.register_path = g_build_filename(files.folder, "r.db", NULL);
    files.publication_path = g_build_filename(files.folder, "p.db", NULL);
    files.areas = area_register_load(NULL);
    return files;
}

static void files_clear(Files *files)
{
    g_remove(files->register_path);
    g_remove(files->publication_path);
    g_rmdir(files->folder);
    g_free(files->folder);
    g_free(files->register_path);
    g_free(files->publication_path);
    area_register_free(files->areas);
}

/* Beside the twelve a year of the police eight of care coordination, but in 2019 none. */
static void add_care(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(path, DATABASE_REGISTER, DATABASE_WRITE, &error);
    g_autoptr(GString) sql = g_string_new("BEGIN;");
    for (int i = 0; i < 80; i++)
        if (i / 8 != 4)
            g_string_append_printf(
                sql,
                "INSERT INTO melding(melding_id,delivery_id,line,person,day,reporter,reporter_area,"
                "sex,age,nationality,cross_border,place_exploitation) VALUES(%d,1,%d,CAST('Q%d' AS "
                "BLOB),%d,'zorgcoordinatie','PE05','man',30,'PL',1,'GM0363');",
                i + 1001, i + 1001, i, day_from_ymd(2015 + i / 8, i % 8 + 1, 15));
    g_string_append(sql, "COMMIT");
    ck_assert_msg(database != NULL && database_exec(database, sql->str, &error), "%s",
                  error != NULL ? error->message : "");
}

static void run(const Files *files)
{
    g_autoptr(GError) error = NULL;
    PublishOptions options = {.register_path = files->register_path,
                              .publication_path = files->publication_path,
                              .period = "2024",
                              .suppress_below = 5,
                              .no_estimates = TRUE};
    g_autoptr(PublishSummary) summary = publish(&options, &error);
    ck_assert_msg(summary != NULL, "%s", error != NULL ? error->message : "");
}

static char *one_text(const Files *files, const char *sql)
{
    g_autoptr(Database) database =
        database_open(files->publication_path, DATABASE_PUBLICATION, DATABASE_READ, NULL);
    g_autoptr(sqlite3_stmt) row = database_prepare(database, sql, NULL);
    gboolean has_row = FALSE;
    ck_assert(row != NULL && database_step(database, row, &has_row, NULL));
    return g_strdup(has_row ? database_text(row, 0) : "no row");
}

/* Eight of twenty reports a year: 40 % is missing in 2019. */
START_TEST(reporters_that_are_missing_are_named)
{
    Files files = files_new();
    make_register(files.register_path);
    add_care(files.register_path);
    run(&files);
    g_autofree char *missing = one_text(
        &files, "SELECT group_concat(period||' '||days||' '||reporters||' '||round(share,6)||' '||"
                "missing,'; ') FROM coverage WHERE measure='meldingen' AND period IN "
                "('2018','2019')");
    ck_assert_str_eq(missing, "2018 365 2 1.0 ; 2019 365 1 0.6 zorgcoordinatie");
    g_autofree char *breaks =
        one_text(&files, "SELECT breaks FROM trend WHERE measure='meldingen' AND area='NL01' AND "
                         "kind='year' AND dimension=''");
    ck_assert_ptr_nonnull(strstr(breaks, "reporters-2019+corona+reporters-2020") != NULL
                              ? breaks
                              : strstr(breaks, "reporters-2019+reporters-2020"));
    g_autofree char *sentence =
        one_text(&files, "SELECT sentence_nl FROM trend WHERE measure='meldingen' AND "
                         "area='NL01' AND kind='year' AND dimension=''");
    ck_assert_msg(strstr(sentence, "In 2019 ontbraken melders die gewoonlijk 40% van de meldingen "
                                   "doen") != NULL,
                  "%s", sentence);
    ck_assert_ptr_nonnull(strstr(sentence, "andere melders (2019)"));
    files_clear(&files);
}
END_TEST

/* A gemeente has two windows that do not overlap: 120 of the police and 40 of care,
 * less eight, make 92 and 100. */
START_TEST(a_gemeente_is_compared_between_windows)
{
    Files files = files_new();
    make_register(files.register_path);
    add_care(files.register_path);
    run(&files);
    g_autofree char *windows =
        one_text(&files, "SELECT group_concat(period||' '||value,'; ') FROM observation WHERE "
                         "measure='meldingen_uitbuiting' AND area='GM0363' AND dimension='' AND "
                         "period LIKE '%-%'");
    ck_assert_str_eq(windows, "2015-2019 92; 2020-2024 100");
    g_autofree char *trend = one_text(
        &files, "SELECT state||' '||direction||' '||method||' '||from_period||' '||to_period "
                "FROM trend WHERE measure='meldingen_uitbuiting' AND area='GM0363'");
    ck_assert_str_eq(trend, "fine no-change exact-ratio 2015-2019 2020-2024");
    /* What happened between the windows is named. */
    g_autofree char *breaks =
        one_text(&files, "SELECT breaks FROM trend WHERE measure='meldingen_uitbuiting' AND "
                         "area='GM0363'");
    ck_assert_ptr_nonnull(strstr(breaks, "corona"));
    /* Two whole quarters a year apart have a ratio only where the spread of the series is known. */
    g_autofree char *ratios =
        one_text(&files, "SELECT count(*) FROM quarter WHERE ratio IS NOT NULL AND judgement NOT "
                         "IN ('usual','high','low')");
    ck_assert_str_eq(ratios, "0");
    /* The categories of a dimension are judged together. */
    g_autofree char *together =
        one_text(&files, "SELECT count(DISTINCT category)||' '||min(n_together)||' '||"
                         "max(n_together) FROM trend WHERE measure='meldingen' AND "
                         "dimension='reporter' AND state='fine'");
    ck_assert_str_eq(together, "2 2 2");
    /* Moving sums of reports, from years that are all shown: 2019 has 12, the others 20. Persons
     * are not added. */
    g_autofree char *moving =
        one_text(&files, "SELECT group_concat(period||' '||value,'; ') FROM moving_sum WHERE "
                         "measure='meldingen_uitbuiting' AND area='GM0363'");
    ck_assert_str_eq(moving, "2015-2019 92; 2016-2020 92; 2017-2021 92; 2018-2022 92; "
                             "2019-2023 92; 2020-2024 100");
    g_autofree char *persons =
        one_text(&files, "SELECT measure FROM moving_sum WHERE measure LIKE 'gemelde%'");
    ck_assert_str_eq(persons, "no row");
    /* Another gemeente has nobody in either window. */
    g_autofree char *empty =
        one_text(&files, "SELECT state FROM trend WHERE measure='meldingen_uitbuiting' AND "
                         "area='GM0772'");
    ck_assert_str_eq(empty, "too-sparse");
    files_clear(&files);
}
END_TEST

/* Dijk en Waard exists since 2022: published figures about other years are of another territory. */
START_TEST(merged_gemeente_is_refused)
{
    Files files = files_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database =
        database_open(files.publication_path, DATABASE_PUBLICATION, DATABASE_CREATE, &error);
    g_autoptr(MeasureList) measures = measure_list_load(&error);
    const Measure *measure = measure_find(measures, "vlaardingen_verblijf");
    ck_assert(measure_is_public(measure));
    g_autoptr(GString) sql = g_string_new(
        "INSERT INTO measure VALUES('vlaardingen_verblijf','s','u','p','r',1,'','','','');");
    for (int year = 2019; year <= 2022; year++)
        g_string_append_printf(sql,
                               "INSERT INTO observation(measure,period,area,state,value) "
                               "VALUES('vlaardingen_verblijf','%d','GM1980','value',50);",
                               year);
    ck_assert_msg(database_exec(database, sql->str, &error), "%s",
                  error != NULL ? error->message : "");
    g_autoptr(GPtrArray) all =
        series_load(database, files.areas, measure, "", "", PERIOD_YEAR, &error);
    ck_assert_uint_eq(all->len, 1);
    const Series *series = g_ptr_array_index(all, 0);
    ck_assert_uint_eq(series->points->len, 4);
    TrendResult result = trend_find(4, (const TrendPoint *)series->points->data, 0, NULL, 1);
    ck_assert_int_eq(result.refusal, TREND_PARTIAL);
    ck_assert(isnan(result.change));
    files_clear(&files);
}
END_TEST

Suite *statistics_suite(void);
Suite *statistics_suite(void)
{
    Suite *suite = suite_create("statistics");
    TCase *tcase = tcase_create("statistics");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, flat_register_has_no_trend);
    tcase_add_test(tcase, reporters_that_are_missing_are_named);
    tcase_add_test(tcase, a_gemeente_is_compared_between_windows);
    tcase_add_test(tcase, merged_gemeente_is_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
