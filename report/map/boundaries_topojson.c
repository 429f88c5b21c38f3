#include "report/map/boundaries_private.h"

#include <math.h>
#include <string.h>

typedef struct {
    RawBoundaries *raw;
    JsonArray *arcs;
    gboolean quantised;
    double scale[2], translate[2];
} Topology;

static gboolean read_transform(Topology *topology, JsonObject *root, GError **error)
{
    JsonObject *transform = json_object_of(root, "transform");
    if (transform == NULL)
        return TRUE;
    JsonArray *scale = json_array_of(transform, "scale");
    JsonArray *translate = json_array_of(transform, "translate");
    topology->quantised = TRUE;
    for (guint i = 0; i < 2; i++)
        if (scale == NULL || translate == NULL || !raw_number(scale, i, &topology->scale[i]) ||
            !raw_number(translate, i, &topology->translate[i]))
            return raw_refuse(topology->raw, error, "transform",
                              "needs \"scale\" and \"translate\" of two numbers each");
    return TRUE;
}

/* Adds the points of an arc to the ring in hand, turned when it runs backwards. */
static gboolean add_arc(Topology *topology, gint64 reference, const char *place, GError **error)
{
    gint64 index = reference < 0 ? -(reference + 1) : reference;
    RawBoundaries *raw = topology->raw;
    guint first = raw->points->len;
    double sum[2] = {0, 0};
    JsonArray *arc = index < (gint64)json_array_get_length(topology->arcs)
                         ? json_element_array(topology->arcs, (guint)index)
                         : NULL;
    if (arc == NULL)
        return raw_refuse(raw, error, place, "there is no arc %" G_GINT64_FORMAT, index);
    for (guint i = 0; i < json_array_get_length(arc); i++) {
        RdPoint point;
        JsonArray *pair = json_element_array(arc, i);
        if (pair == NULL || !raw_number(pair, 0, &point.x) || !raw_number(pair, 1, &point.y))
            return raw_refuse(raw, error, place,
                              "point %u of arc %" G_GINT64_FORMAT " is not a pair of numbers",
                              i + 1, index);
        if (topology->quantised) {
            sum[0] += point.x;
            sum[1] += point.y;
            point.x = sum[0] * topology->scale[0] + topology->translate[0];
            point.y = sum[1] * topology->scale[1] + topology->translate[1];
        }
        if (!raw_add_point(raw, point, place, error))
            return FALSE;
    }
    if (reference >= 0 || raw->points->len == first)
        return TRUE;
    for (guint i = first, j = raw->points->len - 1; i < j; i++, j--) {
        RdPoint other = g_array_index(raw->points, RdPoint, i);
        g_array_index(raw->points, RdPoint, i) = g_array_index(raw->points, RdPoint, j);
        g_array_index(raw->points, RdPoint, j) = other;
    }
    return TRUE;
}

static gboolean read_ring(Topology *topology, JsonArray *ring, int area, const char *place,
                          GError **error)
{
    guint first = topology->raw->points->len;
    if (ring == NULL)
        return raw_refuse(topology->raw, error, place, "a ring is not a list of arcs");
    for (guint i = 0; i < json_array_get_length(ring); i++) {
        double reference;
        if (!raw_number(ring, i, &reference) || fabs(reference) > 1e9 ||
            floor(reference) != reference)
            return raw_refuse(topology->raw, error, place,
                              "a ring names an arc by no whole number");
        if (!add_arc(topology, (gint64)reference, place, error))
            return FALSE;
    }
    return raw_end_ring(topology->raw, first, area, place, error);
}

static gboolean read_polygon(Topology *topology, JsonArray *polygon, int area, const char *place,
                             GError **error)
{
    if (polygon == NULL)
        return raw_refuse(topology->raw, error, place, "a polygon is not a list of rings");
    for (guint i = 0; i < json_array_get_length(polygon); i++)
        if (!read_ring(topology, json_element_array(polygon, i), area, place, error))
            return FALSE;
    return TRUE;
}

static gboolean read_geometry(Topology *topology, JsonObject *geometry, GError **error)
{
    const char *type = json_text_of(geometry, "type");
    JsonArray *arcs = json_array_of(geometry, "arcs");
    int area = arcs != NULL ? raw_area_of(topology->raw, geometry, error) : -1;
    if (area < 0)
        return area == -1;
    const char *place = g_ptr_array_index(topology->raw->codes, (guint)area);
    if (g_strcmp0(type, "Polygon") == 0)
        return read_polygon(topology, arcs, area, place, error);
    if (g_strcmp0(type, "MultiPolygon") != 0)
        return raw_refuse(topology->raw, error, place, "\"%.40s\" is not Polygon or MultiPolygon",
                          type != NULL ? type : "");
    for (guint i = 0; i < json_array_get_length(arcs); i++)
        if (!read_polygon(topology, json_element_array(arcs, i), area, place, error))
            return FALSE;
    return TRUE;
}

static GPtrArray *geometries_of(JsonObject *object)
{
    JsonArray *list = json_array_of(object, "geometries");
    GPtrArray *geometries = g_ptr_array_new();
    for (guint i = 0; list != NULL && i < json_array_get_length(list); i++)
        if (json_element_object(list, i) != NULL)
            g_ptr_array_add(geometries, json_element_object(list, i));
    return geometries;
}

/* The object with the most areas that have codes of gemeenten; the first of equals. */
static GPtrArray *choose_object(RawBoundaries *raw, JsonObject *objects)
{
    g_autoptr(GList) names = json_object_get_members(objects);
    GPtrArray *best = NULL;
    const char *property = NULL;
    for (GList *name = names; name != NULL; name = name->next) {
        JsonObject *object = json_object_of(objects, name->data);
        g_autoptr(GPtrArray) geometries =
            object != NULL ? geometries_of(object) : g_ptr_array_new();
        if (!raw_choose_property(raw, geometries->len, (JsonObject **)geometries->pdata) ||
            (best != NULL && geometries->len <= best->len))
            continue;
        g_clear_pointer(&best, g_ptr_array_unref);
        best = g_steal_pointer(&geometries);
        property = raw->property;
    }
    raw->property = property;
    return best;
}

gboolean topojson_read(JsonObject *root, RawBoundaries *raw, GError **error)
{
    Topology topology = {.raw = raw, .arcs = json_array_of(root, "arcs")};
    JsonObject *objects = json_object_of(root, "objects");
    if (topology.arcs == NULL || objects == NULL)
        return raw_refuse(raw, error, "topology", "a Topology needs \"arcs\" and \"objects\"");
    if (!read_transform(&topology, root, error))
        return FALSE;
    g_autoptr(GPtrArray) geometries = choose_object(raw, objects);
    if (geometries == NULL) {
        g_autofree char *tried = raw_properties_tried();
        return raw_refuse(raw, error, "objects",
                          "no property holds the codes of gemeenten (GM0772 or 772); tried %s",
                          tried);
    }
    for (guint i = 0; i < geometries->len; i++)
        if (!read_geometry(&topology, g_ptr_array_index(geometries, i), error))
            return FALSE;
    return TRUE;
}
