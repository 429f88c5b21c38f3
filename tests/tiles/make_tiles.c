#include "tests/support/tile_country.h"

#include <stdio.h>
#include <string.h>

/* make tiles: computes the tile map of the gemeenten from midpoints, borders and provinces of
 * reference/, writes it to standard output and its figures to standard error.
 *
 * Some seeds are tried; the map with the lowest cost is kept, among those with the most provinces
 * in one piece. Arguments: number of seeds, thousands of moves of each gemeente, first seed. */

#define SEEDS 6
#define THOUSAND_MOVES 30

static guint argument(int argc, char **argv, int i, guint otherwise)
{
    return argc > i ? (guint)g_ascii_strtoull(argv[i], NULL, 10) : otherwise;
}

static TileQuality tell(const TileCountry *country, const Tile *tiles, guint32 seed, double cost)
{
    TileQuality quality = tile_layout_quality(country->n, country->places, country->n_borders,
                                              country->borders, tiles);
    fprintf(stderr,
            "seed %u: cost %.1f, %u of %u borders kept, displacement %.1f km (at most %.1f), "
            "turned %.1f degrees, %u provinces in one piece\n",
            seed, cost, tile_borders_kept(tiles, country->n_borders, country->borders),
            country->n_borders, quality.mean_km, quality.max_km, quality.mean_turn,
            quality.provinces_in_one_piece);
    return quality;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TileCountry) country = tile_country_new(&error);
    if (country == NULL) {
        fprintf(stderr, "make_tiles: %s\n", error != NULL ? error->message : "no reference data");
        return 1;
    }
    guint n_seeds = argument(argc, argv, 1, SEEDS);
    guint moves = 1000 * argument(argc, argv, 2, THOUSAND_MOVES);
    guint first = argument(argc, argv, 3, 1);
    g_autofree Tile *best = g_new0(Tile, country->n);
    g_autofree Tile *tiles = g_new0(Tile, country->n);
    double least = G_MAXDOUBLE;
    guint most_whole = 0;
    for (guint32 seed = first; seed < first + n_seeds; seed++) {
        double cost = tile_layout_compute(country->n, country->places, country->n_borders,
                                          country->borders, seed, moves, tiles);
        guint whole = tell(country, tiles, seed, cost).provinces_in_one_piece;
        if (whole < most_whole || (whole == most_whole && cost >= least))
            continue;
        most_whole = whole;
        least = cost;
        memcpy(best, tiles, country->n * sizeof(Tile));
    }
    g_autofree char *csv = tile_country_csv(country, best);
    fputs(csv, stdout);
    return 0;
}
