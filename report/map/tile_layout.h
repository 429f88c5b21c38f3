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
} TilePlace;

typedef struct {
    guint a, b; /* indexes of places that border each other */
} TileNeighbours;

/* Places n areas. Three steps: (1) the midpoints, scaled so that a tile is an average area, are
 * pushed apart where they are dense and held together by their borders, as in a Dorling cartogram;
 * (2) assignment to tiles with least total squared displacement (Hungarian method, O(n² m)); (3)
 * simulated annealing on displacement, borders lost, directions turned, false borders and holes,
 * with a fixed random stream: the same input gives the same map. `tiles`: n results, distinct,
 * columns and rows from 0. Takes some seconds for 342 areas: made once per division year. */
void tile_layout_compute(guint n, const TilePlace *places, guint n_borders,
                         const TileNeighbours *borders, Tile *tiles);

/* Middle of a tile, in tile widths, y downward. */
void tile_centre(Tile tile, double *x, double *y);
gboolean tiles_touch(Tile a, Tile b);
/* Borders whose tiles touch. */
guint tile_borders_kept(const Tile *tiles, guint n_borders, const TileNeighbours *borders);
