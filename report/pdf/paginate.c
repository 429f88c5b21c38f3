#include "report/pdf/paginate.h"

#include "report/pdf/document_private.h"

/* A page that is filled to its last grid line is not too full. */
#define ROUNDING 1e-6
/* Heights are changed by so much more, or less, than was asked: gaps are rounded to the grid. */
#define SLACK 6.0

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
    for (guint i = 0; i < flow_n_blocks(flow); i++)
        flow_block(flow, i)->extra = 0;
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

static double start_of(Paginator *paginator, guint start)
{
    Placement *first = placement(paginator, start);
    first->continued = first->piece > 0 && first->block->class->draw_continued != NULL;
    return paginator->room.top + (first->continued ? first->block->continued_height : 0);
}

/* What is above piece `index` on a page from `start`. */
static double gap_above(const Paginator *paginator, guint index, guint start)
{
    return is_first(paginator, index, start)
               ? 0
               : piece_gap(piece_of(paginator, index - 1), piece_of(paginator, index));
}

static double notes_of(const Paginator *paginator, const Piece *piece, gboolean first)
{
    return piece->notes != NULL
               ? paginator->notes_height(paginator->data, piece->notes, piece->first_note, first)
               : 0;
}

/* Stacks pieces from `start`, to `end` at most, on one page; returns the index of the first one for
 * the next page. `full`: whether that one did not fit. */
static guint stack_page(Paginator *paginator, guint start, guint end, guint page, gboolean *full)
{
    double y = start_of(paginator, start), notes = 0, bottom = bottom_of(paginator, start);
    Breaks breaks = {start, start, y};
    *full = FALSE;
    for (guint i = start; i < end; i++) {
        const Piece *piece = piece_of(paginator, i);
        if (i > start && (piece->break_before || turns(paginator, i)))
            return i;
        y += gap_above(paginator, i, start);
        notes += notes_of(paginator, piece, notes == 0);
        *full = i > start && y + piece->height + notes > bottom + ROUNDING;
        if (*full)
            return choose_break(&breaks, start, i, bottom - notes);
        placement(paginator, i)->page = page;
        placement(paginator, i)->y = y;
        y += piece->height;
        note_break(&breaks, piece, i + 1, y);
    }
    return end;
}

/* --- the last page of a chapter */

#define LEAST_REST 140.0   /* points: less on a last page is moved there from the one before */
#define LARGEST_LOSS 200.0 /* white that may cost the page before */

/* Height of what stands from `next` to the end of the chapter, or more than LEAST_REST. */
static double rest_height(const Paginator *paginator, guint next)
{
    double height = 0;
    for (guint i = next; i < paginator->placements->len && height <= LEAST_REST; i++) {
        const Piece *piece = piece_of(paginator, i);
        if (i > next && (piece->break_before || turns(paginator, i)))
            break;
        height += gap_above(paginator, i, next) + piece->height;
    }
    return height;
}

/* --- elastic figures */

/* White that is not worth a lower figure, points. */
#define SMALL_HOLE 48.0

/* What stays white on a page that holds the pieces from `start` to `end`; less than zero: they do
 * not fit. */
static double white_left(Paginator *paginator, guint start, guint end)
{
    double y = start_of(paginator, start), notes = 0;
    for (guint i = start; i < end; i++) {
        const Piece *piece = piece_of(paginator, i);
        y += gap_above(paginator, i, start) + piece->height;
        notes += notes_of(paginator, piece, notes == 0);
    }
    return bottom_of(paginator, start) - y - notes;
}

/* The end of what comes next and stays together. */
static guint end_of_next(const Paginator *paginator, guint next)
{
    guint n = paginator->placements->len, end = next;
    while (end < n) {
        const Piece *piece = piece_of(paginator, end++);
        if (!piece->keep_with_next && !piece->keep_if_small)
            break;
    }
    return end;
}

static double elastic_room(const Paginator *paginator, guint start, guint end, gboolean higher)
{
    double room = 0;
    for (guint i = start; i < end; i++)
        room += higher ? piece_of(paginator, i)->take : piece_of(paginator, i)->give;
    return room;
}

/* Makes the figures among the pieces higher, or lower, by `points` together: each in proportion to
 * what it can. */
static void stretch(Paginator *paginator, guint start, guint end, double points)
{
    double room = elastic_room(paginator, start, end, points > 0);
    for (guint i = start; i < end && room > 0; i++) {
        const Piece *piece = piece_of(paginator, i);
        double own = points > 0 ? piece->take : piece->give;
        Block *block = placement(paginator, i)->block;
        if (own <= 0)
            continue;
        block->extra += points * own / room;
        block_measure(block, block->width);
    }
}

/* Whether figures were made so much lower that what comes next fits as well: for a large hole, or
 * for the last lines of a chapter. */
static gboolean make_room(Paginator *paginator, guint start, guint next)
{
    if (white_left(paginator, start, next) < SMALL_HOLE &&
        rest_height(paginator, next) >= LEAST_REST)
        return FALSE;
    guint end = end_of_next(paginator, next);
    double lack = SLACK - white_left(paginator, start, end);
    if (lack > elastic_room(paginator, start, end, FALSE))
        return FALSE;
    stretch(paginator, start, end, -MAX(lack, 0));
    return TRUE;
}

static void use_white(Paginator *paginator, guint start, guint next)
{
    double white = white_left(paginator, start, next) - SLACK;
    double room = elastic_room(paginator, start, next, TRUE);
    if (white > 0 && room > 0)
        stretch(paginator, start, next, MIN(white, room));
}

/* `parted`: what had better stay together is parted already. */
static gboolean may_end_after(const Piece *piece, gboolean parted)
{
    return !piece->keep_with_next && (parted || !piece->keep_if_small);
}

/* Where the page ends, so that what follows is no page with a few lines: earlier than it could, if
 * that leaves no large hole. */
static guint balanced_end(Paginator *paginator, guint start, guint next)
{
    guint best = next;
    if (rest_height(paginator, next) >= LEAST_REST)
        return next;
    gboolean parted = piece_of(paginator, next - 1)->keep_if_small;
    for (guint end = next - 1; end > start; end--) {
        if (white_left(paginator, start, end) - elastic_room(paginator, start, end, TRUE) >
            LARGEST_LOSS)
            break;
        if (!may_end_after(piece_of(paginator, end - 1), parted))
            continue;
        best = end;
        if (rest_height(paginator, end) >= LEAST_REST)
            break;
    }
    return best;
}

/* A page that goes on to the next is filled: first with what comes next, then with higher figures.
 */
static guint fill_page(Paginator *paginator, guint start, guint page)
{
    gboolean full;
    guint n = paginator->placements->len;
    guint next = stack_page(paginator, start, n, page, &full);
    if (full && make_room(paginator, start, next))
        next = stack_page(paginator, start, n, page, &full);
    if (full) {
        next = balanced_end(paginator, start, next);
        use_white(paginator, start, next);
        next = stack_page(paginator, start, next, page, &full);
    }
    return next;
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
