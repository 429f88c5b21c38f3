#pragma once

#include "report/pdf/paginate.h"

/* Draws the pages of a laid-out document: cover, head and foot, pieces, footnotes. */

typedef struct {
    char *title, *subtitle, *lines; /* lines: markup separated by newlines */
} Cover;

/* `cover` may be NULL. `placements` as from paginate(). Returns the number of pages drawn. */
guint pages_draw(ReportDocument *document, Canvas *canvas, const Cover *cover,
                 const GArray *placements);

/* The footnotes of one page: NotesHeight for paginate(), data is the TextEngine. */
double page_notes_height(gpointer engine, const GPtrArray *notes, guint first_note,
                         gboolean first_on_page);
