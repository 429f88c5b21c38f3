#pragma once

#include "report/pdf/tags.h"
#include "report/pdf/text.h"

#include <cairo.h>

/* What everything on a page is drawn with: a thin layer on Cairo that uses the theme and keeps a
 * list of what was drawn where, so that the layout of a page can be tested. Points, y downward. */
typedef struct Canvas Canvas;

typedef enum {
    BOX_TEXT,    /* the ink of one line of text */
    BOX_GRAPHIC, /* the room given to a chart or map */
    BOX_PANEL,   /* a filled background */
    BOX_CELL     /* the room of a table cell */
} BoxKind;

/* One drawn thing; coordinates of the page. */
typedef struct {
    BoxKind kind;
    guint page; /* from 1 */
    double x, y, width, height;
    char *text;          /* BOX_TEXT: the words of the line */
    gboolean is_cut;     /* BOX_TEXT: a word was broken because it did not fit */
    gboolean in_drawing; /* part of a chart or map */
    double baseline;     /* BOX_TEXT; 0: the text is turned */
    TextStyle style;     /* BOX_TEXT */
    double page_width, page_height;
    gboolean in_body; /* within the area between head and foot */
    char *figure;     /* name of the figure or table that it is part of; NULL: of none */
    guint piece;      /* of that figure or table: 0, the row of a table from 1, or CANVAS_AXIS */
} LayoutBox;

/* An empty list of LayoutBox that frees what it holds. Returns (transfer full). */
GArray *layout_boxes_new(void);

/* `boxes`: list that grows, or NULL; `tags`: the structure that is written along. Borrows all. */
Canvas *canvas_new(cairo_t *cr, TextEngine *engine, Tags *tags, GArray *boxes);
void canvas_free(Canvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Canvas, canvas_free)

cairo_t *canvas_cairo(Canvas *canvas);
Tags *canvas_tags(Canvas *canvas);
TextEngine *canvas_engine(Canvas *canvas);
/* Begins a page. */
void canvas_set_page(Canvas *canvas, guint page, gboolean landscape);
double canvas_page_width(const Canvas *canvas);
double canvas_page_height(const Canvas *canvas);
void canvas_set_in_body(Canvas *canvas, gboolean in_body);
/* Move the origin, for drawing a figure in coordinates of its own; pairs nest. */
void canvas_push_origin(Canvas *canvas, double x, double y);
void canvas_pop_origin(Canvas *canvas);
/* Where the origin stands on the page. */
void canvas_origin(const Canvas *canvas, double *x, double *y);
/* What follows is part of this piece of the figure or table of that name (borrowed; NULL: of none).
 * Returns what it was until now. */
typedef struct {
    const char *figure;
    guint piece;
} CanvasOwner;
CanvasOwner canvas_set_owner(Canvas *canvas, CanvasOwner owner);
/* The numbers of an axis are drawn between these two: they are no data. Pairs do not nest. */
#define CANVAS_AXIS G_MAXUINT
void canvas_begin_axis(Canvas *canvas);
void canvas_end_axis(Canvas *canvas);
void canvas_record(Canvas *canvas, BoxKind kind, double x, double y, double width, double height);

/* --- text */

typedef enum { ANCHOR_LEFT, ANCHOR_CENTRE, ANCHOR_RIGHT } Anchor;

/* Lines [first, first + n) of a text with the top of the first at y. The anchor says how lines
 * stand in the stretch from x to x + width. */
void canvas_text_lines(Canvas *canvas, const TextBlock *block, guint first, guint n, double x,
                       double y, double width, Anchor anchor);
/* All lines, left. */
void canvas_text_block(Canvas *canvas, const TextBlock *block, double x, double y);
void canvas_text_line_coloured(Canvas *canvas, const TextBlock *block, guint line,
                               ColourName colour, double x, double y);
void canvas_text_lines_coloured(Canvas *canvas, const TextBlock *block, ColourName colour, double x,
                                double y);
/* One line of plain text at a point on its baseline, in the colour given. */
void canvas_label(Canvas *canvas, TextStyle style, ColourName colour, const char *text, double x,
                  double baseline, Anchor anchor);
/* Width of such a label, points. */
double canvas_label_width(Canvas *canvas, TextStyle style, const char *text);

/* --- shapes */

typedef struct {
    double x, y;
} CanvasPoint;

void canvas_rule(Canvas *canvas, ColourName colour, double thickness, double x0, double y0,
                 double x1, double y1);
void canvas_dashed_rule(Canvas *canvas, ColourName colour, double thickness, double dash, double x0,
                        double y0, double x1, double y1);
void canvas_fill_rectangle(Canvas *canvas, ColourName colour, double x, double y, double width,
                           double height);
void canvas_outline_rectangle(Canvas *canvas, ColourName colour, double thickness, double x,
                              double y, double width, double height);
void canvas_fill_polygon(Canvas *canvas, ColourName colour, guint n_points,
                         const CanvasPoint *points);
void canvas_outline_polygon(Canvas *canvas, ColourName colour, double thickness, guint n_points,
                            const CanvasPoint *points);
/* Many polygons as one path: trace each, then fill or outline them all. */
void canvas_trace_polygon(Canvas *canvas, guint n_points, const CanvasPoint *points);
/* The same for an open line. */
void canvas_trace_polyline(Canvas *canvas, guint n_points, const CanvasPoint *points);
void canvas_fill_traced(Canvas *canvas, ColourName colour);
/* Both at once: the path stands in the file one time. */
void canvas_fill_and_outline_traced(Canvas *canvas, ColourName fill, ColourName outline,
                                    double thickness);
void canvas_outline_traced(Canvas *canvas, ColourName colour, double thickness);
void canvas_polyline(Canvas *canvas, ColourName colour, double thickness, guint n_points,
                     const CanvasPoint *points);
void canvas_dot(Canvas *canvas, ColourName colour, double x, double y, double radius);
/* As one shape: where they overlap no edge is seen. */
void canvas_dots(Canvas *canvas, ColourName colour, double radius, guint n,
                 const CanvasPoint *points);
/* White inside, so that lines do not show through. */
void canvas_ring(Canvas *canvas, ColourName colour, double thickness, double x, double y,
                 double radius);
/* Of two that touch, one is drawn over the other: not always the later. Cost: O(n²) comparisons. */
void canvas_rings(Canvas *canvas, ColourName colour, double thickness, double radius, guint n,
                  const CanvasPoint *points);
void canvas_diamond(Canvas *canvas, ColourName colour, double thickness, double x, double y,
                    double radius);
