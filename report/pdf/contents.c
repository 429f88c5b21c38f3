/* Contents list: the headings of the document with their pages. Its height depends only on how many
 * headings there are, so one layout pass is enough: the numbers are filled in when it is drawn. */
#include "report/pdf/document_private.h"

typedef struct {
    Block block;
    char *heading;
    GPtrArray *entries; /* Heading *, borrowed */
} Contents;

#define NUMBER_ROOM 24.0

static void contents_measure(Block *block)
{
    Contents *contents = (Contents *)block;
    const GPtrArray *headings = document_headings(block->document);
    double leading = theme_style(STYLE_CONTENTS)->leading;
    g_ptr_array_set_size(contents->entries, 0);
    Piece *title = block_add_piece(block, theme_style(STYLE_CHAPTER)->leading);
    title->after = 8;
    title->keep_with_next = TRUE;
    for (guint i = 0; i < headings->len; i++) {
        Heading *heading = g_ptr_array_index(headings, i);
        if (!heading->is_top || heading->level > 2)
            continue;
        g_ptr_array_add(contents->entries, heading);
        Piece *piece = block_add_piece(block, leading);
        piece->before = heading->level == 1 ? 7 : 0;
    }
    block_piece(block, block->pieces->len - 1)->after = 20;
}

static void draw_entry(const Heading *heading, Canvas *canvas, double x, double y, double width)
{
    TextStyle style = heading->level == 1 ? STYLE_CONTENTS_TOP : STYLE_CONTENTS;
    g_autoptr(TextBlock) title = text_block_new(canvas_engine(canvas), style, heading->title, -1);
    double baseline = y + text_block_baseline(title);
    g_autofree char *page = g_strdup_printf("%u", heading->page);
    g_autofree char *target = g_strconcat("#", heading->name, NULL);
    tags_begin_link(canvas_tags(canvas), target, x, y, width, text_block_leading(title));
    if (heading->number[0] != '\0')
        canvas_label(canvas, style, COLOUR_INK, heading->number, x, baseline, ANCHOR_LEFT);
    canvas_text_block(canvas, title, x + NUMBER_ROOM, y);
    canvas_label(canvas, style, COLOUR_INK, page, x + width, baseline, ANCHOR_RIGHT);
    tags_end(canvas_tags(canvas));
}

static void contents_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    Contents *contents = (Contents *)block;
    Tags *tags = canvas_tags(canvas);
    if (piece == 0) {
        g_autoptr(TextBlock) title =
            text_block_new(block_engine(block), STYLE_CHAPTER, contents->heading, block->width);
        tags_begin(tags, "P");
        canvas_text_block(canvas, title, x, y);
        tags_end(tags);
        return;
    }
    tags_begin(tags, "TOCI");
    draw_entry(g_ptr_array_index(contents->entries, piece - 1), canvas, x, y,
               MIN(block->width, TEXT_MEASURE));
    tags_end(tags);
}

static void contents_free(Block *block)
{
    Contents *contents = (Contents *)block;
    g_ptr_array_unref(contents->entries);
    g_free(contents->heading);
    g_free(contents);
}

static const BlockClass contents_class = {"contents", contents_measure, contents_draw, NULL,
                                          contents_free};

void flow_contents(Flow *flow, const char *heading)
{
    Contents *contents = g_new0(Contents, 1);
    contents->heading = g_strdup(heading);
    contents->entries = g_ptr_array_new();
    contents->block.group = "TOC";
    flow_append(flow, &contents->block, &contents_class);
}
