#include "report/map/boundaries_private.h"

#include <string.h>

#define NONE G_MAXUINT

typedef struct {
    guint previous, next; /* at the first visit */
    gboolean is_node;     /* a border begins or ends here */
} Vertex;

/* Points of an arc by number, in the one of its two directions that comes first. */
typedef struct {
    guint n;
    guint *ids;
} ArcKey;

typedef struct {
    const RawBoundaries *raw;
    guint *ids;       /* per raw point: its vertex */
    GArray *vertices; /* Vertex */
    GHashTable *arcs; /* ArcKey -> index + 1 */
    Boundaries *result;
} Builder;

/* --- equal coordinates, equal vertex */

static guint point_hash(gconstpointer key)
{
    guint64 bits[2], mixed;
    memcpy(bits, key, sizeof bits);
    mixed = (bits[0] * 0x9E3779B97F4A7C15u) ^ (bits[1] * 0xC2B2AE3D27D4EB4Fu);
    mixed ^= mixed >> 29;
    return (guint)(mixed ^ (mixed >> 32));
}

static gboolean point_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(RdPoint)) == 0;
}

static void number_vertices(Builder *builder)
{
    const GArray *points = builder->raw->points;
    g_autoptr(GHashTable) known = g_hash_table_new(point_hash, point_equal);
    for (guint i = 0; i < points->len; i++) {
        RdPoint *point = &g_array_index(points, RdPoint, i);
        guint id = GPOINTER_TO_UINT(g_hash_table_lookup(known, point));
        if (id == 0) {
            Vertex vertex = {NONE, NONE, FALSE};
            g_array_append_val(builder->vertices, vertex);
            id = builder->vertices->len;
            g_hash_table_insert(known, point, GUINT_TO_POINTER(id));
        }
        builder->ids[i] = id - 1;
    }
}

static guint id_in_ring(const Builder *builder, const RawRing *ring, guint i)
{
    return builder->ids[ring->first + i % ring->n];
}

/* A vertex that two visits leave along different ways is a node. */
static void mark_nodes(Builder *builder, const RawRing *ring)
{
    for (guint i = 0; i < ring->n; i++) {
        guint previous = id_in_ring(builder, ring, i + ring->n - 1);
        guint next = id_in_ring(builder, ring, i + 1);
        Vertex *vertex = &g_array_index(builder->vertices, Vertex, id_in_ring(builder, ring, i));
        if (vertex->previous == NONE) {
            vertex->previous = previous;
            vertex->next = next;
        } else if ((vertex->previous != previous || vertex->next != next) &&
                   (vertex->previous != next || vertex->next != previous)) {
            vertex->is_node = TRUE;
        }
    }
}

/* --- arcs */

static guint arc_hash(gconstpointer key)
{
    const ArcKey *arc = key;
    guint hash = 2166136261u;
    for (guint i = 0; i < arc->n; i++)
        hash = (hash ^ arc->ids[i]) * 16777619u;
    return hash;
}

static gboolean arc_equal(gconstpointer a, gconstpointer b)
{
    const ArcKey *one = a, *other = b;
    return one->n == other->n && memcmp(one->ids, other->ids, one->n * sizeof(guint)) == 0;
}

static void arc_key_free(gpointer data)
{
    ArcKey *arc = data;
    g_free(arc->ids);
    g_free(arc);
}

/* Whether the order must turn for the direction that comes first. */
static gboolean runs_backward(guint n, const guint *ids)
{
    for (guint i = 0; i < n / 2; i++)
        if (ids[i] != ids[n - 1 - i])
            return ids[i] > ids[n - 1 - i];
    return FALSE;
}

static guint add_arc(Builder *builder, const RawRing *ring, guint from, guint n, gboolean turned)
{
    GArray *points = builder->result->points;
    BoundaryArc arc = {.first = points->len, .n = n};
    for (guint i = 0; i < n; i++) {
        guint at = ring->first + (from + (turned ? n - 1 - i : i)) % ring->n;
        RdPoint place = g_array_index(builder->raw->points, RdPoint, at);
        BoundaryPoint point = {(float)(place.x - MAP_MIDDLE_X), (float)(place.y - MAP_MIDDLE_Y), 0};
        g_array_append_val(points, point);
    }
    g_array_append_val(builder->result->arcs, arc);
    return builder->result->arcs->len;
}

/* The arc of n points of the ring, both ends included. */
static void refer_to_arc(Builder *builder, const RawRing *ring, guint from, guint n)
{
    ArcKey *key = g_new(ArcKey, 1);
    *key = (ArcKey){n, g_new(guint, n)};
    for (guint i = 0; i < n; i++)
        key->ids[i] = id_in_ring(builder, ring, from + i);
    gboolean turned = runs_backward(n, key->ids);
    for (guint i = 0; turned && i < n / 2; i++) {
        guint other = key->ids[i];
        key->ids[i] = key->ids[n - 1 - i];
        key->ids[n - 1 - i] = other;
    }
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(builder->arcs, key));
    if (known == 0) {
        known = add_arc(builder, ring, from, n, turned);
        g_hash_table_insert(builder->arcs, key, GUINT_TO_POINTER(known));
    } else {
        arc_key_free(key);
    }
    gint32 reference = turned ? ~(gint32)(known - 1) : (gint32)(known - 1);
    g_array_append_val(builder->result->references, reference);
}

static gboolean is_node(const Builder *builder, const RawRing *ring, guint i)
{
    return g_array_index(builder->vertices, Vertex, id_in_ring(builder, ring, i)).is_node;
}

/* Where to begin: the first node, or for a ring without any the lowest vertex, so that the ring of
 * a hole and that of what lies in it are the same arc. */
static guint start_of(const Builder *builder, const RawRing *ring)
{
    guint lowest = 0;
    for (guint i = 0; i < ring->n; i++) {
        if (is_node(builder, ring, i))
            return i;
        if (id_in_ring(builder, ring, i) < id_in_ring(builder, ring, lowest))
            lowest = i;
    }
    return lowest;
}

static void cut_ring(Builder *builder, const RawRing *ring)
{
    BoundaryRing cut = {.first = builder->result->references->len};
    guint start = start_of(builder, ring), from = start;
    for (guint i = start + 1; i <= start + ring->n; i++)
        if (i == start + ring->n || is_node(builder, ring, i)) {
            refer_to_arc(builder, ring, from, i - from + 1);
            from = i;
        }
    cut.n = builder->result->references->len - cut.first;
    g_array_append_val(builder->result->rings, cut);
}

/* Rings stand in the order of the areas: those of one area may lie apart in the file. */
static void cut_rings(Builder *builder)
{
    const RawBoundaries *raw = builder->raw;
    g_autofree guint *next = g_new(guint, raw->rings->len + 1);
    g_autofree guint *head = g_new(guint, raw->codes->len + 1);
    for (guint a = 0; a < raw->codes->len; a++)
        head[a] = NONE;
    for (guint i = raw->rings->len; i-- > 0;) {
        guint area = g_array_index(raw->rings, RawRing, i).area;
        next[i] = head[area];
        head[area] = i;
    }
    for (guint a = 0; a < raw->codes->len; a++) {
        BoundaryArea area = {.first = builder->result->rings->len};
        g_strlcpy(area.code, g_ptr_array_index(raw->codes, a), sizeof area.code);
        for (guint i = head[a]; i != NONE; i = next[i])
            cut_ring(builder, &g_array_index(raw->rings, RawRing, i));
        area.n = builder->result->rings->len - area.first;
        if (area.n > 0)
            g_array_append_val(builder->result->areas, area);
    }
}

void boundaries_build_topology(Boundaries *boundaries, const RawBoundaries *raw)
{
    Builder builder = {raw, g_new(guint, raw->points->len + 1),
                       g_array_new(FALSE, FALSE, sizeof(Vertex)),
                       g_hash_table_new_full(arc_hash, arc_equal, arc_key_free, NULL), boundaries};
    number_vertices(&builder);
    for (guint i = 0; i < raw->rings->len; i++)
        mark_nodes(&builder, &g_array_index(raw->rings, RawRing, i));
    cut_rings(&builder);
    g_hash_table_unref(builder.arcs);
    g_array_unref(builder.vertices);
    g_free(builder.ids);
}
