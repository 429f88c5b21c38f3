/* The layout check finds what it is there for: defects put into a page that has none. */
#include "report/pdf/canvas.h"
#include "report/pdf/theme.h"
#include "tests/support/layout_check.h"

#include <check.h>
#include <string.h>

/* Two lines under each other, well within the page. */
static GArray *good_page(void)
{
    GArray *boxes = layout_boxes_new();
    for (guint i = 0; i < 2; i++) {
        LayoutBox box = {.kind = BOX_TEXT,
                         .page = 1,
                         .x = 100,
                         .y = 200 + 14 * i,
                         .width = 80,
                         .height = 10,
                         .text = g_strdup(i == 0 ? "eerste" : "tweede"),
                         .page_width = PAGE_WIDTH,
                         .page_height = PAGE_HEIGHT,
                         .in_body = TRUE};
        g_array_append_val(boxes, box);
    }
    return boxes;
}

static LayoutBox *second(GArray *boxes)
{
    return &g_array_index(boxes, LayoutBox, 1);
}

static void assert_fault(GArray *boxes, const char *words)
{
    g_autofree char *faults = layout_faults(boxes);
    ck_assert_msg(faults != NULL, "not found: %s", words);
    ck_assert_msg(strstr(faults, words) != NULL, "%s", faults);
    ck_assert_ptr_eq(strchr(faults, '\n'), faults + strlen(faults) - 1); /* that one, once */
    g_array_unref(boxes);
}

START_TEST(a_good_page_has_none)
{
    g_autoptr(GArray) boxes = good_page();
    ck_assert_ptr_null(layout_faults(boxes));
}
END_TEST

START_TEST(a_line_over_another)
{
    GArray *boxes = good_page();
    second(boxes)->y = 209; /* one point of ten */
    assert_fault(boxes, "\"eerste\" lies over \"tweede\"");
    boxes = good_page();
    second(boxes)->y = 200;
    second(boxes)->x = 179; /* beside it, one point too near */
    assert_fault(boxes, "lies over");
}
END_TEST

START_TEST(lines_on_two_pages_do_not_meet)
{
    g_autoptr(GArray) boxes = good_page();
    second(boxes)->y = 200;
    second(boxes)->page = 2;
    ck_assert_ptr_null(layout_faults(boxes));
}
END_TEST

/* Three points beyond each margin of the area for text. */
START_TEST(outside_the_margins)
{
    const struct {
        double x, y;
    } places[] = {{MARGIN_SIDE - 3, 214},
                  {PAGE_WIDTH - MARGIN_SIDE - 77, 214},
                  {100, BODY_TOP - 3},
                  {100, BODY_BOTTOM - 7}};
    for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
        GArray *boxes = good_page();
        second(boxes)->x = places[i].x;
        second(boxes)->y = places[i].y;
        assert_fault(boxes, "\"tweede\" is outside the margins");
    }
}
END_TEST

START_TEST(a_drawing_outside_the_margins)
{
    GArray *boxes = good_page();
    second(boxes)->kind = BOX_GRAPHIC;
    second(boxes)->width = PAGE_WIDTH;
    assert_fault(boxes, "is outside the margins");
}
END_TEST

START_TEST(a_word_that_is_cut)
{
    GArray *boxes = good_page();
    second(boxes)->is_cut = TRUE;
    assert_fault(boxes, "\"tweede\" has a word that is cut");
}
END_TEST

Suite *layout_faults_suite(void);
Suite *layout_faults_suite(void)
{
    Suite *suite = suite_create("layout_faults");
    TCase *tcase = tcase_create("layout_faults");
    tcase_add_test(tcase, a_good_page_has_none);
    tcase_add_test(tcase, a_line_over_another);
    tcase_add_test(tcase, lines_on_two_pages_do_not_meet);
    tcase_add_test(tcase, outside_the_margins);
    tcase_add_test(tcase, a_drawing_outside_the_margins);
    tcase_add_test(tcase, a_word_that_is_cut);
    suite_add_tcase(suite, tcase);
    return suite;
}
