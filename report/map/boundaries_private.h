#pragma once

#include "report/map/boundaries.h"
#include "report/map/rd_projection.h"

#include <json-glib/json-glib.h>

/* --- what the readers of the two formats give: rings with the coordinates of the file */

typedef struct {
    guint first, n; /* points; the last is not the first again */
    guint area;
} RawRing;

typedef struct {
    const char *name;     /* of the file, for messages */
    const char *property; /* that holds the code */
    GArray *points;       /* RdPoint: degrees or metres */
    GArray *rings;        /* RawRing */
    GPtrArray *codes;     /* char * */
    GHashTable *areas;    /* code -> index + 1 */
} RawBoundaries;

/* Sets INBEELD_ERROR_DATA, "file: place: problem". Always FALSE. */
G_GNUC_PRINTF(4, 5)
gboolean raw_refuse(const RawBoundaries *raw, GError **error, const char *place, const char *format,
                    ...);
/* A finite number in a JSON array. */
gboolean raw_number(JsonArray *array, guint index, double *value);
/* Chooses the property that holds the codes of gemeenten. n features; FALSE without an error when
 * fewer than half of them have one. */
gboolean raw_choose_property(RawBoundaries *raw, guint n, JsonObject *const *features);
/* Index of the area of a feature, new or known; -1: a feature to leave out (other code, water); -2:
 * too many, with `error`. */
int raw_area_of(RawBoundaries *raw, JsonObject *feature, GError **error);
gboolean raw_add_point(RawBoundaries *raw, RdPoint point, const char *place, GError **error);
/* Ends the ring of the points added since `first`: a closing point is dropped, and rings of fewer
 * than three points are left out. */
gboolean raw_end_ring(RawBoundaries *raw, guint first, int area, const char *place, GError **error);
/* Member of an object when it is an object or array; else NULL. */
JsonObject *json_object_of(JsonObject *object, const char *member);
JsonArray *json_array_of(JsonObject *object, const char *member);
const char *json_text_of(JsonObject *object, const char *member);
/* Element of an array when it is an object or array; else NULL. */
JsonObject *json_element_object(JsonArray *array, guint index);
JsonArray *json_element_array(JsonArray *array, guint index);
/* Names of the properties tried, for messages. */
char *raw_properties_tried(void);

gboolean topojson_read(JsonObject *root, RawBoundaries *raw, GError **error);
gboolean geojson_read(JsonObject *root, RawBoundaries *raw, GError **error);

/* --- what is made of it */

typedef struct {
    float x, y;   /* RD, metres from the middle of the country */
    float weight; /* square metres: the triangle that goes when the point goes; ends: infinite */
} BoundaryPoint;

typedef struct {
    guint first, n;                 /* points, both ends included */
    float left, bottom, right, top; /* of all points */
} BoundaryArc;

typedef struct {
    guint first, n; /* references: arc, or ~arc for backwards */
    float km2;      /* without sign */
} BoundaryRing;

typedef struct {
    char code[8];
    guint first, n; /* rings */
    guint largest;  /* ring of the largest part, from `first` */
} BoundaryArea;

struct Boundaries {
    char *name;
    GArray *points;     /* BoundaryPoint */
    GArray *arcs;       /* BoundaryArc */
    GArray *references; /* gint32 */
    GArray *rings;      /* BoundaryRing */
    GArray *areas;      /* BoundaryArea */
};

#define MAP_MIDDLE_X 155000.0
#define MAP_MIDDLE_Y 463000.0

Boundaries *boundaries_new(const char *name);
/* Cuts the rings (RD by now) at the points where more than two borders meet, so that what two areas
 * share is one arc. O(n). */
void boundaries_build_topology(Boundaries *boundaries, const RawBoundaries *raw);
/* Calls `visit` for the points of a ring, in order, that weigh at least `least` (square metres);
 * the first is not repeated. */
void boundaries_ring_walk(const Boundaries *boundaries, const BoundaryRing *ring, double least,
                          void (*visit)(const BoundaryPoint *point, gpointer data), gpointer data);
/* Metres from MAP_MIDDLE. */
gboolean boundaries_ring_contains(const Boundaries *boundaries, const BoundaryRing *ring, float x,
                                  float y);
double boundaries_ring_square_metres(const Boundaries *boundaries, const BoundaryRing *ring);
/* Gives each point its weight (Visvalingam and Whyatt 1993, never smaller than that of a point that
 * goes before it) and drops those that the finest scale does not show. O(n log n). */
void boundaries_weigh(Boundaries *boundaries);
