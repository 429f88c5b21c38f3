#include "core/database.h"
#include "core/publication.h"
#include "stats/publication/publish.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *folder, *register_path, *publication_path;
static AreaRegister *areas;

static void add_case(GString *sql, int *id, const char *parket, Day registered, int decided_after,
                     const char *decision, int verdict_after)
{
    g_string_append_printf(sql,
                           "INSERT INTO zaak(zaak_id,delivery_id,line,case_number,parket,"
                           "registered_day,decision,decision_day,verdict,verdict_day) "
                           "VALUES(%d,1,%d,CAST('Z%d' AS BLOB),'%s',%d,",
                           *id, *id, *id, parket, registered);
    (*id)++;
    if (decided_after < 0)
        g_string_append(sql, "NULL,NULL,NULL,NULL);");
    else if (verdict_after < 0)
        g_string_append_printf(sql, "'%s',%d,NULL,NULL);", decision, registered + decided_after);
    else
        g_string_append_printf(sql, "'%s',%d,'veroordeling',%d);", decision,
                               registered + decided_after,
                               registered + decided_after + verdict_after);
}

/* 2022: 40 cases of parket Midden-Nederland, decided 10, 20, … 400 days after registration, half of
 * them summons with a verdict 30 days later. 2023: 10 cases. 2024: 30 cases, 10 decided after 5
 * days, the others open. 2020 and 2021 are not delivered. Read on 1 April 2025. */
static void make_register(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database =
        database_open(register_path, DATABASE_REGISTER, DATABASE_CREATE, &error);
    g_autoptr(GString) sql = g_string_new("BEGIN;");
    g_string_append_printf(sql,
                           "INSERT INTO delivery VALUES(1,'om','om','o.csv','%064d','UTF-8',';',%d,"
                           "NULL,%d,%d,'basis',%d,0,80,80,0,0,0,0,NULL);",
                           1, day_from_ymd(2025, 4, 1), day_from_ymd(2022, 1, 1),
                           day_from_ymd(2024, 12, 31), day_from_ymd(2025, 4, 1));
    int id = 1;
    for (int i = 1; i <= 40; i++)
        add_case(sql, &id, "PK03", day_from_ymd(2022, 1, 3), 10 * i,
                 i % 2 == 0 ? "dagvaarding" : "sepot_technisch", i % 2 == 0 ? 30 : -1);
    for (int i = 1; i <= 10; i++)
        add_case(sql, &id, "PK03", day_from_ymd(2023, 5, 3), 10, "sepot_beleid", -1);
    for (int i = 1; i <= 30; i++)
        add_case(sql, &id, "PK03", day_from_ymd(2024, 12, 30), i <= 10 ? 5 : -1, "sepot_beleid",
                 -1);
    g_string_append(sql, "COMMIT");
    ck_assert_msg(database_exec(database, sql->str, &error), "%s",
                  error != NULL ? error->message : "");
}

static void publish_it(void)
{
    g_autoptr(GError) error = NULL;
    areas = area_register_load(NULL);
    folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    register_path = g_build_filename(folder, "r.db", NULL);
    publication_path = g_build_filename(folder, "p.db", NULL);
    make_register();
    PublishOptions options = {.register_path = register_path,
                              .publication_path = publication_path,
                              .period = "2024",
                              .suppress_below = 5,
                              .no_estimates = TRUE};
    g_autoptr(PublishSummary) summary = publish(&options, &error);
    ck_assert_msg(summary != NULL, "%s", error != NULL ? error->message : "");
}

static void remove_it(void)
{
    g_remove(register_path);
    g_remove(publication_path);
    g_rmdir(folder);
    g_free(register_path);
    g_free(publication_path);
    g_free(folder);
    area_register_free(areas);
}

static PublishedDuration find(PublishedDuration *durations, gsize n, int year)
{
    for (gsize i = 0; i < n; i++)
        if (durations[i].period.kind == PERIOD_YEAR && durations[i].period.year == year)
            return durations[i];
    ck_abort_msg("no duration of %d", year);
}

/* Half of 40 at 10, 20, … 400 days: exactly half from 200 to 210. 36 within 365 days. */
START_TEST(medians_and_refusals)
{
    Publication *publication = publication_open(publication_path, areas, NULL);
    AreaId land = area_find_code(areas, "NL01");
    gsize n;
    g_autofree PublishedDuration *all = publication_durations(publication, "assessment", land, &n);
    PublishedDuration year = find(all, n, 2022);
    ck_assert_str_eq(year.state, "fine");
    ck_assert_int_eq(year.n_cases, 40);
    ck_assert_double_eq(year.median, 205);
    ck_assert_double_lt(year.lower, 205);
    ck_assert_double_gt(year.upper, 205);
    /* 4 of 40 took longer than a year: a small number, not told. */
    ck_assert(isnan(year.within_year));
    ck_assert_int_eq(year.observed_until, day_from_ymd(2025, 4, 1));
    ck_assert(g_str_has_prefix(year.sentence[LANGUAGE_NL],
                               "Van de zaken die in 2022 zijn ingeschreven, had de helft binnen "
                               "205 dagen een beslissing van het OM (95%-marge "));
    year = find(all, n, 2023);
    ck_assert_str_eq(year.state, "too-few");
    ck_assert(isnan(year.median));
    year = find(all, n, 2024);
    ck_assert_str_eq(year.state, "no-median");
    ck_assert(isnan(year.median));
    ck_assert_ptr_nonnull(strstr(year.sentence[LANGUAGE_NL], "op 1 april 2025 nog niet de helft"));
    PublishedDuration window = all[n - 1];
    ck_assert_int_eq(window.period.kind, PERIOD_WINDOW);
    ck_assert_str_eq(window.state, "not-delivered");
    ck_assert(isnan(window.median));
    g_autofree PublishedDuration *trial = publication_durations(publication, "trial", land, &n);
    year = find(trial, n, 2022);
    /* All 20 verdicts came 30 days after the summons. */
    ck_assert_double_eq(year.median, 30);
    ck_assert_int_eq(year.n_cases, -1);
    ck_assert(publication_check(publication, NULL));
    publication_close(publication);
}
END_TEST

/* A point of the curve hides at least five ends, and never tells that fewer than five are left. */
START_TEST(curve_points_are_no_small_numbers)
{
    Publication *publication = publication_open(publication_path, areas, NULL);
    AreaId land = area_find_code(areas, "NL01");
    gsize n;
    g_autofree DurationPoint *points = publication_duration_curve(publication, "case", "verdict",
                                                                  period_window(2024, 5), land, &n);
    ck_assert_uint_gt(n, 0);
    double before = 0;
    for (gsize i = 0; i < n; i++) {
        ck_assert_double_ge(80 * (points[i].share - before), 4.999);
        ck_assert_double_le(points[i].lower, points[i].share);
        ck_assert_double_ge(points[i].upper, points[i].share);
        before = points[i].share;
    }
    publication_close(publication);
}
END_TEST

START_TEST(blocks_have_shares_of_their_own_whole_only)
{
    Publication *publication = publication_open(publication_path, areas, NULL);
    gsize n, n_shares = 0;
    g_autofree ChainBlock *blocks =
        publication_chain(publication, area_find_code(areas, "PK03"), period_year(2022), &n);
    ck_assert_uint_gt(n, 3);
    for (gsize i = 0; i < n; i++) {
        ck_assert(isnan(blocks[i].share) || blocks[i].part_of != NULL);
        if (!isnan(blocks[i].share))
            n_shares++;
        if (strcmp(blocks[i].step, "gedagvaard") == 0) {
            /* Decided in 2022: 10 … 360 days after 3 January; 18 of 36 with a summons. */
            ck_assert_int_eq(blocks[i].value, 18);
            ck_assert_double_eq(blocks[i].share, 0.5);
            ck_assert_str_eq(blocks[i].part_of, "afgehandeld");
            ck_assert_str_eq(blocks[i].sentence[LANGUAGE_NL],
                             "Afgehandelde zaken met een dagvaarding in 2022: 18 van 36, 50% "
                             "(95%-marge 33% tot 67%).");
        }
        if (strcmp(blocks[i].step, "uitspraken") == 0)
            ck_assert_ptr_null(blocks[i].part_of);
    }
    ck_assert_uint_ge(n_shares, 2);
    publication_close(publication);
}
END_TEST

Suite *durations_suite(void);
Suite *durations_suite(void)
{
    Suite *suite = suite_create("durations");
    TCase *tcase = tcase_create("durations");
    tcase_add_unchecked_fixture(tcase, publish_it, remove_it);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, medians_and_refusals);
    tcase_add_test(tcase, curve_points_are_no_small_numbers);
    tcase_add_test(tcase, blocks_have_shares_of_their_own_whole_only);
    suite_add_tcase(suite, tcase);
    return suite;
}
