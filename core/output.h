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

/* SHA-256 of a file as hexadecimal digits.  Returns (transfer full). Memory: constant. */
char *output_sha256(const char *path, GError **error);
