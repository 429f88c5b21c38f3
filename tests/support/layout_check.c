#include "tests/support/layout_check.h"

#include "report/pdf/canvas.h"

#include <math.h>

#define TOUCH 0.35 /* ink may come this close, points */
#define SLACK 1.6  /* side bearings at the margin */
#define ON_GRID 0.01

static gboolean overlap(const LayoutBox *a, const LayoutBox *b)
{
    return a->page == b->page && a->x + TOUCH < b->x + b->width && b->x + TOUCH < a->x + a->width &&
           a->y + TOUCH < b->y + b->height && b->y + TOUCH < a->y + a->height;
}

static gboolean is_outside(const LayoutBox *box)
{
    double top = box->in_body ? BODY_TOP - SLACK : HEAD_BASELINE - 10;
    double bottom = box->in_body ? box->page_height - PAGE_HEIGHT + BODY_BOTTOM + SLACK
                                 : box->page_height - PAGE_HEIGHT + FOOT_BASELINE + 4;
    return box->x < MARGIN_SIDE - SLACK ||
           box->x + box->width > box->page_width - MARGIN_SIDE + SLACK || box->y < top ||
           box->y + box->height > bottom;
}

static void add_fault(GString *faults, const char *what, const LayoutBox *box,
                      const LayoutBox *other)
{
    g_string_append_printf(faults, "page %u at %.1f,%.1f: \"%s\" %s%s%s%s\n", box->page, box->x,
                           box->y, box->text != NULL ? box->text : "(drawing)", what,
                           other != NULL ? " \"" : "", other != NULL ? other->text : "",
                           other != NULL ? "\"" : "");
}

char *layout_faults(const GArray *boxes)
{
    GString *faults = g_string_new(NULL);
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = &g_array_index(boxes, LayoutBox, i);
        if (is_outside(box))
            add_fault(faults, "is outside the margins", box, NULL);
        if (box->kind != BOX_TEXT)
            continue;
        if (box->is_cut)
            add_fault(faults, "has a word that is cut", box, NULL);
        for (guint j = i + 1; j < boxes->len; j++) {
            const LayoutBox *other = &g_array_index(boxes, LayoutBox, j);
            if (other->page != box->page)
                break;
            if (other->kind == BOX_TEXT && overlap(box, other))
                add_fault(faults, "lies over", box, other);
        }
    }
    return g_string_free(faults, faults->len == 0);
}

char *grid_faults(const GArray *boxes)
{
    GString *faults = g_string_new(NULL);
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = &g_array_index(boxes, LayoutBox, i);
        double off = remainder(box->baseline - BODY_TOP, GRID_UNIT);
        if (box->kind == BOX_TEXT && box->in_body && !box->in_drawing && fabs(off) > ON_GRID)
            g_string_append_printf(faults, "page %u: \"%s\" stands %.2f below the grid\n",
                                   box->page, box->text, off);
    }
    return g_string_free(faults, faults->len == 0);
}
