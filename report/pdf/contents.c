/* Contents list, and the lists of figures and tables: what stands in the document with its page.
 * The height does not depend on the pages, so that one layout pass is enough: the numbers are
 * filled in when the list is drawn. */
#include "report/pdf/document_private.h"

#include <string.h>

typedef enum { LIST_HEADINGS, LIST_FIGURES, LIST_TABLES } ListKind;

typedef struct {
    gboolean is_top; /* a chapter */
    char *number, *title, *target;
    const guint *page; /* known when the list is drawn */
    TextBlock *text;
} Entry;

typedef struct {
    Block block;
    ListKind kind;
    char *heading;
    GArray *entries; /* Entry */
} Contents;

#define NUMBER_ROOM 24.0
#define PAGE_ROOM 34.0 /* the page, and white before it */

static void clear_entry(gpointer data)
{
    Entry *entry = data;
    g_free(entry->number);
    g_free(entry->title);
    g_free(entry->target);
    g_clear_pointer(&entry->text, text_block_unref);
}

static double list_width(const Block *block)
{
    return MIN(block->width, TEXT_MEASURE);
}

static void add_headings(Contents *contents)
{
    const GPtrArray *headings = document_headings(contents->block.document);
    for (guint i = 0; i < headings->len; i++) {
        const Heading *heading = g_ptr_array_index(headings, i);
        if (!heading->is_top || heading->level > 2)
            continue;
        Entry entry = {.is_top = heading->level == 1,
                       .number = g_strdup(heading->number),
                       .title = g_strdup(heading->title),
                       .target = g_strconcat("#", heading->name, NULL),
                       .page = &heading->page};
        g_array_append_val(contents->entries, entry);
    }
}

/* "Figuur 3.1" -> "3.1": the list says already what they are. */
static char *bare_number(const char *label)
{
    const char *space = strrchr(label, ' ');
    return g_strdup(space != NULL ? space + 1 : label);
}

static void add_labels(Contents *contents, LabelKind kind)
{
    const GPtrArray *labels = references_labels(document_references(contents->block.document));
    for (guint i = 0; i < labels->len; i++) {
        const Label *label = g_ptr_array_index(labels, i);
        if (label->kind != kind || label->label[0] == '\0' || label->title == NULL)
            continue;
        Entry entry = {.number = bare_number(label->label),
                       .title = g_strdup(block_markup(&contents->block, label->title)),
                       .target = g_strconcat("#", label->place, NULL),
                       .page = &label->page};
        g_array_append_val(contents->entries, entry);
    }
}

static void collect(Contents *contents)
{
    g_array_set_size(contents->entries, 0);
    if (contents->kind == LIST_HEADINGS)
        add_headings(contents);
    else
        add_labels(contents, contents->kind == LIST_FIGURES ? LABEL_FIGURE : LABEL_TABLE);
}

static void contents_measure(Block *block)
{
    Contents *contents = (Contents *)block;
    collect(contents);
    if (contents->entries->len == 0)
        return;
    gboolean chapters = contents->kind == LIST_HEADINGS;
    Piece *title =
        block_add_piece(block, theme_style(chapters ? STYLE_CHAPTER : STYLE_SECTION)->leading);
    title->before = chapters ? 0 : GRID_UNITS(6);
    title->after = chapters ? GRID_UNITS(2) : GRID_UNITS(1);
    title->keep_with_next = TRUE;
    for (guint i = 0; i < contents->entries->len; i++) {
        Entry *entry = &g_array_index(contents->entries, Entry, i);
        entry->text =
            text_block_new(block_engine(block), entry->is_top ? STYLE_CONTENTS_TOP : STYLE_CONTENTS,
                           entry->title, list_width(block) - NUMBER_ROOM - PAGE_ROOM);
        Piece *piece = block_add_piece(block, text_block_height(entry->text));
        piece->before = entry->is_top ? GRID_UNITS(2) : 0;
        piece->keep_with_next = i == 0 || i + 2 == contents->entries->len || entry->is_top;
    }
    block_piece(block, block->pieces->len - 1)->keep_with_next = FALSE;
    block_piece(block, block->pieces->len - 1)->after = GRID_UNITS(6);
}

static void draw_entry(const Entry *entry, Canvas *canvas, double x, double y, double width)
{
    TextStyle style = text_block_style(entry->text);
    double baseline = y + text_block_baseline(entry->text);
    double last = baseline + text_block_height(entry->text) - text_block_leading(entry->text);
    g_autofree char *page = g_strdup_printf("%u", *entry->page);
    tags_begin(canvas_tags(canvas), "Reference");
    tags_begin_link(canvas_tags(canvas), entry->target, text_block_content(entry->text)->text,
                    (TagRectangle){x, y, width, text_block_height(entry->text)});
    if (entry->number[0] != '\0')
        canvas_label(canvas, style, COLOUR_INK, entry->number, x, baseline, ANCHOR_LEFT);
    canvas_text_block(canvas, entry->text, x + NUMBER_ROOM, y);
    canvas_label(canvas, style, COLOUR_INK, page, x + width, last, ANCHOR_RIGHT);
    tags_end(canvas_tags(canvas));
    tags_end(canvas_tags(canvas));
}

static void contents_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    Contents *contents = (Contents *)block;
    Tags *tags = canvas_tags(canvas);
    if (piece == 0) {
        TextStyle style = contents->kind == LIST_HEADINGS ? STYLE_CHAPTER : STYLE_SECTION;
        g_autoptr(TextBlock) title =
            text_block_new(block_engine(block), style, contents->heading, -1);
        tags_begin(tags, "Caption");
        canvas_text_block(canvas, title, x, y);
        tags_end(tags);
        return;
    }
    tags_begin(tags, "TOCI");
    draw_entry(&g_array_index(contents->entries, Entry, piece - 1), canvas, x, y,
               list_width(block));
    tags_end(tags);
}

static void contents_free(Block *block)
{
    Contents *contents = (Contents *)block;
    g_array_unref(contents->entries);
    g_free(contents->heading);
    g_free(contents);
}

static const BlockClass contents_class = {"contents", contents_measure, contents_draw, NULL,
                                          contents_free};

static void append_list(Flow *flow, ListKind kind, const char *heading)
{
    Contents *contents = g_new0(Contents, 1);
    contents->kind = kind;
    contents->heading = g_strdup(heading);
    contents->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    g_array_set_clear_func(contents->entries, clear_entry);
    contents->block.group = "TOC";
    flow_append(flow, &contents->block, &contents_class);
}

void flow_contents(Flow *flow, const char *heading)
{
    append_list(flow, LIST_HEADINGS, heading);
}

void flow_list_of_figures(Flow *flow, const char *heading)
{
    append_list(flow, LIST_FIGURES, heading);
}

void flow_list_of_tables(Flow *flow, const char *heading)
{
    append_list(flow, LIST_TABLES, heading);
}
