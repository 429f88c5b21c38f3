#include "core/database.h"
#include "core/publication.h"
#include "core/rank.h"
#include "core/table_file.h"
#include "stats/publication/publish.h"
#include "tests/support/scratch.h"
#include "tests/support/shared_data.h"

#include <check.h>

/* The table of OM cases per parket as printed in the report of 2012, from the counts alone: every
 * count, percentage and rank. Golden: om_ingeschreven_zaken_gedrukt.csv. */

#define N_PARKETTEN 19
#define N_COLUMNS 6 /* five years and the total */
#define MEASURE "om_ingeschreven_2007_2011"

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

/* What the profile of the published table makes of the file: one row per parket and year. */
static void ingest_counts(const char *path)
{
    g_autoptr(TableFile) table = table_file_open(path, NULL);
    ck_assert_ptr_nonnull(table);
    g_autoptr(GString) sql = g_string_new(
        "INSERT INTO delivery VALUES(1,'om-parket','om-parket','om.csv','h','UTF-8',';',1,NULL,"
        "NULL,NULL,'publicatie',1,0,95,95,0,0,0,0,NULL);");
    gssize parket = table_file_column(table, "parket", NULL);
    gssize year = table_file_column(table, "jaar", NULL);
    gssize count = table_file_column(table, "ingeschreven_zaken", NULL);
    while (table_file_next(table, NULL)) {
        AreaMatch match;
        ck_assert(area_resolve(areas, AREA_PARKET, table_file_text(table, parket),
                               day_parse_iso("2010-01-01"), &match));
        g_string_append_printf(sql,
                               "INSERT INTO telling VALUES(1,%d,'%s','%s','%s','','','value',%s);",
                               (int)table_file_line(table), MEASURE, area_code(areas, match.id),
                               table_file_text(table, year), table_file_text(table, count));
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database =
        database_open(register_path, DATABASE_REGISTER, DATABASE_CREATE, &error);
    ck_assert_msg(database != NULL && database_exec(database, sql->str, &error), "%s",
                  error != NULL ? error->message : "");
}

static Publication *publish_table(void)
{
    g_autoptr(GError) error = NULL;
    PublishOptions options = {.register_path = register_path,
                              .publication_path = publication_path,
                              .suppress_below = 5,
                              .no_estimates = TRUE};
    g_autoptr(PublishSummary) summary = publish(&options, &error);
    ck_assert_msg(summary != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_int_eq(summary->protection.n_primary, 0);
    return publication_open(publication_path, areas, NULL);
}

static Period column_period(int column)
{
    return column < 5 ? period_year(2007 + column) : period_window(2011, 5);
}

static gint64 value_of(Publication *publication, AreaId area, int column)
{
    Cell cell = publication_total(publication, MEASURE, area, column_period(column));
    ck_assert_int_eq(cell.state, STATE_VALUE);
    return cell.value;
}

/* Compares one printed row; a printed "-" is a zero here. */
static void compare_row(Publication *publication, const TableFile *golden, AreaId area)
{
    AreaId land = area_find_code(areas, "NL01");
    for (int c = 0; c < N_COLUMNS; c++) {
        gint64 value = value_of(publication, area, c);
        g_autofree char *count = value == 0 ? g_strdup("-") : format_count(value, LANGUAGE_NL);
        g_autofree char *share =
            value == 0 ? g_strdup("-")
                       : format_share(value, value_of(publication, land, c), LANGUAGE_NL);
        ck_assert_str_eq(count, table_file_text(golden, 1 + 2 * c));
        ck_assert_str_eq(share, table_file_text(golden, 2 + 2 * c));
    }
}

START_TEST(the_table_of_om_cases_is_the_printed_one)
{
    g_autofree char *counts =
        shared_data_path("data/seed-tables/om_ingeschreven_zaken_per_parket_2007_2011.csv");
    g_autofree char *printed =
        shared_data_path("data/seed-tables/om_ingeschreven_zaken_gedrukt.csv");
    if (counts == NULL || printed == NULL)
        return;
    ingest_counts(counts);
    g_autoptr(Publication) publication = publish_table();
    g_autoptr(TableFile) golden = table_file_open(printed, NULL);
    gssize top = table_file_column(golden, "top5", NULL);
    gint64 totals[N_PARKETTEN];
    g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func(g_free);
    while (table_file_next(golden, NULL)) {
        AreaMatch match = {.id = area_find_code(areas, "NL01")};
        gboolean is_total = g_str_equal(table_file_text(golden, 0), "Totaal");
        if (!is_total)
            ck_assert(area_resolve(areas, AREA_PARKET, table_file_text(golden, 0),
                                   day_parse_iso("2010-01-01"), &match));
        compare_row(publication, golden, match.id);
        if (is_total)
            continue;
        totals[marks->len] = value_of(publication, match.id, 5);
        g_ptr_array_add(marks, g_strdup(table_file_text(golden, top)));
    }
    ck_assert_uint_eq(marks->len, N_PARKETTEN);
    Rank ranks[N_PARKETTEN];
    rank_descending(N_PARKETTEN, totals, ranks);
    for (gsize i = 0; i < N_PARKETTEN; i++) {
        g_autofree char *mark = ranks[i].place <= 5 ? rank_format(ranks[i]) : g_strdup("");
        ck_assert_str_eq(mark, g_ptr_array_index(marks, i));
    }
}
END_TEST

/* The percentages of a column add up to 101, 101, 100, 99, 100 and 101. */
START_TEST(shares_are_not_forced_to_a_hundred)
{
    g_autofree char *counts =
        shared_data_path("data/seed-tables/om_ingeschreven_zaken_per_parket_2007_2011.csv");
    if (counts == NULL)
        return;
    ingest_counts(counts);
    g_autoptr(Publication) publication = publish_table();
    const gint64 expected[N_COLUMNS] = {101, 101, 100, 99, 100, 101};
    for (int c = 0; c < N_COLUMNS; c++) {
        gsize n = 0;
        g_autofree AreaCell *cells =
            publication_areas(publication, MEASURE, AREA_PARKET, column_period(c), "", "", &n);
        ck_assert_uint_eq(n, N_PARKETTEN);
        gint64 total = value_of(publication, area_find_code(areas, "NL01"), c);
        gint64 sum = 0;
        for (gsize i = 0; i < n; i++)
            sum += share_percent(cells[i].cell.value, total);
        ck_assert_int_eq(sum, expected[c]);
    }
}
END_TEST

Suite *published_table_suite(void);
Suite *published_table_suite(void)
{
    Suite *suite = suite_create("published_table");
    TCase *tcase = tcase_create("published_table");
    tcase_set_timeout(tcase, 20);
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, the_table_of_om_cases_is_the_printed_one);
    tcase_add_test(tcase, shares_are_not_forced_to_a_hundred);
    suite_add_tcase(suite, tcase);
    return suite;
}
