#pragma once

#include <glib.h>

/* What a finished PDF of ours must hold for PDF/UA-1 and PDF/A-2a, as far as it can be seen without
 * the reference validator (make verify-pdf). Returns a line for each fault, "code: what and where",
 * or NULL when there is none (transfer full). The codes:
 *
 * unreadable, version, identifier, language, title-bar, marked, metadata, pdfuaid, pdfaid, title,
 * dates, output-intent, profile, tabs, page-parents, parent-tree, unmarked, nesting,
 * figure-alt, figure-room, scope, columns, numbering, note-id, heading-level, link-words,
 * link-print, link-structure, font-file, font-unicode, font-map. */
char *pdf_faults(GBytes *pdf);

/* The words that stand for figures (TagRecord): each must be a whole sentence or more. Lines as
 * above, code "alternative", or NULL (transfer full). */
char *alternative_faults(const GArray *records);
