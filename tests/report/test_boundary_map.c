#include "report/map/boundary_look.h"
#include "report/map/boundary_map.h"

#include "core/datadir.h"
#include "tests/support/chart_check.h"

#include <check.h>
#include <math.h>
#include <string.h>

static AreaRegister *areas;
static Boundaries *boundaries;

static void open_map(void)
{
    g_autofree char *path = datadir_path("tests/report/boundaries/fictief.geojson");
    g_autoptr(GError) error = NULL;
    areas = area_register_load(&error);
    ck_assert_msg(areas != NULL, "%s", error != NULL ? error->message : "");
    boundaries = boundaries_load(path, &error);
    ck_assert_msg(boundaries != NULL, "%s", error != NULL ? error->message : "");
}

static void close_map(void)
{
    boundaries_free(boundaries);
    area_register_free(areas);
}

static guint n_missing(const BoundaryDivision *division)
{
    guint n;
    boundary_division_missing(division, &n);
    return n;
}

/* Brielle, Hellevoetsluis and Westvoorne became Voorne aan Zee on 1 January 2023: three boundaries
 * of the file are one gemeente of 2024. 342 gemeenten then; 344 in June 2022, when Weesp was
 * part of Amsterdam; five boundaries. */
START_TEST(merged_gemeenten_are_one)
{
    g_autoptr(BoundaryDivision) now =
        boundary_division_new(boundaries, areas, day_parse_iso("2024-12-31"));
    for (guint i = 0; i < 3; i++)
        ck_assert_str_eq(boundary_division_code(now, i), "GM1992");
    ck_assert_uint_eq(boundary_division_n_merged(now), 1);
    ck_assert_uint_eq(n_missing(now), 342 - 3);
    g_autoptr(BoundaryDivision) then =
        boundary_division_new(boundaries, areas, day_parse_iso("2022-06-01"));
    ck_assert_str_eq(boundary_division_code(then, 0), "GM0614");
    ck_assert_uint_eq(boundary_division_n_merged(then), 0);
    ck_assert_uint_eq(n_missing(then), 344 - 5);
}
END_TEST

static BoundaryMap map_of(const MapArea *values, guint n)
{
    static const MapPlace places[] = {{"GM1992", "Voorne aan Zee"},
                                      {"GM1930", "Nissewaard"},
                                      {"GM0599", "Rotterdam"},
                                      {"GM0363", "Amsterdam"}};
    return (BoundaryMap){.n_areas = n,
                         .areas = values,
                         .limits = {0, 1, 2, 4, 8},
                         .n_places = G_N_ELEMENTS(places),
                         .places = places,
                         .height = 400};
}

/* Suppressed is white whatever its size, and borders within a merged gemeente are no borders. */
START_TEST(looks_follow_the_figures)
{
    const MapArea values[] = {{"GM1992", chart_value(3)},
                              {"GM1930", chart_empty(STATE_SUPPRESSED)},
                              {"GM0599", chart_value(9)}};
    g_autoptr(BoundaryDivision) division =
        boundary_division_new(boundaries, areas, day_parse_iso("2024-12-31"));
    BoundaryMap map = map_of(values, 3);
    map.own_code = "GM0599";
    BoundaryLook *look = boundary_look_new(division, &map);
    static const int classes[] = {2, 2, 2, -1, 4};
    for (guint i = 0; i < 5; i++)
        ck_assert_int_eq(look->class[i], classes[i]);
    ck_assert(look->has_suppressed && !look->has_other);
    ck_assert_int_eq(look->own, area_find_code(areas, "GM0599"));
    guint inner = 0, shore = 0;
    for (guint arc = 0; arc < boundaries->arcs->len; arc++) {
        inner += look->sides[2 * arc] == look->sides[2 * arc + 1] ? 1 : 0;
        shore += look->sides[2 * arc + 1] == -1 ? 1 : 0;
    }
    ck_assert_uint_eq(inner, 3);
    ck_assert_uint_eq(shore, 5);
    RdPoint middle = boundary_area_middle(boundaries, 4);
    ck_assert_int_eq(boundary_look_area_at(look, middle.x, middle.y), 4);
    boundary_look_free(look);
}
END_TEST

/* The country and a part of it, with every kind of value: nothing over each other or outside. */
START_TEST(names_and_legend_have_room)
{
    static const char *const around[] = {"GM1992", NULL};
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(BoundaryDivision) division =
        boundary_division_new(boundaries, areas, day_parse_iso("2024-12-31"));
    const MapArea values[] = {{"GM1992", chart_check_value((Fill)_i, 1)},
                              {"GM1930", chart_check_value((Fill)_i, 2)},
                              {"GM0599", chart_check_value((Fill)_i, 3)}};
    BoundaryMap map = map_of(values, 3);
    g_autofree char *country = chart_check_draw(engine, boundary_map_new(division, &map), NULL);
    ck_assert_ptr_nonnull(strstr(country, "8 of meer"));
    ck_assert_ptr_null(strstr(country, "Amsterdam"));
    map.around = around;
    map.own_code = "GM1992";
    map.own_name = "deze gemeente";
    map.height = 0;
    g_autofree char *part = chart_check_draw(engine, boundary_map_new(division, &map),
                                             boundary_map_new(division, &map));
    ck_assert_ptr_nonnull(strstr(part, "deze gemeente"));
}
END_TEST

#define PIXELS_PER_POINT 8
#define SIDE 100 /* points */

/* Where the first stretch of an arc is halfway; its ends stand on halves of a point. */
static CanvasPoint middle_of(const BoundaryView *view, guint arc)
{
    const BoundaryArc *line = &g_array_index(boundaries->arcs, BoundaryArc, arc);
    const BoundaryPoint *ends = &g_array_index(boundaries->points, BoundaryPoint, line->first);
    CanvasPoint a = boundary_view_point(view, (double)ends[0].x, (double)ends[0].y);
    CanvasPoint b = boundary_view_point(view, (double)ends[1].x, (double)ends[1].y);
    return (CanvasPoint){(round(2 * a.x) + round(2 * b.x)) / 4,
                         (round(2 * a.y) + round(2 * b.y)) / 4};
}

static void check_pixel(cairo_surface_t *picture, CanvasPoint at, ColourName expected)
{
    ThemeColour colour = theme_colour(expected);
    const guchar *row =
        cairo_image_surface_get_data(picture) +
        (gsize)cairo_image_surface_get_stride(picture) * (gsize)(at.y * PIXELS_PER_POINT);
    guint32 pixel;
    memcpy(&pixel, row + 4 * (gsize)(at.x * PIXELS_PER_POINT), sizeof pixel);
    ck_assert_double_eq_tol((pixel >> 16 & 0xff) / 255.0, colour.red, 0.01);
    ck_assert_double_eq_tol((pixel >> 8 & 0xff) / 255.0, colour.green, 0.01);
    ck_assert_double_eq_tol((pixel & 0xff) / 255.0, colour.blue, 0.01);
}

static cairo_surface_t *picture_of(const BoundaryLook *look, const BoundaryView *view)
{
    int pixels = SIDE * PIXELS_PER_POINT;
    cairo_surface_t *picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels, pixels);
    cairo_t *cr = cairo_create(picture);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, PIXELS_PER_POINT, PIXELS_PER_POINT);
    g_autoptr(Canvas) canvas = canvas_new(cr, NULL, NULL, NULL);
    boundary_look_draw(look, view, canvas);
    cairo_destroy(cr);
    cairo_surface_flush(picture);
    return picture;
}

/* On the page: no line within a merged gemeente, a white one between two colours, a grey one on the
 * shore and around white; the three gemeenten that became Voorne aan Zee have class 2. */
START_TEST(lines_follow_the_colours)
{
    gboolean is_white = _i == 1; /* Nissewaard, which lies between the others */
    const MapArea values[] = {{"GM1992", chart_value(3)},
                              {"GM1930", is_white ? chart_empty(STATE_SUPPRESSED) : chart_value(5)},
                              {"GM0599", chart_value(9)}};
    g_autoptr(BoundaryDivision) division =
        boundary_division_new(boundaries, areas, day_parse_iso("2024-12-31"));
    BoundaryMap map = map_of(values, 3);
    BoundaryLook *look = boundary_look_new(division, &map);
    BoundaryExtent extent = boundary_extent_none();
    for (guint i = 0; i < look->n; i++)
        boundary_extent_add_area(&extent, boundaries, i);
    BoundaryView view = boundary_view_new(boundaries, &extent, 5, 5, SIDE - 10, SIDE - 10);
    cairo_surface_t *picture = picture_of(look, &view);
    for (guint arc = 0; arc < boundaries->arcs->len; arc++) {
        int one = look->sides[2 * arc], other = look->sides[2 * arc + 1];
        ColourName between = one == other              ? (ColourName)(COLOUR_MAP_1 + 2)
                             : other == -1 || is_white ? COLOUR_LIGHT_GREY
                                                       : COLOUR_WHITE;
        check_pixel(picture, middle_of(&view, arc), between);
    }
    cairo_surface_destroy(picture);
    boundary_look_free(look);
}
END_TEST

/* Every value goes to the data of the figure, drawn or not. */
START_TEST(data_hold_all_areas)
{
    const MapArea values[] = {{"GM1992", chart_value(3)}, {"GM0363", chart_value(5)}};
    g_autoptr(BoundaryDivision) division =
        boundary_division_new(boundaries, areas, day_parse_iso("2024-12-31"));
    BoundaryMap map = map_of(values, 2);
    g_autoptr(Graphic) graphic = boundary_map_new(division, &map);
    g_autoptr(FigureData) data = graphic_data(graphic);
    ck_assert_uint_eq(figure_data_n_rows(data), 2);
}
END_TEST

Suite *boundary_map_suite(void);
Suite *boundary_map_suite(void)
{
    Suite *suite = suite_create("boundary_map");
    TCase *tcase = tcase_create("boundary map");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, open_map, close_map);
    tcase_add_test(tcase, merged_gemeenten_are_one);
    tcase_add_test(tcase, looks_follow_the_figures);
    tcase_add_loop_test(tcase, lines_follow_the_colours, 0, 2);
    tcase_add_loop_test(tcase, names_and_legend_have_room, 0, N_FILLS);
    tcase_add_test(tcase, data_hold_all_areas);
    suite_add_tcase(suite, tcase);
    return suite;
}
