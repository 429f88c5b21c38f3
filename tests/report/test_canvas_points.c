#include "report/pdf/canvas.h"

#include <check.h>
#include <string.h>

Suite *canvas_points_suite(void);

#define SIDE 100

typedef void (*Draw)(Canvas *canvas);

/* What is drawn on white, as bytes (transfer full). */
static GBytes *picture(Draw draw)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
    cairo_t *cr = cairo_create(surface);
    g_autoptr(Canvas) canvas = canvas_new(cr, NULL, NULL, NULL);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    draw(canvas);
    cairo_surface_flush(surface);
    GBytes *bytes = g_bytes_new(cairo_image_surface_get_data(surface),
                                (gsize)cairo_image_surface_get_stride(surface) * SIDE);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return bytes;
}

/* The largest difference of a colour of a pixel, of 255: edges are smoothed a little differently
 * when a path has several parts. */
static int difference(GBytes *one, GBytes *other)
{
    gsize size = g_bytes_get_size(one);
    const guint8 *a = g_bytes_get_data(one, NULL), *b = g_bytes_get_data(other, NULL);
    int largest = 0;
    ck_assert_uint_eq(size, g_bytes_get_size(other));
    for (gsize i = 0; i < size; i++)
        if (i % 4 < 3)
            largest = MAX(largest, ABS(a[i] - b[i]));
    return largest;
}

#define SMOOTHING 2

static const CanvasPoint apart[] = {{20, 20}, {50, 20}, {80, 20}, {20, 70}, {57, 71.5}};

static void draw_apart_together(Canvas *canvas)
{
    canvas_rings(canvas, COLOUR_REGISTERED, 2, 8, G_N_ELEMENTS(apart), apart);
}

static void draw_apart_one_by_one(Canvas *canvas)
{
    for (gsize i = 0; i < G_N_ELEMENTS(apart); i++)
        canvas_ring(canvas, COLOUR_REGISTERED, 2, apart[i].x, apart[i].y, 8);
}

/* In one path, the same picture as each on its own. */
START_TEST(rings_apart_look_the_same_together)
{
    g_autoptr(GBytes) together = picture(draw_apart_together);
    g_autoptr(GBytes) one_by_one = picture(draw_apart_one_by_one);
    ck_assert_int_le(difference(together, one_by_one), SMOOTHING);
}
END_TEST

static const CanvasPoint touching[] = {{40, 50}, {52, 50}, {64, 50}};

static void draw_touching_together(Canvas *canvas)
{
    canvas_rings(canvas, COLOUR_REGISTERED, 2, 8, G_N_ELEMENTS(touching), touching);
}

/* The middle one touches both others and lies over them; those lie side by side. */
static void draw_touching_in_layers(Canvas *canvas)
{
    canvas_ring(canvas, COLOUR_REGISTERED, 2, touching[0].x, touching[0].y, 8);
    canvas_ring(canvas, COLOUR_REGISTERED, 2, touching[2].x, touching[2].y, 8);
    canvas_ring(canvas, COLOUR_REGISTERED, 2, touching[1].x, touching[1].y, 8);
}

/* Rings that touch stay rings: none loses the edge that lies over another. */
START_TEST(rings_that_touch_lie_over_each_other)
{
    g_autoptr(GBytes) together = picture(draw_touching_together);
    g_autoptr(GBytes) in_layers = picture(draw_touching_in_layers);
    ck_assert_int_le(difference(together, in_layers), SMOOTHING);
    const guint32 *pixels = g_bytes_get_data(together, NULL);
    guint32 ink = 0x1f3f66, white = 0xffffff;
    ck_assert_uint_eq(pixels[50 * SIDE + 52] & white, white); /* within the middle one */
    ck_assert_uint_eq(pixels[50 * SIDE + 44] & white, ink);   /* its left edge, within the first */
}
END_TEST

static void draw_none(Canvas *canvas)
{
    canvas_rings(canvas, COLOUR_REGISTERED, 2, 8, 0, NULL);
    canvas_dots(canvas, COLOUR_REGISTERED, 8, 0, NULL);
}

static void draw_nothing(Canvas *canvas)
{
    (void)canvas;
}

START_TEST(no_points_draw_nothing)
{
    g_autoptr(GBytes) none = picture(draw_none);
    g_autoptr(GBytes) nothing = picture(draw_nothing);
    ck_assert(g_bytes_equal(none, nothing));
}
END_TEST

Suite *canvas_points_suite(void)
{
    Suite *suite = suite_create("canvas_points");
    TCase *tests = tcase_create("core");
    tcase_add_test(tests, rings_apart_look_the_same_together);
    tcase_add_test(tests, rings_that_touch_lie_over_each_other);
    tcase_add_test(tests, no_points_draw_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
