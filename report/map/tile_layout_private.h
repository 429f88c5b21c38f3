#pragma once

#include "report/map/tile_layout.h"

#define TILE_ROW_HEIGHT 0.8660254037844386 /* of a tile's width */

typedef struct {
    double x, y;
} TilePoint;

typedef enum { LINK_BORDER, LINK_DIKE, LINK_WATER } TileLinkKind;

/* From a place to another that should lie in the same direction on the map. */
typedef struct {
    guint other;
    TileLinkKind kind;
    double x, y;  /* the real direction, of length 1 */
    double apart; /* over water: how far, in tiles, and at least 2 */
} TileLink;

typedef struct {
    guint n;
    const TilePlace *places;
    TilePoint *home; /* midpoints in tile widths, y downward */
    TilePoint *goal; /* after pushing apart */
    GArray **links;  /* TileLink, per place */
    guint8 *hops;    /* n x n: borders over land on the shortest way; TILE_NO_WAY: none */
    double km_per_tile;
    int columns, rows;
    int *grid;          /* place on each tile, or -1 */
    int *at;            /* tile of each place */
    guint8 *filled;     /* of each tile: how many beside it are taken */
    guint8 *kin;        /* of each place: how many of its province are beside it */
    TilePoint *centres; /* of each tile */
    int *beside;        /* six of each tile, clockwise from the right; outside: the tile itself */
    guint8 *depth;      /* of each tile: how many lie between it and the edge, at most 3 */
} TileLayout;

#define TILE_NO_WAY 200

/* Free tiles around the goals: tiles within 3 of the edge stay free, so that no neighbour of a
 * neighbour lies outside. */
#define TILE_MARGIN 7
#define TILE_INSIDE 3

/* Midpoints in kilometres to the east and the south of the north-west corner. */
void tile_kilometres(guint n, const TilePlace *places, TilePoint *km);

Tile tile_at(const TileLayout *layout, int index);
/* Puts a place on a free tile, and takes it away. */
void tile_put(TileLayout *layout, int tile, guint place);
void tile_free(TileLayout *layout, int tile);

/* Step 3. Both return the cost. */
double tile_search_anneal(TileLayout *layout, guint32 seed, guint64 moves);
/* Tries every move until none helps; `n_made`: how many did. */
double tile_search_settle(TileLayout *layout, guint *n_made);
