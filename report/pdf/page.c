#include "report/pdf/page.h"

#include "report/pdf/document_private.h"

#include <math.h>

#define NOTE_INDENT 9.0
#define NOTES_ABOVE                                                                                \
    GRID_UNITS(4) /* from the text to the first footnote, with a short rule between */

/* --- the sheet */

/* From the lower edge of the page, the same for both ways that it can lie. */
static double from_below(const Canvas *canvas, double portrait_y)
{
    return canvas_page_height(canvas) - (PAGE_HEIGHT - portrait_y);
}

static double body_bottom(const Canvas *canvas)
{
    return canvas_page_width(canvas) > PAGE_WIDTH ? LANDSCAPE_BODY_BOTTOM : BODY_BOTTOM;
}

/* --- footnotes */

static TextBlock *note_text(TextEngine *engine, const char *markup)
{
    return text_block_new(engine, STYLE_SOURCE, markup, TEXT_MEASURE - NOTE_INDENT);
}

double page_notes_height(gpointer engine, const GPtrArray *notes, guint first_note,
                         gboolean first_on_page)
{
    double height = first_on_page ? NOTES_ABOVE : 0;
    (void)first_note;
    for (guint i = 0; i < notes->len; i++) {
        g_autoptr(TextBlock) text = note_text(engine, g_ptr_array_index(notes, i));
        height += text_block_height(text);
    }
    return height;
}

static double draw_notes_of(const Piece *piece, Canvas *canvas, double y)
{
    for (guint i = 0; i < piece->notes->len; i++) {
        g_autofree char *mark = inline_superscript(piece->first_note + i);
        g_autoptr(TextBlock) text =
            note_text(canvas_engine(canvas), g_ptr_array_index(piece->notes, i));
        tags_begin(canvas_tags(canvas), "Note");
        canvas_label(canvas, STYLE_SOURCE, COLOUR_GREY, mark, MARGIN_SIDE,
                     y + text_block_baseline(text), ANCHOR_LEFT);
        canvas_text_block(canvas, text, MARGIN_SIDE + NOTE_INDENT, y);
        tags_end(canvas_tags(canvas));
        y += text_block_height(text);
    }
    return y;
}

static void draw_notes(Canvas *canvas, const GArray *placements, guint start, guint end)
{
    double height = 0;
    for (guint i = start; i < end; i++) {
        const Placement *place = &g_array_index(placements, Placement, i);
        const Piece *piece = block_piece(place->block, place->piece);
        if (piece->notes != NULL)
            height += page_notes_height(canvas_engine(canvas), piece->notes, piece->first_note,
                                        height == 0);
    }
    if (height == 0)
        return;
    double y = body_bottom(canvas) - height + NOTES_ABOVE;
    canvas_rule(canvas, COLOUR_LIGHT_GREY, RULE_HAIR, MARGIN_SIDE, y - 5, MARGIN_SIDE + 60, y - 5);
    for (guint i = start; i < end; i++) {
        const Placement *place = &g_array_index(placements, Placement, i);
        const Piece *piece = block_piece(place->block, place->piece);
        if (piece->notes != NULL)
            y = draw_notes_of(piece, canvas, y);
    }
}

/* --- head and foot */

static char *head_right(const DocumentInfo *info, const char *chapter)
{
    if (!info->head_chapter || chapter == NULL)
        return g_strdup(info->head_right != NULL ? info->head_right : "");
    return info->head_right != NULL ? g_strconcat(info->head_right, " · ", chapter, NULL)
                                    : g_strdup(chapter);
}

/* The text, shortened with an ellipsis to the room it has. */
static char *fitted(TextEngine *engine, char *text, double room)
{
    while (text_width(engine, STYLE_RUNNING, text) > room) {
        char *space = g_utf8_strrchr(text, -1, ' ');
        if (space == NULL)
            break;
        *space = '\0';
        char *shorter = g_strconcat(text, "…", NULL);
        if (text_width(engine, STYLE_RUNNING, shorter) <= room) {
            g_free(text);
            return shorter;
        }
        g_free(shorter);
    }
    return text;
}

static void draw_head_and_foot(Canvas *canvas, const DocumentInfo *info, const char *chapter,
                               guint page)
{
    const double right = canvas_page_width(canvas) - MARGIN_SIDE;
    const double foot_rule = from_below(canvas, FOOT_RULE);
    const double foot = from_below(canvas, FOOT_BASELINE);
    TextEngine *engine = canvas_engine(canvas);
    const char *left = info->head_left != NULL ? info->head_left : "";
    double room = right - MARGIN_SIDE - text_width(engine, STYLE_RUNNING, left) - 20;
    g_autofree char *head = fitted(engine, head_right(info, chapter), room);
    g_autofree char *number = g_strdup_printf("%u", page);
    canvas_set_in_body(canvas, FALSE);
    canvas_label(canvas, STYLE_RUNNING, COLOUR_GREY, left, MARGIN_SIDE, HEAD_BASELINE, ANCHOR_LEFT);
    canvas_label(canvas, STYLE_RUNNING, COLOUR_GREY, head, right, HEAD_BASELINE, ANCHOR_RIGHT);
    canvas_rule(canvas, COLOUR_HAIRLINE, RULE_HAIR, MARGIN_SIDE, HEAD_RULE, right, HEAD_RULE);
    canvas_rule(canvas, COLOUR_HAIRLINE, RULE_HAIR, MARGIN_SIDE, foot_rule, right, foot_rule);
    if (info->foot != NULL)
        canvas_label(canvas, STYLE_RUNNING, COLOUR_GREY, info->foot, MARGIN_SIDE, foot,
                     ANCHOR_LEFT);
    canvas_label(canvas, STYLE_RUNNING, COLOUR_GREY, number, right, foot, ANCHOR_RIGHT);
    canvas_set_in_body(canvas, TRUE);
}

/* Large light letters from the lower left to the upper right, under everything else. They are drawn
 * as shapes, so that nobody hears or copies the word in the middle of a text; the foot says it too.
 */
static void draw_watermark(Canvas *canvas, const char *text)
{
    if (text == NULL)
        return;
    cairo_t *cr = canvas_cairo(canvas);
    g_autoptr(TextBlock) block = text_block_new_plain(canvas_engine(canvas), STYLE_COVER, text, -1);
    ThemeColour colour = theme_colour(COLOUR_MAP_1);
    double scale = 560 / text_block_width(block);
    cairo_save(cr);
    cairo_translate(cr, canvas_page_width(canvas) / 2, canvas_page_height(canvas) / 2);
    cairo_rotate(cr, -atan(canvas_page_height(canvas) / canvas_page_width(canvas)) * 0.96);
    cairo_scale(cr, scale, scale);
    cairo_set_source_rgb(cr, colour.red, colour.green, colour.blue);
    text_block_fill_outline(block, cr, -text_block_width(block) / 2, 12);
    cairo_restore(cr);
}

/* --- cover */

#define COVER_RULE (BODY_TOP + GRID_UNITS(47))
#define COVER_TITLE (GRID_UNITS(5))

/* At the foot of the cover, however many lines they take. */
static void draw_cover_lines(Canvas *canvas, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func((GDestroyNotify)text_block_unref);
    double y = BODY_BOTTOM - GRID_UNIT;
    for (char **line = lines; *line != NULL; line++) {
        TextBlock *block = text_block_new(canvas_engine(canvas), STYLE_TEXT, *line, TEXT_MEASURE);
        g_ptr_array_add(blocks, block);
        y -= text_block_height(block);
    }
    for (guint i = 0; i < blocks->len; i++) {
        const TextBlock *block = g_ptr_array_index(blocks, i);
        tags_begin(canvas_tags(canvas), "P");
        canvas_text_block(canvas, block, MARGIN_SIDE, y);
        tags_end(canvas_tags(canvas));
        y += text_block_height(block);
    }
}

static void draw_cover(Canvas *canvas, const Cover *cover, const DocumentInfo *info)
{
    Tags *tags = canvas_tags(canvas);
    TextEngine *engine = canvas_engine(canvas);
    g_autoptr(TextBlock) title =
        text_block_new_balanced(engine, STYLE_COVER, cover->title, BODY_WIDTH * 0.9);
    double y = COVER_RULE;
    canvas_rule(canvas, COLOUR_REGISTERED, 2.4, MARGIN_SIDE, y, MARGIN_SIDE + 56, y);
    tags_begin(tags, "H1");
    canvas_text_block(canvas, title, MARGIN_SIDE, y + COVER_TITLE);
    tags_end(tags);
    y += COVER_TITLE + text_block_height(title) + GRID_UNITS(3);
    if (cover->subtitle != NULL) {
        g_autoptr(TextBlock) subtitle =
            text_block_new_balanced(engine, STYLE_SUBTITLE, cover->subtitle, BODY_WIDTH * 0.8);
        tags_begin(tags, "P");
        canvas_text_block(canvas, subtitle, MARGIN_SIDE, y);
        tags_end(tags);
    }
    draw_cover_lines(canvas, cover->lines != NULL ? cover->lines : "");
    canvas_rule(canvas, COLOUR_HAIRLINE, RULE_HAIR, MARGIN_SIDE, FOOT_RULE,
                PAGE_WIDTH - MARGIN_SIDE, FOOT_RULE);
    canvas_set_in_body(canvas, FALSE);
    if (info->foot != NULL)
        canvas_label(canvas, STYLE_RUNNING, COLOUR_GREY, info->foot, MARGIN_SIDE, FOOT_BASELINE,
                     ANCHOR_LEFT);
    canvas_set_in_body(canvas, TRUE);
}

/* --- pages */

static gboolean same_block_on_page(const GArray *placements, guint a, guint b)
{
    const Placement *one = &g_array_index(placements, Placement, a);
    const Placement *other = &g_array_index(placements, Placement, b);
    return one->block == other->block && one->page == other->page;
}

static void draw_piece(ReportDocument *document, Canvas *canvas, const GArray *placements, guint i)
{
    const Placement *place = &g_array_index(placements, Placement, i);
    const Heading *heading = block_heading(place->block);
    gboolean first = i == 0 || !same_block_on_page(placements, i, i - 1);
    gboolean last = i + 1 == placements->len || !same_block_on_page(placements, i, i + 1);
    if (heading != NULL && place->piece == 0 && heading->level < 3)
        document_enter_section(document, canvas_tags(canvas), heading->level);
    if (place->continued) {
        canvas_set_owner(canvas, (CanvasOwner){place->block->data_name, 0});
        place->block->class->draw_continued(place->block, canvas, MARGIN_SIDE,
                                            place->y - place->block->continued_height);
    }
    canvas_set_owner(canvas, (CanvasOwner){NULL, 0});
    block_draw_piece(place->block, place->piece, canvas, MARGIN_SIDE, place->y, first, last);
}

/* *first: what the head of a page names, the first chapter that begins on it, else the current one.
 * *last: the one that goes on to the next page. */
static void chapters_of_page(const GArray *placements, guint start, guint end, const char **first,
                             const char **last)
{
    *first = NULL;
    for (guint i = start; i < end; i++) {
        const char *running = g_array_index(placements, Placement, i).block->running;
        if (running == NULL)
            continue;
        *last = running;
        if (*first == NULL)
            *first = running;
    }
    if (*first == NULL)
        *first = *last;
}

static guint end_of_page(const GArray *placements, guint start)
{
    guint end = start;
    guint page = g_array_index(placements, Placement, start).page;
    while (end < placements->len && g_array_index(placements, Placement, end).page == page)
        end++;
    return end;
}

static void begin_page(Canvas *canvas, const DocumentInfo *info, guint page, gboolean landscape)
{
    canvas_set_page(canvas, page, landscape);
    tags_set_page(canvas_tags(canvas), page);
    draw_watermark(canvas, info->watermark);
}

static gboolean is_landscape(const GArray *placements, guint index)
{
    return index < placements->len && g_array_index(placements, Placement, index).block->landscape;
}

guint pages_draw(ReportDocument *document, Canvas *canvas, const Cover *cover,
                 const GArray *placements)
{
    const DocumentInfo *info = document_info(document);
    const char *chapter = NULL, *current = NULL;
    guint page = 0, start = 0;
    if (cover != NULL) {
        begin_page(canvas, info, ++page, FALSE);
        draw_cover(canvas, cover, info);
        cairo_show_page(canvas_cairo(canvas));
    }
    while (start < placements->len || page == 0) {
        guint end = start < placements->len ? end_of_page(placements, start) : start;
        begin_page(canvas, info, ++page, is_landscape(placements, start));
        chapters_of_page(placements, start, end, &chapter, &current);
        draw_head_and_foot(canvas, info, chapter, page);
        for (guint i = start; i < end; i++)
            draw_piece(document, canvas, placements, i);
        draw_notes(canvas, placements, start, end);
        cairo_show_page(canvas_cairo(canvas));
        start = end;
    }
    return page;
}
