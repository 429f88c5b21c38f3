/* Contents list, and the lists of figures and tables in two columns: what stands in the document
 * with its page. The height does not depend on the pages, so that one layout pass is enough: the
 * numbers are filled in when the list is drawn. */
#include "report/pdf/document_private.h"

#include <string.h>

typedef enum { LIST_HEADINGS, LIST_FIGURES, LIST_TABLES } ListKind;

typedef struct {
    gboolean is_top; /* a chapter */
    char *number, *title, *target;
    const guint *page; /* known when the list is drawn */
    TextBlock *text;
} Entry;

/* The entries of one piece: a line of the contents list, or a part of a list in two columns. */
typedef struct {
    guint first, right, end; /* the right column begins at `right` */
    double height;
} Part;

typedef struct {
    Block block;
    ListKind kind;
    char *heading;
    GArray *entries; /* Entry */
    GArray *parts;   /* Part, one for each piece after the heading */
} Contents;

#define NUMBER_ROOM 24.0
#define PAGE_ROOM 34.0 /* the page, and white before it */
#define COLUMN_PAGE_ROOM 22.0
#define ENTRY_GAP GRID_UNITS(1)
#define HIGHEST_PART GRID_UNITS(180) /* fits a page with the heading */

static void clear_entry(gpointer data)
{
    Entry *entry = data;
    g_free(entry->number);
    g_free(entry->title);
    g_free(entry->target);
    g_clear_pointer(&entry->text, text_block_unref);
}

static gboolean is_contents(const Contents *contents)
{
    return contents->kind == LIST_HEADINGS;
}

static double entry_width(const Contents *contents)
{
    return is_contents(contents) ? MIN(contents->block.width, TEXT_MEASURE)
                                 : (contents->block.width - COLUMN_GAP) / 2;
}

/* A section without a number among numbered ones belongs to the front, where few look for it. */
static gboolean is_listed(const Contents *contents, const Heading *heading)
{
    gboolean bare = heading->level == 2 && heading->number[0] == '\0' &&
                    document_info(contents->block.document)->numbered;
    return heading->is_top && heading->level <= 2 && !bare;
}

static void add_headings(Contents *contents)
{
    const GPtrArray *headings = document_headings(contents->block.document);
    for (guint i = 0; i < headings->len; i++) {
        const Heading *heading = g_ptr_array_index(headings, i);
        if (!is_listed(contents, heading))
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

static Entry *entry_at(const Contents *contents, guint index)
{
    return &g_array_index(contents->entries, Entry, index);
}

static TextStyle entry_style(const Contents *contents, const Entry *entry)
{
    if (!is_contents(contents))
        return STYLE_TABLE;
    return entry->is_top ? STYLE_CONTENTS_TOP : STYLE_CONTENTS;
}

static void set_texts(Contents *contents)
{
    double room = is_contents(contents) ? PAGE_ROOM : COLUMN_PAGE_ROOM;
    for (guint i = 0; i < contents->entries->len; i++) {
        Entry *entry = entry_at(contents, i);
        entry->text = text_block_new(block_engine(&contents->block), entry_style(contents, entry),
                                     entry->title, entry_width(contents) - NUMBER_ROOM - room);
    }
}

/* --- the contents list: an entry a piece */

static double lines_height(const Contents *contents)
{
    double height = 0;
    for (guint i = 0; i < contents->entries->len; i++)
        height += text_block_height(entry_at(contents, i)->text);
    return height;
}

/* White above a chapter: less where the list then fits a page. */
static double chapter_gap(const Contents *contents)
{
    guint n_chapters = 0;
    for (guint i = 0; i < contents->entries->len; i++)
        n_chapters += entry_at(contents, i)->is_top ? 1 : 0;
    double room = BODY_BOTTOM - BODY_TOP - block_piece(&contents->block, 0)->height -
                  block_piece(&contents->block, 0)->after - lines_height(contents);
    gboolean fits = room >= n_chapters * GRID_UNITS(2);
    return !fits && room >= n_chapters * GRID_UNITS(1) ? GRID_UNITS(1) : GRID_UNITS(2);
}

static void add_lines(Contents *contents)
{
    double gap = chapter_gap(contents);
    guint n = contents->entries->len;
    for (guint i = 0; i < n; i++) {
        const Entry *entry = entry_at(contents, i);
        Part part = {i, i + 1, i + 1, text_block_height(entry->text)};
        Piece *piece = block_add_piece(&contents->block, part.height);
        piece->before = entry->is_top && i > 0 ? gap : 0;
        piece->keep_with_next = i + 1 < n && (i == 0 || i + 2 == n || entry->is_top);
        g_array_append_val(contents->parts, part);
    }
}

/* --- lists in two columns */

static double column_height(const Contents *contents, guint first, guint end)
{
    double height = 0;
    for (guint i = first; i < end; i++)
        height += text_block_height(entry_at(contents, i)->text) + (i > first ? ENTRY_GAP : 0);
    return height;
}

/* The entries from `first` in two columns, the left one as low as it can be. */
static Part part_of(const Contents *contents, guint first, guint end)
{
    Part part = {first, end, end, column_height(contents, first, end)};
    for (guint right = end; right > first + 1; right--) {
        double left_height = column_height(contents, first, right - 1);
        if (left_height < column_height(contents, right - 1, end))
            break;
        part.right = right - 1;
        part.height = left_height;
    }
    return part;
}

static void add_columns(Contents *contents)
{
    guint n = contents->entries->len;
    for (guint first = 0; first < n;) {
        guint end = n;
        Part part = part_of(contents, first, end);
        while (part.height > HIGHEST_PART && end > first + 1)
            part = part_of(contents, first, --end);
        block_add_piece(&contents->block, part.height)->before = ENTRY_GAP;
        g_array_append_val(contents->parts, part);
        first = end;
    }
}

static void contents_measure(Block *block)
{
    Contents *contents = (Contents *)block;
    gboolean chapters = is_contents(contents);
    collect(contents);
    g_array_set_size(contents->parts, 0);
    if (contents->entries->len == 0)
        return;
    Piece *title =
        block_add_piece(block, theme_style(chapters ? STYLE_CHAPTER : STYLE_SECTION)->leading);
    title->before = chapters ? 0 : GRID_UNITS(6);
    title->after = GRID_UNITS(2);
    title->keep_with_next = TRUE;
    set_texts(contents);
    (chapters ? add_lines : add_columns)(contents);
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

static void draw_column(Contents *contents, guint first, guint end, Canvas *canvas, double x,
                        double y)
{
    for (guint i = first; i < end; i++) {
        const Entry *entry = entry_at(contents, i);
        tags_begin(canvas_tags(canvas), "TOCI");
        draw_entry(entry, canvas, x, y, entry_width(contents));
        tags_end(canvas_tags(canvas));
        y += text_block_height(entry->text) + ENTRY_GAP;
    }
}

static void contents_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    Contents *contents = (Contents *)block;
    Tags *tags = canvas_tags(canvas);
    if (piece == 0) {
        TextStyle style = is_contents(contents) ? STYLE_CHAPTER : STYLE_SECTION;
        g_autoptr(TextBlock) title =
            text_block_new(block_engine(block), style, contents->heading, -1);
        tags_begin(tags, "Caption");
        canvas_text_block(canvas, title, x, y);
        tags_end(tags);
        return;
    }
    const Part *part = &g_array_index(contents->parts, Part, piece - 1);
    draw_column(contents, part->first, part->right, canvas, x, y);
    draw_column(contents, part->right, part->end, canvas, x + entry_width(contents) + COLUMN_GAP,
                y);
}

static void contents_free(Block *block)
{
    Contents *contents = (Contents *)block;
    g_array_unref(contents->entries);
    g_array_unref(contents->parts);
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
    contents->parts = g_array_new(FALSE, FALSE, sizeof(Part));
    contents->block.running = kind == LIST_HEADINGS ? contents->heading : NULL;
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
