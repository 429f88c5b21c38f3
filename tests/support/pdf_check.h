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
