#include "report/map/tile_layout_private.h"

#include <math.h>

/* --- displacement */

static TilePoint mean_of(guint n, const TilePoint *points)
{
    TilePoint mean = {0, 0};
    for (guint i = 0; i < n; i++) {
        mean.x += points[i].x / n;
        mean.y += points[i].y / n;
    }
    return mean;
}

/* Least squares of tiles on midpoints, by a shift and one scale. */
static void set_displacement(guint n, const TilePoint *km, const TilePoint *tiles,
                             TileQuality *quality)
{
    TilePoint km_mean = mean_of(n, km), mean = mean_of(n, tiles);
    double cross = 0, square = 0;
    for (guint i = 0; i < n; i++) {
        double x = tiles[i].x - mean.x, y = tiles[i].y - mean.y;
        cross += x * (km[i].x - km_mean.x) + y * (km[i].y - km_mean.y);
        square += x * x + y * y;
    }
    quality->km_per_tile = square > 0 ? cross / square : 0;
    for (guint i = 0; i < n; i++) {
        double x = quality->km_per_tile * (tiles[i].x - mean.x) - (km[i].x - km_mean.x);
        double y = quality->km_per_tile * (tiles[i].y - mean.y) - (km[i].y - km_mean.y);
        quality->mean_km += hypot(x, y) / n;
        quality->max_km = MAX(quality->max_km, hypot(x, y));
    }
}

static double mean_turn(guint n_borders, const TileNeighbours *borders, const TilePoint *km,
                        const TilePoint *tiles)
{
    double sum = 0;
    for (guint i = 0; i < n_borders; i++) {
        guint a = borders[i].a, b = borders[i].b;
        double real = atan2(km[b].y - km[a].y, km[b].x - km[a].x);
        double drawn = atan2(tiles[b].y - tiles[a].y, tiles[b].x - tiles[a].x);
        double turn = fabs(real - drawn) * 180 / G_PI;
        sum += MIN(turn, 360 - turn);
    }
    return n_borders > 0 ? sum / n_borders : 0;
}

/* --- pieces */

/* Pieces that the places of a province make, where `joined` (n x n) tells which hang together. */
static guint count_pieces(guint n, const TilePlace *places, const guint8 *joined, guint province)
{
    g_autofree guint8 *seen = g_new0(guint8, n);
    g_autofree guint *stack = g_new(guint, n);
    guint pieces = 0;
    for (guint start = 0; start < n; start++) {
        guint depth = 0;
        if (seen[start] || places[start].province != province)
            continue;
        pieces++;
        seen[start] = 1;
        stack[depth++] = start;
        while (depth > 0) {
            guint here = stack[--depth];
            for (guint other = 0; other < n; other++)
                if (!seen[other] && places[other].province == province &&
                    joined[(gsize)here * n + other]) {
                    seen[other] = 1;
                    stack[depth++] = other;
                }
        }
    }
    return pieces;
}

static guint count_whole_provinces(guint n, const TilePlace *places, guint n_borders,
                                   const TileNeighbours *borders, const Tile *tiles)
{
    g_autofree guint8 *over_land = g_new0(guint8, (gsize)n * n);
    g_autofree guint8 *on_map = g_new0(guint8, (gsize)n * n);
    g_autoptr(GHashTable) provinces = g_hash_table_new(NULL, NULL);
    guint whole = 0;
    for (guint i = 0; i < n_borders; i++) {
        guint a = borders[i].a, b = borders[i].b;
        over_land[(gsize)a * n + b] = over_land[(gsize)b * n + a] = !borders[i].is_over_water;
    }
    for (guint a = 0; a < n; a++)
        for (guint b = 0; b < n; b++)
            on_map[(gsize)a * n + b] = tiles_touch(tiles[a], tiles[b]) ? 1 : 0;
    for (guint i = 0; i < n; i++) {
        guint province = places[i].province;
        if (province == 0 || !g_hash_table_add(provinces, GUINT_TO_POINTER(province)))
            continue;
        if (count_pieces(n, places, on_map, province) <=
            count_pieces(n, places, over_land, province))
            whole++;
    }
    return whole;
}

TileQuality tile_layout_quality(guint n, const TilePlace *places, guint n_borders,
                                const TileNeighbours *borders, const Tile *tiles)
{
    TileQuality quality = {0};
    g_autofree TilePoint *km = g_new(TilePoint, n);
    g_autofree TilePoint *centres = g_new(TilePoint, n);
    tile_kilometres(n, places, km);
    for (guint i = 0; i < n; i++)
        tile_centre(tiles[i], &centres[i].x, &centres[i].y);
    set_displacement(n, km, centres, &quality);
    quality.mean_turn = mean_turn(n_borders, borders, km, centres);
    quality.provinces_in_one_piece = count_whole_provinces(n, places, n_borders, borders, tiles);
    return quality;
}
