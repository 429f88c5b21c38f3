#include "report/map/tile_map.h"

#include "tests/support/tile_country.h"

#include <check.h>
#include <math.h>

typedef struct {
    TileCountry *country;
    Tile tiles[400];
} StoredMap;

static const char *const islands[] = {"GM0448", "GM0096", "GM0093", "GM0060", "GM0088"};

static guint index_of(const StoredMap *map, const char *code)
{
    guint i = tile_country_find(map->country, code);
    ck_assert_msg(i < map->country->n, "%s is not in the reference data", code);
    return i;
}

static StoredMap *stored_map_new(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TilePlan) plan = tile_plan_load(TILE_DIVISION_YEAR, &error);
    ck_assert_msg(plan != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(tile_plan_n_areas(plan), 342);
    StoredMap *map = g_new0(StoredMap, 1);
    map->country = tile_country_new(&error);
    ck_assert_msg(map->country != NULL, "%s", error != NULL ? error->message : "");
    for (guint i = 0; i < map->country->n; i++)
        ck_assert_msg(tile_plan_find(plan, map->country->codes[i], &map->tiles[i]),
                      "%s has no tile", map->country->codes[i]);
    return map;
}

static void stored_map_free(StoredMap *map)
{
    tile_country_free(map->country);
    g_free(map);
}

START_TEST(every_gemeente_has_a_tile_of_its_own)
{
    StoredMap *map = stored_map_new();
    guint n = map->country->n;
    ck_assert_uint_eq(n, 342);
    for (guint i = 0; i < n; i++)
        for (guint j = i + 1; j < n; j++)
            ck_assert(map->tiles[i].column != map->tiles[j].column ||
                      map->tiles[i].row != map->tiles[j].row);
    stored_map_free(map);
}
END_TEST

/* The figures of reference/README.md. Of 881 borders three lie in water. No map of equal hexagons
 * can keep more than 772 of the others (docs/formats/tile-map.md); displacement in kilometres. */
START_TEST(figures_of_the_stored_map)
{
    StoredMap *map = stored_map_new();
    const TileCountry *country = map->country;
    ck_assert_uint_eq(country->n_borders, 881);
    ck_assert_uint_eq(tile_borders_kept(map->tiles, 881, country->borders), 701);
    TileQuality quality =
        tile_layout_quality(country->n, country->places, 881, country->borders, map->tiles);
    ck_assert_double_eq_tol(quality.mean_km, 10.6, 0.05);
    ck_assert_double_eq_tol(quality.max_km, 36.4, 0.05);
    ck_assert_double_eq_tol(quality.mean_turn, 25.8, 0.05);
    ck_assert_uint_eq(quality.provinces_in_one_piece, 12);
    stored_map_free(map);
}
END_TEST

/* What `make tiles` gives: its last step finds nothing to do on the stored map. With other
 * midpoints, borders or weights it would. */
START_TEST(stored_map_is_settled)
{
    StoredMap *map = stored_map_new();
    const TileCountry *country = map->country;
    ck_assert(tile_layout_is_settled(country->n, country->places, country->n_borders,
                                     country->borders, map->tiles));
    Tile first = map->tiles[0];
    map->tiles[0] = map->tiles[1];
    map->tiles[1] = first;
    ck_assert(!tile_layout_is_settled(country->n, country->places, country->n_borders,
                                      country->borders, map->tiles));
    stored_map_free(map);
}
END_TEST

/* Three places on the equator, 10 km apart; checked by hand. */
START_TEST(quality_is_measured)
{
    static const double km_per_degree = 111.2;
    TilePlace places[3];
    TileNeighbours borders[] = {{0, 1, FALSE}, {1, 2, FALSE}};
    Tile line[] = {{0, 0}, {1, 0}, {2, 0}}, bent[] = {{0, 0}, {1, 0}, {4, 0}};
    for (guint i = 0; i < 3; i++)
        places[i] = (TilePlace){i * 10 / km_per_degree, 0, FALSE, 1};
    TileQuality quality = tile_layout_quality(3, places, 2, borders, line);
    ck_assert_double_eq_tol(quality.km_per_tile, 10, 1e-6);
    ck_assert_double_eq_tol(quality.max_km, 0, 1e-6);
    ck_assert_double_eq_tol(quality.mean_turn, 0, 1e-6);
    ck_assert_uint_eq(quality.provinces_in_one_piece, 1);
    /* x = -5/3, -2/3, 7/3 against -10, 0, 10 km: scale 360 / 78 = 60 / 13 */
    quality = tile_layout_quality(3, places, 2, borders, bent);
    ck_assert_double_eq_tol(quality.km_per_tile, 60.0 / 13, 1e-6);
    ck_assert_double_eq_tol(quality.max_km, 40.0 / 13, 1e-6);
    ck_assert_uint_eq(quality.provinces_in_one_piece, 0);
}
END_TEST

static gboolean touch(const StoredMap *map, const char *one, const char *other)
{
    return tiles_touch(map->tiles[index_of(map, one)], map->tiles[index_of(map, other)]);
}

/* Water: the islands touch nothing; Zeeuws-Vlaanderen touches only itself (Westerschelde); the west
 * and the east shore of the IJsselmeer do not touch (Medemblik, Enkhuizen, Stede Broec; Lemmer,
 * Urk, Noordoostpolder). */
START_TEST(water_stays_water)
{
    static const char *const west[] = {"GM0420", "GM0388", "GM0532", "GM1911"};
    static const char *const east[] = {"GM1940", "GM0184", "GM0171", "GM1900", "GM0995"};
    static const char *const flanders[] = {"GM1714", "GM0715", "GM0677", NULL};
    StoredMap *map = stored_map_new();
    for (guint j = 0; j < map->country->n; j++) {
        const char *code = map->country->codes[j];
        for (gsize i = 0; i < G_N_ELEMENTS(islands); i++)
            ck_assert(!touch(map, islands[i], code));
        for (gsize i = 0; i < 3 && !g_strv_contains(flanders, code); i++)
            ck_assert(!touch(map, flanders[i], code));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(west); i++)
        for (gsize j = 0; j < G_N_ELEMENTS(east); j++)
            ck_assert(!touch(map, west[i], east[j]));
    stored_map_free(map);
}
END_TEST

static double correlation(guint n, const double *a, const double *b)
{
    double mean_a = 0, mean_b = 0, ab = 0, aa = 0, bb = 0;
    for (guint i = 0; i < n; i++) {
        mean_a += a[i] / n;
        mean_b += b[i] / n;
    }
    for (guint i = 0; i < n; i++) {
        ab += (a[i] - mean_a) * (b[i] - mean_b);
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return ab / sqrt(aa * bb);
}

/* North is up and west is left: places and tiles go together. Zeeuws-Vlaanderen lies below
 * Vlissingen, Borsele and Reimerswaal, the islands above Den Helder and Harlingen, and the south of
 * Limburg below everything. */
START_TEST(the_map_looks_like_the_country)
{
    static const char *const above_below[][2] = {
        {"GM0718", "GM1714"}, {"GM0654", "GM0715"}, {"GM0703", "GM0677"}, {"GM0448", "GM0400"},
        {"GM0093", "GM0072"}, {"GM0060", "GM0072"}, {"GM0858", "GM0981"}, {"GM1714", "GM0981"}};
    StoredMap *map = stored_map_new();
    double x[400], y[400], longitude[400], latitude[400];
    for (guint i = 0; i < map->country->n; i++) {
        tile_centre(map->tiles[i], &x[i], &y[i]);
        longitude[i] = map->country->places[i].longitude;
        latitude[i] = -map->country->places[i].latitude;
    }
    ck_assert_double_gt(correlation(map->country->n, x, longitude), 0.97);
    ck_assert_double_gt(correlation(map->country->n, y, latitude), 0.97);
    for (gsize i = 0; i < G_N_ELEMENTS(above_below); i++)
        ck_assert_msg(y[index_of(map, above_below[i][0])] < y[index_of(map, above_below[i][1])],
                      "%s is not above %s", above_below[i][0], above_below[i][1]);
    stored_map_free(map);
}
END_TEST

/* A small country is computed in every run: a chain of nine places and an island. */
START_TEST(a_small_country_is_laid_out)
{
    TilePlace places[10];
    TileNeighbours borders[8];
    Tile tiles[10];
    for (guint i = 0; i < 9; i++)
        places[i] = (TilePlace){5 + i * 0.2, 52 + (i % 2) * 0.02, FALSE, 0};
    places[9] = (TilePlace){5.2, 52.6, TRUE, 0};
    for (guint i = 0; i < 8; i++)
        borders[i] = (TileNeighbours){i, i + 1, FALSE};
    tile_layout_compute(10, places, 8, borders, 1, 20000, tiles);
    ck_assert_uint_eq(tile_borders_kept(tiles, 8, borders), 8);
    for (guint i = 0; i < 9; i++)
        ck_assert(!tiles_touch(tiles[9], tiles[i]));
    ck_assert_int_lt(tiles[0].column, tiles[8].column);
    ck_assert_int_lt(tiles[9].row, tiles[1].row);
}
END_TEST

START_TEST(limits_ascend_and_read_well)
{
    double values[100], limits[MAP_CLASSES];
    for (guint i = 0; i < 100; i++)
        values[i] = i / 10.0;
    map_class_limits(100, values, limits);
    static const double expected[] = {0, 2, 4, 6, 8};
    for (guint i = 0; i < MAP_CLASSES; i++)
        ck_assert_double_eq_tol(limits[i], expected[i], 1e-9);
    for (guint i = 0; i < 100; i++)
        values[i] = 0;
    map_class_limits(100, values, limits);
    for (guint i = 1; i < MAP_CLASSES; i++)
        ck_assert_double_gt(limits[i], limits[i - 1]);
    map_class_limits(0, values, limits);
    for (guint i = 1; i < MAP_CLASSES; i++)
        ck_assert_double_gt(limits[i], limits[i - 1]);
}
END_TEST

Suite *tile_map_suite(void);
Suite *tile_map_suite(void)
{
    Suite *suite = suite_create("tile map");
    TCase *tcase = tcase_create("tile map");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, every_gemeente_has_a_tile_of_its_own);
    tcase_add_test(tcase, figures_of_the_stored_map);
    tcase_add_test(tcase, quality_is_measured);
    tcase_add_test(tcase, water_stays_water);
    tcase_add_test(tcase, the_map_looks_like_the_country);
    tcase_add_test(tcase, stored_map_is_settled);
    tcase_add_test(tcase, a_small_country_is_laid_out);
    tcase_add_test(tcase, limits_ascend_and_read_well);
    suite_add_tcase(suite, tcase);
    return suite;
}
