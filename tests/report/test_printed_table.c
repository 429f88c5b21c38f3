#include "report/edition/printed_table.h"

#include "report/edition/writer.h"
#include "tests/support/edition_fixture.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

static EditionFixture *fixture;

static void make_publication(void)
{
    fixture = edition_fixture_new(&(EditionSample){0});
}

static void remove_publication(void)
{
    edition_fixture_free(fixture);
}

/* Cell by cell: counts, dashes, percentages rounded half up, 1.106, places with a mark for ties.
 * The mark hangs beside its number, so the tie is looked for in the numbers of the golden table. */
START_TEST(equals_the_printed_table)
{
    g_autofree char *golden =
        shared_data_path("data/seed-tables/om_ingeschreven_zaken_gedrukt.csv");
    if (golden == NULL)
        return;
    g_autofree char *contents = NULL;
    ck_assert(g_file_get_contents(golden, &contents, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(contents), "\n", -1);
    g_autoptr(Writer) writer = writer_new(edition_fixture_year(fixture, LANGUAGE_NL), AREA_NONE);
    g_autoptr(ReportTable) table = printed_table_new(writer);
    ck_assert_ptr_nonnull(table);
    ck_assert_uint_eq(table_n_rows(table), 20);
    ck_assert_uint_eq(table_n_columns(table), 14);
    guint n_ties = 0;
    for (guint row = 0; row < 20; row++) {
        g_auto(GStrv) fields = g_strsplit(g_strchomp(lines[row + 1]), ";", -1);
        ck_assert_uint_eq(g_strv_length(fields), 14);
        for (guint column = 0; column < 14; column++) {
            char *tie = column == 13 ? strchr(fields[column], '\'') : NULL;
            if (tie != NULL) {
                *tie = '\0';
                n_ties++;
            }
            ck_assert_str_eq(table_cell_text(table, row, column), fields[column]);
        }
    }
    ck_assert_uint_eq(n_ties, 2);
}
END_TEST

/* The sums that the print itself has. */
START_TEST(percentages_are_not_forced_to_100)
{
    static const int sums[] = {101, 101, 100, 99, 100, 101};
    g_autoptr(Writer) writer = writer_new(edition_fixture_year(fixture, LANGUAGE_NL), AREA_NONE);
    g_autoptr(ReportTable) table = printed_table_new(writer);
    for (guint i = 0; i < G_N_ELEMENTS(sums); i++) {
        gint64 sum = 0;
        for (guint row = 0; row < 19; row++)
            sum += g_ascii_strtoll(table_cell_text(table, row, 2 + 2 * i), NULL, 10);
        ck_assert_int_eq(sum, sums[i]);
        ck_assert_str_eq(table_cell_text(table, 19, 2 + 2 * i), "100%");
    }
}
END_TEST

Suite *printed_table_suite(void);
Suite *printed_table_suite(void)
{
    Suite *suite = suite_create("printed_table");
    TCase *tcase = tcase_create("om 2007-2011");
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, equals_the_printed_table);
    tcase_add_test(tcase, percentages_are_not_forced_to_100);
    suite_add_tcase(suite, tcase);
    return suite;
}
