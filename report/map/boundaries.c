#include "report/map/boundaries_private.h"

#include "core/error.h"

#include <math.h>
#include <string.h>

/* --- the thing itself */

Boundaries *boundaries_new(const char *name)
{
    Boundaries *boundaries = g_new0(Boundaries, 1);
    boundaries->name = g_path_get_basename(name);
    boundaries->points = g_array_new(FALSE, TRUE, sizeof(BoundaryPoint));
    boundaries->arcs = g_array_new(FALSE, TRUE, sizeof(BoundaryArc));
    boundaries->references = g_array_new(FALSE, TRUE, sizeof(gint32));
    boundaries->rings = g_array_new(FALSE, TRUE, sizeof(BoundaryRing));
    boundaries->areas = g_array_new(FALSE, TRUE, sizeof(BoundaryArea));
    return boundaries;
}

void boundaries_free(Boundaries *boundaries)
{
    if (boundaries == NULL)
        return;
    g_array_unref(boundaries->points);
    g_array_unref(boundaries->arcs);
    g_array_unref(boundaries->references);
    g_array_unref(boundaries->rings);
    g_array_unref(boundaries->areas);
    g_free(boundaries->name);
    g_free(boundaries);
}

const char *boundaries_name(const Boundaries *boundaries)
{
    return boundaries->name;
}

guint boundaries_n_areas(const Boundaries *boundaries)
{
    return boundaries->areas->len;
}

const char *boundaries_code(const Boundaries *boundaries, guint area)
{
    return g_array_index(boundaries->areas, BoundaryArea, area).code;
}

void boundaries_ring_walk(const Boundaries *boundaries, const BoundaryRing *ring, double least,
                          void (*visit)(const BoundaryPoint *point, gpointer data), gpointer data)
{
    for (guint i = ring->first; i < ring->first + ring->n; i++) {
        gint32 reference = g_array_index(boundaries->references, gint32, i);
        guint index = (guint)(reference < 0 ? ~reference : reference);
        const BoundaryArc *arc = &g_array_index(boundaries->arcs, BoundaryArc, index);
        /* the last point of an arc is the first of the next */
        for (guint j = 0; j + 1 < arc->n; j++) {
            guint at = arc->first + (reference < 0 ? arc->n - 1 - j : j);
            const BoundaryPoint *point = &g_array_index(boundaries->points, BoundaryPoint, at);
            if (point->weight >= least)
                visit(point, data);
        }
    }
}

typedef struct {
    gboolean begun;
    BoundaryPoint first, last;
    double twice;
} Surface;

static double cross(const BoundaryPoint *a, const BoundaryPoint *b)
{
    return (double)a->x * b->y - (double)b->x * a->y;
}

static void add_to_surface(const BoundaryPoint *point, gpointer data)
{
    Surface *surface = data;
    if (surface->begun)
        surface->twice += cross(&surface->last, point);
    else
        surface->first = *point;
    surface->begun = TRUE;
    surface->last = *point;
}

double boundaries_ring_square_metres(const Boundaries *boundaries, const BoundaryRing *ring)
{
    Surface surface = {0};
    boundaries_ring_walk(boundaries, ring, 0, add_to_surface, &surface);
    return surface.begun ? fabs(surface.twice + cross(&surface.last, &surface.first)) / 2 : 0;
}

/* Even-odd: a ring within an odd number of others is a hole. Told by the direction that the ring
 * runs in cannot be relied on, so: whether its first point lies in the others. */
typedef struct {
    BoundaryPoint at, first, last;
    gboolean begun, inside;
} Crossing;

static void cross_edge(Crossing *crossing, const BoundaryPoint *a, const BoundaryPoint *b)
{
    const BoundaryPoint *at = &crossing->at;
    if ((a->y > at->y) != (b->y > at->y) &&
        at->x < ((double)b->x - a->x) * ((double)at->y - a->y) / ((double)b->y - a->y) + a->x)
        crossing->inside = !crossing->inside;
}

static void cross_point(const BoundaryPoint *point, gpointer data)
{
    Crossing *crossing = data;
    if (crossing->begun)
        cross_edge(crossing, &crossing->last, point);
    else
        crossing->first = *point;
    crossing->begun = TRUE;
    crossing->last = *point;
}

gboolean boundaries_ring_contains(const Boundaries *boundaries, const BoundaryRing *ring, float x,
                                  float y)
{
    Crossing crossing = {.at = {x, y, 0}};
    boundaries_ring_walk(boundaries, ring, 0, cross_point, &crossing);
    if (crossing.begun)
        cross_edge(&crossing, &crossing.last, &crossing.first);
    return crossing.inside;
}

static void take_first(const BoundaryPoint *point, gpointer data)
{
    Crossing *crossing = data;
    if (!crossing->begun)
        crossing->at = *point;
    crossing->begun = TRUE;
}

double boundaries_km2(const Boundaries *boundaries, guint index)
{
    const BoundaryArea *area = &g_array_index(boundaries->areas, BoundaryArea, index);
    double sum = 0;
    for (guint i = 0; i < area->n; i++) {
        const BoundaryRing *ring = &g_array_index(boundaries->rings, BoundaryRing, area->first + i);
        Crossing start = {0};
        gboolean hole = FALSE;
        boundaries_ring_walk(boundaries, ring, 0, take_first, &start);
        for (guint j = 0; j < area->n; j++)
            if (j != i &&
                boundaries_ring_contains(
                    boundaries, &g_array_index(boundaries->rings, BoundaryRing, area->first + j),
                    start.at.x, start.at.y))
                hole = !hole;
        sum += hole ? -ring->km2 : ring->km2;
    }
    return sum;
}

/* --- reading */

/* Depth and number of values before anything is built: the parser recurses, and a value costs some
 * 100 bytes. */
static gboolean check_size(const char *bytes, gsize n, const RawBoundaries *raw, GError **error)
{
    guint depth = 0, values = 0;
    gint64 line = 1;
    gboolean quoted = FALSE;
    for (gsize i = 0; i < n; i++) {
        char c = bytes[i];
        line += c == '\n';
        if (quoted) {
            if (c == '\\')
                i++;
            quoted = c != '"';
            continue;
        }
        quoted = c == '"';
        values += c == ',' || c == '[' || c == '{' || c == ':';
        depth += c == '[' || c == '{';
        depth -= (c == ']' || c == '}') && depth > 0;
        if (depth <= BOUNDARIES_MAX_DEPTH && values <= BOUNDARIES_MAX_VALUES)
            continue;
        g_autofree char *place = g_strdup_printf("line %" G_GINT64_FORMAT, line);
        if (depth > BOUNDARIES_MAX_DEPTH)
            return raw_refuse(raw, error, place, "lists nest deeper than %d: this is no map",
                              BOUNDARIES_MAX_DEPTH);
        return raw_refuse(raw, error, place,
                          "more than %d values; give a generalised file (\"gegeneraliseerd\")",
                          BOUNDARIES_MAX_VALUES);
    }
    return TRUE;
}

static gboolean within(const RawBoundaries *raw, double left, double bottom, double right,
                       double top)
{
    for (guint i = 0; i < raw->points->len; i++) {
        const RdPoint *point = &g_array_index(raw->points, RdPoint, i);
        if (point->x < left || point->x > right || point->y < bottom || point->y > top)
            return FALSE;
    }
    return TRUE;
}

/* Degrees or RD, told by their range. */
static gboolean project(RawBoundaries *raw, GError **error)
{
    if (raw->points->len == 0)
        return raw_refuse(raw, error, "coordinates", "no gemeente has a boundary");
    if (within(raw, -30000, 270000, 320000, 660000))
        return TRUE;
    if (!within(raw, 2.5, 50, 8, 54.5)) {
        const RdPoint *point = &g_array_index(raw->points, RdPoint, 0);
        return raw_refuse(raw, error, "coordinates",
                          "the first is (%.8g, %.8g): neither longitude and latitude in the "
                          "Netherlands nor metres of RD; save the map in WGS84 (EPSG:4326) or RD "
                          "New (EPSG:28992)",
                          point->x, point->y);
    }
    for (guint i = 0; i < raw->points->len; i++) {
        RdPoint *point = &g_array_index(raw->points, RdPoint, i);
        *point = rd_from_degrees(point->x, point->y);
    }
    return TRUE;
}

static gboolean read_root(JsonParser *parser, RawBoundaries *raw, GError **error)
{
    JsonNode *node = json_parser_get_root(parser);
    JsonObject *root =
        node != NULL && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
    const char *type = root != NULL ? json_text_of(root, "type") : NULL;
    if (g_strcmp0(type, "Topology") == 0)
        return topojson_read(root, raw, error);
    if (g_strcmp0(type, "FeatureCollection") == 0)
        return geojson_read(root, raw, error);
    return raw_refuse(raw, error, "type",
                      "neither GeoJSON (FeatureCollection) nor TopoJSON (Topology)");
}

static gboolean read_text(RawBoundaries *raw, const char *bytes, gsize n_bytes, GError **error)
{
    if (n_bytes >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n_bytes -= 3;
    }
    if (n_bytes > BOUNDARIES_MAX_BYTES)
        return raw_refuse(raw, error, "size",
                          "more than %d MB; give a generalised file (\"gegeneraliseerd\")",
                          BOUNDARIES_MAX_BYTES >> 20);
    const char *end = bytes;
    if (!g_utf8_validate(bytes, (gssize)n_bytes, &end)) {
        g_autofree char *place = g_strdup_printf("byte %zu", (gsize)(end - bytes) + 1);
        return raw_refuse(raw, error, place, "not UTF-8 text; save the map again as GeoJSON");
    }
    if (!check_size(bytes, n_bytes, raw, error))
        return FALSE;
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GError) problem = NULL;
    if (!json_parser_load_from_data(parser, bytes, (gssize)n_bytes, &problem)) {
        const char *message = problem->message;
        if (g_str_has_prefix(message, "<data>:"))
            message += strlen("<data>:");
        return raw_refuse(raw, error, message, "not JSON; the file may be cut off: fetch it again");
    }
    return read_root(parser, raw, error) && project(raw, error);
}

Boundaries *boundaries_parse(const char *bytes, gsize n_bytes, const char *name, GError **error)
{
    g_autoptr(Boundaries) boundaries = boundaries_new(name);
    RawBoundaries raw = {.name = name,
                         .points = g_array_new(FALSE, FALSE, sizeof(RdPoint)),
                         .rings = g_array_new(FALSE, FALSE, sizeof(RawRing)),
                         .codes = g_ptr_array_new_with_free_func(g_free),
                         .areas = g_hash_table_new(g_str_hash, g_str_equal)};
    gboolean read = read_text(&raw, bytes, n_bytes, error);
    if (read) {
        boundaries_build_topology(boundaries, &raw);
        boundaries_weigh(boundaries);
    }
    g_array_unref(raw.points);
    g_array_unref(raw.rings);
    g_hash_table_unref(raw.areas);
    g_ptr_array_unref(raw.codes);
    return read ? g_steal_pointer(&boundaries) : NULL;
}
