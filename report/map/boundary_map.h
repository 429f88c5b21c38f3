#pragma once

#include "report/map/boundary_division.h"
#include "report/map/map_classes.h"

/* The map of the gemeenten with their real boundaries, in RD: the country with dense parts enlarged
 * beside it, or one gemeente and those around it. Colours, classes and protection as on the tile
 * map. Where a border is drawn, it is drawn once: simplification leaves no gaps. */

/* A name that may stand on the map. */
typedef struct {
    const char *code, *name;
} MapPlace;

typedef struct {
    guint n_areas;
    const MapArea *areas; /* of the publication; others are drawn without a figure */
    double limits[MAP_CLASSES];
    int decimals;
    const char *own_code;         /* outlined; NULL: none */
    const char *const *own_codes; /* instead: the gemeenten of a region, outlined as one; or NULL */
    const char *own_name;         /* in the legend */
    /* Codes of the areas that must be seen, for a map of a part of the country; NULL-terminated;
     * NULL: the whole country. */
    const char *const *around;
    guint n_places;
    const MapPlace *places; /* most important first; those without room are left out */
    double height;          /* points; 0: as high as the width asks for */
    Language language;
} BoundaryMap;

/* Copies `map`; borrows `division`. Returns (transfer full). */
Graphic *boundary_map_new(const BoundaryDivision *division, const BoundaryMap *map);
