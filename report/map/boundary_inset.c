#include "report/map/boundary_inset.h"

#include <math.h>

#define SMALL_POINTS 9.0
#define LEAST_SMALL 6
#define ENLARGED_LARGE 1.6 /* upper left */
#define ENLARGED_SMALL 2.2 /* lower right */
#define GAP 7.0
#define MARGIN 0.006    /* around the country, in heights */
#define NAMED 4         /* the most important places, which the larger part should hold: */
#define NAMED_WEIGHT 6u /* each as good as so many small areas */
#define WIDEST 200
#define NARROWEST 70
#define SHAPE 1.12 /* height of an inset, in widths */

typedef struct {
    double x, y; /* metres */
    guint weight;
    gboolean covered, named;
} SmallArea;

static BoundaryView view_of_country(const BoundaryLook *look, double width, double height)
{
    BoundaryExtent extent = boundary_extent_none();
    for (guint i = 0; i < look->n; i++)
        if (look->group[i] != -1)
            boundary_extent_add_area(&extent, look->boundaries, i);
    if (extent.right < extent.left)
        extent = (BoundaryExtent){0, 0, 1000, 1000};
    /* a margin, so that no line touches the frame: what is cut is drawn twice in the file */
    double margin = (extent.top - extent.bottom) * MARGIN;
    extent = (BoundaryExtent){extent.left - margin, extent.bottom - margin, extent.right + margin,
                              extent.top + margin};
    double wide = extent.right - extent.left, high = extent.top - extent.bottom;
    double scale = MIN(width / wide, height / high);
    return boundary_view_new(look->boundaries, &extent, width - wide * scale, 0, wide * scale,
                             high * scale);
}

static gboolean is_named(guint area, guint n, const NamedArea *names)
{
    for (guint i = 0; i < MIN(n, NAMED); i++)
        if (names[i].area == area)
            return TRUE;
    return FALSE;
}

/* Areas that would be small on the page, and the most important places. */
static GArray *small_areas(const BoundaryLook *look, const BoundaryView *view, guint n,
                           const NamedArea *names)
{
    GArray *small = g_array_new(FALSE, FALSE, sizeof(SmallArea));
    for (guint i = 0; i < look->n; i++) {
        const BoundaryArea *area = &g_array_index(look->boundaries->areas, BoundaryArea, i);
        const BoundaryRing *ring =
            &g_array_index(look->boundaries->rings, BoundaryRing, area->first + area->largest);
        gboolean is_small = sqrt((double)ring->km2) * 1000 * view->scale < SMALL_POINTS;
        gboolean named = is_named(i, n, names);
        if (look->group[i] == -1 || (!is_small && !named))
            continue;
        RdPoint middle = boundary_area_middle(look->boundaries, i);
        SmallArea found = {middle.x, middle.y, is_small ? 1 : 0, FALSE, named};
        g_array_append_val(small, found);
    }
    return small;
}

static gboolean is_within(const SmallArea *area, double x, double y, double wide, double high)
{
    return !area->covered && fabs(area->x - x) <= wide / 2 && fabs(area->y - y) <= high / 2;
}

/* The window of this size, centred on a small area, with the most of them in it. */
static guint best_window(const GArray *small, double wide, double high, gboolean with_named,
                         BoundaryExtent *window)
{
    guint most = 0;
    for (guint i = 0; i < small->len; i++) {
        const SmallArea *centre = &g_array_index(small, SmallArea, i);
        BoundaryExtent held = boundary_extent_none();
        guint n = 0;
        for (guint j = 0; j < small->len; j++) {
            const SmallArea *other = &g_array_index(small, SmallArea, j);
            if (!is_within(other, centre->x, centre->y, wide, high))
                continue;
            n += other->weight + (with_named && other->named ? NAMED_WEIGHT : 0);
            if (!with_named && other->weight == 0)
                continue;
            held = (BoundaryExtent){MIN(held.left, other->x), MIN(held.bottom, other->y),
                                    MAX(held.right, other->x), MAX(held.top, other->y)};
        }
        if (n <= most)
            continue;
        double x = (held.left + held.right) / 2, y = (held.bottom + held.top) / 2;
        most = n;
        *window = (BoundaryExtent){x - wide / 2, y - high / 2, x + wide / 2, y + high / 2};
    }
    return most;
}

/* Whether no land lies under a frame. */
static gboolean is_empty(const BoundaryLook *look, const BoundaryView *view, double x, double y,
                         double width, double height)
{
    for (guint arc = 0; arc < look->boundaries->arcs->len; arc++) {
        const BoundaryArc *line = &g_array_index(look->boundaries->arcs, BoundaryArc, arc);
        if (look->sides[2 * (gsize)arc] == -1)
            continue;
        for (guint i = line->first; i < line->first + line->n; i++) {
            const BoundaryPoint *point = &g_array_index(look->boundaries->points, BoundaryPoint, i);
            CanvasPoint at = boundary_view_point(view, (double)point->x, (double)point->y);
            if (at.x > x - GAP && at.x < x + width + GAP && at.y > y - GAP &&
                at.y < y + height + GAP)
                return FALSE;
        }
    }
    return TRUE;
}

/* The largest frame that fits in a corner; width 0 when there is none. */
static LabelBox free_corner(const BoundaryLook *look, const BoundaryView *view, double width,
                            double height, gboolean lower_right)
{
    for (int size = WIDEST; size >= NARROWEST; size -= 5) {
        double wide = size, high = wide * SHAPE;
        double x = lower_right ? width - wide - 0.5 : 0.5;
        double y = lower_right ? height - high - 0.5 : 0.5;
        if (high < height && is_empty(look, view, x, y, wide, high))
            return (LabelBox){x, y, wide, high};
    }
    return (LabelBox){0, 0, 0, 0};
}

static void cover(GArray *small, const BoundaryExtent *window)
{
    for (guint i = 0; i < small->len; i++) {
        SmallArea *area = &g_array_index(small, SmallArea, i);
        area->covered |= area->x >= window->left && area->x <= window->right &&
                         area->y >= window->bottom && area->y <= window->top;
    }
}

guint boundary_views_of_country(const BoundaryLook *look, guint n_names, const NamedArea *names,
                                double width, double height, BoundaryView views[BOUNDARY_MAX_VIEWS])
{
    guint n = 1;
    views[0] = view_of_country(look, width, height);
    g_autoptr(GArray) small = small_areas(look, &views[0], n_names, names);
    for (int corner = 0; corner < 2; corner++) {
        BoundaryExtent window;
        LabelBox frame = free_corner(look, &views[0], width, views[0].height, corner == 1);
        double scale = views[0].scale * (corner == 0 ? ENLARGED_LARGE : ENLARGED_SMALL);
        if (frame.width <= 0 || best_window(small, frame.width / scale, frame.height / scale,
                                            corner == 0, &window) < LEAST_SMALL)
            continue;
        cover(small, &window);
        views[n++] = boundary_view_new(look->boundaries, &window, frame.x, frame.y, frame.width,
                                       frame.height);
    }
    return n;
}
