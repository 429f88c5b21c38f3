#include "report/chart/labels.h"

#include <math.h>
#include <stdlib.h>

/* --- spreading along one direction */

typedef struct {
    double sum;    /* of (wanted middle - offset in the pool) */
    double height; /* of all labels in the pool */
    guint first, n;
} Pool;

static double pool_top(const Pool *pool, double lower, double upper)
{
    double top = pool->sum / pool->n;
    return MAX(lower, MIN(top, upper - pool->height));
}

typedef struct {
    double centre;
    guint index;
} Wanted;

static int compare_wanted(const void *a, const void *b)
{
    const Wanted *one = a, *other = b;
    if (one->centre != other->centre)
        return one->centre < other->centre ? -1 : 1;
    return one->index < other->index ? -1 : 1;
}

static void merge_pools(Pool *into, const Pool *next)
{
    into->sum += next->sum - next->n * into->height;
    into->height += next->height;
    into->n += next->n;
}

static guint build_pools(guint n, const Wanted *wanted, const double *heights, double lower,
                         double upper, Pool *pools)
{
    guint n_pools = 0;
    for (guint i = 0; i < n; i++) {
        double height = heights[wanted[i].index];
        pools[n_pools++] = (Pool){wanted[i].centre - height / 2, height, i, 1};
        while (n_pools > 1) {
            Pool *above = &pools[n_pools - 2];
            if (pool_top(above, lower, upper) + above->height <=
                pool_top(&pools[n_pools - 1], lower, upper) + 1e-9)
                break;
            merge_pools(above, &pools[n_pools - 1]);
            n_pools--;
        }
    }
    return n_pools;
}

void labels_spread(guint n, double *centres, const double *heights, double lower, double upper)
{
    if (n == 0)
        return;
    double total = 0;
    g_autofree Wanted *wanted = g_new(Wanted, n);
    g_autofree Pool *pools = g_new(Pool, n);
    for (guint i = 0; i < n; i++) {
        wanted[i] = (Wanted){centres[i], i};
        total += heights[i];
    }
    qsort(wanted, n, sizeof(Wanted), compare_wanted);
    double squeeze = total > upper - lower ? (upper - lower) / total : 1;
    guint n_pools = build_pools(n, wanted, heights, lower, MAX(upper, lower + total), pools);
    for (guint i = 0; i < n_pools; i++) {
        double y = pool_top(&pools[i], lower, MAX(upper, lower + total));
        for (guint j = pools[i].first; j < pools[i].first + pools[i].n; j++) {
            double height = heights[wanted[j].index];
            centres[wanted[j].index] = lower + (y + height / 2 - lower) * squeeze;
            y += height;
        }
    }
}

guint labels_in_rows(guint n, const double *starts, const double *widths, double gap, guint *rows)
{
    guint n_rows = 0;
    g_autofree double *ends = g_new0(double, n + 1);
    for (guint i = 0; i < n; i++) {
        guint row = 0;
        while (row < n_rows && ends[row] + gap > starts[i])
            row++;
        if (row == n_rows)
            n_rows++;
        rows[i] = row;
        ends[row] = starts[i] + widths[i];
    }
    return n_rows;
}

/* --- placing near a point */

gboolean label_rectangles_overlap(const LabelRectangle *a, const LabelRectangle *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static gboolean is_free(const LabelRectangle *place, const LabelRectangle *room, guint n_taken,
                        const LabelRectangle *taken)
{
    if (place->x < room->x || place->y < room->y ||
        place->x + place->width > room->x + room->width ||
        place->y + place->height > room->y + room->height)
        return FALSE;
    for (guint i = 0; i < n_taken; i++)
        if (label_rectangles_overlap(place, &taken[i]))
            return FALSE;
    return TRUE;
}

gboolean label_place_near(double x, double y, double width, double height,
                          const LabelRectangle *room, guint n_taken, const LabelRectangle *taken,
                          LabelRectangle *place)
{
    static const double directions[][2] = {{1, 0},  {-1, 0},  {0, -1}, {0, 1},
                                           {1, -1}, {-1, -1}, {1, 1},  {-1, 1}};
    for (guint ring = 1; ring <= 16; ring++) {
        double distance = 5.0 * ring;
        for (gsize i = 0; i < G_N_ELEMENTS(directions); i++) {
            double dx = directions[i][0], dy = directions[i][1];
            LabelRectangle candidate = {x + dx * (distance + width / 2) - width / 2,
                                        y + dy * (distance + height / 2) - height / 2, width,
                                        height};
            if (is_free(&candidate, room, n_taken, taken)) {
                *place = candidate;
                return TRUE;
            }
        }
    }
    return FALSE;
}
