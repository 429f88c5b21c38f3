#pragma once

#include "report/pdf/document.h"

/* For modules that add a kind of block to the flow (the page engine's own, and report/table).
 *
 * A block is measured at a width into pieces that are never split: a line of a paragraph, a row of
 * a table, a whole figure. The paginator stacks pieces, breaks between them, and the block draws
 * each at the place it got. */
typedef struct Block Block;

typedef struct {
    double before, after; /* space wanted above and below; the larger of two neighbours counts */
    double height;
    double give, take; /* how much lower or higher the block can be, points; see GraphicClass */
    gboolean keep_with_next;
    gboolean keep_if_small; /* the same, unless a large part of the page would stay white */
    gboolean break_before;  /* starts a page */
    guint first_note;       /* footnotes that belong at the foot of this piece's page */
    const GPtrArray *notes; /* char * markup, or NULL; borrowed */
} Piece;

typedef struct {
    const char *name;
    /* Fills block->pieces with block_add_piece() for block->width; may be called again after the
     * width or caption_room changed. */
    void (*measure)(Block *block);
    void (*draw)(Block *block, guint piece, Canvas *canvas, double x, double y);
    /* Repeated head on a following page, continued_height points high; NULL: none. */
    void (*draw_continued)(Block *block, Canvas *canvas, double x, double y);
    void (*free)(Block *block);
} BlockClass;

/* First member of every block's struct. */
struct Block {
    const BlockClass *class;
    ReportDocument *document;
    const Flow *flow;
    gboolean keep_with_next; /* its last piece, see flow_keep_with_next() */
    gboolean landscape;      /* stands on a landscape page */
    double width;
    GArray *pieces; /* Piece */
    double continued_height;
    const char *group;     /* structure element around the block, over pages; NULL: none */
    const char *place;     /* where links lead to; NULL: nothing does */
    const char *data_name; /* of its data, see block_keep_data(); NULL: none */
    const char *leaf; /* structure element around the block's pieces on one page; NULL: its own */
    /* Height of title and subtitle, and the height to give them so that figures side by side start
     * level; 0 where it has no title. */
    double caption_height, caption_room;
    GPtrArray *inside_notes; /* of blocks within it; NULL: none */
    double stretch;          /* height to fill when alone in a column; 0: own height */
    const char *running;     /* heads the pages from here to the next chapter; NULL: does not */
    double extra;            /* height that its page gave it; less than zero: took from it */
};

/* A figure or table gets its number and its place, once it is appended. `name`: for texts that
 * point to it, unique in the document; NULL: none does. Returns the label as printed, "Figuur 3.1",
 * "" when it is unnumbered; borrowed. */
typedef struct {
    const char *name, *title;
    gboolean is_table, unnumbered;
} LabelInfo;
const char *block_add_label(Block *block, const LabelInfo *info);
/* `markup` with its references (<ref name="…"/>) resolved; lives as long as the document. To be
 * called when the block is measured. */
const char *block_markup(const Block *block, const char *markup);

/* The data of a figure or table goes beside the report, in a file of its name. `data` is taken
 * over; NULL, or without a name: there is no file. Texts are markup and may be NULL. Returns the
 * markup of the link to that file, or NULL when the document has none (transfer full). */
typedef struct {
    const char *name, *label, *title, *subtitle, *source;
} DataInfo;
char *block_keep_data(Block *block, const DataInfo *info, FigureData *data);

/* `block` is allocated with g_new0, its class filled in here. The flow takes it over. */
void flow_append(Flow *flow, Block *block, const BlockClass *class);
ReportDocument *flow_document(const Flow *flow);
TextEngine *block_engine(const Block *block);

Piece *block_piece(const Block *block, guint index);
/* The piece that was added last, to fill in. Valid until the next is added. */
Piece *block_add_piece(Block *block, double height);
/* Standard case: all lines of a text, two at least together at both ends. `before` and `after` are
 * around the whole. */
void block_add_lines(Block *block, const TextBlock *text, double before, double after);

/* Gives out numbers for `n` footnotes; the first of them. */
guint document_take_notes(ReportDocument *document, guint n);

/* Small grey text that belongs to the block above it, which must keep its last piece with it. */
void flow_note_below(Flow *flow, const char *markup);

/* --- title and subtitle of a figure or table */
typedef struct {
    TextBlock *title, *subtitle; /* either may be NULL */
} Caption;

void caption_layout(Caption *caption, TextEngine *engine, const char *label, const char *title,
                    const char *subtitle, double width);
double caption_height(const Caption *caption);
void caption_draw(const Caption *caption, Canvas *canvas, double x, double y);
void caption_clear(Caption *caption);

/* --- flows inside blocks */
/* Footnotes of the blocks in `n` flows belong at the foot of the page of `piece`, the piece of
 * `block` that the flows stand in. */
void block_take_notes_of(Block *block, Piece *piece, guint n, Flow *const *flows);
/* `owner`: the block that draws the flow. */
Flow *flow_new_inside(const Flow *outer, Block *owner);
/* The block of the document's own flow that `block` stands in, or is. */
const Block *block_outermost(const Block *block);
void flow_free(Flow *flow);
/* Measures all blocks at `width`; returns the height of the whole stack. */
double flow_measure(Flow *flow, double width);
void flow_draw(Flow *flow, Canvas *canvas, double x, double y);
guint flow_n_blocks(const Flow *flow);
Block *flow_block(const Flow *flow, guint index);

/* A piece drawn with the structure elements of its block around it. `first_on_page` and
 * `last_on_page` say whether the neighbouring pieces of the block are on other pages. */
void block_draw_piece(Block *block, guint piece, Canvas *canvas, double x, double y,
                      gboolean first_on_page, gboolean last_on_page);
