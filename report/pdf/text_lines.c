/* Lines of shaped text: measured and painted. */
#include "report/pdf/text_private.h"

#include <hb.h>
#include <pango/pangocairo.h>

static PangoLayoutLine *line_of(const TextBlock *block, guint line)
{
    return pango_layout_get_line_readonly(block->layout, (int)line);
}

guint text_block_n_lines(const TextBlock *block)
{
    return (guint)pango_layout_get_line_count(block->layout);
}

double text_block_leading(const TextBlock *block)
{
    return theme_style(block->style)->leading;
}

double text_block_height(const TextBlock *block)
{
    return text_block_n_lines(block) * text_block_leading(block);
}

double text_block_baseline(const TextBlock *block)
{
    return block->baseline;
}

const InlineText *text_block_content(const TextBlock *block)
{
    return block->content;
}

TextStyle text_block_style(const TextBlock *block)
{
    return block->style;
}

static double trailing_space(const TextBlock *block, PangoLayoutLine *line)
{
    const char *text = block->content->text;
    int start = pango_layout_line_get_start_index(line);
    int end = start + pango_layout_line_get_length(line);
    int last = end;
    while (last > start && text[last - 1] == ' ')
        last--;
    if (last == end)
        return 0;
    int from = 0, to = 0;
    pango_layout_line_index_to_x(line, last, FALSE, &from);
    pango_layout_line_index_to_x(line, end, FALSE, &to);
    return text_points(to - from);
}

double text_block_line_width(const TextBlock *block, guint line)
{
    PangoLayoutLine *shaped = line_of(block, line);
    PangoRectangle logical;
    pango_layout_line_get_extents(shaped, NULL, &logical);
    double width = text_points(logical.width) - trailing_space(block, shaped);
    return line == 0 ? width + block->indent : width;
}

double text_block_width(const TextBlock *block)
{
    double widest = 0;
    for (guint line = 0; line < text_block_n_lines(block); line++)
        widest = MAX(widest, text_block_line_width(block, line));
    return widest;
}

char *text_block_line_text(const TextBlock *block, guint line)
{
    PangoLayoutLine *shaped = line_of(block, line);
    return g_strndup(block->content->text + pango_layout_line_get_start_index(shaped),
                     (gsize)pango_layout_line_get_length(shaped));
}

void text_block_line_ink(const TextBlock *block, guint line, double *x, double *y, double *width,
                         double *height)
{
    PangoRectangle ink;
    pango_layout_line_get_extents(line_of(block, line), &ink, NULL);
    *x = text_points(ink.x) + (line == 0 ? block->indent : 0);
    *y = text_points(ink.y);
    *width = text_points(ink.width);
    *height = text_points(ink.height);
}

gboolean text_block_is_cut(const TextBlock *block)
{
    const char *text = block->content->text;
    for (guint line = 1; line < text_block_n_lines(block); line++) {
        int start = pango_layout_line_get_start_index(line_of(block, line));
        if (start == 0)
            continue;
        const char *before = g_utf8_find_prev_char(text, text + start);
        gunichar left = g_utf8_get_char(before), right = g_utf8_get_char(text + start);
        if (g_unichar_isalnum(left) && g_unichar_isalnum(right))
            return TRUE;
    }
    return FALSE;
}

gboolean text_block_span_on_line(const TextBlock *block, guint line, guint start, guint end,
                                 double *x, double *width)
{
    PangoLayoutLine *shaped = line_of(block, line);
    int first = pango_layout_line_get_start_index(shaped);
    int last = first + pango_layout_line_get_length(shaped);
    int from = MAX((int)start, first), to = MIN((int)end, last);
    if (from >= to)
        return FALSE;
    int left = 0, right = 0;
    pango_layout_line_index_to_x(shaped, from, FALSE, &left);
    pango_layout_line_index_to_x(shaped, to, FALSE, &right);
    *x = text_points(left) + (line == 0 ? block->indent : 0);
    *width = text_points(right - left);
    return TRUE;
}

/* --- painting */

/* Pango empties the space at the end of a line. It is painted as a space after all, so that the
 * words of two lines do not run together for who hears or copies the text. NULL when the run has
 * none. Returns (transfer full). */
static PangoGlyphItem *with_final_space(PangoGlyphItem *run, const char *text)
{
    int last = run->item->offset + run->item->length - 1;
    int n = run->glyphs->num_glyphs;
    hb_codepoint_t space = 0;
    if (text[last] != ' ' || n == 0 || run->glyphs->glyphs[n - 1].glyph != PANGO_GLYPH_EMPTY ||
        !hb_font_get_nominal_glyph(pango_font_get_hb_font(run->item->analysis.font), ' ', &space))
        return NULL;
    PangoGlyphItem *copy = pango_glyph_item_copy(run);
    copy->glyphs->glyphs[n - 1].glyph = space;
    return copy;
}

static gboolean run_colour(const PangoGlyphItem *run, PangoColor *colour)
{
    for (GSList *node = run->item->analysis.extra_attrs; node != NULL; node = node->next) {
        PangoAttribute *attribute = node->data;
        if (attribute->klass->type == PANGO_ATTR_FOREGROUND) {
            *colour = ((PangoAttrColor *)attribute)->color;
            return TRUE;
        }
    }
    return FALSE;
}

static void show_run(PangoGlyphItem *run, const char *text, cairo_t *cr, double x, double baseline)
{
    PangoColor colour;
    PangoGlyphItem *spaced = with_final_space(run, text);
    cairo_save(cr);
    if (run_colour(run, &colour))
        cairo_set_source_rgb(cr, colour.red / 65535.0, colour.green / 65535.0,
                             colour.blue / 65535.0);
    cairo_move_to(cr, x, baseline);
    pango_cairo_show_glyph_item(cr, text, spaced != NULL ? spaced : run);
    cairo_restore(cr);
    if (spaced != NULL)
        pango_glyph_item_free(spaced);
}

void text_block_show_part(const TextBlock *block, guint line, guint start, guint end, cairo_t *cr,
                          double x, double baseline)
{
    double at = x + (line == 0 ? block->indent : 0);
    for (GSList *node = line_of(block, line)->runs; node != NULL; node = node->next) {
        PangoGlyphItem *run = node->data;
        guint offset = (guint)run->item->offset;
        if (offset >= start && offset < end)
            show_run(run, block->content->text, cr, at, baseline);
        at += text_points(pango_glyph_string_get_width(run->glyphs));
    }
}

void text_block_show_line(const TextBlock *block, guint line, cairo_t *cr, double x,
                          double baseline)
{
    text_block_show_part(block, line, 0, G_MAXUINT, cr, x, baseline);
}

void text_block_fill_outline(const TextBlock *block, cairo_t *cr, double x, double baseline)
{
    cairo_move_to(cr, x, baseline);
    pango_cairo_layout_line_path(cr, line_of(block, 0));
    cairo_fill(cr);
}

void text_block_line_bytes(const TextBlock *block, guint line, guint *start, guint *end)
{
    PangoLayoutLine *shaped = line_of(block, line);
    *start = (guint)pango_layout_line_get_start_index(shaped);
    *end = *start + (guint)pango_layout_line_get_length(shaped);
}
