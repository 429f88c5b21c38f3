#include "core/database.h"
#include "stats/counts/coverage.h"

#include <check.h>
#include <glib/gstdio.h>

static char *folder;
static char *path;
static AreaRegister *areas;
static Database *registry;

static void make_register(void)
{
    folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    path = g_build_filename(folder, "r.db", NULL);
    areas = area_register_load(NULL);
    registry = database_open(path, DATABASE_REGISTER, DATABASE_CREATE, NULL);
    ck_assert_ptr_nonnull(registry);
}

static void remove_register(void)
{
    database_close(registry);
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    area_register_free(areas);
}

static void deliver(int id, const char *source, const char *first, const char *last,
                    const char *peildatum)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO delivery VALUES(%d,'%s','p','f','%d','UTF-8',';',NULLIF(%d,0),NULL,%d,%d,'b',"
        "%d,0,0,0,0,0,0,0,NULL)",
        id, source, id, day_parse_iso(peildatum), day_parse_iso(first), day_parse_iso(last),
        day_parse_iso("2025-06-01"));
    ck_assert(database_exec(registry, sql, NULL));
}

static gboolean covers(const Coverage *coverage, const char *source, Period period)
{
    gboolean provisional;
    return coverage_of(coverage, source, period, 60, &provisional);
}

START_TEST(deliveries_together_cover_a_period)
{
    deliver(1, "om", "2024-07-01", "2024-12-31", "2025-02-01");
    deliver(2, "om", "2023-01-01", "2024-06-30", "2024-07-10");
    deliver(3, "politie", "2024-01-01", "2024-12-30", "2025-02-01");
    g_autoptr(Coverage) coverage = coverage_load(registry, NULL);
    ck_assert(covers(coverage, "om", period_year(2024)));
    ck_assert(covers(coverage, "om", period_window(2024, 2)));
    ck_assert(!covers(coverage, "om", period_window(2024, 3)));
    ck_assert(!covers(coverage, "politie", period_year(2024))); /* a day is missing */
    ck_assert(covers(coverage, "politie", period_quarter(2024, 3)));
    ck_assert(!covers(coverage, "comensha", period_year(2024)));
    Day first, last;
    ck_assert(coverage_range(coverage, NULL, &first, &last));
    ck_assert_int_eq(first, day_parse_iso("2023-01-01"));
    ck_assert_int_eq(last, day_parse_iso("2024-12-31"));
    ck_assert(!coverage_range(coverage, "comensha", &first, &last));
}
END_TEST

/* A file about 2024 that was read in November holds nothing of December. */
START_TEST(nothing_is_covered_after_it_was_read)
{
    deliver(1, "om", "2024-01-01", "2024-12-31", "2024-11-15");
    g_autoptr(Coverage) coverage = coverage_load(registry, NULL);
    ck_assert(!covers(coverage, "om", period_year(2024)));
    ck_assert(covers(coverage, "om", period_quarter(2024, 3)));
    ck_assert(!covers(coverage, "om", period_quarter(2024, 4)));
}
END_TEST

/* A delivery is judged by the part that it covers: the first half of 2024, read in July, was young
 * then; so is a year with it, and not the year before. Read in October, it was not. */
START_TEST(each_delivery_is_provisional_for_its_own_part)
{
    deliver(1, "om", "2023-01-01", "2024-06-30", "2024-07-10");
    deliver(2, "om", "2024-07-01", "2024-12-31", "2025-06-01");
    deliver(3, "politie", "2023-01-01", "2024-06-30", "2024-10-10");
    deliver(4, "politie", "2024-07-01", "2024-12-31", "2025-06-01");
    g_autoptr(Coverage) coverage = coverage_load(registry, NULL);
    gboolean provisional;
    ck_assert(coverage_of(coverage, "om", period_year(2024), 60, &provisional) && provisional);
    ck_assert(coverage_of(coverage, "om", period_year(2023), 60, &provisional) && !provisional);
    ck_assert(coverage_of(coverage, "politie", period_year(2024), 60, &provisional));
    ck_assert(!provisional);
    ck_assert(coverage_of(coverage, "politie", period_window(2024, 2), 60, &provisional));
    ck_assert(!provisional);
}
END_TEST

START_TEST(replaced_deliveries_cover_nothing)
{
    deliver(1, "om", "2023-01-01", "2023-12-31", "2024-02-01");
    deliver(2, "om", "2024-01-01", "2024-12-31", "2025-02-01");
    ck_assert(
        database_exec(registry, "UPDATE delivery SET superseded_by=2 WHERE delivery_id=1", NULL));
    g_autoptr(Coverage) coverage = coverage_load(registry, NULL);
    ck_assert(!covers(coverage, "om", period_year(2023)));
    ck_assert(covers(coverage, "om", period_year(2024)));
}
END_TEST

/* reference/source_activity.csv: the Inspectie SZW began on 1 January 2012. */
START_TEST(a_reporter_is_active_from_a_day_on)
{
    g_autoptr(ActivityList) list = activity_list_load(areas, NULL);
    ck_assert_ptr_nonnull(list);
    AreaId amsterdam = area_find_code(areas, "GM0363");
    ck_assert(
        !activity_was_active(list, "comensha", "arbeidsinspectie", amsterdam, period_year(2011)));
    ck_assert(
        activity_was_active(list, "comensha", "arbeidsinspectie", amsterdam, period_year(2012)));
    ck_assert(activity_was_active(list, "comensha", "arbeidsinspectie", amsterdam,
                                  period_window(2012, 5)));
    ck_assert(activity_was_active(list, "comensha", "politie", amsterdam, period_year(2011)));
    ck_assert(activity_was_active(list, "comensha", "", amsterdam, period_year(2011)));
}
END_TEST

Suite *coverage_suite(void);
Suite *coverage_suite(void)
{
    Suite *suite = suite_create("coverage");
    TCase *tcase = tcase_create("coverage");
    tcase_add_checked_fixture(tcase, make_register, remove_register);
    tcase_add_test(tcase, deliveries_together_cover_a_period);
    tcase_add_test(tcase, nothing_is_covered_after_it_was_read);
    tcase_add_test(tcase, each_delivery_is_provisional_for_its_own_part);
    tcase_add_test(tcase, replaced_deliveries_cover_nothing);
    tcase_add_test(tcase, a_reporter_is_active_from_a_day_on);
    suite_add_tcase(suite, tcase);
    return suite;
}
