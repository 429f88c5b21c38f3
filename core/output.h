#pragma once

#include <glib.h>

/* Output appears whole: temporary file, fsync, rename. A crash leaves the old or the new file. */
typedef enum { OUTPUT_PUBLIC = 0644, OUTPUT_PRIVATE = 0600 } OutputMode;

/* Writes a whole file. Fails with INBEELD_ERROR_CANNOT_CREATE when it cannot be made,
 * INBEELD_ERROR_IO when writing failed half way. */
gboolean output_write(const char *path, const void *bytes, gsize n_bytes, OutputMode mode,
                      GError **error);

/* Makes a folder and those above it. Fails with INBEELD_ERROR_CANNOT_CREATE. */
gboolean output_make_folder(const char *path, GError **error);

/* Keeps other processes of this program away from a file or folder that is there, for as long as
 * the lock lives. A crash leaves nothing behind: the lock is on the open file (flock), not a file
 * beside it. Workers that are forked meanwhile hold it too. Returns (transfer full). Fails with
 * INBEELD_ERROR_TRY_AGAIN when another process holds it or just put another file in its place, with
 * INBEELD_ERROR_NO_INPUT when it cannot be opened. */
typedef struct OutputLock OutputLock;
OutputLock *output_lock(const char *path, GError **error);
void output_unlock(OutputLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutputLock, output_unlock)

/* SHA-256 of a file as hexadecimal digits.  Returns (transfer full). Memory: constant. */
char *output_sha256(const char *path, GError **error);
