#pragma once

#include "report/pdf/block.h"

/* Where every piece of a flow comes to stand. */
typedef struct {
    Block *block;
    guint piece;
    guint page;         /* from 0 */
    double y;           /* top of the piece, page coordinates */
    gboolean continued; /* the block's repeated head stands above it */
} Placement;

typedef struct {
    double top, bottom;      /* room for pieces on a page */
    double landscape_bottom; /* on a landscape page */
    double width;
} PageRoom;

/* Height that n footnotes take at the foot of a page, with the rule above them when they are the
 * first there. */
typedef double (*NotesHeight)(gpointer data, const GPtrArray *notes, guint first_note,
                              gboolean first_on_page);

/* Measures the flow and breaks it into pages: as full as they can be, never between a piece and
 * the one it must stay with, unless such a chain is longer than a page. Pieces that had better stay
 * together (a table of half a page) do, unless more than a quarter of the page would stay white.
 * Figures give and take height so that a page that goes on is filled: see GraphicClass.
 * Returns an array of Placement in drawing order (transfer full). Cost: linear in the number of
 * pieces. */
GArray *paginate(Flow *flow, PageRoom room, NotesHeight notes_height, gpointer data);
