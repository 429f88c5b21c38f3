#include "report/map/boundary_look.h"

#include <string.h>

#define BORDER 0.35
#define INNER_BORDER 0.65 /* covers a border, its smoothed sides too */
#define OWN_BORDER 1.6

static const BoundaryArea *area_at(const Boundaries *boundaries, guint area)
{
    return &g_array_index(boundaries->areas, BoundaryArea, area);
}

/* --- making */

static void set_area(BoundaryLook *look, guint i, const BoundaryMap *map, const MapArea *area)
{
    look->state[i] = area != NULL ? area->value.state : STATE_NOT_AVAILABLE;
    look->class[i] = area != NULL ? map_class_of(map->limits, &area->value) : -1;
    look->has_suppressed |= look->state[i] == STATE_SUPPRESSED;
    look->has_other |= look->class[i] < 0 && look->state[i] != STATE_SUPPRESSED;
}

static gboolean is_own_code(const BoundaryMap *map, const char *code)
{
    return g_strcmp0(code, map->own_code) == 0 ||
           (map->own_codes != NULL && g_strv_contains(map->own_codes, code));
}

gboolean boundary_look_is_own(const BoundaryLook *look, int group)
{
    return g_hash_table_contains(look->own_groups, GINT_TO_POINTER(group));
}

/* Groups are numbers of areas in the register, and below them the areas that have no place in the
 * division of the publication. */
static void set_areas(BoundaryLook *look, const BoundaryDivision *division, const BoundaryMap *map)
{
    g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < map->n_areas; i++)
        g_hash_table_insert(values, (gpointer)map->areas[i].code, (gpointer)&map->areas[i]);
    for (guint i = 0; i < look->n; i++) {
        const char *code = boundary_division_code(division, i);
        look->group[i] = -1;
        look->class[i] = -1;
        if (!boundary_division_is_known(division, i))
            continue;
        look->group[i] = code != NULL ? boundary_division_area(division, i) : -2 - (int)i;
        set_area(look, i, map, code != NULL ? g_hash_table_lookup(values, code) : NULL);
        if (code != NULL && is_own_code(map, code)) {
            look->own = look->group[i];
            g_hash_table_add(look->own_groups, GINT_TO_POINTER(look->group[i]));
        }
    }
}

static void add_side(BoundaryLook *look, gint32 reference, int group)
{
    guint arc = (guint)(reference < 0 ? ~reference : reference);
    gint32 *sides = &look->sides[2 * (gsize)arc];
    sides[sides[0] == -1 ? 0 : 1] = group;
}

static void set_sides(BoundaryLook *look)
{
    const Boundaries *boundaries = look->boundaries;
    for (guint i = 0; i < 2 * boundaries->arcs->len; i++)
        look->sides[i] = -1;
    for (guint a = 0; a < look->n; a++) {
        const BoundaryArea *area = area_at(boundaries, a);
        for (guint r = area->first; look->group[a] != -1 && r < area->first + area->n; r++) {
            const BoundaryRing *ring = &g_array_index(boundaries->rings, BoundaryRing, r);
            for (guint i = ring->first; i < ring->first + ring->n; i++)
                add_side(look, g_array_index(boundaries->references, gint32, i), look->group[a]);
        }
    }
}

BoundaryLook *boundary_look_new(const BoundaryDivision *division, const BoundaryMap *map)
{
    BoundaryLook *look = g_new0(BoundaryLook, 1);
    look->boundaries = boundary_division_boundaries(division);
    look->n = boundaries_n_areas(look->boundaries);
    look->extents = g_new(BoundaryExtent, look->n + 1);
    for (guint i = 0; i < look->n; i++) {
        look->extents[i] = boundary_extent_none();
        boundary_extent_add_area(&look->extents[i], look->boundaries, i);
    }
    look->group = g_new(int, look->n + 1);
    look->class = g_new(int, look->n + 1);
    look->state = g_new0(CellState, look->n + 1);
    look->sides = g_new(gint32, 2 * (gsize)look->boundaries->arcs->len + 1);
    look->own = -1;
    look->own_groups = g_hash_table_new(NULL, NULL);
    set_areas(look, division, map);
    set_sides(look);
    return look;
}

void boundary_look_free(BoundaryLook *look)
{
    g_free(look->extents);
    g_free(look->group);
    g_free(look->class);
    g_free(look->state);
    g_free(look->sides);
    g_hash_table_unref(look->own_groups);
    g_free(look);
}

int boundary_look_find(const BoundaryLook *look, const BoundaryDivision *division, const char *code)
{
    for (guint i = 0; i < look->n; i++) {
        const char *other = boundary_division_code(division, i);
        if (other != NULL && strcmp(other, code) == 0)
            return (int)i;
    }
    return -1;
}

static gboolean contains(const BoundaryLook *look, guint index, double east, double north)
{
    const BoundaryArea *area = area_at(look->boundaries, index);
    const BoundaryExtent *extent = &look->extents[index];
    gboolean inside = FALSE;
    if (east < extent->left || east > extent->right || north < extent->bottom ||
        north > extent->top)
        return FALSE;
    for (guint i = 0; i < area->n; i++)
        inside ^= boundaries_ring_contains(
            look->boundaries,
            &g_array_index(look->boundaries->rings, BoundaryRing, area->first + i), (float)east,
            (float)north);
    return inside;
}

int boundary_look_area_at(const BoundaryLook *look, double east, double north)
{
    for (guint i = 0; i < look->n; i++)
        if (look->group[i] != -1 && contains(look, i, east, north))
            return (int)i;
    return -1;
}

/* --- drawing */

/* The grey border comes with the colour: drawn apart, most of it would stand twice in the file. */
static void fill_class(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas,
                       int class)
{
    gboolean any = FALSE;
    for (guint i = 0; i < look->n; i++)
        if (look->class[i] == class && look->group[i] != -1)
            any |= boundary_view_trace_area(view, canvas, i);
    if (any)
        canvas_fill_and_outline_traced(canvas, (ColourName)(COLOUR_MAP_1 + class),
                                       COLOUR_LIGHT_GREY, BORDER);
}

typedef enum {
    ARC_HIDDEN, /* of an island that is too small to show, or beside one colour only */
    ARC_OUTER,  /* without colour on either side */
    ARC_INNER,  /* between two gemeenten with a colour */
    ARC_MERGED  /* and the class: between areas of the file that are one gemeente now */
} ArcKind;

/* By group: its class and one more; groups without a colour are not in it. */
static GHashTable *classes_of_groups(const BoundaryLook *look)
{
    GHashTable *classes = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < look->n; i++)
        if (look->class[i] >= 0)
            g_hash_table_insert(classes, GINT_TO_POINTER(look->group[i]),
                                GINT_TO_POINTER(look->class[i] + 1));
    return classes;
}

static int kind_of(const BoundaryLook *look, GHashTable *classes, guint arc)
{
    gint32 one = look->sides[2 * (gsize)arc], other = look->sides[2 * (gsize)arc + 1];
    int class = GPOINTER_TO_INT(g_hash_table_lookup(classes, GINT_TO_POINTER(one))) - 1;
    int other_class = GPOINTER_TO_INT(g_hash_table_lookup(classes, GINT_TO_POINTER(other))) - 1;
    if (one == other)
        return class >= 0 ? ARC_MERGED + class : ARC_HIDDEN;
    if (class >= 0 && other_class >= 0)
        return ARC_INNER;
    return class < 0 && other_class < 0 ? ARC_OUTER : ARC_HIDDEN;
}

/* Arcs of islands that are too small to show. */
static guint8 *hidden_arcs(const BoundaryLook *look, const BoundaryView *view)
{
    guint8 *hidden = g_new0(guint8, look->boundaries->arcs->len + 1);
    for (guint a = 0; a < look->n; a++) {
        const BoundaryArea *area = area_at(look->boundaries, a);
        for (guint i = 0; i < area->n; i++) {
            const BoundaryRing *ring =
                &g_array_index(look->boundaries->rings, BoundaryRing, area->first + i);
            gint32 reference = g_array_index(look->boundaries->references, gint32, ring->first);
            guint arc = (guint)(reference < 0 ? ~reference : reference);
            if (ring->n == 1 && look->sides[2 * (gsize)arc + 1] == -1 &&
                !boundary_view_shows_ring(view, area, i))
                hidden[arc] = 1;
        }
    }
    return hidden;
}

/* Where an arc ends, as a key: equal ends have equal coordinates. */
static gint64 end_key(const Boundaries *boundaries, guint arc, gboolean last)
{
    const BoundaryArc *line = &g_array_index(boundaries->arcs, BoundaryArc, arc);
    const BoundaryPoint *point =
        &g_array_index(boundaries->points, BoundaryPoint, line->first + (last ? line->n - 1 : 0));
    gint64 key;
    memcpy(&key, point, sizeof key); /* x and y */
    return key;
}

/* Ends at the same place form a list: the hash gives the first, next[] the others; an end is twice
 * the number of the arc, and one more for its last point. */
static GHashTable *index_ends(const Boundaries *boundaries, guint n, const guint *arcs,
                              gint64 *keys, gint32 *next)
{
    GHashTable *ends = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < 2 * n; i++) {
        keys[i] = end_key(boundaries, arcs[i / 2], i % 2 == 1);
        next[i] = GPOINTER_TO_INT(g_hash_table_lookup(ends, &keys[i])) - 1;
        g_hash_table_insert(ends, &keys[i], GINT_TO_POINTER((gint32)i + 1));
    }
    return ends;
}

/* Arcs that follow each other are one line: fewer moves in the file. */
static void trace_chained(const BoundaryView *view, Canvas *canvas, guint n, const guint *arcs)
{
    g_autofree gint64 *keys = g_new(gint64, 2 * (gsize)n + 1);
    g_autofree gint32 *next = g_new(gint32, 2 * (gsize)n + 1);
    g_autofree guint8 *drawn = g_new0(guint8, n + 1);
    g_autoptr(GHashTable) ends = index_ends(view->boundaries, n, arcs, keys, next);
    for (guint start = 0; start < n; start++) {
        g_autoptr(GArray) line = g_array_new(FALSE, FALSE, sizeof(gint32));
        gint32 end = drawn[start] ? -1 : (gint32)(2 * start);
        while (end >= 0) {
            guint i = (guint)end / 2;
            gint32 reference = end % 2 == 0 ? (gint32)arcs[i] : ~(gint32)arcs[i];
            g_array_append_val(line, reference);
            drawn[i] = 1;
            end = GPOINTER_TO_INT(g_hash_table_lookup(ends, &keys[end ^ 1])) - 1;
            while (end >= 0 && drawn[end / 2])
                end = next[end];
        }
        if (line->len > 0)
            boundary_view_trace_line(view, canvas, line->len, (const gint32 *)(gpointer)line->data);
    }
}

static gboolean is_own_border(const BoundaryLook *look, guint arc)
{
    return boundary_look_is_own(look, look->sides[2 * (gsize)arc]) !=
           boundary_look_is_own(look, look->sides[2 * (gsize)arc + 1]);
}

/* Adds the arcs with `wanted` to the path in hand. */
static void trace_arcs(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas,
                       const guint8 *kinds, int wanted)
{
    g_autoptr(GArray) arcs = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint arc = 0; arc < look->boundaries->arcs->len; arc++)
        if (kinds[arc] == wanted && boundary_view_has_arc(view, arc))
            g_array_append_val(arcs, arc);
    trace_chained(view, canvas, arcs->len, (const guint *)(gpointer)arcs->data);
}

static void draw_borders(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas,
                         const guint8 *hidden)
{
    guint n = look->boundaries->arcs->len;
    g_autofree guint8 *kinds = g_new(guint8, n + 1);
    g_autoptr(GHashTable) classes = classes_of_groups(look);
    gboolean merged[MAP_CLASSES] = {FALSE};
    for (guint arc = 0; arc < n; arc++) {
        kinds[arc] = hidden[arc] ? ARC_HIDDEN : (guint8)kind_of(look, classes, arc);
        if (kinds[arc] >= ARC_MERGED)
            merged[kinds[arc] - ARC_MERGED] = TRUE;
    }
    for (int class = 0; class < MAP_CLASSES; class ++)
        if (merged[class]) {
            trace_arcs(look, view, canvas, kinds, ARC_MERGED + class);
            canvas_outline_traced(canvas, (ColourName)(COLOUR_MAP_1 + class), INNER_BORDER);
        }
    trace_arcs(look, view, canvas, kinds, ARC_OUTER);
    canvas_outline_traced(canvas, COLOUR_LIGHT_GREY, BORDER);
    trace_arcs(look, view, canvas, kinds, ARC_INNER);
    canvas_outline_traced(canvas, COLOUR_WHITE, INNER_BORDER);
}

static void draw_own(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas,
                     const guint8 *hidden)
{
    guint n = look->boundaries->arcs->len;
    g_autofree guint8 *own = g_new(guint8, n + 1);
    for (guint arc = 0; arc < n; arc++)
        own[arc] = !hidden[arc] && is_own_border(look, arc) ? 1 : 0;
    trace_arcs(look, view, canvas, own, 1);
    canvas_outline_traced(canvas, COLOUR_WHITE, OWN_BORDER + 1.4);
    trace_arcs(look, view, canvas, own, 1);
    canvas_outline_traced(canvas, COLOUR_ESTIMATED, OWN_BORDER);
}

void boundary_look_draw(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas)
{
    cairo_t *cr = canvas_cairo(canvas);
    g_autofree guint8 *hidden = hidden_arcs(look, view);
    double x, y;
    canvas_origin(canvas, &x, &y);
    cairo_save(cr);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    /* areas are cut at the frame, so that they need no clip: with one, cairo writes paths twice */
    for (int class = 0; class < MAP_CLASSES; class ++)
        fill_class(look, view, canvas, class);
    cairo_rectangle(cr, x + view->x, y + view->y, view->width, view->height);
    cairo_clip(cr);
    draw_borders(look, view, canvas, hidden);
    if (look->own != -1)
        draw_own(look, view, canvas, hidden);
    cairo_restore(cr);
}
