#pragma once

#include "report/map/tile_layout.h"

/* The gemeenten of the reference data as a tile map needs them: midpoints, islands, provinces and
 * borders, of which two are dikes. */
typedef struct {
    guint n;
    char *codes[400];
    TilePlace places[400];
    guint n_borders;
    TileNeighbours borders[1000];
} TileCountry;

#define TILE_DIVISION_YEAR 2023

/* Returns (transfer full), or NULL when the reference data cannot be read. */
TileCountry *tile_country_new(GError **error);
void tile_country_free(TileCountry *country);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TileCountry, tile_country_free)
/* country->n when there is no such gemeente. */
guint tile_country_find(const TileCountry *country, const char *code);
/* The map as a file of reference/. Returns (transfer full). */
char *tile_country_csv(const TileCountry *country, const Tile *tiles);
