#include "report/pdf/block.h"

#include "report/pdf/document_private.h"

struct Flow {
    ReportDocument *document;
    GPtrArray *blocks;
    gboolean landscape;
    Block *owner; /* the block that the flow stands in; NULL: the document */
};

static void block_free(gpointer data)
{
    Block *block = data;
    g_array_unref(block->pieces);
    g_clear_pointer(&block->inside_notes, g_ptr_array_unref);
    block->class->free(block);
}

Flow *flow_new(ReportDocument *document)
{
    Flow *flow = g_new0(Flow, 1);
    flow->document = document;
    flow->blocks = g_ptr_array_new_with_free_func(block_free);
    return flow;
}

Flow *flow_new_inside(const Flow *outer, Block *owner)
{
    Flow *flow = flow_new(outer->document);
    flow->owner = owner;
    return flow;
}

const Block *block_outermost(const Block *block)
{
    while (block->flow->owner != NULL)
        block = block->flow->owner;
    return block;
}

void flow_free(Flow *flow)
{
    if (flow == NULL)
        return;
    g_ptr_array_unref(flow->blocks);
    g_free(flow);
}

ReportDocument *flow_document(const Flow *flow)
{
    return flow->document;
}

guint flow_n_blocks(const Flow *flow)
{
    return flow->blocks->len;
}

Block *flow_block(const Flow *flow, guint index)
{
    return g_ptr_array_index(flow->blocks, index);
}

void flow_append(Flow *flow, Block *block, const BlockClass *class)
{
    block->class = class;
    block->document = flow->document;
    block->flow = flow;
    block->landscape = flow->landscape;
    block->pieces = g_array_new(FALSE, TRUE, sizeof(Piece));
    g_ptr_array_add(flow->blocks, block);
}

TextEngine *block_engine(const Block *block)
{
    return document_engine(block->document);
}

Piece *block_piece(const Block *block, guint index)
{
    return &g_array_index(block->pieces, Piece, index);
}

Piece *block_add_piece(Block *block, double height)
{
    Piece piece = {.height = height};
    g_array_append_val(block->pieces, piece);
    return block_piece(block, block->pieces->len - 1);
}

void block_add_lines(Block *block, const TextBlock *text, double before, double after)
{
    guint n = text_block_n_lines(text), first = block->pieces->len;
    for (guint line = 0; line < n; line++)
        block_add_piece(block, text_block_leading(text))->keep_with_next =
            (line == 0 && n > 1) || line + 2 == n;
    block_piece(block, first)->before = before;
    block_piece(block, first + n - 1)->after = after;
}

void block_draw_piece(Block *block, guint piece, Canvas *canvas, double x, double y,
                      gboolean first_on_page, gboolean last_on_page)
{
    Tags *tags = canvas_tags(canvas);
    gboolean first = piece == 0, last = piece + 1 == block->pieces->len;
    if (first && block->place != NULL)
        tags_destination(tags, block->place, x, MAX(y - 12, 0));
    if (first && block->group != NULL)
        tags_begin(tags, block->group);
    if (block->leaf != NULL && first)
        tags_begin(tags, block->leaf);
    else if (block->leaf != NULL && first_on_page)
        tags_begin_rest(tags, block->leaf);
    CanvasOwner outer = canvas_set_owner(canvas, (CanvasOwner){block->data_name, piece});
    block->class->draw(block, piece, canvas, x, y);
    canvas_set_owner(canvas, outer);
    if (block->leaf != NULL && (last || last_on_page))
        tags_end(tags);
    if (last && block->group != NULL)
        tags_end(tags);
}

void block_measure(Block *block, double width)
{
    block->width = width;
    g_array_set_size(block->pieces, 0);
    block->class->measure(block);
    if (block->keep_with_next && block->pieces->len > 0)
        block_piece(block, block->pieces->len - 1)->keep_with_next = TRUE;
}

void flow_landscape_begin(Flow *flow)
{
    g_assert(flow->owner == NULL);
    flow->landscape = TRUE;
}

void flow_landscape_end(Flow *flow)
{
    flow->landscape = FALSE;
}

void flow_keep_with_next(Flow *flow)
{
    if (flow_n_blocks(flow) > 0)
        flow_block(flow, flow_n_blocks(flow) - 1)->keep_with_next = TRUE;
}

/* The lower piece begins at the line of the grid that is nearest to the place it wants. */
double piece_gap(const Piece *above, const Piece *below)
{
    if (above == NULL)
        return 0;
    double wanted = grid_nearest(above->height + MAX(above->after, below->before));
    if (wanted < above->height - 1e-6)
        wanted += GRID_UNIT;
    return wanted - above->height;
}

double flow_measure(Flow *flow, double width)
{
    double height = 0;
    const Piece *above = NULL;
    for (guint i = 0; i < flow->blocks->len; i++) {
        Block *block = flow_block(flow, i);
        block_measure(block, block->landscape ? LANDSCAPE_BODY_WIDTH : width);
        for (guint j = 0; j < block->pieces->len; j++) {
            const Piece *piece = block_piece(block, j);
            height += piece_gap(above, piece) + piece->height;
            above = piece;
        }
    }
    return height;
}

typedef struct {
    guint number;
    char *markup; /* borrowed */
} NumberedNote;

static int compare_notes(gconstpointer a, gconstpointer b)
{
    const NumberedNote *one = a, *other = b;
    return one->number < other->number ? -1 : one->number > other->number;
}

static void collect_notes(const Flow *flow, GArray *notes)
{
    for (guint i = 0; i < flow_n_blocks(flow); i++) {
        const Block *block = flow_block(flow, i);
        for (guint j = 0; j < block->pieces->len; j++) {
            const Piece *piece = block_piece(block, j);
            for (guint k = 0; piece->notes != NULL && k < piece->notes->len; k++) {
                NumberedNote note = {piece->first_note + k, g_ptr_array_index(piece->notes, k)};
                g_array_append_val(notes, note);
            }
        }
    }
}

/* The columns of one piece are filled one after another: together their numbers have no gap. */
void block_take_notes_of(Block *block, Piece *piece, guint n, Flow *const *flows)
{
    g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(NumberedNote));
    g_clear_pointer(&block->inside_notes, g_ptr_array_unref);
    for (guint i = 0; i < n; i++)
        collect_notes(flows[i], notes);
    if (notes->len == 0)
        return;
    g_array_sort(notes, compare_notes);
    block->inside_notes = g_ptr_array_new();
    for (guint i = 0; i < notes->len; i++)
        g_ptr_array_add(block->inside_notes, g_array_index(notes, NumberedNote, i).markup);
    piece->notes = block->inside_notes;
    piece->first_note = g_array_index(notes, NumberedNote, 0).number;
}

void flow_draw(Flow *flow, Canvas *canvas, double x, double y)
{
    const Piece *above = NULL;
    for (guint i = 0; i < flow->blocks->len; i++) {
        Block *block = flow_block(flow, i);
        for (guint j = 0; j < block->pieces->len; j++) {
            const Piece *piece = block_piece(block, j);
            y += piece_gap(above, piece);
            block_draw_piece(block, j, canvas, x, y, FALSE, FALSE);
            y += piece->height;
            above = piece;
        }
    }
}

/* --- title and subtitle */

void caption_layout(Caption *caption, TextEngine *engine, const char *label, const char *title,
                    const char *subtitle, double width)
{
    caption_clear(caption);
    if (title != NULL) {
        g_autofree char *whole = label != NULL && label[0] != '\0'
                                     ? g_strconcat(label, "\xe2\x80\x82", title, NULL)
                                     : g_strdup(title);
        caption->title = text_block_new(engine, STYLE_FIGURE_TITLE, whole, width);
    }
    if (subtitle != NULL)
        caption->subtitle = text_block_new(engine, STYLE_CAPTION, subtitle, width);
}

static double optional_height(const TextBlock *text)
{
    return text != NULL ? text_block_height(text) : 0;
}

double caption_height(const Caption *caption)
{
    double gap = caption->title != NULL && caption->subtitle != NULL ? GRID_UNIT : 0;
    return optional_height(caption->title) + gap + optional_height(caption->subtitle);
}

void caption_draw(const Caption *caption, Canvas *canvas, double x, double y)
{
    Tags *tags = canvas_tags(canvas);
    if (caption->title != NULL) {
        tags_begin(tags, "P");
        canvas_text_block(canvas, caption->title, x, y);
        tags_end(tags);
        y += text_block_height(caption->title) + GRID_UNIT;
    }
    if (caption->subtitle != NULL) {
        tags_begin(tags, "P");
        canvas_text_block(canvas, caption->subtitle, x, y);
        tags_end(tags);
    }
}

void caption_clear(Caption *caption)
{
    g_clear_pointer(&caption->title, text_block_unref);
    g_clear_pointer(&caption->subtitle, text_block_unref);
}
