/* Dots and rings, one or many: those that touch no other are one path, for a path of its own is
 * what takes time and bytes. */
#include "report/pdf/canvas.h"

#include <math.h>

#define CLEAR 0.5 /* points between those of one path, so that no edge is drawn twice */

/* A line without length and with round ends is a dot: a tenth of the bytes of a circle. */
static void stroke_dots(Canvas *canvas, ColourName colour, double radius, guint n,
                        const CanvasPoint *points)
{
    cairo_t *cr = canvas_cairo(canvas);
    ThemeColour tint = theme_colour(colour);
    double x, y;
    canvas_origin(canvas, &x, &y);
    cairo_new_path(cr);
    for (guint i = 0; i < n; i++) {
        cairo_move_to(cr, x + points[i].x, y + points[i].y);
        cairo_line_to(cr, x + points[i].x, y + points[i].y);
    }
    cairo_set_source_rgb(cr, tint.red, tint.green, tint.blue);
    cairo_set_line_width(cr, 2 * radius);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_stroke(cr);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
}

void canvas_dots(Canvas *canvas, ColourName colour, double radius, guint n,
                 const CanvasPoint *points)
{
    if (n > 0)
        stroke_dots(canvas, colour, radius, n, points);
}

void canvas_dot(Canvas *canvas, ColourName colour, double x, double y, double radius)
{
    stroke_dots(canvas, colour, radius, 1, &(CanvasPoint){x, y});
}

/* Each ring in the lowest layer in which it touches none. Returns how many layers. */
static guint put_in_layers(double diameter, guint n, const CanvasPoint *points, guint *layers)
{
    guint n_layers = 0;
    g_autofree guint *taken =
        g_new0(guint, n + 1); /* by layer: 1 + the ring that last found it so */
    for (guint i = 0; i < n; i++) {
        for (guint j = 0; j < i; j++)
            if (hypot(points[i].x - points[j].x, points[i].y - points[j].y) < diameter)
                taken[layers[j]] = i + 1;
        layers[i] = 0;
        while (taken[layers[i]] == i + 1)
            layers[i]++;
        n_layers = MAX(n_layers, layers[i] + 1);
    }
    return n_layers;
}

void canvas_rings(Canvas *canvas, ColourName colour, double thickness, double radius, guint n,
                  const CanvasPoint *points)
{
    g_autofree guint *layers = g_new(guint, n + 1);
    g_autofree CanvasPoint *together = g_new(CanvasPoint, n + 1);
    guint n_layers = put_in_layers(2 * radius + thickness + CLEAR, n, points, layers);
    for (guint layer = 0; layer < n_layers; layer++) {
        guint m = 0;
        for (guint i = 0; i < n; i++)
            if (layers[i] == layer)
                together[m++] = points[i];
        stroke_dots(canvas, colour, radius + thickness / 2, m, together);
        stroke_dots(canvas, COLOUR_WHITE, radius - thickness / 2, m, together);
    }
}

void canvas_ring(Canvas *canvas, ColourName colour, double thickness, double x, double y,
                 double radius)
{
    canvas_rings(canvas, colour, thickness, radius, 1, &(CanvasPoint){x, y});
}
