#pragma once

#include "report/chart/chart.h"
#include "report/map/map_classes.h"
#include "report/map/tile_layout.h"

/* The map of the gemeenten: one hexagon each, five classes of blue, suppressed white with an
 * outline, other empty kinds white with their mark, the reader's own gemeente outlined in ochre. */

/* Where the tiles stand in a division of the country: reference/gemeente_tegels_<year>.csv. */
typedef struct TilePlan TilePlan;

/* `division_year`: first year of the division (2023 holds until further mergers). Errors as
 * table_file_open(), and INBEELD_ERROR_CONFIG when two areas share a tile. Returns (transfer
 * full). */
TilePlan *tile_plan_load(int division_year, GError **error);
void tile_plan_free(TilePlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TilePlan, tile_plan_free)
guint tile_plan_n_areas(const TilePlan *plan);
/* FALSE when the plan has no such area. */
gboolean tile_plan_find(const TilePlan *plan, const char *code, Tile *tile);

typedef struct {
    guint n_areas;
    const MapArea *areas; /* an area of the plan that is not here is drawn as not available */
    /* Lower limits of the classes, ascending, the first is 0: a value v has the last class with
     * limit <= v. Classes should not reveal single small counts. */
    double limits[MAP_CLASSES];
    int decimals;                 /* of the limits in the legend */
    const char *own_code;         /* NULL: none */
    const char *const *own_codes; /* instead: the gemeenten of a region, ended by NULL; or NULL */
    const char *own_name;         /* in the legend, beside the ochre outline */
    double height;                /* points; 0: as high as the width asks for */
    Language language;
} TileMap;

/* Copies `map` and what it needs of the plan. Returns (transfer full). */
Graphic *tile_map_new(const TilePlan *plan, const TileMap *map);
