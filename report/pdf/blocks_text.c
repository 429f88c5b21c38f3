/* Heads, paragraphs, lists: blocks that are lines of text. */
#include "report/pdf/document_private.h"

#include <string.h>

typedef struct {
    Block block;
    TextStyle style;
    char *markup;
    char *badge; /* NULL: none */
    double before, after, measure;
    guint first_note;
    gboolean keep_with_next, balanced;
    TextBlock *text;
} Paragraph;

#define BADGE_PADDING 4.5
#define MOST_NOTE_LINES 10 /* a note of so many is not parted: half of it would stand alone */
#define EN_SPACE "\xe2\x80\x82"

static double badge_width(Paragraph *paragraph)
{
    return text_width(block_engine(&paragraph->block), STYLE_BADGE, paragraph->badge) +
           2 * BADGE_PADDING;
}

static void paragraph_measure(Block *block)
{
    Paragraph *paragraph = (Paragraph *)block;
    double width = MIN(block->width, paragraph->measure);
    const char *markup = block_markup(block, paragraph->markup);
    g_clear_pointer(&paragraph->text, text_block_unref);
    if (paragraph->badge != NULL)
        paragraph->text = text_block_new_indented(block_engine(block), paragraph->style, markup,
                                                  width, badge_width(paragraph) + 6);
    else if (paragraph->balanced)
        paragraph->text =
            text_block_new_balanced(block_engine(block), paragraph->style, markup, width);
    else
        paragraph->text = text_block_new_with_notes(block_engine(block), paragraph->style, markup,
                                                    width, paragraph->first_note);
    block_add_lines(block, paragraph->text, paragraph->before, paragraph->after);
    const GPtrArray *notes = text_block_content(paragraph->text)->notes;
    if (notes != NULL) { /* all at the page of the first line: a paragraph with notes is short */
        block_piece(block, 0)->notes = notes;
        block_piece(block, 0)->first_note = paragraph->first_note;
    }
    if (paragraph->style == STYLE_SOURCE && block->pieces->len <= MOST_NOTE_LINES)
        for (guint i = 0; i + 1 < block->pieces->len; i++)
            block_piece(block, i)->keep_with_next = TRUE;
    if (paragraph->keep_with_next)
        block_piece(block, block->pieces->len - 1)->keep_with_next = TRUE;
}

static void draw_badge(Paragraph *paragraph, Canvas *canvas, double x, double y)
{
    double baseline = y + text_block_baseline(paragraph->text);
    canvas_outline_rectangle(canvas, COLOUR_ESTIMATED, 0.7, x + 0.35, baseline - 8.5,
                             badge_width(paragraph), 12);
    g_autofree char *badge = g_strconcat(paragraph->badge, EN_SPACE, NULL);
    canvas_label(canvas, STYLE_BADGE, COLOUR_ESTIMATED, badge, x + BADGE_PADDING + 0.5, baseline,
                 ANCHOR_LEFT);
}

static void paragraph_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    Paragraph *paragraph = (Paragraph *)block;
    if (paragraph->badge != NULL && piece == 0)
        draw_badge(paragraph, canvas, x, y);
    canvas_text_lines(canvas, paragraph->text, piece, 1, x, y, 0, ANCHOR_LEFT);
}

static void paragraph_free(Block *block)
{
    Paragraph *paragraph = (Paragraph *)block;
    g_clear_pointer(&paragraph->text, text_block_unref);
    g_free(paragraph->markup);
    g_free(paragraph->badge);
    g_free(paragraph);
}

static const BlockClass paragraph_class = {"paragraph", paragraph_measure, paragraph_draw, NULL,
                                           paragraph_free};

/* Numbers for the footnotes of a text; the first. */
static guint take_notes(const Flow *flow, const char *markup)
{
    if (strstr(markup, "<note>") == NULL)
        return 1;
    g_autoptr(InlineText) content = inline_parse(markup, 1);
    guint n = content->notes != NULL ? content->notes->len : 0;
    return document_take_notes(flow_document(flow), n);
}

static Paragraph *append_paragraph(Flow *flow, TextStyle style, const char *markup, double before,
                                   double after)
{
    Paragraph *paragraph = g_new0(Paragraph, 1);
    paragraph->style = style;
    paragraph->markup = g_strdup(markup);
    paragraph->before = before;
    paragraph->after = after;
    paragraph->measure = TEXT_MEASURE;
    paragraph->first_note = 1;
    paragraph->block.leaf = "P";
    paragraph->first_note = take_notes(flow, markup);
    flow_append(flow, &paragraph->block, &paragraph_class);
    return paragraph;
}

void flow_lead(Flow *flow, const char *markup)
{
    append_paragraph(flow, STYLE_LEAD, markup, GRID_UNITS(1), GRID_UNITS(3))->measure = BODY_WIDTH;
}

void flow_paragraph(Flow *flow, const char *markup)
{
    append_paragraph(flow, STYLE_TEXT, markup, GRID_UNITS(1), GRID_UNITS(2));
}

void flow_paragraph_with_badge(Flow *flow, const char *badge, const char *markup)
{
    append_paragraph(flow, STYLE_TEXT, markup, GRID_UNITS(1), GRID_UNITS(2))->badge =
        g_utf8_strup(badge, -1);
}

void flow_note(Flow *flow, const char *markup)
{
    append_paragraph(flow, STYLE_SOURCE, markup, GRID_UNITS(1), GRID_UNITS(2));
}

void flow_small_print(Flow *flow, const char *markup)
{
    append_paragraph(flow, STYLE_KEY_TEXT, markup, GRID_UNITS(1), 0);
}

void flow_note_below(Flow *flow, const char *markup)
{
    append_paragraph(flow, STYLE_SOURCE, markup, GRID_UNITS(1), GRID_UNITS(5));
}

void flow_title(Flow *flow, const char *title, const char *subtitle)
{
    Paragraph *paragraph = append_paragraph(flow, STYLE_TITLE, title, 0,
                                            subtitle != NULL ? GRID_UNITS(1) : GRID_UNITS(5));
    paragraph->keep_with_next = TRUE;
    paragraph->measure = BODY_WIDTH * 0.86;
    paragraph->balanced = TRUE;
    paragraph->block.leaf = "H1";
    if (subtitle != NULL) {
        Paragraph *below = append_paragraph(flow, STYLE_SUBTITLE, subtitle, 0, GRID_UNITS(6));
        below->keep_with_next = TRUE;
        below->measure = BODY_WIDTH;
    }
}

/* --- headings */

typedef struct {
    Block block;
    Heading *heading; /* borrowed from the document */
    gboolean is_top;
    TextBlock *text;
    char *running; /* of a chapter: what heads its pages */
} HeadingBlock;

static double number_width(const HeadingBlock *heading, TextStyle style)
{
    if (heading->heading->number[0] == '\0')
        return 0;
    return text_width(block_engine(&heading->block), style, heading->heading->number) +
           theme_style(style)->size * 0.62;
}

static TextStyle heading_style(const HeadingBlock *heading)
{
    static const TextStyle styles[] = {STYLE_CHAPTER, STYLE_SECTION, STYLE_SUBSECTION};
    return styles[heading->heading->level - 1];
}

static void heading_measure(Block *block)
{
    static const double before[] = {GRID_UNITS(9), GRID_UNITS(6), GRID_UNITS(4)},
                        after[] = {GRID_UNITS(2), GRID_UNITS(1), 0};
    HeadingBlock *heading = (HeadingBlock *)block;
    TextStyle style = heading_style(heading);
    guint level = heading->heading->level;
    g_clear_pointer(&heading->text, text_block_unref);
    heading->text = text_block_new_balanced(block_engine(block), style, heading->heading->title,
                                            block->width - number_width(heading, style));
    block_add_lines(block, heading->text, before[level - 1], after[level - 1]);
    for (guint i = 0; i < block->pieces->len; i++)
        block_piece(block, i)->keep_with_next = TRUE;
    block_piece(block, 0)->break_before =
        level == 1 && heading->is_top && document_info(block->document)->chapter_on_new_page;
}

/* With a space behind it, for those who hear or copy the text. */
static void draw_number(const HeadingBlock *heading, TextStyle style, Canvas *canvas, double x,
                        double y)
{
    g_autofree char *number = g_strconcat(heading->heading->number, EN_SPACE, NULL);
    canvas_label(canvas, style, COLOUR_INK, number, x, y + text_block_baseline(heading->text),
                 ANCHOR_LEFT);
}

static void heading_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    HeadingBlock *heading = (HeadingBlock *)block;
    TextStyle style = heading_style(heading);
    if (piece == 0) {
        tags_destination(canvas_tags(canvas), heading->heading->name, x, MAX(y - 12, 0));
        if (heading->heading->number[0] != '\0')
            draw_number(heading, style, canvas, x, y);
    }
    canvas_text_lines(canvas, heading->text, piece, 1, x + number_width(heading, style), y, 0,
                      ANCHOR_LEFT);
}

static void heading_free(Block *block)
{
    HeadingBlock *heading = (HeadingBlock *)block;
    g_clear_pointer(&heading->text, text_block_unref);
    g_free(heading->running);
    g_free(heading);
}

static const BlockClass heading_class = {"heading", heading_measure, heading_draw, NULL,
                                         heading_free};

Heading *block_heading(const Block *block)
{
    return block->class == &heading_class ? ((const HeadingBlock *)block)->heading : NULL;
}

/* Returns (transfer full). */
static char *running_title(const Heading *heading)
{
    return heading->number[0] != '\0' ? g_strconcat(heading->number, " ", heading->plain, NULL)
                                      : g_strdup(heading->plain);
}

static const char *append_heading(Flow *flow, guint level, const char *title, gboolean numbered)
{
    static const char *const elements[] = {"H1", "H2", "H3"};
    g_assert(level >= 1 && level <= 3);
    ReportDocument *document = flow_document(flow);
    HeadingBlock *heading = g_new0(HeadingBlock, 1);
    heading->is_top = flow == document_flow(document);
    heading->heading = document_add_heading(document, level, title, numbered && heading->is_top);
    heading->heading->is_top = heading->is_top;
    heading->block.leaf = elements[level - 1];
    if (level == 1 && heading->is_top)
        heading->running = running_title(heading->heading);
    heading->block.running = heading->running;
    flow_append(flow, &heading->block, &heading_class);
    return heading->heading->name;
}

const char *flow_heading(Flow *flow, guint level, const char *title)
{
    return append_heading(flow, level, title, TRUE);
}

const char *flow_heading_unnumbered(Flow *flow, guint level, const char *title)
{
    return append_heading(flow, level, title, FALSE);
}

/* --- lists */

typedef struct {
    Block block;
    char **items;
    guint *first_notes; /* of each item */
    gboolean numbered;
    GPtrArray *texts; /* TextBlock */
} List;

#define LIST_INDENT 13.0

/* Which item and line a piece is. */
static void list_locate(const List *list, guint piece, guint *item, guint *line)
{
    for (*item = 0;; (*item)++) {
        guint n = text_block_n_lines(g_ptr_array_index(list->texts, *item));
        if (piece < n)
            break;
        piece -= n;
    }
    *line = piece;
}

static void list_measure(Block *block)
{
    List *list = (List *)block;
    double width = MIN(block->width, TEXT_MEASURE) - LIST_INDENT;
    g_ptr_array_set_size(list->texts, 0);
    for (guint i = 0; list->items[i] != NULL; i++) {
        guint first = block->pieces->len;
        TextBlock *text = text_block_new_with_notes(block_engine(block), STYLE_TEXT,
                                                    block_markup(block, list->items[i]), width,
                                                    list->first_notes[i]);
        g_ptr_array_add(list->texts, text);
        block_add_lines(block, text, GRID_UNITS(1),
                        list->items[i + 1] != NULL ? GRID_UNITS(1) : GRID_UNITS(2));
        block_piece(block, first)->notes = text_block_content(text)->notes;
        block_piece(block, first)->first_note = list->first_notes[i];
    }
}

static void draw_item_mark(List *list, guint item, Canvas *canvas, double x, double y)
{
    const TextBlock *text = g_ptr_array_index(list->texts, item);
    tags_begin(canvas_tags(canvas), "Lbl");
    g_autofree char *number = g_strdup_printf("%u.", item + 1);
    canvas_label(canvas, STYLE_TEXT, COLOUR_GREY, list->numbered ? number : "–", x,
                 y + text_block_baseline(text), ANCHOR_LEFT);
    tags_end(canvas_tags(canvas));
}

static void list_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    List *list = (List *)block;
    Tags *tags = canvas_tags(canvas);
    guint item, line;
    list_locate(list, piece, &item, &line);
    const TextBlock *text = g_ptr_array_index(list->texts, item);
    if (piece == 0)
        tags_begin_list(tags, list->numbered);
    if (line == 0) {
        tags_begin(tags, "LI");
        draw_item_mark(list, item, canvas, x, y);
        tags_begin(tags, "LBody");
    } else {
        tags_begin_rest(tags, "LBody");
    }
    canvas_text_lines(canvas, text, line, 1, x + LIST_INDENT, y, 0, ANCHOR_LEFT);
    tags_end(tags);
    if (line + 1 == text_block_n_lines(text))
        tags_end(tags);
    if (piece + 1 == block->pieces->len)
        tags_end(tags);
}

static void list_free(Block *block)
{
    List *list = (List *)block;
    g_ptr_array_unref(list->texts);
    g_strfreev(list->items);
    g_free(list->first_notes);
    g_free(list);
}

static const BlockClass list_class = {"list", list_measure, list_draw, NULL, list_free};

static void append_list(Flow *flow, guint n, const char *const *items, gboolean numbered)
{
    if (n == 0)
        return;
    List *list = g_new0(List, 1);
    list->items = g_new0(char *, n + 1);
    list->first_notes = g_new(guint, n);
    for (guint i = 0; i < n; i++) {
        list->items[i] = g_strdup(items[i]);
        list->first_notes[i] = take_notes(flow, items[i]);
    }
    list->numbered = numbered;
    list->texts = g_ptr_array_new_with_free_func((GDestroyNotify)text_block_unref);
    flow_append(flow, &list->block, &list_class);
}

void flow_bullets(Flow *flow, guint n, const char *const *items)
{
    append_list(flow, n, items, FALSE);
}

void flow_numbered(Flow *flow, guint n, const char *const *items)
{
    append_list(flow, n, items, TRUE);
}
