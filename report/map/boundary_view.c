#include "report/map/boundary_view.h"

#include <math.h>

#define GRID 2.0 /* parts of a point */

BoundaryView boundary_view_new(const Boundaries *boundaries, const BoundaryExtent *extent, double x,
                               double y, double width, double height)
{
    double wide = MAX(extent->right - extent->left, 1), high = MAX(extent->top - extent->bottom, 1);
    double scale = MIN(width / wide, height / high);
    BoundaryView view = {boundaries, *extent, x,     y,
                         width,      height,  scale, BOUNDARY_LEAST_TRIANGLE / (scale * scale)};
    double more_wide = width / scale - wide, more_high = height / scale - high;
    view.extent.left -= more_wide / 2;
    view.extent.right += more_wide / 2;
    view.extent.bottom -= more_high / 2;
    view.extent.top += more_high / 2;
    return view;
}

CanvasPoint boundary_view_point(const BoundaryView *view, double east, double north)
{
    return (CanvasPoint){view->x + (east - view->extent.left) * view->scale,
                         view->y + (view->extent.top - north) * view->scale};
}

gboolean boundary_view_has(const BoundaryView *view, double east, double north)
{
    return east >= view->extent.left && east <= view->extent.right &&
           north >= view->extent.bottom && north <= view->extent.top;
}

/* --- extents */

BoundaryExtent boundary_extent_none(void)
{
    return (BoundaryExtent){G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE};
}

static gboolean extents_meet(const BoundaryExtent *a, const BoundaryExtent *b)
{
    return a->left <= b->right && b->left <= a->right && a->bottom <= b->top && b->bottom <= a->top;
}

static const BoundaryArea *area_at(const Boundaries *boundaries, guint area)
{
    return &g_array_index(boundaries->areas, BoundaryArea, area);
}

static const BoundaryRing *ring_of(const Boundaries *boundaries, const BoundaryArea *area, guint i)
{
    return &g_array_index(boundaries->rings, BoundaryRing, area->first + i);
}

static BoundaryExtent ring_extent(const Boundaries *boundaries, const BoundaryRing *ring)
{
    BoundaryExtent extent = boundary_extent_none();
    for (guint i = ring->first; i < ring->first + ring->n; i++) {
        gint32 reference = g_array_index(boundaries->references, gint32, i);
        const BoundaryArc *arc = &g_array_index(boundaries->arcs, BoundaryArc,
                                                (guint)(reference < 0 ? ~reference : reference));
        extent.left = MIN(extent.left, (double)arc->left);
        extent.right = MAX(extent.right, (double)arc->right);
        extent.bottom = MIN(extent.bottom, (double)arc->bottom);
        extent.top = MAX(extent.top, (double)arc->top);
    }
    return extent;
}

void boundary_extent_add_area(BoundaryExtent *extent, const Boundaries *boundaries, guint index)
{
    const BoundaryArea *area = area_at(boundaries, index);
    for (guint i = 0; i < area->n; i++) {
        BoundaryExtent ring = ring_extent(boundaries, ring_of(boundaries, area, i));
        extent->left = MIN(extent->left, ring.left);
        extent->right = MAX(extent->right, ring.right);
        extent->bottom = MIN(extent->bottom, ring.bottom);
        extent->top = MAX(extent->top, ring.top);
    }
}

typedef struct {
    gboolean begun;
    BoundaryPoint first, last;
    double twice, x, y;
} Centroid;

static void add_edge(Centroid *centroid, const BoundaryPoint *to)
{
    double ax = (double)centroid->last.x - centroid->first.x;
    double ay = (double)centroid->last.y - centroid->first.y;
    double bx = (double)to->x - centroid->first.x, by = (double)to->y - centroid->first.y;
    double cross = ax * by - bx * ay;
    centroid->twice += cross;
    centroid->x += cross * (ax + bx);
    centroid->y += cross * (ay + by);
}

static void add_to_centroid(const BoundaryPoint *point, gpointer data)
{
    Centroid *centroid = data;
    if (centroid->begun)
        add_edge(centroid, point);
    else
        centroid->first = *point;
    centroid->begun = TRUE;
    centroid->last = *point;
}

RdPoint boundary_area_middle(const Boundaries *boundaries, guint index)
{
    const BoundaryArea *area = area_at(boundaries, index);
    Centroid centroid = {0};
    boundaries_ring_walk(boundaries, ring_of(boundaries, area, area->largest), 0, add_to_centroid,
                         &centroid);
    if (fabs(centroid.twice) < 1)
        return (RdPoint){(double)centroid.first.x, (double)centroid.first.y};
    return (RdPoint){(double)centroid.first.x + centroid.x / (3 * centroid.twice),
                     (double)centroid.first.y + centroid.y / (3 * centroid.twice)};
}

/* --- rings, cut to the frame (Sutherland and Hodgman 1974) */

typedef struct {
    const BoundaryView *view;
    GArray *points; /* CanvasPoint */
} Tracing;

static void take_point(const BoundaryPoint *point, gpointer data)
{
    Tracing *tracing = data;
    CanvasPoint at = boundary_view_point(tracing->view, (double)point->x, (double)point->y);
    g_array_append_val(tracing->points, at);
}

/* Signed distance to a side of the frame, positive within. */
static double within_side(const BoundaryView *view, int side, CanvasPoint point)
{
    switch (side) {
    case 0:
        return point.x - view->x;
    case 1:
        return view->x + view->width - point.x;
    case 2:
        return point.y - view->y;
    default:
        return view->y + view->height - point.y;
    }
}

static CanvasPoint between(CanvasPoint a, CanvasPoint b, double share)
{
    return (CanvasPoint){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

static GArray *cut_side(const BoundaryView *view, int side, GArray *points)
{
    GArray *kept = g_array_sized_new(FALSE, FALSE, sizeof(CanvasPoint), points->len + 4);
    for (guint i = 0; i < points->len; i++) {
        CanvasPoint from = g_array_index(points, CanvasPoint, (i + points->len - 1) % points->len);
        CanvasPoint to = g_array_index(points, CanvasPoint, i);
        double a = within_side(view, side, from), b = within_side(view, side, to);
        if ((a < 0) != (b < 0)) {
            CanvasPoint crossing = between(from, to, a / (a - b));
            g_array_append_val(kept, crossing);
        }
        if (b >= 0)
            g_array_append_val(kept, to);
    }
    g_array_unref(points);
    return kept;
}

static double to_grid(double value, double origin)
{
    return round((value + origin) * GRID) / GRID - origin;
}

static gboolean is_same(CanvasPoint a, CanvasPoint b)
{
    return fabs(a.x - b.x) < 1e-6 && fabs(a.y - b.y) < 1e-6;
}

/* On halves of a point of the page; points that fall together are one. */
static void settle(Canvas *canvas, GArray *points)
{
    double x, y;
    guint n = 0;
    canvas_origin(canvas, &x, &y);
    for (guint i = 0; i < points->len; i++) {
        CanvasPoint point = g_array_index(points, CanvasPoint, i);
        point = (CanvasPoint){to_grid(point.x, x), to_grid(point.y, y)};
        if (n == 0 || !is_same(point, g_array_index(points, CanvasPoint, n - 1)))
            g_array_index(points, CanvasPoint, n++) = point;
    }
    g_array_set_size(points, n);
}

gboolean boundary_view_shows_ring(const BoundaryView *view, const BoundaryArea *area, guint i)
{
    double square_points =
        (double)ring_of(view->boundaries, area, i)->km2 * 1e6 * view->scale * view->scale;
    return i == area->largest || square_points >= BOUNDARY_LEAST_ISLAND;
}

static gboolean trace_ring(const BoundaryView *view, Canvas *canvas, const BoundaryRing *ring)
{
    BoundaryExtent extent = ring_extent(view->boundaries, ring);
    if (!extents_meet(&extent, &view->extent))
        return FALSE;
    Tracing tracing = {view, g_array_new(FALSE, FALSE, sizeof(CanvasPoint))};
    boundaries_ring_walk(view->boundaries, ring, view->least, take_point, &tracing);
    gboolean inside = extent.left >= view->extent.left && extent.right <= view->extent.right &&
                      extent.bottom >= view->extent.bottom && extent.top <= view->extent.top;
    for (int side = 0; !inside && side < 4 && tracing.points->len > 0; side++)
        tracing.points = cut_side(view, side, tracing.points);
    settle(canvas, tracing.points);
    gboolean drawn = tracing.points->len >= 3;
    if (drawn)
        canvas_trace_polygon(canvas, tracing.points->len,
                             (const CanvasPoint *)(gpointer)tracing.points->data);
    g_array_unref(tracing.points);
    return drawn;
}

gboolean boundary_view_trace_area(const BoundaryView *view, Canvas *canvas, guint index)
{
    const BoundaryArea *area = area_at(view->boundaries, index);
    gboolean drawn = FALSE;
    for (guint i = 0; i < area->n; i++)
        if (boundary_view_shows_ring(view, area, i))
            drawn |= trace_ring(view, canvas, ring_of(view->boundaries, area, i));
    return drawn;
}

/* --- arcs */

static gboolean is_near(const BoundaryView *view, CanvasPoint a, CanvasPoint b)
{
    for (int side = 0; side < 4; side++)
        if (within_side(view, side, a) < 0 && within_side(view, side, b) < 0)
            return FALSE;
    return TRUE;
}

static void trace_run(Canvas *canvas, const GArray *points, guint from, guint to)
{
    if (to > from + 1)
        canvas_trace_polyline(canvas, to - from, &g_array_index(points, CanvasPoint, from));
}

gboolean boundary_view_has_arc(const BoundaryView *view, guint index)
{
    const BoundaryArc *arc = &g_array_index(view->boundaries->arcs, BoundaryArc, index);
    BoundaryExtent extent = {(double)arc->left, (double)arc->bottom, (double)arc->right,
                             (double)arc->top};
    return extents_meet(&extent, &view->extent);
}

void boundary_view_trace_line(const BoundaryView *view, Canvas *canvas, guint n,
                              const gint32 *references)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CanvasPoint));
    Tracing tracing = {view, points};
    for (guint i = 0; i < n; i++) {
        guint index = (guint)(references[i] < 0 ? ~references[i] : references[i]);
        const BoundaryArc *arc = &g_array_index(view->boundaries->arcs, BoundaryArc, index);
        for (guint j = 0; j < arc->n; j++) {
            guint at = arc->first + (references[i] < 0 ? arc->n - 1 - j : j);
            const BoundaryPoint *point =
                &g_array_index(view->boundaries->points, BoundaryPoint, at);
            if (point->weight >= view->least)
                take_point(point, &tracing);
        }
    }
    settle(canvas, points);
    guint from = 0;
    for (guint i = 1; i < points->len; i++)
        if (!is_near(view, g_array_index(points, CanvasPoint, i - 1),
                     g_array_index(points, CanvasPoint, i))) {
            trace_run(canvas, points, from, i);
            from = i;
        }
    trace_run(canvas, points, from, points->len);
}
