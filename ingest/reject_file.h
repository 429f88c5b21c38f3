#pragma once

#include <glib.h>

/* The file beside the register that says, row by row, what was not taken in and why:
 * R.db.rejects.csv, mode 0600 (docs/formats/rejects.md). Rows of other files stay; those of the
 * file that is delivered are replaced. It appears whole, when reject_file_finish() is called. */
typedef struct RejectFile RejectFile;

/* Fails with INBEELD_ERROR_CANNOT_CREATE.  Returns (transfer full). */
RejectFile *reject_file_new(const char *register_path, const char *file_name, GError **error);
/* Throws away what was not finished. */
void reject_file_free(RejectFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RejectFile, reject_file_free)

/* One row. outcome: rejected, duplicate, merged, place. column: NULL when it is about the whole
 * row. value: NULL when it must not be shown. */
void reject_file_add(RejectFile *file, gint64 line, const char *outcome, const char *column,
                     const char *reason, const char *value);

/* Puts the new file in the place of the old one; removes it when it has no rows. Fails with
 * INBEELD_ERROR_IO or INBEELD_ERROR_CANNOT_CREATE. */
gboolean reject_file_finish(RejectFile *file, GError **error);

/* R.db.rejects.csv for R.db.  Returns (transfer full). */
char *reject_file_path(const char *register_path);
