/* Figures give height where that makes room for the next, and take what would stay white. */
#include "report/pdf/document.h"
#include "tests/support/layout_check.h"

#include <check.h>

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

static double height_of(gpointer data, TextEngine *used, double width)
{
    (void)used, (void)width;
    return GPOINTER_TO_INT(data);
}

static void draw_label(gpointer data, Canvas *canvas, double width, double height)
{
    (void)data;
    canvas_label(canvas, STYLE_LABEL, COLOUR_INK, "midden", width / 2, height / 2, ANCHOR_CENTRE);
}

static void free_nothing(gpointer data)
{
    (void)data;
}

static const GraphicClass rigid = {height_of, draw_label, free_nothing, NULL, 0, 0};
static const GraphicClass elastic = {height_of, draw_label, free_nothing, NULL, 0.2, 0.4};

static void add_figure(Flow *flow, const GraphicClass *class, int height)
{
    flow_figure(flow, &(FigureInfo){.title = "Titel", .alternative = "Proef"},
                graphic_new(class, GINT_TO_POINTER(height)));
}

/* The document, drawn; its figures have the heights. */
static ReportDocument *draw(guint n, const GraphicClass *const *classes, const int *heights)
{
    ReportDocument *document =
        document_new(engine, &(DocumentInfo){.title = "Proef", .foot = "Voet"});
    for (guint i = 0; i < n; i++)
        add_figure(document_flow(document), classes[i], heights[i]);
    document_keep_boxes(document);
    g_autoptr(GBytes) pdf = document_render(document, NULL);
    ck_assert_ptr_nonnull(pdf);
    g_autofree char *faults = layout_faults(document_layout_boxes(document));
    ck_assert_msg(faults == NULL, "%s", faults);
    return document;
}

static LayoutBox drawing(const ReportDocument *document, guint index)
{
    const GArray *boxes = document_layout_boxes(document);
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = &g_array_index(boxes, LayoutBox, i);
        if (box->kind == BOX_GRAPHIC && index-- == 0)
            return *box;
    }
    ck_abort_msg("no such figure");
    return (LayoutBox){0};
}

/* A page holds 693.6 points; two figures of 330 and what is around them are 728 high. */
START_TEST(a_figure_gives_what_the_next_lacks)
{
    g_autoptr(ReportDocument) document =
        draw(2, (const GraphicClass *const[]){&elastic, &rigid}, (const int[]){330, 330});
    ck_assert_uint_eq(document_n_pages(document), 1);
    ck_assert_double_lt(drawing(document, 0).height, 310);
    ck_assert_double_gt(drawing(document, 0).height, 0.8 * 330);
    ck_assert_double_eq_tol(drawing(document, 1).height, 330, 1e-6);
}
END_TEST

START_TEST(a_figure_takes_the_white_of_its_page)
{
    g_autoptr(ReportDocument) document =
        draw(2, (const GraphicClass *const[]){&elastic, &rigid}, (const int[]){500, 400});
    ck_assert_uint_eq(document_n_pages(document), 2);
    ck_assert_double_gt(drawing(document, 0).height, 640);
    ck_assert_uint_eq(drawing(document, 1).page, 2);
}
END_TEST

/* By two fifths at most; and not on the last page, where white is no fault. */
START_TEST(a_figure_is_not_stretched_without_need)
{
    g_autoptr(ReportDocument) document = draw(
        3, (const GraphicClass *const[]){&elastic, &rigid, &elastic}, (const int[]){200, 560, 200});
    ck_assert_uint_eq(document_n_pages(document), 3);
    ck_assert_double_eq_tol(drawing(document, 0).height, 280, 1e-6);
    ck_assert_double_eq_tol(drawing(document, 2).height, 200, 1e-6);
}
END_TEST

Suite *elastic_suite(void);
Suite *elastic_suite(void)
{
    Suite *suite = suite_create("elastic");
    TCase *tcase = tcase_create("elastic");
    tcase_set_timeout(tcase, 30);
    tcase_add_checked_fixture(tcase, open_engine, close_engine);
    tcase_add_test(tcase, a_figure_gives_what_the_next_lacks);
    tcase_add_test(tcase, a_figure_takes_the_white_of_its_page);
    tcase_add_test(tcase, a_figure_is_not_stretched_without_need);
    suite_add_tcase(suite, tcase);
    return suite;
}
