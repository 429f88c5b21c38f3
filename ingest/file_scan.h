#pragma once

#include "core/encoding.h"

/* What one pass over a delivered file tells: its hash, its size and its encoding. */
typedef struct {
    char sha256[65]; /* hexadecimal */
    gint64 size;
    gint64 modified; /* nanoseconds; with the size, to see whether it changes meanwhile */
    EncodingGuess encoding;
} FileScan;

/* Fails with INBEELD_ERROR_NO_INPUT or INBEELD_ERROR_IO. Memory: constant. */
gboolean file_scan(const char *path, FileScan *scan, GError **error);

/* Whether the file is still what was scanned, as far as size and time tell. */
gboolean file_scan_unchanged(const char *path, const FileScan *scan);
