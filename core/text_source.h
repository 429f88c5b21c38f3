#pragma once

#include "core/encoding.h"

/* Lines of a text file or of memory, decoded to UTF-8, through a window of fixed size: memory does
 * not grow with the file.
 *
 * The window begins at a mark. Lines behind the mark can be looked at again and again until the
 * mark is moved on, so a reader that went wrong can go back. */
typedef struct TextSource TextSource;

typedef struct {
    const char *text;  /* not NUL-terminated; valid until the next call */
    gsize length;      /* with its line end */
    gboolean too_long; /* only the first `max_line` bytes; the line goes on */
    gboolean plain;    /* TRUE: known to be ASCII without NUL; FALSE: not checked */
} TextLine;

/* Opens a regular file. encoding: how to read it, NULL to find it by a pass over the file.
 * max_retained: bytes between the mark and the end of any line that is asked for.
 * Fails with INBEELD_ERROR_NO_INPUT, or INBEELD_ERROR_IO. Returns (transfer full). */
TextSource *text_source_new_file(const char *path, const EncodingGuess *encoding,
                                 gsize max_retained, GError **error);

/* The same over `n_bytes` of memory, which is borrowed as long as the source lives. */
TextSource *text_source_new_memory(const void *bytes, gsize n_bytes, const EncodingGuess *encoding,
                                   gsize max_retained);

void text_source_free(TextSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextSource, text_source_free)

/* How the source is read. */
EncodingGuess text_source_encoding(const TextSource *source);

/* Bytes of the file read so far, for a progress bar, and the size of the file. */
gint64 text_source_position(const TextSource *source);
gint64 text_source_size(const TextSource *source);

/* The line that starts `offset` bytes after the mark. Lines end with LF (CRLF), or with CR in a
 * file whose first 64 KiB hold CR and no LF.
 * Returns FALSE at the end of the text, and, with `error` set to INBEELD_ERROR_IO, when reading
 * fails. */
gboolean text_source_line(TextSource *source, gsize offset, gsize max_line, TextLine *line,
                          GError **error);

/* Moves the mark n_bytes on, over lines that were seen. */
void text_source_advance(TextSource *source, gsize n_bytes);

/* Moves the mark behind the line on which it stands, however long. Fails like text_source_line. */
gboolean text_source_skip_line(TextSource *source, GError **error);
