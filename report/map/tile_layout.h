#pragma once

#include <glib.h>

/* A tile map: one hexagon of equal size per gemeente, as close as can be to where it lies, with as
 * many neighbours as possible still side by side.
 *
 * Rows of hexagons stand on their points; odd rows are shifted half a tile to the right. */
typedef struct {
    int column, row;
} Tile;

typedef struct {
    double longitude, latitude; /* midpoint, degrees */
    gboolean is_island;         /* water on all sides: no tile may touch it */
    guint province;             /* number; tiles of a province should be in one piece; 0: none */
} TilePlace;

typedef struct {
    guint a, b;             /* indexes of places that border each other */
    gboolean is_over_water; /* a dike or open water: the tiles should not touch */
} TileNeighbours;

/* Places n areas. Three steps:
 * (1) the midpoints, scaled so that a tile is an average area, are pushed apart where they are
 *     dense and held together by their borders, as in a Dorling cartogram;
 * (2) assignment to tiles with least total squared displacement (Hungarian method, O(n² m));
 * (3) simulated annealing from there, by exchanging two tiles, turning three round, and shifting a
 *     line of tiles to a free one, on displacement, borders lost, directions turned, false borders,
 *     holes, and what lies across water; then every single move is tried until none helps.
 * The same input gives the same map: the random stream is `seed` and `moves` (of each area) is the
 * length of the search, at some microsecond a move. `tiles`: n results, distinct, columns and rows
 * from 0. Returns the cost that was reached: of some seeds, the lowest is the best map. */
double tile_layout_compute(guint n, const TilePlace *places, guint n_borders,
                           const TileNeighbours *borders, guint32 seed, guint moves, Tile *tiles);

/* Whether a map is what the last step of the search leaves: no exchange, turn or shift makes it
 * better. */
gboolean tile_layout_is_settled(guint n, const TilePlace *places, guint n_borders,
                                const TileNeighbours *borders, const Tile *tiles);

/* Middle of a tile, in tile widths, y downward. */
void tile_centre(Tile tile, double *x, double *y);
gboolean tiles_touch(Tile a, Tile b);
/* Borders whose tiles touch. */
guint tile_borders_kept(const Tile *tiles, guint n_borders, const TileNeighbours *borders);

/* How far tiles lie from the midpoints, when the map is laid over the country as well as shifting
 * and one scale can do (least squares). */
typedef struct {
    double km_per_tile;
    double mean_km, max_km;
    double mean_turn; /* degrees between the real direction of a neighbour and that on the map */
    guint provinces_in_one_piece; /* in no more pieces than its borders over land make */
} TileQuality;

TileQuality tile_layout_quality(guint n, const TilePlace *places, guint n_borders,
                                const TileNeighbours *borders, const Tile *tiles);
