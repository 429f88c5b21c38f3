/* Where the mark of provisional figures stands in a table. */
#include "report/figure_data.h"
#include "report/pdf/document.h"
#include "report/table/table.h"

#include <check.h>
#include <string.h>

static TextEngine *engine;

static void open_engine(void)
{
    engine = text_engine_new(NULL);
    ck_assert_ptr_nonnull(engine);
}

static void close_engine(void)
{
    text_engine_free(engine);
}

static void add_count(ReportTable *table, gint64 count, gboolean provisional)
{
    table_count(table, count);
    if (provisional)
        table_mark_provisional(table);
}

/* Two years with shares under common heads, and the sum of years in a column of its own.
 * Provisional are: the first year, the second, the sum; and the second row only, when `mixed`. */
static ReportTable *years(gboolean first, gboolean second, gboolean sum, gboolean mixed)
{
    ReportTable *table = table_new(LANGUAGE_NL);
    table_add_column(table, TABLE_COLUMN_TEXT, "Vorm");
    for (guint i = 0; i < 2; i++) {
        table_add_column(table, TABLE_COLUMN_NUMBER, "N");
        table_add_column(table, TABLE_COLUMN_NUMBER, "%");
        table_span_columns(table, 2, i == 0 ? "2023" : "2024");
    }
    table_add_column(table, TABLE_COLUMN_NUMBER, "Samen");
    for (guint row = 0; row < 3; row++) {
        gboolean here = !mixed || row == 1;
        table_begin_row(table, row == 2 ? TABLE_ROW_TOTAL : TABLE_ROW);
        table_text(table, "Naam");
        add_count(table, 107 + row, first && here);
        table_percent(table, 43);
        if (row == 0)
            table_state(table, STATE_SUPPRESSED);
        else
            add_count(table, 215 + row, second && here);
        table_percent(table, 57);
        add_count(table, 322 + row, sum && here);
    }
    return table;
}

/* All words of the page with the table, in order, between bars. Takes over `table`. */
static char *words_of(ReportTable *table, const char *subtitle)
{
    g_autoptr(ReportDocument) document =
        document_new(engine, &(DocumentInfo){.title = "Proef", .foot = "Voet"});
    table_append(document_flow(document), &(TableInfo){.title = "Tabel", .subtitle = subtitle},
                 table);
    document_keep_boxes(document);
    g_autoptr(GBytes) pdf = document_render(document, NULL);
    ck_assert_ptr_nonnull(pdf);
    const GArray *boxes = document_layout_boxes(document);
    GString *words = g_string_new("|");
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = &g_array_index(boxes, LayoutBox, i);
        if (box->text != NULL)
            g_string_append_printf(words, "%s|", box->text);
    }
    return g_string_free(words, FALSE);
}

static guint marks_in(const char *words)
{
    guint n = 0;
    for (; *words != '\0'; words++)
        n += *words == '*' ? 1 : 0;
    return n;
}

/* Once at the head, once in the legend. The empty cell does not count. */
START_TEST(a_provisional_column_is_marked_at_its_head)
{
    g_autofree char *words = words_of(years(FALSE, TRUE, FALSE, FALSE), "Personen");
    ck_assert_ptr_nonnull(strstr(words, "|2024*|"));
    ck_assert_uint_eq(marks_in(words), 2);
    ck_assert_ptr_nonnull(strstr(words, "voorlopig cijfer"));
    g_autofree char *alone = words_of(years(FALSE, FALSE, TRUE, FALSE), NULL);
    ck_assert_ptr_nonnull(strstr(alone, "|Samen|*|"));
    ck_assert_uint_eq(marks_in(alone), 2);
}
END_TEST

START_TEST(a_provisional_table_says_so_in_its_subtitle)
{
    g_autofree char *words = words_of(years(TRUE, TRUE, TRUE, FALSE), "Personen");
    ck_assert_ptr_nonnull(strstr(words, "|Personen; voorlopige cijfers|"));
    ck_assert_uint_eq(marks_in(words), 0);
    g_autofree char *bare = words_of(years(TRUE, TRUE, TRUE, FALSE), NULL);
    ck_assert_ptr_nonnull(strstr(bare, "|Voorlopige cijfers|"));
    g_autofree char *said = words_of(years(TRUE, TRUE, TRUE, FALSE), "Personen, voorlopig");
    ck_assert_ptr_nonnull(strstr(said, "|Personen, voorlopig|"));
}
END_TEST

/* The second row of two columns, and the legend. */
START_TEST(cells_are_marked_where_a_column_differs)
{
    g_autofree char *words = words_of(years(FALSE, TRUE, TRUE, TRUE), "Personen");
    ck_assert_ptr_nonnull(strstr(words, "|216|*|"));
    ck_assert_ptr_nonnull(strstr(words, "|323|*|"));
    ck_assert_uint_eq(marks_in(words), 3);
}
END_TEST

/* Wherever the mark stands, the file names the columns in each row. */
START_TEST(the_file_keeps_the_state_of_each_cell)
{
    g_autoptr(ReportTable) table = years(TRUE, TRUE, TRUE, FALSE);
    g_autoptr(FigureData) data = table_data(table);
    int column = figure_data_find(data, "voorlopige_kolommen");
    ck_assert_int_ge(column, 0);
    ck_assert_str_eq(figure_data_cell(data, 0, (guint)column)->text, "2023 N, Samen");
    ck_assert_str_eq(figure_data_cell(data, 1, (guint)column)->text, "2023 N, 2024 N, Samen");
}
END_TEST

Suite *provisional_suite(void);
Suite *provisional_suite(void)
{
    Suite *suite = suite_create("provisional");
    TCase *tcase = tcase_create("provisional");
    tcase_set_timeout(tcase, 30);
    tcase_add_checked_fixture(tcase, open_engine, close_engine);
    tcase_add_test(tcase, a_provisional_column_is_marked_at_its_head);
    tcase_add_test(tcase, a_provisional_table_says_so_in_its_subtitle);
    tcase_add_test(tcase, cells_are_marked_where_a_column_differs);
    tcase_add_test(tcase, the_file_keeps_the_state_of_each_cell);
    suite_add_tcase(suite, tcase);
    return suite;
}
