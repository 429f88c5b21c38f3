#include "core/database.h"
#include "core/publication.h"
#include "stats/publication/publish.h"

#include <check.h>
#include <glib/gstdio.h>
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

Suite *statistics_suite(void);
Suite *statistics_suite(void)
{
    Suite *suite = suite_create("statistics");
    TCase *tcase = tcase_create("statistics");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, flat_register_has_no_trend);
    suite_add_tcase(suite, tcase);
    return suite;
}
