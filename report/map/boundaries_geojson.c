#include "report/map/boundaries_private.h"

#include <string.h>

static gboolean read_ring(RawBoundaries *raw, JsonArray *ring, int area, const char *place,
                          GError **error)
{
    guint first = raw->points->len;
    for (guint i = 0; ring != NULL && i < json_array_get_length(ring); i++) {
        RdPoint point;
        JsonArray *pair = json_element_array(ring, i);
        if (pair == NULL || !raw_number(pair, 0, &point.x) || !raw_number(pair, 1, &point.y))
            return raw_refuse(raw, error, place, "point %u of a ring is not a pair of numbers",
                              i + 1);
        if (!raw_add_point(raw, point, place, error))
            return FALSE;
    }
    if (ring == NULL)
        return raw_refuse(raw, error, place, "a ring is not a list of points");
    return raw_end_ring(raw, first, area, place, error);
}

static gboolean read_polygon(RawBoundaries *raw, JsonArray *polygon, int area, const char *place,
                             GError **error)
{
    if (polygon == NULL)
        return raw_refuse(raw, error, place, "a polygon is not a list of rings");
    for (guint i = 0; i < json_array_get_length(polygon); i++)
        if (!read_ring(raw, json_element_array(polygon, i), area, place, error))
            return FALSE;
    return TRUE;
}

static gboolean read_geometry(RawBoundaries *raw, JsonObject *geometry, int area, const char *place,
                              GError **error)
{
    const char *type = json_text_of(geometry, "type");
    JsonArray *coordinates = json_array_of(geometry, "coordinates");
    if (type == NULL || coordinates == NULL)
        return raw_refuse(raw, error, place, "a geometry needs \"type\" and \"coordinates\"");
    if (strcmp(type, "Polygon") == 0)
        return read_polygon(raw, coordinates, area, place, error);
    if (strcmp(type, "MultiPolygon") != 0)
        return raw_refuse(raw, error, place, "\"%.40s\" is not Polygon or MultiPolygon", type);
    for (guint i = 0; i < json_array_get_length(coordinates); i++)
        if (!read_polygon(raw, json_element_array(coordinates, i), area, place, error))
            return FALSE;
    return TRUE;
}

static gboolean read_feature(RawBoundaries *raw, JsonObject *feature, GError **error)
{
    JsonObject *geometry = json_object_of(feature, "geometry");
    int area = geometry != NULL ? raw_area_of(raw, feature, error) : -1;
    if (area < 0)
        return area == -1;
    return read_geometry(raw, geometry, area, g_ptr_array_index(raw->codes, (guint)area), error);
}

gboolean geojson_read(JsonObject *root, RawBoundaries *raw, GError **error)
{
    JsonArray *list = json_array_of(root, "features");
    g_autoptr(GPtrArray) features = g_ptr_array_new();
    if (list == NULL)
        return raw_refuse(raw, error, "features", "a FeatureCollection needs a list \"features\"");
    for (guint i = 0; i < json_array_get_length(list); i++) {
        JsonObject *feature = json_element_object(list, i);
        if (feature == NULL)
            return raw_refuse(raw, error, "features", "feature %u is not an object", i + 1);
        g_ptr_array_add(features, feature);
    }
    if (!raw_choose_property(raw, features->len, (JsonObject **)features->pdata)) {
        g_autofree char *tried = raw_properties_tried();
        return raw_refuse(raw, error, "features",
                          "no property holds the codes of gemeenten (GM0772 or 772); tried %s",
                          tried);
    }
    for (guint i = 0; i < features->len; i++)
        if (!read_feature(raw, g_ptr_array_index(features, i), error))
            return FALSE;
    return TRUE;
}
