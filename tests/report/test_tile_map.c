#include "report/map/tile_map.h"

#include "core/datadir.h"
#include "core/error.h"
#include "core/table_file.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct {
    guint n;
    char *codes[400];
    TilePlace places[400];
    Tile tiles[400];
    guint n_borders;
    TileNeighbours borders[1000];
} Country;

static const char *const islands[] = {"GM0448", "GM0096", "GM0093", "GM0060", "GM0088"};

static guint index_of(const Country *country, const char *code)
{
    for (guint i = 0; i < country->n; i++)
        if (g_str_equal(country->codes[i], code))
            return i;
    ck_abort_msg("%s is not in the reference data", code);
    return 0;
}

static void read_places(Country *country, const TilePlan *plan)
{
    static const char *const names[] = {"code", "lengtegraad", "breedtegraad"};
    gssize columns[3];
    g_autofree char *path = datadir_path("reference/gemeente_middelpunten.csv");
    g_autoptr(TableFile) table = table_file_open(path, NULL);
    ck_assert_ptr_nonnull(table);
    ck_assert(table_file_columns(table, 3, names, columns, NULL));
    for (; table_file_next(table, NULL); country->n++) {
        TilePlace *place = &country->places[country->n];
        country->codes[country->n] = g_strdup(table_file_text(table, columns[0]));
        ck_assert(table_file_number(table, columns[1], &place->longitude, NULL));
        ck_assert(table_file_number(table, columns[2], &place->latitude, NULL));
        ck_assert_msg(tile_plan_find(plan, country->codes[country->n], &country->tiles[country->n]),
                      "%s has no tile", country->codes[country->n]);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(islands); i++)
        country->places[index_of(country, islands[i])].is_island = TRUE;
}

static void read_borders(Country *country)
{
    static const char *const names[] = {"code_a", "code_b"};
    gssize columns[2];
    g_autofree char *path = datadir_path("reference/gemeente_buren.csv");
    g_autoptr(TableFile) table = table_file_open(path, NULL);
    ck_assert_ptr_nonnull(table);
    ck_assert(table_file_columns(table, 2, names, columns, NULL));
    while (table_file_next(table, NULL))
        country->borders[country->n_borders++] =
            (TileNeighbours){index_of(country, table_file_text(table, columns[0])),
                             index_of(country, table_file_text(table, columns[1]))};
}

static Country *country_new(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TilePlan) plan = tile_plan_load(2023, &error);
    ck_assert_msg(plan != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(tile_plan_n_areas(plan), 342);
    Country *country = g_new0(Country, 1);
    read_places(country, plan);
    read_borders(country);
    return country;
}

static void country_free(Country *country)
{
    for (guint i = 0; i < country->n; i++)
        g_free(country->codes[i]);
    g_free(country);
}

START_TEST(every_gemeente_has_a_tile_of_its_own)
{
    Country *country = country_new();
    ck_assert_uint_eq(country->n, 342);
    for (guint i = 0; i < country->n; i++)
        for (guint j = i + 1; j < country->n; j++)
            ck_assert(country->tiles[i].column != country->tiles[j].column ||
                      country->tiles[i].row != country->tiles[j].row);
    country_free(country);
}
END_TEST

/* 672 of the 881 borders of the reference data (76 %): a map of equal hexagons cannot keep more
 * than six borders of an area, and some have eleven. */
START_TEST(most_borders_are_kept)
{
    Country *country = country_new();
    ck_assert_uint_eq(country->n_borders, 881);
    ck_assert_uint_eq(tile_borders_kept(country->tiles, country->n_borders, country->borders), 672);
    country_free(country);
}
END_TEST

/* Water: the islands touch nothing; Zeeuws-Vlaanderen touches only itself (Westerschelde); the west
 * and the east shore of the IJsselmeer do not touch (Medemblik, Enkhuizen, Stede Broec; Lemmer,
 * Urk, Noordoostpolder). */
START_TEST(water_stays_water)
{
    static const char *const west[] = {"GM0420", "GM0388", "GM0532", "GM1911"};
    static const char *const east[] = {"GM1940", "GM0184", "GM0171", "GM1900", "GM0995"};
    static const char *const flanders[] = {"GM1714", "GM0715", "GM0677"};
    Country *country = country_new();
    for (gsize i = 0; i < G_N_ELEMENTS(islands); i++)
        for (guint j = 0; j < country->n; j++)
            ck_assert(
                !tiles_touch(country->tiles[index_of(country, islands[i])], country->tiles[j]));
    for (gsize i = 0; i < G_N_ELEMENTS(flanders); i++)
        for (guint j = 0; j < country->n; j++)
            if (!g_strv_contains((const char *const[]){"GM1714", "GM0715", "GM0677", NULL},
                                 country->codes[j]))
                ck_assert(!tiles_touch(country->tiles[index_of(country, flanders[i])],
                                       country->tiles[j]));
    for (gsize i = 0; i < G_N_ELEMENTS(west); i++)
        for (gsize j = 0; j < G_N_ELEMENTS(east); j++)
            ck_assert(!tiles_touch(country->tiles[index_of(country, west[i])],
                                   country->tiles[index_of(country, east[j])]));
    country_free(country);
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

/* North is up and west is left: places and tiles go together. */
START_TEST(the_map_looks_like_the_country)
{
    Country *country = country_new();
    double x[400], y[400], longitude[400], latitude[400];
    for (guint i = 0; i < country->n; i++) {
        tile_centre(country->tiles[i], &x[i], &y[i]);
        longitude[i] = country->places[i].longitude;
        latitude[i] = -country->places[i].latitude;
    }
    ck_assert_double_gt(correlation(country->n, x, longitude), 0.97);
    ck_assert_double_gt(correlation(country->n, y, latitude), 0.97);
    country_free(country);
}
END_TEST

/* The stored map is what the code computes. Takes some seconds, so only on request; writes the file
 * when asked to: INBEELD_TILES=check or a path. */
START_TEST(stored_map_is_the_computed_one)
{
    const char *wish = g_getenv("INBEELD_TILES");
    if (wish == NULL)
        return;
    Tile tiles[400];
    Country *country = country_new();
    tile_layout_compute(country->n, country->places, country->n_borders, country->borders, tiles);
    g_autoptr(GString) csv = g_string_new("code;kolom;rij\n");
    for (guint i = 0; i < country->n; i++)
        g_string_append_printf(csv, "%s;%d;%d\n", country->codes[i], tiles[i].column, tiles[i].row);
    if (!g_str_equal(wish, "check"))
        ck_assert(g_file_set_contents(wish, csv->str, (gssize)csv->len, NULL));
    for (guint i = 0; i < country->n; i++)
        ck_assert(tiles[i].column == country->tiles[i].column &&
                  tiles[i].row == country->tiles[i].row);
    country_free(country);
}
END_TEST

/* A small country is computed in every run: a chain of nine places and an island. */
START_TEST(a_small_country_is_laid_out)
{
    TilePlace places[10];
    TileNeighbours borders[8];
    Tile tiles[10];
    for (guint i = 0; i < 9; i++)
        places[i] = (TilePlace){5 + i * 0.2, 52 + (i % 2) * 0.02, FALSE};
    places[9] = (TilePlace){5.2, 52.6, TRUE};
    for (guint i = 0; i < 8; i++)
        borders[i] = (TileNeighbours){i, i + 1};
    tile_layout_compute(10, places, 8, borders, tiles);
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
    tcase_add_test(tcase, most_borders_are_kept);
    tcase_add_test(tcase, water_stays_water);
    tcase_add_test(tcase, the_map_looks_like_the_country);
    tcase_add_test(tcase, stored_map_is_the_computed_one);
    tcase_add_test(tcase, a_small_country_is_laid_out);
    tcase_add_test(tcase, limits_ascend_and_read_well);
    suite_add_tcase(suite, tcase);
    return suite;
}
