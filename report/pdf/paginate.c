#include "report/pdf/paginate.h"

#include "report/pdf/document_private.h"

typedef struct {
    GArray *placements;
    PageRoom room;
    NotesHeight notes_height;
    gpointer data;
} Paginator;

static Placement *placement(const Paginator *paginator, guint index)
{
    return &g_array_index(paginator->placements, Placement, index);
}

static const Piece *piece_of(const Paginator *paginator, guint index)
{
    const Placement *place = placement(paginator, index);
    return block_piece(place->block, place->piece);
}

static void collect(Paginator *paginator, Flow *flow)
{
    flow_measure(flow, paginator->room.width);
    for (guint i = 0; i < flow_n_blocks(flow); i++) {
        Block *block = flow_block(flow, i);
        for (guint j = 0; j < block->pieces->len; j++) {
            Placement place = {.block = block, .piece = j};
            g_array_append_val(paginator->placements, place);
        }
    }
}

/* Whether a piece stands at the top of its page: nothing, or only a page break, is before it. */
static gboolean is_first(const Paginator *paginator, guint index, guint start)
{
    if (index == start)
        return TRUE;
    const Piece *above = piece_of(paginator, index - 1);
    return index == start + 1 && above->break_before && above->height == 0;
}

/* More white than this at the foot of a page looks like the end of a chapter. */
#define LARGEST_HOLE 172.0 /* points: a quarter of a page */

/* A page that is filled to its last grid line is not too full. */
#define ROUNDING 1e-6

/* The last places where a page may end, as an index of the first piece after it. */
typedef struct {
    guint good, possible; /* nothing that had better stay together is parted; it is */
    double good_end;      /* where the pieces before `good` end */
} Breaks;

static void note_break(Breaks *breaks, const Piece *piece, guint next, double end)
{
    if (piece->keep_with_next)
        return;
    breaks->possible = next;
    if (piece->keep_if_small)
        return;
    breaks->good = next;
    breaks->good_end = end;
}

/* `overflow`: the piece that does not fit. */
static guint choose_break(const Breaks *breaks, guint start, guint overflow, double bottom)
{
    if (breaks->good > start && bottom - breaks->good_end <= LARGEST_HOLE)
        return breaks->good;
    if (breaks->possible > start)
        return breaks->possible;
    return overflow;
}

static gboolean is_landscape(const Paginator *paginator, guint index)
{
    return placement(paginator, index)->block->landscape;
}

/* Whether a piece stands on another kind of page than the one before it. */
static gboolean turns(const Paginator *paginator, guint index)
{
    return is_landscape(paginator, index) != is_landscape(paginator, index - 1);
}

static double bottom_of(const Paginator *paginator, guint start)
{
    return is_landscape(paginator, start) ? paginator->room.landscape_bottom
                                          : paginator->room.bottom;
}

/* Stacks pieces from `start` on one page; returns the index of the first one for the next page. */
static guint fill_page(Paginator *paginator, guint start, guint page)
{
    double y = paginator->room.top, notes = 0, bottom = bottom_of(paginator, start);
    guint n = paginator->placements->len;
    Breaks breaks = {start, start, y};
    Placement *first = placement(paginator, start);
    if (first->piece > 0 && first->block->class->draw_continued != NULL) {
        first->continued = TRUE;
        y += first->block->continued_height;
    }
    for (guint i = start; i < n; i++) {
        const Piece *piece = piece_of(paginator, i);
        if (i > start && (piece->break_before || turns(paginator, i)))
            return i;
        y += is_first(paginator, i, start) ? 0 : piece_gap(piece_of(paginator, i - 1), piece);
        if (piece->notes != NULL)
            notes += paginator->notes_height(paginator->data, piece->notes, piece->first_note,
                                             notes == 0);
        if (i > start && y + piece->height + notes > bottom + ROUNDING)
            return choose_break(&breaks, start, i, bottom - notes);
        placement(paginator, i)->page = page;
        placement(paginator, i)->y = y;
        y += piece->height;
        note_break(&breaks, piece, i + 1, y);
    }
    return n;
}

GArray *paginate(Flow *flow, PageRoom room, NotesHeight notes_height, gpointer data)
{
    Paginator paginator = {.room = room, .notes_height = notes_height, .data = data};
    paginator.placements = g_array_new(FALSE, FALSE, sizeof(Placement));
    collect(&paginator, flow);
    guint page = 0;
    for (guint start = 0; start < paginator.placements->len; page++)
        start = fill_page(&paginator, start, page);
    return paginator.placements;
}
