#include "report/edition/heat.h"
#include "report/pdf/document.h"
#include "report/table/table_shades.h"
#include "tests/support/chart_check.h"
#include "tests/support/layout_check.h"

#include <check.h>
#include <math.h>
#include <string.h>

#define COLUMNS 6

static const char *const shade_names[] = {"minder dan 0,5", "0,5–0,8",       "0,8–1,25", "1,25–2",
                                          "2 of meer",      "niet te tonen", NULL};

static ReportTable *heat_of(guint n_rows)
{
    ReportTable *table = table_new(LANGUAGE_NL);
    table_add_column(table, TABLE_COLUMN_TEXT, "Gemeente");
    for (guint i = 0; i < COLUMNS; i++)
        table_add_column(table, TABLE_COLUMN_NUMBER, i % 2 == 0 ? "Signalen" : "Onderzoeken");
    table_span_columns(table, COLUMNS, "Politie");
    for (guint row = 0; row < n_rows; row++) {
        table_begin_row(table, TABLE_ROW);
        if (row == 1)
            table_emphasise_row(table);
        table_text(table, chart_check_name(row));
        for (guint i = 0; i < COLUMNS; i++) {
            guint kind = (row + i) % 8;
            if (kind < 6)
                table_decimal(table, kind * 31.5, 1);
            else
                table_state(table, kind == 6 ? STATE_SUPPRESSED : STATE_NOT_DELIVERED);
            table_shade(table, 1 + kind % 5);
        }
    }
    return table;
}

/* Returns the words that were drawn and the number of pages. */
static char *draw(ReportTable *table, guint *n_pages)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document =
        document_new(engine, &(DocumentInfo){.title = "Proef", .foot = "Voet"});
    document_keep_boxes(document);
    table_append(document_flow(document),
                 &(TableInfo){.title = "Registraties",
                              .shade_names = shade_names,
                              .shade_head = "Keer het cijfer van Nederland:",
                              .source = "Bron: proef."},
                 table);
    g_autoptr(GBytes) pdf = document_render(document, NULL);
    ck_assert_ptr_nonnull(pdf);
    const GArray *boxes = document_layout_boxes(document);
    g_autofree char *faults = layout_faults(boxes);
    ck_assert_msg(faults == NULL, "%s", faults);
    *n_pages = document_n_pages(document);
    GString *words = g_string_new("|");
    for (guint i = 0; i < boxes->len; i++)
        if (g_array_index(boxes, LayoutBox, i).kind == BOX_TEXT)
            g_string_append_printf(words, "%s|", g_array_index(boxes, LayoutBox, i).text);
    return g_string_free(words, FALSE);
}

START_TEST(cells_keep_their_number_beside_the_shade)
{
    guint n_pages;
    g_autofree char *words = draw(heat_of(1), &n_pages);
    ck_assert_ptr_nonnull(strstr(words, "|0,0|31,5|63,0|94,5|126,0|157,5|"));
    ck_assert_ptr_nonnull(strstr(words, "|Keer het cijfer van Nederland:|minder dan 0,5|"));
}
END_TEST

/* Heads are repeated on every page, the key is not. */
START_TEST(long_tables_go_on)
{
    guint n_pages;
    g_autofree char *words = draw(heat_of(200), &n_pages);
    ck_assert_uint_ge(n_pages, 4);
    ck_assert_uint_eq(chart_check_count(words, "|Politie|"), n_pages);
    ck_assert_uint_eq(chart_check_count(words, "|2 of meer|"), 1);
}
END_TEST

START_TEST(an_empty_table_is_drawn)
{
    guint n_pages;
    g_autofree char *words = draw(heat_of(0), &n_pages);
    ck_assert_uint_eq(n_pages, 1);
    ck_assert_uint_eq(chart_check_count(words, "|Politie|"), 1); /* the heads stand there */
}
END_TEST

/* A mark has no shade, whatever its maker asked: a shade would tell what the mark hides. */
START_TEST(a_suppressed_cell_is_white)
{
    g_autoptr(ReportTable) table = table_new(LANGUAGE_NL);
    table_add_column(table, TABLE_COLUMN_NUMBER, "Signalen");
    table_begin_row(table, TABLE_ROW);
    table_state(table, STATE_SUPPRESSED);
    table_shade(table, 5);
    ck_assert(table_cell(table, 0, 0)->is_shaded);
    ck_assert_uint_eq(table_cell(table, 0, 0)->shade, 0);
}
END_TEST

static guint shade_of(CellState state, double rate)
{
    Cell land = {.state = STATE_VALUE, .value = 100, .rate = 4};
    Cell cell = {.state = state, .value = 9, .rate = rate};
    return heat_shade(&cell, &land);
}

/* Against a rate of 4: half is 2, and so on; a bound belongs to the step above it. */
START_TEST(shades_go_by_the_rate_of_the_land)
{
    ck_assert_uint_eq(shade_of(STATE_VALUE, 0), 1);
    ck_assert_uint_eq(shade_of(STATE_VALUE, 1.99), 1);
    ck_assert_uint_eq(shade_of(STATE_VALUE, 2), 2);
    ck_assert_uint_eq(shade_of(STATE_VALUE, 4), 3);
    ck_assert_uint_eq(shade_of(STATE_VALUE, 5), 4);
    ck_assert_uint_eq(shade_of(STATE_VALUE, 8), 5);
    ck_assert_uint_eq(shade_of(STATE_VALUE, 800), 5);
    ck_assert_uint_eq(shade_of(STATE_VALUE, NAN), 0);
    ck_assert_uint_eq(shade_of(STATE_SUPPRESSED, 8), 0);
}
END_TEST

Suite *heat_table_suite(void);
Suite *heat_table_suite(void)
{
    Suite *suite = suite_create("heat_table");
    TCase *tcase = tcase_create("heat_table");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, cells_keep_their_number_beside_the_shade);
    tcase_add_test(tcase, long_tables_go_on);
    tcase_add_test(tcase, an_empty_table_is_drawn);
    tcase_add_test(tcase, a_suppressed_cell_is_white);
    tcase_add_test(tcase, shades_go_by_the_rate_of_the_land);
    suite_add_tcase(suite, tcase);
    return suite;
}
