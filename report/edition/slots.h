#pragma once

#include <glib.h>

/* Texts of the editor, in Markdown, for places that the editions keep open: an introduction,
 * conclusions, numbered recommendations, the reaction of a gemeente, boxes in a chapter.
 *
 * A file has the name of a slot, "inleiding", or of a slot in one edition, "inleiding-gemeente",
 * which goes before the former. The reaction has the code of the gemeente, "naschrift-GM0772". */
typedef struct Slots Slots;

/* Reads all files: `files` maps the name to a path. Fails with INBEELD_ERROR_CONFIG for a name that
 * no edition has room for, INBEELD_ERROR_NO_INPUT for a file that is not there, INBEELD_ERROR_DATA
 * for one that cannot be read, see markdown.h. Returns (transfer full); immutable. */
Slots *slots_load(GHashTable *files, GError **error);
void slots_free(Slots *slots);
/* The files NAME.md of a folder, for slots_load(). Returns (transfer full). */
GHashTable *slots_in_folder(const char *folder, GError **error);

/* MarkdownBlock of a slot in an edition about an area (its code); NULL when it is not filled.
 * `slots` may be NULL. Borrowed. */
const GPtrArray *slots_find(const Slots *slots, const char *slot, const char *edition,
                            const char *area);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Slots, slots_free)
