#pragma once

#include "report/edition/writer.h"

/* Prints the editor's text for a slot (report/edition/slots.h), with a heading, and says that it is
 * the editor's or the gemeente's own. Returns FALSE, and prints nothing, when it is not filled.
 *
 * slot_append(): a section without number, as "inleiding" or "naschrift" in a report. The items of
 * numbered lists in "aanbevelingen" are recommendations: their numbers run on through the report,
 * and texts point to them with {zie:aanbeveling.1}. */
gboolean slot_append(Writer *writer, const char *slot);
/* The same as a chapter without number. */
gboolean slot_append_chapter(Writer *writer, const char *slot);
/* One box without heading above it, in a chapter: "kader-gemeld". */
gboolean slot_append_box(Writer *writer, const char *slot);
