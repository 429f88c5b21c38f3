#include "report/map/boundaries_private.h"

#include "core/datadir.h"
#include "core/error.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>

#define GEOJSON "tests/report/boundaries/fictief.geojson"
#define TOPOJSON "tests/report/boundaries/fictief.topojson"

static Boundaries *load(const char *relative)
{
    g_autofree char *path = datadir_path(relative);
    g_autoptr(GError) error = NULL;
    Boundaries *boundaries = boundaries_load(path, &error);
    ck_assert_msg(boundaries != NULL, "%s", error != NULL ? error->message : "");
    return boundaries;
}

/* Amersfoort, Westertoren and Martinitoren: the points that the publication of the series gives
 * (Geodesia 2001-2), within the half metre that it promises. */
START_TEST(points_of_the_publication)
{
    static const double points[][4] = {{5.38720621, 52.15517440, 155000, 463000},
                                       {4.88352559, 52.37453253, 120700.723, 487525.501},
                                       {6.56820053, 53.21938317, 233883.131, 582065.167}};
    for (gsize i = 0; i < G_N_ELEMENTS(points); i++) {
        RdPoint rd = rd_from_degrees(points[i][0], points[i][1]);
        ck_assert_double_eq_tol(rd.x, points[i][2], 0.3);
        ck_assert_double_eq_tol(rd.y, points[i][3], 0.3);
    }
}
END_TEST

/* What PROJ 9.1.1 gives without grids (EPSG:4326 to 28992), which itself lies 0.3 m from the grid
 * of RDNAPTRANS: the corners of the country. */
START_TEST(points_of_proj)
{
    static const double points[][4] = {{6.05939747, 53.19392085, 199925.704, 578794.559},
                                       {3.31387621, 51.47960687, 10984.262, 389887.972},
                                       {5.3972, 51.3687, 155696.324, 375501.363},
                                       {6.77, 53.41, 246953.684, 603516.962},
                                       {5.6910, 50.8514, 176395.002, 317996.190}};
    for (gsize i = 0; i < G_N_ELEMENTS(points); i++) {
        RdPoint rd = rd_from_degrees(points[i][0], points[i][1]);
        ck_assert_double_eq_tol(rd.x, points[i][2], 0.6);
        ck_assert_double_eq_tol(rd.y, points[i][3], 0.6);
    }
}
END_TEST

static guint find(const Boundaries *boundaries, const char *code)
{
    for (guint i = 0; i < boundaries_n_areas(boundaries); i++)
        if (strcmp(boundaries_code(boundaries, i), code) == 0)
            return i;
    ck_abort_msg("%s is not there", code);
    return 0;
}

/* Degrees at 51.85 north: 68.92 by 111.26 km. The hole in the east is not its own; the island is;
 * the part that is water is left out. */
static void check_fictitious(const Boundaries *boundaries)
{
    static const struct {
        const char *code;
        double square_degrees;
    } areas[] = {{"GM0614", 0.02},
                 {"GM0501", 0.01},
                 {"GM0530", 0.01},
                 {"GM1930", 0.04 - 0.0024 + 0.0001},
                 {"GM0599", 0.0024}};
    ck_assert_uint_eq(boundaries_n_areas(boundaries), 5);
    for (gsize i = 0; i < G_N_ELEMENTS(areas); i++) {
        double expected = areas[i].square_degrees * 68.92 * 111.26;
        ck_assert_double_eq_tol(boundaries_km2(boundaries, find(boundaries, areas[i].code)),
                                expected, expected * 0.01);
    }
    /* three shores of the west, north, south and east as one each, five borders, hole, island */
    ck_assert_uint_eq(boundaries->arcs->len, 11);
    ck_assert_uint_eq(boundaries->rings->len, 7);
}

START_TEST(geojson_gets_shared_arcs)
{
    g_autoptr(Boundaries) boundaries = load(GEOJSON);
    ck_assert_str_eq(boundaries_name(boundaries), "fictief.geojson");
    check_fictitious(boundaries);
}
END_TEST

START_TEST(topojson_is_the_same_map)
{
    g_autoptr(Boundaries) boundaries = load(TOPOJSON);
    check_fictitious(boundaries);
}
END_TEST

/* Every arc inside the map is used by two rings, in both directions; shores by one. */
START_TEST(borders_are_drawn_from_one_arc)
{
    g_autoptr(Boundaries) boundaries = load(TOPOJSON);
    int used[11] = {0};
    for (guint i = 0; i < boundaries->references->len; i++) {
        gint32 reference = g_array_index(boundaries->references, gint32, i);
        used[reference < 0 ? ~reference : reference]++;
    }
    int once = 0, twice = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(used); i++) {
        once += used[i] == 1;
        twice += used[i] == 2;
    }
    ck_assert_int_eq(once, 5);
    ck_assert_int_eq(twice, 6);
}
END_TEST

/* Metres of RD are taken as they are: a square of 10 km, as numbers and as texts without GM. */
START_TEST(metres_are_recognised)
{
    const char *json = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                       "\"id\":363,\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
                       "\"coordinates\":[[[120000,480000],[130000,480000],[130000,490000],"
                       "[120000,490000],[120000,480000]]]}}]}";
    g_autoptr(GError) error = NULL;
    g_autoptr(Boundaries) boundaries = boundaries_parse(json, strlen(json), "rd.json", &error);
    ck_assert_msg(boundaries != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(boundaries_code(boundaries, 0), "GM0363");
    ck_assert_double_eq_tol(boundaries_km2(boundaries, 0), 100, 1e-3);
}
END_TEST

/* Visvalingam: the tooth of 50 x 10 m (500 m2 by its base of 100) goes after the one of 2 m. */
START_TEST(small_dents_go_first)
{
    const char *json =
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":363,"
        "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[120000,480000],[121000,480000],"
        "[121050,480010],[121100,480000],[122000,480000],[122050,480002],[122100,480000],"
        "[130000,480000],[130000,490000],[120000,490000]]]}}]}";
    g_autoptr(Boundaries) boundaries = boundaries_parse(json, strlen(json), "dents.json", NULL);
    ck_assert_ptr_nonnull(boundaries);
    guint tooth = 0;
    for (guint i = 0; i < boundaries->points->len; i++) {
        const BoundaryPoint *point = &g_array_index(boundaries->points, BoundaryPoint, i);
        ck_assert_msg(fabs(point->y + MAP_MIDDLE_Y - 480002) > 1, "2 m tooth: below the finest");
        if (fabs(point->y + MAP_MIDDLE_Y - 480010) < 1) {
            ck_assert_float_eq_tol(point->weight, 500, 1);
            tooth++;
        }
    }
    ck_assert_uint_eq(tooth, 1);
    ck_assert_double_eq_tol(boundaries_km2(boundaries, 0), 100, 0.01);
}
END_TEST

typedef struct {
    const char *json;
    const char *in_message;
} Refusal;

static const Refusal refusals[] = {
    {"", "neither GeoJSON"},
    {"{\"type\":\"Topology\"", "fetch it again"},
    {"[1,2,3]", "neither GeoJSON"},
    {"\xff\xfe{", "byte 1: not UTF-8"},
    {"{\"type\":\"FeatureCollection\"}", "needs a list"},
    {"{\"type\":\"FeatureCollection\",\"features\":[1]}", "feature 1"},
    {"{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"naam\":\"x\"}}]}",
     "tried statcode, gemeentecode"},
    {"{\"type\":\"FeatureCollection\",\"features\":[{\"id\":\"GM0363\"}]}", "no gemeente has"},
    {"{\"type\":\"FeatureCollection\",\"features\":[{\"id\":\"GM0363\",\"geometry\":{\"type\":"
     "\"Point\",\"coordinates\":[4,52]}}]}",
     "GM0363: \"Point\" is not"},
    {"{\"type\":\"FeatureCollection\",\"features\":[{\"id\":\"GM0363\",\"geometry\":{\"type\":"
     "\"Polygon\",\"coordinates\":[[[4,52],[4.1,null]]]}}]}",
     "GM0363: point 2 of a ring"},
    {"{\"type\":\"FeatureCollection\",\"features\":[{\"id\":\"GM0363\",\"geometry\":{\"type\":"
     "\"Polygon\",\"coordinates\":[[[52,4],[52.1,4],[52.1,4.1]]]}}]}",
     "EPSG:28992"},
    {"{\"type\":\"Topology\",\"arcs\":[],\"objects\":{\"g\":{\"geometries\":[{\"type\":\"Polygon\","
     "\"id\":\"GM0363\",\"arcs\":[[7]]}]}}}",
     "GM0363: there is no arc 7"},
    {"{\"type\":\"Topology\",\"arcs\":[],\"objects\":{\"g\":{\"geometries\":[{\"type\":\"Polygon\","
     "\"id\":\"GM0363\",\"arcs\":[[0.5]]}]}}}",
     "no whole number"},
    {"{\"type\":\"Topology\",\"transform\":{},\"arcs\":[],\"objects\":{}}", "transform: needs"}};

START_TEST(refusals_name_place_and_remedy)
{
    const Refusal *refusal = &refusals[_i];
    g_autoptr(GError) error = NULL;
    g_autoptr(Boundaries) boundaries =
        boundaries_parse(refusal->json, strlen(refusal->json), "kaart.json", &error);
    ck_assert_ptr_null(boundaries);
    ck_assert_int_eq(error->code, INBEELD_ERROR_DATA);
    ck_assert_msg(g_str_has_prefix(error->message, "kaart.json: "), "%s", error->message);
    ck_assert_msg(strstr(error->message, refusal->in_message) != NULL, "%s", error->message);
}
END_TEST

START_TEST(depth_and_size_have_a_ceiling)
{
    g_autoptr(GError) deep = NULL, large = NULL, absent = NULL;
    g_autofree char *brackets = g_strnfill(1000000, '[');
    ck_assert_ptr_null(boundaries_parse(brackets, 1000000, "diep.json", &deep));
    ck_assert_ptr_nonnull(strstr(deep->message, "nest deeper than 32"));
    gsize n = 2 * BOUNDARIES_MAX_VALUES + 100;
    g_autofree char *zeros = g_malloc(n + 1);
    for (gsize i = 0; i < n; i++)
        zeros[i] = i == 0 ? '[' : i % 2 ? '0' : ',';
    ck_assert_ptr_null(boundaries_parse(zeros, n, "groot.json", &large));
    ck_assert_ptr_nonnull(strstr(large->message, "generalised"));
    ck_assert_ptr_null(boundaries_load("/nergens/kaart.json", &absent));
    ck_assert_int_eq(absent->code, INBEELD_ERROR_NO_INPUT);
}
END_TEST

/* Many rings over one long arc: the ceiling on points holds, not the patience of the machine. */
START_TEST(an_arc_used_often_meets_the_ceiling)
{
    g_autoptr(GString) json = g_string_new("{\"type\":\"Topology\",\"arcs\":[[");
    for (int i = 0; i < 2000; i++)
        g_string_append_printf(json, "%s[4.%04d,52]", i > 0 ? "," : "", i);
    g_string_append(json, "]],\"objects\":{\"g\":{\"geometries\":[{\"type\":\"MultiPolygon\","
                          "\"id\":\"GM0363\",\"arcs\":[");
    for (int i = 0; i < 1100; i++)
        g_string_append(json, i > 0 ? ",[[0]]" : "[[0]]");
    g_string_append(json, "]}]}}}");
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(boundaries_parse(json->str, json->len, "bom.json", &error));
    ck_assert_ptr_nonnull(strstr(error->message, "more than 2000000 points"));
}
END_TEST

/* Whatever happens to the bytes, the answer is a map that holds together or an error. */
static void check_damaged(const char *bytes, gsize n)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Boundaries) boundaries = boundaries_parse(bytes, n, "kapot.json", &error);
    if (boundaries == NULL) {
        ck_assert_int_eq(error->code, INBEELD_ERROR_DATA);
        return;
    }
    for (guint i = 0; i < boundaries_n_areas(boundaries); i++)
        ck_assert(isfinite(boundaries_km2(boundaries, i)));
}

START_TEST(damaged_files)
{
    static const char *const samples[] = {GEOJSON, TOPOJSON};
    const char alphabet[] = "[]{},:\"-.019eE\\ ntGM\xC3\xFF";
    const char *chosen = g_getenv("INBEELD_MUTANTS"); /* fewer under a memory checker */
    int n_rounds = chosen != NULL ? (int)g_ascii_strtoll(chosen, NULL, 10) : 4000;
    g_autofree char *path = datadir_path(samples[_i]);
    g_autofree char *sample = NULL;
    gsize n = 0;
    g_autoptr(GRand) random = g_rand_new_with_seed(20255);
    ck_assert(g_file_get_contents(path, &sample, &n, NULL));
    for (int round = 0; round < n_rounds; round++) {
        g_autofree char *bytes = g_memdup2(sample, n + 1);
        for (int change = g_rand_int_range(random, 1, 5); change > 0; change--)
            bytes[g_rand_int_range(random, 0, (gint32)n)] =
                alphabet[g_rand_int_range(random, 0, sizeof alphabet - 1)];
        check_damaged(bytes, round % 10 == 0 ? (gsize)g_rand_int_range(random, 1, (gint32)n) : n);
    }
}
END_TEST

/* The gemeenten of 2023 as the ministry published them, where they are at hand: 342 areas, and the
 * area of the country is that of its land with some water. */
START_TEST(the_netherlands)
{
    g_autofree char *path = shared_data_path("data/nl/nl_gm_vr_2023.topo.json");
    if (path == NULL)
        return;
    g_autoptr(GError) error = NULL;
    g_autoptr(Boundaries) boundaries = boundaries_load(path, &error);
    ck_assert_msg(boundaries != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(boundaries_n_areas(boundaries), 342);
    double km2 = 0;
    for (guint i = 0; i < 342; i++) {
        double own = boundaries_km2(boundaries, i);
        ck_assert_msg(own > 2, "%s: %g km2", boundaries_code(boundaries, i), own);
        km2 += own;
    }
    /* land 33,500 km2, with inland water 37,400 */
    ck_assert_double_gt(km2, 33500);
    ck_assert_double_lt(km2, 37400);
}
END_TEST

Suite *boundaries_suite(void);
Suite *boundaries_suite(void)
{
    Suite *suite = suite_create("boundaries");
    TCase *tcase = tcase_create("boundaries");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, points_of_the_publication);
    tcase_add_test(tcase, points_of_proj);
    tcase_add_test(tcase, geojson_gets_shared_arcs);
    tcase_add_test(tcase, topojson_is_the_same_map);
    tcase_add_test(tcase, borders_are_drawn_from_one_arc);
    tcase_add_test(tcase, metres_are_recognised);
    tcase_add_test(tcase, small_dents_go_first);
    tcase_add_loop_test(tcase, refusals_name_place_and_remedy, 0, G_N_ELEMENTS(refusals));
    tcase_add_test(tcase, depth_and_size_have_a_ceiling);
    tcase_add_test(tcase, an_arc_used_often_meets_the_ceiling);
    tcase_add_loop_test(tcase, damaged_files, 0, 2);
    tcase_add_test(tcase, the_netherlands);
    suite_add_tcase(suite, tcase);
    return suite;
}
