#include "report/map/boundary_look.h"

#include <math.h>

#define LABEL_HEIGHT 8.0
#define LABEL_BASE 6.2 /* from the top of the box to the baseline */
#define DOT 1.1
#define DARK_FROM 3 /* classes from this on are dark */
#define SAMPLES 9   /* along a label, at its top and bottom */
#define PLACES_TRIED 5

static gboolean is_free(const LabelBox *box, const GArray *taken)
{
    for (guint i = 0; i < taken->len; i++) {
        const LabelBox *other = &g_array_index(taken, LabelBox, i);
        if (box->x < other->x + other->width && other->x < box->x + box->width &&
            box->y < other->y + other->height && other->y < box->y + box->height)
            return FALSE;
    }
    return TRUE;
}

static gboolean is_in_frame(const LabelBox *box, const BoundaryView *view)
{
    return box->x >= view->x + 1 && box->y >= view->y + 1 &&
           box->x + box->width <= view->x + view->width - 1 &&
           box->y + box->height <= view->y + view->height - 1;
}

/* Ink or white; FALSE when the box stands on light and dark, or across the border of the own
 * gemeente. */
static gboolean choose_colour(const BoundaryLook *look, const BoundaryView *view,
                              const LabelBox *box, ColourName *colour)
{
    guint dark = 0, own = 0;
    for (guint i = 0; i < 2 * SAMPLES; i++) {
        guint step = i / 2;
        double x = box->x + box->width * step / (SAMPLES - 1);
        double y = box->y + box->height * (i % 2 == 0 ? 0.2 : 0.8);
        int area = boundary_look_area_at(look, view->extent.left + (x - view->x) / view->scale,
                                         view->extent.top - (y - view->y) / view->scale);
        dark += area >= 0 && look->class[area] >= DARK_FROM ? 1 : 0;
        own += area >= 0 && boundary_look_is_own(look, look->group[area]) ? 1 : 0;
    }
    *colour = dark > 0 ? COLOUR_WHITE : COLOUR_INK;
    return (dark == 0 || dark == 2 * SAMPLES) && (own == 0 || own == 2 * SAMPLES);
}

/* In the middle of a large area, else beside, above or below a dot. */
static LabelBox place_tried(guint i, CanvasPoint at, double width)
{
    switch (i) {
    case 0:
        return (LabelBox){at.x - width / 2, at.y - LABEL_HEIGHT / 2, width, LABEL_HEIGHT};
    case 1:
        return (LabelBox){at.x + 2.6, at.y - LABEL_HEIGHT / 2, width, LABEL_HEIGHT};
    case 2:
        return (LabelBox){at.x - 2.6 - width, at.y - LABEL_HEIGHT / 2, width, LABEL_HEIGHT};
    case 3:
        return (LabelBox){at.x - width / 2, at.y - 2 - LABEL_HEIGHT, width, LABEL_HEIGHT};
    default:
        return (LabelBox){at.x - width / 2, at.y + 2, width, LABEL_HEIGHT};
    }
}

static void draw_label(Canvas *canvas, const NamedArea *named, CanvasPoint at, const LabelBox *box,
                       ColourName colour, gboolean with_dot)
{
    if (with_dot)
        canvas_dot(canvas, colour, at.x, at.y, DOT);
    canvas_label(canvas, STYLE_LABEL_SMALL, colour, named->name, box->x, box->y + LABEL_BASE,
                 ANCHOR_LEFT);
}

/* Width of the largest part, points: the side of a square of that area. */
static double breadth(const BoundaryView *view, guint index)
{
    const BoundaryArea *area = &g_array_index(view->boundaries->areas, BoundaryArea, index);
    const BoundaryRing *ring =
        &g_array_index(view->boundaries->rings, BoundaryRing, area->first + area->largest);
    return sqrt((double)ring->km2) * 1000 * view->scale;
}

static gboolean try_label(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas,
                          const NamedArea *named, GArray *taken)
{
    RdPoint middle = boundary_area_middle(view->boundaries, named->area);
    CanvasPoint at = boundary_view_point(view, middle.x, middle.y);
    double width = canvas_label_width(canvas, STYLE_LABEL_SMALL, named->name);
    if (!boundary_view_has(view, middle.x, middle.y))
        return FALSE;
    guint first = width * 1.15 < breadth(view, named->area) ? 0 : 1;
    for (guint i = first; i < PLACES_TRIED; i++) {
        ColourName colour;
        LabelBox box = place_tried(i, at, width);
        if (!is_in_frame(&box, view) || !is_free(&box, taken) ||
            !choose_colour(look, view, &box, &colour))
            continue;
        draw_label(canvas, named, at, &box, colour, i > 0);
        LabelBox dot = {at.x - 2, at.y - 2, 4, 4};
        g_array_append_val(taken, box);
        g_array_append_val(taken, dot);
        return TRUE;
    }
    return FALSE;
}

void boundary_labels_draw(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas,
                          guint n, const NamedArea *names, guint most, GArray *taken)
{
    guint drawn = 0;
    for (guint i = 0; i < n && drawn < most; i++)
        drawn += try_label(look, view, canvas, &names[i], taken) ? 1 : 0;
}

void boundary_marks_draw(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas,
                         Language language, GArray *taken)
{
    for (guint i = 0; i < look->n; i++) {
        RdPoint middle;
        if (look->group[i] == -1 || look->class[i] >= 0 || look->state[i] == STATE_SUPPRESSED ||
            breadth(view, i) < 10)
            continue;
        middle = boundary_area_middle(view->boundaries, i);
        CanvasPoint at = boundary_view_point(view, middle.x, middle.y);
        LabelBox box = {at.x - 5, at.y - 4, 10, 8};
        if (!is_in_frame(&box, view) || !is_free(&box, taken))
            continue;
        canvas_label(canvas, STYLE_LABEL_SMALL, COLOUR_GREY,
                     state_mark(look->state[i], language == LANGUAGE_EN), at.x, at.y + 2,
                     ANCHOR_CENTRE);
        g_array_append_val(taken, box);
    }
}
