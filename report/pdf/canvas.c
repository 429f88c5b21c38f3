#include "report/pdf/canvas.h"

#include <cairo-pdf.h>
#include <math.h>

#define MAX_ORIGINS 8

struct Canvas {
    cairo_t *cr;
    TextEngine *engine;
    Tags *tags;
    GArray *boxes;
    guint page;
    double page_width, page_height;
    gboolean in_body;
    double origin_x, origin_y;
    CanvasPoint outer[MAX_ORIGINS];
    guint n_outer;
    CanvasOwner owner;
    guint before_axis; /* piece to go back to */
};

static void clear_box(gpointer data)
{
    g_free(((LayoutBox *)data)->text);
    g_free(((LayoutBox *)data)->figure);
}

GArray *layout_boxes_new(void)
{
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(LayoutBox));
    g_array_set_clear_func(boxes, clear_box);
    return boxes;
}

Canvas *canvas_new(cairo_t *cr, TextEngine *engine, Tags *tags, GArray *boxes)
{
    Canvas *canvas = g_new0(Canvas, 1);
    canvas->cr = cr;
    canvas->tags = tags;
    canvas->engine = engine;
    canvas->boxes = boxes;
    canvas->page = 1;
    canvas->page_width = PAGE_WIDTH;
    canvas->page_height = PAGE_HEIGHT;
    canvas->in_body = TRUE;
    return canvas;
}

void canvas_free(Canvas *canvas)
{
    g_free(canvas);
}

cairo_t *canvas_cairo(Canvas *canvas)
{
    return canvas->cr;
}

Tags *canvas_tags(Canvas *canvas)
{
    return canvas->tags;
}

TextEngine *canvas_engine(Canvas *canvas)
{
    return canvas->engine;
}

/* Cairo forgets what was recorded on a page, tags too, when its size is set: only where a page
 * turns, which is never the first. */
void canvas_set_page(Canvas *canvas, guint page, gboolean landscape)
{
    double width = landscape ? PAGE_HEIGHT : PAGE_WIDTH;
    double height = landscape ? PAGE_WIDTH : PAGE_HEIGHT;
    cairo_surface_t *surface = cairo_get_target(canvas->cr);
    if (width != canvas->page_width)
        cairo_pdf_surface_set_size(surface, width, height);
    canvas->page = page;
    canvas->page_width = width;
    canvas->page_height = height;
}

double canvas_page_width(const Canvas *canvas)
{
    return canvas->page_width;
}

double canvas_page_height(const Canvas *canvas)
{
    return canvas->page_height;
}

void canvas_set_in_body(Canvas *canvas, gboolean in_body)
{
    canvas->in_body = in_body;
}

void canvas_push_origin(Canvas *canvas, double x, double y)
{
    g_assert(canvas->n_outer < MAX_ORIGINS);
    canvas->outer[canvas->n_outer++] = (CanvasPoint){canvas->origin_x, canvas->origin_y};
    canvas->origin_x += x;
    canvas->origin_y += y;
}

void canvas_pop_origin(Canvas *canvas)
{
    g_assert(canvas->n_outer > 0);
    CanvasPoint outer = canvas->outer[--canvas->n_outer];
    canvas->origin_x = outer.x;
    canvas->origin_y = outer.y;
}

static void record(Canvas *canvas, LayoutBox box)
{
    if (canvas->boxes == NULL)
        return;
    box.page = canvas->page;
    box.page_width = canvas->page_width;
    box.page_height = canvas->page_height;
    box.in_body = canvas->in_body;
    box.in_drawing = canvas->n_outer > 0;
    if (box.baseline > 0)
        box.baseline += canvas->origin_y;
    box.piece = canvas->owner.piece;
    box.x += canvas->origin_x;
    box.y += canvas->origin_y;
    g_array_append_val(canvas->boxes, box);
    g_array_index(canvas->boxes, LayoutBox, canvas->boxes->len - 1).figure =
        g_strdup(canvas->owner.figure);
}

void canvas_origin(const Canvas *canvas, double *x, double *y)
{
    *x = canvas->origin_x;
    *y = canvas->origin_y;
}

CanvasOwner canvas_set_owner(Canvas *canvas, CanvasOwner owner)
{
    CanvasOwner before = canvas->owner;
    canvas->owner = owner;
    return before;
}

void canvas_begin_axis(Canvas *canvas)
{
    canvas->before_axis = canvas->owner.piece;
    canvas->owner.piece = CANVAS_AXIS;
}

void canvas_end_axis(Canvas *canvas)
{
    canvas->owner.piece = canvas->before_axis;
}

void canvas_record(Canvas *canvas, BoxKind kind, double x, double y, double width, double height)
{
    record(canvas, (LayoutBox){.kind = kind, .x = x, .y = y, .width = width, .height = height});
}

static void set_colour(Canvas *canvas, ColourName name)
{
    ThemeColour colour = theme_colour(name);
    cairo_set_source_rgb(canvas->cr, colour.red, colour.green, colour.blue);
}

/* --- text */

static void record_line(Canvas *canvas, const TextBlock *block, guint line, double x,
                        double baseline)
{
    double ink_x, ink_y, ink_width, ink_height;
    if (canvas->boxes == NULL)
        return;
    text_block_line_ink(block, line, &ink_x, &ink_y, &ink_width, &ink_height);
    if (ink_width > 0)
        record(canvas, (LayoutBox){.kind = BOX_TEXT,
                                   .x = x + ink_x,
                                   .y = baseline + ink_y,
                                   .width = ink_width,
                                   .height = ink_height,
                                   .text = text_block_line_text(block, line),
                                   .baseline = baseline,
                                   .style = text_block_style(block),
                                   .is_cut = text_block_is_cut(block)});
}

/* --- links */

static const InlineSpan *first_link(const TextBlock *block)
{
    const GArray *spans = text_block_content(block)->spans;
    for (guint i = 0; i < spans->len; i++)
        if (g_array_index(spans, InlineSpan, i).kind == INLINE_LINK)
            return &g_array_index(spans, InlineSpan, i);
    return NULL;
}

/* The next link that begins or goes on at or after `from` on a line that ends at `end`. */
static const InlineSpan *next_link(const TextBlock *block, guint from, guint end)
{
    const GArray *spans = text_block_content(block)->spans;
    for (guint i = 0; i < spans->len; i++) {
        const InlineSpan *span = &g_array_index(spans, InlineSpan, i);
        if (span->kind == INLINE_LINK && span->end > from && span->start < end)
            return span;
    }
    return NULL;
}

static void show_plain_part(Canvas *canvas, const TextBlock *block, guint line, guint start,
                            guint end, CanvasPoint at)
{
    if (start >= end)
        return;
    tags_begin(canvas->tags, "Span");
    text_block_show_part(block, line, start, end, canvas->cr, canvas->origin_x + at.x,
                         canvas->origin_y + at.y);
    tags_end(canvas->tags);
}

/* Links are underlined: colour alone says nothing to some readers. */
static void show_link(Canvas *canvas, const TextBlock *block, guint line, const InlineSpan *link,
                      CanvasPoint at)
{
    double left = 0, width = 0;
    if (!text_block_span_on_line(block, line, link->start, link->end, &left, &width))
        return;
    g_autofree char *words =
        g_strndup(text_block_content(block)->text + link->start, link->end - link->start);
    tags_begin_link(
        canvas->tags, link->target, words,
        (TagRectangle){canvas->origin_x + at.x + left, canvas->origin_y + at.y - 8, width, 10.5});
    text_block_show_part(block, line, link->start, link->end, canvas->cr, canvas->origin_x + at.x,
                         canvas->origin_y + at.y);
    tags_end(canvas->tags);
    cairo_save(canvas->cr);
    canvas_rule(canvas, COLOUR_LIGHT_GREY, 0.4, at.x + left, at.y + 1.6, at.x + left + width,
                at.y + 1.6);
    cairo_restore(canvas->cr);
}

/* Text with links: each link is an element, and so must be what stands between them. */
static void show_line_with_links(Canvas *canvas, const TextBlock *block, guint line, double x,
                                 double baseline)
{
    guint at = 0, end = 0;
    text_block_line_bytes(block, line, &at, &end);
    for (const InlineSpan *link; (link = next_link(block, at, end)) != NULL; at = link->end) {
        show_plain_part(canvas, block, line, at, link->start, (CanvasPoint){x, baseline});
        show_link(canvas, block, line, link, (CanvasPoint){x, baseline});
    }
    show_plain_part(canvas, block, line, at, end, (CanvasPoint){x, baseline});
}

static void show_line(Canvas *canvas, const TextBlock *block, guint line, double x, double baseline)
{
    record_line(canvas, block, line, x, baseline);
    if (first_link(block) != NULL)
        show_line_with_links(canvas, block, line, x, baseline);
    else
        text_block_show_line(block, line, canvas->cr, canvas->origin_x + x,
                             canvas->origin_y + baseline);
}

static double anchored(double x, double room, double width, Anchor anchor)
{
    if (anchor == ANCHOR_RIGHT)
        return x + room - width;
    return anchor == ANCHOR_CENTRE ? x + (room - width) / 2 : x;
}

static void text_lines(Canvas *canvas, const TextBlock *block, guint first, guint n, double x,
                       double y, double width, Anchor anchor)
{
    double leading = text_block_leading(block);
    for (guint i = 0; i < n; i++) {
        guint line = first + i;
        double left = anchored(x, width, text_block_line_width(block, line), anchor);
        double baseline = y + i * leading + text_block_baseline(block);
        show_line(canvas, block, line, left, baseline);
    }
}

void canvas_text_lines(Canvas *canvas, const TextBlock *block, guint first, guint n, double x,
                       double y, double width, Anchor anchor)
{
    set_colour(canvas, theme_style(text_block_style(block))->colour);
    text_lines(canvas, block, first, n, x, y, width, anchor);
}

void canvas_text_line_coloured(Canvas *canvas, const TextBlock *block, guint line,
                               ColourName colour, double x, double y)
{
    set_colour(canvas, colour);
    text_lines(canvas, block, line, 1, x, y, 0, ANCHOR_LEFT);
}

void canvas_text_lines_coloured(Canvas *canvas, const TextBlock *block, ColourName colour, double x,
                                double y)
{
    set_colour(canvas, colour);
    text_lines(canvas, block, 0, text_block_n_lines(block), x, y, 0, ANCHOR_LEFT);
}

void canvas_text_block(Canvas *canvas, const TextBlock *block, double x, double y)
{
    canvas_text_lines(canvas, block, 0, text_block_n_lines(block), x, y, 0, ANCHOR_LEFT);
}

void canvas_label(Canvas *canvas, TextStyle style, ColourName colour, const char *text, double x,
                  double baseline, Anchor anchor)
{
    g_autoptr(TextBlock) block = text_block_new_plain(canvas->engine, style, text, -1);
    set_colour(canvas, colour);
    show_line(canvas, block, 0, anchored(x, 0, text_block_width(block), anchor), baseline);
}

double canvas_label_width(Canvas *canvas, TextStyle style, const char *text)
{
    return text_width(canvas->engine, style, text);
}

/* --- shapes */

static void stroke(Canvas *canvas, ColourName colour, double thickness)
{
    set_colour(canvas, colour);
    cairo_set_line_width(canvas->cr, thickness);
    cairo_stroke(canvas->cr);
}

static void path(Canvas *canvas, guint n_points, const CanvasPoint *points)
{
    cairo_new_path(canvas->cr);
    for (guint i = 0; i < n_points; i++)
        cairo_line_to(canvas->cr, canvas->origin_x + points[i].x, canvas->origin_y + points[i].y);
}

void canvas_rule(Canvas *canvas, ColourName colour, double thickness, double x0, double y0,
                 double x1, double y1)
{
    path(canvas, 2, (CanvasPoint[]){{x0, y0}, {x1, y1}});
    stroke(canvas, colour, thickness);
}

void canvas_dashed_rule(Canvas *canvas, ColourName colour, double thickness, double dash, double x0,
                        double y0, double x1, double y1)
{
    cairo_set_dash(canvas->cr, (double[]){dash, dash * 0.8}, 2, 0);
    canvas_rule(canvas, colour, thickness, x0, y0, x1, y1);
    cairo_set_dash(canvas->cr, NULL, 0, 0);
}

void canvas_fill_rectangle(Canvas *canvas, ColourName colour, double x, double y, double width,
                           double height)
{
    set_colour(canvas, colour);
    cairo_rectangle(canvas->cr, canvas->origin_x + x, canvas->origin_y + y, width, height);
    cairo_fill(canvas->cr);
}

void canvas_outline_rectangle(Canvas *canvas, ColourName colour, double thickness, double x,
                              double y, double width, double height)
{
    cairo_rectangle(canvas->cr, canvas->origin_x + x, canvas->origin_y + y, width, height);
    stroke(canvas, colour, thickness);
}

void canvas_fill_polygon(Canvas *canvas, ColourName colour, guint n_points,
                         const CanvasPoint *points)
{
    path(canvas, n_points, points);
    set_colour(canvas, colour);
    cairo_close_path(canvas->cr);
    cairo_fill(canvas->cr);
}

void canvas_outline_polygon(Canvas *canvas, ColourName colour, double thickness, guint n_points,
                            const CanvasPoint *points)
{
    path(canvas, n_points, points);
    cairo_close_path(canvas->cr);
    cairo_set_line_join(canvas->cr, CAIRO_LINE_JOIN_ROUND);
    stroke(canvas, colour, thickness);
}

void canvas_trace_polygon(Canvas *canvas, guint n_points, const CanvasPoint *points)
{
    cairo_new_sub_path(canvas->cr);
    for (guint i = 0; i < n_points; i++)
        cairo_line_to(canvas->cr, canvas->origin_x + points[i].x, canvas->origin_y + points[i].y);
    cairo_close_path(canvas->cr);
}

void canvas_trace_polyline(Canvas *canvas, guint n_points, const CanvasPoint *points)
{
    cairo_new_sub_path(canvas->cr);
    for (guint i = 0; i < n_points; i++)
        cairo_line_to(canvas->cr, canvas->origin_x + points[i].x, canvas->origin_y + points[i].y);
}

void canvas_fill_traced(Canvas *canvas, ColourName colour)
{
    set_colour(canvas, colour);
    cairo_fill(canvas->cr);
}

void canvas_fill_and_outline_traced(Canvas *canvas, ColourName fill, ColourName outline,
                                    double thickness)
{
    set_colour(canvas, fill);
    cairo_fill_preserve(canvas->cr);
    set_colour(canvas, outline);
    cairo_set_line_width(canvas->cr, thickness);
    cairo_stroke(canvas->cr);
}

void canvas_outline_traced(Canvas *canvas, ColourName colour, double thickness)
{
    stroke(canvas, colour, thickness);
}

void canvas_polyline(Canvas *canvas, ColourName colour, double thickness, guint n_points,
                     const CanvasPoint *points)
{
    path(canvas, n_points, points);
    cairo_set_line_join(canvas->cr, CAIRO_LINE_JOIN_ROUND);
    stroke(canvas, colour, thickness);
}

void canvas_diamond(Canvas *canvas, ColourName colour, double thickness, double x, double y,
                    double radius)
{
    const CanvasPoint corners[] = {
        {x, y - radius}, {x + radius, y}, {x, y + radius}, {x - radius, y}};
    canvas_fill_polygon(canvas, COLOUR_WHITE, 4, corners);
    canvas_outline_polygon(canvas, colour, thickness, 4, corners);
}
