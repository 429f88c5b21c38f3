#include "report/pdf/references.h"

#include "core/error.h"
#include "report/pdf/document_private.h"
#include "report/table/table.h"

#include <check.h>
#include <string.h>

static double no_height(gpointer data, TextEngine *engine, double width)
{
    (void)data, (void)engine, (void)width;
    return 20;
}

static void draw_nothing(gpointer data, Canvas *canvas, double width, double height)
{
    (void)data, (void)canvas, (void)width, (void)height;
}

static void free_nothing(gpointer data)
{
    (void)data;
}

static const GraphicClass empty_class = {no_height, draw_nothing, free_nothing};

static const char *figure(Flow *flow, const char *name)
{
    return flow_figure(flow,
                       &(FigureInfo){.name = name, .title = "Een figuur", .alternative = "Proef."},
                       graphic_new(&empty_class, NULL));
}

static const char *table(Flow *flow, const char *name)
{
    ReportTable *rows = table_new(LANGUAGE_NL);
    table_add_column(rows, TABLE_COLUMN_TEXT, "Kop");
    table_begin_row(rows, TABLE_ROW);
    table_text(rows, "cel");
    return table_append(flow, &(TableInfo){.name = name, .title = "Een tabel"}, rows);
}

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

static ReportDocument *document_in(Language language)
{
    ReportDocument *document = document_new(
        engine, &(DocumentInfo){.title = "Proef", .language = language, .numbered = TRUE});
    document_keep_boxes(document);
    return document;
}

static gboolean shows(const ReportDocument *document, const char *line)
{
    const GArray *boxes = document_layout_boxes(document);
    for (guint i = 0; i < boxes->len; i++) {
        const char *text = g_array_index(boxes, LayoutBox, i).text;
        if (text != NULL && strstr(text, line) != NULL)
            return TRUE;
    }
    return FALSE;
}

START_TEST(numbers_follow_chapters)
{
    g_autoptr(ReportDocument) document = document_in(LANGUAGE_NL);
    Flow *flow = document_flow(document);
    ck_assert_str_eq(flow_heading(flow, 1, "A"), "sec-1");
    ck_assert_str_eq(figure(flow, NULL), "Figuur 1.1");
    ck_assert_str_eq(table(flow, NULL), "Tabel 1.1");
    ck_assert_str_eq(flow_heading(flow, 1, "B"), "sec-2");
    ck_assert_str_eq(flow_heading(flow, 2, "B.a"), "sec-2.1");
    ck_assert_str_eq(figure(flow, NULL), "Figuur 2.1");
    ck_assert_str_eq(figure(flow, NULL), "Figuur 2.2");
}
END_TEST

/* Before and after the thing it points to, in a paragraph, a list, a footnote and under a table. */
START_TEST(texts_point_forward_and_back)
{
    static const char *const items[] = {"Ook <ref name=\"proef.tabel\"/> telt."};
    g_autoptr(ReportDocument) document = document_in(LANGUAGE_NL);
    Flow *flow = document_flow(document);
    flow_heading(flow, 1, "Een");
    flow_paragraph(flow, "Zie <ref name=\"proef.figuur\"/>.<note>Of "
                         "<ref name=\"proef.hoofdstuk\"/>.</note>");
    flow_heading(flow, 1, "Twee");
    flow_name_heading(flow, "proef.hoofdstuk");
    figure(flow, "proef.ander");
    figure(flow, "proef.figuur");
    table(flow, "proef.tabel");
    flow_bullets(flow, 1, items);
    flow_paragraph(flow, "<Ref name=\"proef.tabel\"/> staat hierboven.");
    g_autoptr(GBytes) pdf = document_render(document, NULL);
    ck_assert_ptr_nonnull(pdf);
    ck_assert(shows(document, "Zie figuur\xc2\xa0"
                              "2.2."));
    ck_assert(shows(document, "Of hoofdstuk\xc2\xa0"
                              "2."));
    ck_assert(shows(document, "Ook tabel\xc2\xa0"
                              "2.1 telt."));
    ck_assert(shows(document, "Tabel\xc2\xa0"
                              "2.1 staat hierboven."));
}
END_TEST

START_TEST(english_words)
{
    g_autoptr(ReportDocument) document = document_in(LANGUAGE_EN);
    Flow *flow = document_flow(document);
    flow_heading(flow, 1, "One");
    flow_heading(flow, 2, "Section");
    flow_name_heading(flow, "here");
    figure(flow, "it");
    flow_paragraph(flow, "See <ref name=\"it\"/> in <ref name=\"here\"/>.");
    g_autoptr(GBytes) pdf = document_render(document, NULL);
    ck_assert_ptr_nonnull(pdf);
    ck_assert(shows(document, "See figure\xc2\xa0"
                              "1.1 in section\xc2\xa0"
                              "1.1."));
}
END_TEST

static void assert_refused(ReportDocument *document, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = document_render(document, &error);
    ck_assert_ptr_null(pdf);
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL));
    ck_assert_ptr_nonnull(strstr(error->message, part));
}

START_TEST(what_nothing_is_called_is_refused)
{
    g_autoptr(ReportDocument) unknown = document_in(LANGUAGE_NL);
    flow_paragraph(document_flow(unknown), "Zie <ref name=\"er.niet\"/>.");
    assert_refused(unknown, "\"er.niet\"");
    g_autoptr(ReportDocument) twice = document_in(LANGUAGE_NL);
    figure(document_flow(twice), "dubbel");
    table(document_flow(twice), "dubbel");
    assert_refused(twice, "\"dubbel\"");
    g_autoptr(ReportDocument) bare = document_in(LANGUAGE_NL);
    flow_figure(document_flow(bare),
                &(FigureInfo){.name = "kaal", .alternative = "Proef.", .unnumbered = TRUE},
                graphic_new(&empty_class, NULL));
    flow_paragraph(document_flow(bare), "Zie <ref name=\"kaal\"/>.");
    assert_refused(bare, "has no number");
}
END_TEST

/* With the page, also of what stands in columns; what has no number is not in the list. */
START_TEST(lists_give_the_pages)
{
    g_autoptr(ReportDocument) document = document_in(LANGUAGE_NL);
    Flow *flow = document_flow(document), *columns[2];
    flow_list_of_figures(flow, "Figuren");
    flow_list_of_tables(flow, "Tabellen");
    flow_page_break(flow);
    flow_heading(flow, 1, "Een");
    flow_columns(flow, 2, NULL, columns);
    figure(columns[0], "links");
    figure(columns[1], "rechts");
    flow_page_break(flow);
    table(flow, "tabel");
    g_autoptr(GBytes) pdf = document_render(document, NULL);
    ck_assert_ptr_nonnull(pdf);
    static const char *const expected[] = {"Figuren", "1.1",        "Een figuur", "2",
                                           "1.2",     "Een figuur", "2",          "Tabellen",
                                           "1.1",     "Een tabel",  "3"};
    const GArray *boxes = document_layout_boxes(document);
    guint n = 0;
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = &g_array_index(boxes, LayoutBox, i);
        if (box->page == 1 && box->in_body && box->text != NULL) {
            ck_assert_uint_lt(n, G_N_ELEMENTS(expected));
            ck_assert_str_eq(box->text, expected[n++]);
        }
    }
    ck_assert_uint_eq(n, G_N_ELEMENTS(expected));
}
END_TEST

Suite *references_suite(void);
Suite *references_suite(void)
{
    Suite *suite = suite_create("references");
    TCase *tcase = tcase_create("references");
    tcase_add_checked_fixture(tcase, open_engine, close_engine);
    tcase_add_test(tcase, numbers_follow_chapters);
    tcase_add_test(tcase, texts_point_forward_and_back);
    tcase_add_test(tcase, english_words);
    tcase_add_test(tcase, what_nothing_is_called_is_refused);
    tcase_add_test(tcase, lists_give_the_pages);
    suite_add_tcase(suite, tcase);
    return suite;
}
