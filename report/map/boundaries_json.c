#include "report/map/boundaries_private.h"

#include "core/error.h"

#include <math.h>
#include <string.h>

/* In the order tried: CBS gebiedsindelingen, CBS wijken en buurten, others. "" is the member "id"
 * beside the properties. */
static const char *const properties[] = {"statcode", "gemeentecode",  "GM_CODE", "gm_code",
                                         "gemcode",  "GEMCODE",       "gmcode",  "code",
                                         "CODE",     "identificatie", "id",      ""};

gboolean raw_refuse(const RawBoundaries *raw, GError **error, const char *place, const char *format,
                    ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *problem = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA, "%s: %s: %s", raw->name, place, problem);
    return FALSE;
}

char *raw_properties_tried(void)
{
    GString *names = g_string_new(NULL);
    for (gsize i = 0; i + 1 < G_N_ELEMENTS(properties); i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", properties[i]);
    return g_string_free(names, FALSE);
}

JsonObject *json_object_of(JsonObject *object, const char *member)
{
    JsonNode *node = json_object_get_member(object, member);
    return node != NULL && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

JsonArray *json_array_of(JsonObject *object, const char *member)
{
    JsonNode *node = json_object_get_member(object, member);
    return node != NULL && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

static gboolean is_text(JsonNode *node)
{
    return node != NULL && JSON_NODE_HOLDS_VALUE(node) &&
           json_node_get_value_type(node) == G_TYPE_STRING;
}

const char *json_text_of(JsonObject *object, const char *member)
{
    JsonNode *node = json_object_get_member(object, member);
    return is_text(node) ? json_node_get_string(node) : NULL;
}

JsonObject *json_element_object(JsonArray *array, guint index)
{
    JsonNode *node = json_array_get_element(array, index);
    return JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

JsonArray *json_element_array(JsonArray *array, guint index)
{
    JsonNode *node = json_array_get_element(array, index);
    return JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

static gboolean node_number(JsonNode *node, double *value)
{
    if (node == NULL || !JSON_NODE_HOLDS_VALUE(node))
        return FALSE;
    GType type = json_node_get_value_type(node);
    if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
        return FALSE;
    *value = json_node_get_double(node);
    return isfinite(*value);
}

gboolean raw_number(JsonArray *array, guint index, double *value)
{
    return index < json_array_get_length(array) &&
           node_number(json_array_get_element(array, index), value);
}

/* --- codes */

/* "GM0772", "gm0772", "0772", "772" or the number 772, as GM0772. */
static gboolean gemeente_code(JsonNode *node, char code[8])
{
    double number = 0;
    const char *digits = NULL;
    if (node_number(node, &number)) {
        if (!(number >= 1 && number <= 9999) || floor(number) != number)
            return FALSE;
        g_snprintf(code, 8, "GM%04d", (int)number);
        return TRUE;
    }
    if (!is_text(node))
        return FALSE;
    digits = json_node_get_string(node);
    gboolean lettered = g_ascii_strncasecmp(digits, "GM", 2) == 0;
    digits += lettered ? 2 : 0;
    gsize n = strspn(digits, "0123456789");
    gsize length = n + strspn(digits + n, " ");
    if (n < 1 || n > 4 || (lettered && n != 4) || digits[length] != '\0')
        return FALSE;
    g_snprintf(code, 8, "GM%04d", (int)g_ascii_strtoll(digits, NULL, 10));
    return TRUE;
}

static gboolean feature_code(JsonObject *feature, const char *property, char code[8])
{
    if (*property == '\0')
        return gemeente_code(json_object_get_member(feature, "id"), code);
    JsonObject *members = json_object_of(feature, "properties");
    return members != NULL && gemeente_code(json_object_get_member(members, property), code);
}

gboolean raw_choose_property(RawBoundaries *raw, guint n, JsonObject *const *features)
{
    char code[8];
    for (gsize p = 0; p < G_N_ELEMENTS(properties); p++) {
        guint found = 0;
        for (guint i = 0; i < n; i++)
            found += feature_code(features[i], properties[p], code) ? 1 : 0;
        if (found > 0 && found >= (n + 1) / 2) {
            raw->property = properties[p];
            return TRUE;
        }
    }
    return FALSE;
}

/* CBS marks parts that are water: water or h2o is "JA". */
static gboolean is_water(JsonObject *feature)
{
    static const char *const marks[] = {"water", "WATER", "h2o", "H2O"};
    JsonObject *members = json_object_of(feature, "properties");
    for (gsize i = 0; members != NULL && i < G_N_ELEMENTS(marks); i++) {
        const char *text = json_text_of(members, marks[i]);
        if (text != NULL && g_ascii_strcasecmp(text, "JA") == 0)
            return TRUE;
    }
    return FALSE;
}

int raw_area_of(RawBoundaries *raw, JsonObject *feature, GError **error)
{
    char code[8];
    if (!feature_code(feature, raw->property, code) || is_water(feature))
        return -1;
    guint position = GPOINTER_TO_UINT(g_hash_table_lookup(raw->areas, code));
    if (position > 0)
        return (int)position - 1;
    if (raw->codes->len >= BOUNDARIES_MAX_AREAS) {
        raw_refuse(raw, error, code, "more than %d areas; give a file of gemeenten only",
                   BOUNDARIES_MAX_AREAS);
        return -2;
    }
    char *kept = g_strdup(code);
    g_ptr_array_add(raw->codes, kept);
    g_hash_table_insert(raw->areas, kept, GUINT_TO_POINTER(raw->codes->len));
    return (int)raw->codes->len - 1;
}

/* --- rings */

gboolean raw_add_point(RawBoundaries *raw, RdPoint point, const char *place, GError **error)
{
    if (raw->points->len >= BOUNDARIES_MAX_POINTS)
        return raw_refuse(raw, error, place,
                          "more than %d points; give a generalised file (\"gegeneraliseerd\")",
                          BOUNDARIES_MAX_POINTS);
    if (!(fabs(point.x) < 1e7) || !(fabs(point.y) < 1e7))
        return raw_refuse(raw, error, place, "(%g, %g) is not a place in the Netherlands", point.x,
                          point.y);
    g_array_append_val(raw->points, point);
    return TRUE;
}

static RdPoint point_at(const RawBoundaries *raw, guint i)
{
    return g_array_index(raw->points, RdPoint, i);
}

static gboolean same_point(RdPoint a, RdPoint b)
{
    return !(a.x < b.x) && !(a.x > b.x) && !(a.y < b.y) && !(a.y > b.y);
}

gboolean raw_end_ring(RawBoundaries *raw, guint first, int area, const char *place, GError **error)
{
    guint n = 0;
    /* points that repeat the one before them say nothing */
    for (guint i = first; i < raw->points->len; i++)
        if (n == 0 || !same_point(point_at(raw, first + n - 1), point_at(raw, i)))
            g_array_index(raw->points, RdPoint, first + n++) = point_at(raw, i);
    while (n > 1 && same_point(point_at(raw, first), point_at(raw, first + n - 1)))
        n--;
    if (n < 3)
        n = 0;
    g_array_set_size(raw->points, first + n);
    if (n == 0)
        return TRUE;
    if (raw->rings->len >= BOUNDARIES_MAX_RINGS)
        return raw_refuse(raw, error, place, "more than %d rings; give a generalised file",
                          BOUNDARIES_MAX_RINGS);
    RawRing ring = {first, n, (guint)area};
    g_array_append_val(raw->rings, ring);
    return TRUE;
}
