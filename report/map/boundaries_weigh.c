#include "report/map/boundaries_private.h"

#include <math.h>

/* A heap of the inner points of one arc, the lightest on top. */
typedef struct {
    BoundaryPoint *points;
    guint *previous, *next; /* points that are still there */
    guint *heap, *place;    /* place[point]: where it stands in the heap */
    guint n;
} Heap;

static float triangle(const BoundaryPoint *a, const BoundaryPoint *b, const BoundaryPoint *c)
{
    double twice = ((double)b->x - a->x) * ((double)c->y - a->y) -
                   ((double)c->x - a->x) * ((double)b->y - a->y);
    return (float)(fabs(twice) / 2);
}

static void put(Heap *heap, guint at, guint point)
{
    heap->heap[at] = point;
    heap->place[point] = at;
}

/* Ties by position: the same file gives the same map. */
static gboolean is_lighter(const Heap *heap, guint a, guint b)
{
    float one = heap->points[a].weight, other = heap->points[b].weight;
    return one < other || (!(other < one) && a < b);
}

static void sift(Heap *heap, guint at)
{
    guint point = heap->heap[at];
    while (at > 0 && is_lighter(heap, point, heap->heap[(at - 1) / 2])) {
        put(heap, at, heap->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    for (guint child = 2 * at + 1; child < heap->n; child = 2 * at + 1) {
        if (child + 1 < heap->n && is_lighter(heap, heap->heap[child + 1], heap->heap[child]))
            child++;
        if (!is_lighter(heap, heap->heap[child], point))
            break;
        put(heap, at, heap->heap[child]);
        at = child;
    }
    put(heap, at, point);
}

static guint take_lightest(Heap *heap)
{
    guint lightest = heap->heap[0];
    heap->n--;
    if (heap->n > 0) {
        put(heap, 0, heap->heap[heap->n]);
        sift(heap, 0);
    }
    return lightest;
}

/* A neighbour of a point that went: weighed again, but not below what went before it. */
static void weigh_again(Heap *heap, guint point, guint last, float least)
{
    BoundaryPoint *points = heap->points;
    if (point == 0 || point == last)
        return;
    float weight =
        triangle(&points[heap->previous[point]], &points[point], &points[heap->next[point]]);
    points[point].weight = MAX(weight, least);
    sift(heap, heap->place[point]);
}

static void weigh_arc(Heap *heap, BoundaryPoint *points, guint n)
{
    heap->points = points;
    heap->n = 0;
    points[0].weight = points[n - 1].weight = INFINITY;
    for (guint i = 1; i + 1 < n; i++) {
        heap->previous[i] = i - 1;
        heap->next[i] = i + 1;
        points[i].weight = triangle(&points[i - 1], &points[i], &points[i + 1]);
        put(heap, heap->n++, i);
        sift(heap, heap->n - 1);
    }
    while (heap->n > 0) {
        guint gone = take_lightest(heap), before = heap->previous[gone], after = heap->next[gone];
        if (before > 0)
            heap->next[before] = after;
        if (after < n - 1)
            heap->previous[after] = before;
        weigh_again(heap, before, n - 1, points[gone].weight);
        weigh_again(heap, after, n - 1, points[gone].weight);
    }
}

static void weigh_arcs(Boundaries *boundaries)
{
    guint longest = 0;
    for (guint i = 0; i < boundaries->arcs->len; i++)
        longest = MAX(longest, g_array_index(boundaries->arcs, BoundaryArc, i).n);
    g_autofree guint *room = g_new(guint, 4 * (gsize)longest + 4);
    Heap heap = {.previous = room,
                 .next = room + longest + 1,
                 .heap = room + 2 * ((gsize)longest + 1),
                 .place = room + 3 * ((gsize)longest + 1)};
    for (guint i = 0; i < boundaries->arcs->len; i++) {
        const BoundaryArc *arc = &g_array_index(boundaries->arcs, BoundaryArc, i);
        weigh_arc(&heap, &g_array_index(boundaries->points, BoundaryPoint, arc->first), arc->n);
    }
}

/* The heaviest inner point that may still go, is to stay. */
static void keep_heaviest(Boundaries *boundaries, gint32 reference)
{
    guint index = (guint)(reference < 0 ? ~reference : reference);
    const BoundaryArc *arc = &g_array_index(boundaries->arcs, BoundaryArc, index);
    BoundaryPoint *heaviest = NULL;
    for (guint i = 1; i + 1 < arc->n; i++) {
        BoundaryPoint *point = &g_array_index(boundaries->points, BoundaryPoint, arc->first + i);
        if (!isinf(point->weight) && (heaviest == NULL || point->weight > heaviest->weight))
            heaviest = point;
    }
    if (heaviest != NULL)
        heaviest->weight = INFINITY;
}

/* Rings of one or two arcs keep the corners without which they would be a line. */
static void keep_corners(Boundaries *boundaries)
{
    for (guint i = 0; i < boundaries->rings->len; i++) {
        const BoundaryRing *ring = &g_array_index(boundaries->rings, BoundaryRing, i);
        for (guint j = 0; ring->n <= 2 && j < ring->n; j++) {
            gint32 reference = g_array_index(boundaries->references, gint32, ring->first + j);
            keep_heaviest(boundaries, reference);
            if (ring->n == 1)
                keep_heaviest(boundaries, reference);
        }
    }
}

static void stretch(BoundaryArc *arc, const BoundaryPoint *point)
{
    arc->left = MIN(arc->left, point->x);
    arc->right = MAX(arc->right, point->x);
    arc->bottom = MIN(arc->bottom, point->y);
    arc->top = MAX(arc->top, point->y);
}

static void drop_light_points(Boundaries *boundaries)
{
    guint kept = 0;
    for (guint i = 0; i < boundaries->arcs->len; i++) {
        BoundaryArc *arc = &g_array_index(boundaries->arcs, BoundaryArc, i);
        BoundaryArc left = {kept, 0, G_MAXFLOAT, G_MAXFLOAT, -G_MAXFLOAT, -G_MAXFLOAT};
        for (guint j = arc->first; j < arc->first + arc->n; j++) {
            BoundaryPoint point = g_array_index(boundaries->points, BoundaryPoint, j);
            if (point.weight < BOUNDARIES_FINEST * BOUNDARIES_FINEST)
                continue;
            stretch(&left, &point);
            g_array_index(boundaries->points, BoundaryPoint, kept++) = point;
            left.n++;
        }
        *arc = left;
    }
    g_array_set_size(boundaries->points, kept);
}

void boundaries_weigh(Boundaries *boundaries)
{
    weigh_arcs(boundaries);
    keep_corners(boundaries);
    drop_light_points(boundaries);
    for (guint a = 0; a < boundaries->areas->len; a++) {
        BoundaryArea *area = &g_array_index(boundaries->areas, BoundaryArea, a);
        for (guint i = 0; i < area->n; i++) {
            BoundaryRing *ring = &g_array_index(boundaries->rings, BoundaryRing, area->first + i);
            ring->km2 = (float)(boundaries_ring_square_metres(boundaries, ring) / 1e6);
            if (ring->km2 >
                g_array_index(boundaries->rings, BoundaryRing, area->first + area->largest).km2)
                area->largest = i;
        }
    }
}
