#pragma once

#include "report/map/boundary_map.h"
#include "report/map/boundary_view.h"

/* How each area and border of the file looks on one map. */
typedef struct {
    const Boundaries *boundaries;
    guint n;                 /* areas of the file */
    BoundaryExtent *extents; /* of each area */
    int *group; /* the gemeente of the publication it belongs to: areas with the same number
                   are drawn as one; -1: not drawn */
    int *class; /* -1: white */
    CellState *state;
    gint32 *sides;          /* two groups for each arc; -1: water or another country */
    int own;                /* group, of a region any of its own; -1: none */
    GHashTable *own_groups; /* all of them */
    gboolean has_suppressed, has_other;
} BoundaryLook;

BoundaryLook *boundary_look_new(const BoundaryDivision *division, const BoundaryMap *map);
void boundary_look_free(BoundaryLook *look);
/* First area of the file that belongs to `code`; -1: none. */
int boundary_look_find(const BoundaryLook *look, const BoundaryDivision *division,
                       const char *code);
/* The area of the file at a place (metres from the middle of the country); -1: none. */
int boundary_look_area_at(const BoundaryLook *look, double east, double north);
/* Fills, borders, the own gemeente. */
void boundary_look_draw(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas);

/* --- names */

typedef struct {
    double x, y, width, height;
} LabelBox;

typedef struct {
    const char *name;
    guint area; /* of the file */
} NamedArea;

/* Whether a group is the own area, or one of the gemeenten of the own region. */
gboolean boundary_look_is_own(const BoundaryLook *look, int group);
/* Names in order of importance, at most `most`, none over another, over a mark, over one of `taken`
 * (LabelBox) or out of the frame; ink on light and white on dark areas, left out where it would
 * stand on both. Adds its boxes to `taken`. */
void boundary_labels_draw(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas,
                          guint n, const NamedArea *names, guint most, GArray *taken);
/* Marks of empty values, in areas with room for one. */
void boundary_marks_draw(const BoundaryLook *look, const BoundaryView *view, Canvas *canvas,
                         Language language, GArray *taken);
