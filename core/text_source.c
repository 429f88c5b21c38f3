#include "core/text_source.h"

#include "core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_BYTES (512 * 1024)
#define LINE_END_SAMPLE (64 * 1024)

struct TextSource {
    char *path;           /* NULL for memory */
    int descriptor;       /* -1 for memory */
    const guint8 *memory; /* what of the memory is not read yet */
    gint64 size;
    gint64 position;

    EncodingGuess encoding;
    EncodingDecoder *decoder; /* NULL for UTF-8, which is read straight into the window */
    guint8 *raw;              /* bytes read and not decoded yet */
    gsize raw_begin, raw_end;
    gboolean raw_at_end; /* nothing can be added to raw */

    guint8 *window; /* decoded text; the mark is at begin */
    gsize capacity, begin, end;
    gboolean at_end; /* nothing can be added to the window */
    gboolean plain;  /* window[begin..end) is ASCII without NUL */
    guint8 line_end;
};

/* Reads up to `wanted` bytes; 0 at the end of the input, -1 with `error`. */
static gssize read_raw(TextSource *source, guint8 *buffer, gsize wanted, GError **error)
{
    gssize n;
    if (source->descriptor < 0) {
        n = (gssize)MIN((gint64)wanted, source->size - source->position);
        memcpy(buffer, source->memory + source->position, (gsize)n);
    } else {
        do
            n = read(source->descriptor, buffer, wanted);
        while (n < 0 && errno == EINTR);
    }
    if (n < 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "%s: cannot be read: %s", source->path,
                    g_strerror(errno));
        return -1;
    }
    source->position += n;
    return n;
}

static gboolean fill_directly(TextSource *source, GError **error)
{
    gssize n = read_raw(source, source->window + source->end,
                        MIN(READ_BYTES, source->capacity - source->end), error);
    if (n < 0)
        return FALSE;
    source->end += (gsize)n;
    source->at_end = n == 0;
    return TRUE;
}

static gboolean fill_decoded(TextSource *source, GError **error)
{
    gsize left = source->raw_end - source->raw_begin;
    memmove(source->raw, source->raw + source->raw_begin, left);
    source->raw_begin = 0;
    source->raw_end = left;
    if (!source->raw_at_end && left < READ_BYTES) {
        gssize n = read_raw(source, source->raw + left, READ_BYTES - left, error);
        if (n < 0)
            return FALSE;
        source->raw_end += (gsize)n;
        source->raw_at_end = n == 0;
    }
    source->end += encoding_decode(source->decoder, source->raw, source->raw_end,
                                   source->raw_at_end, &source->raw_begin,
                                   source->window + source->end, source->capacity - source->end);
    source->at_end = source->raw_at_end && source->raw_begin == source->raw_end;
    return TRUE;
}

/* Adds text to the window; the text from the mark on is kept. */
static gboolean fill_window(TextSource *source, GError **error)
{
    memmove(source->window, source->window + source->begin, source->end - source->begin);
    source->end -= source->begin;
    source->begin = 0;
    gboolean done =
        source->decoder == NULL ? fill_directly(source, error) : fill_decoded(source, error);
    source->plain = encoding_is_plain_ascii(source->window, source->end);
    return done;
}

static gboolean skip_bom(TextSource *source, GError **error)
{
    guint8 mark[4];
    gsize length = source->encoding.bom_length;
    g_assert(length <= sizeof mark);
    return length == 0 || read_raw(source, mark, length, error) >= 0;
}

static gboolean detect_encoding(TextSource *source, GError **error)
{
    g_autoptr(EncodingDetector) detector = encoding_detector_new();
    g_autofree guint8 *buffer = g_malloc(READ_BYTES);
    gssize n;
    while ((n = read_raw(source, buffer, READ_BYTES, error)) > 0)
        encoding_detector_feed(detector, buffer, (gsize)n);
    if (n < 0)
        return FALSE;
    source->encoding = encoding_detector_finish(detector);
    source->position = 0;
    if (source->descriptor >= 0 && lseek(source->descriptor, 0, SEEK_SET) != 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "%s: cannot be read twice: %s",
                    source->path, g_strerror(errno));
        return FALSE;
    }
    return TRUE;
}

static gboolean prepare(TextSource *source, const EncodingGuess *encoding, gsize max_retained,
                        GError **error)
{
    if (encoding != NULL)
        source->encoding = *encoding;
    else if (!detect_encoding(source, error))
        return FALSE;
    if (!skip_bom(source, error))
        return FALSE;
    if (source->encoding.encoding != ENCODING_UTF_8) {
        source->decoder = encoding_decoder_new(source->encoding.encoding);
        source->raw = g_malloc(READ_BYTES);
    }
    source->capacity = max_retained + 2 * READ_BYTES;
    source->window = g_malloc(source->capacity);
    while (!source->at_end && source->end < LINE_END_SAMPLE)
        if (!fill_window(source, error))
            return FALSE;
    gsize sample = MIN(source->end, LINE_END_SAMPLE);
    gboolean old_mac = memchr(source->window, '\n', sample) == NULL &&
                       memchr(source->window, '\r', sample) != NULL;
    source->line_end = old_mac ? '\r' : '\n';
    return TRUE;
}

static gboolean open_file(TextSource *source, const char *path, GError **error)
{
    source->path = g_strdup(path);
    source->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat facts;
    if (source->descriptor < 0 || fstat(source->descriptor, &facts) != 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "%s: cannot be opened: %s", path,
                    g_strerror(errno));
        return FALSE;
    }
    if (!S_ISREG(facts.st_mode)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "%s: is not a regular file",
                    path);
        return FALSE;
    }
    source->size = facts.st_size;
    return TRUE;
}

TextSource *text_source_new_file(const char *path, const EncodingGuess *encoding,
                                 gsize max_retained, GError **error)
{
    TextSource *source = g_new0(TextSource, 1);
    source->descriptor = -1;
    if (open_file(source, path, error) && prepare(source, encoding, max_retained, error))
        return source;
    text_source_free(source);
    return NULL;
}

TextSource *text_source_new_memory(const void *bytes, gsize n_bytes, const EncodingGuess *encoding,
                                   gsize max_retained)
{
    TextSource *source = g_new0(TextSource, 1);
    source->descriptor = -1;
    source->memory = bytes;
    source->size = (gint64)n_bytes;
    gboolean ready = prepare(source, encoding, max_retained, NULL);
    g_assert(ready); /* memory can always be read */
    return source;
}

void text_source_free(TextSource *source)
{
    if (source->descriptor >= 0)
        close(source->descriptor);
    g_clear_pointer(&source->decoder, encoding_decoder_free);
    g_free(source->path);
    g_free(source->raw);
    g_free(source->window);
    g_free(source);
}

EncodingGuess text_source_encoding(const TextSource *source)
{
    return source->encoding;
}

gint64 text_source_position(const TextSource *source)
{
    return source->position;
}

gint64 text_source_size(const TextSource *source)
{
    return source->size;
}

gboolean text_source_line(TextSource *source, gsize offset, gsize max_line, TextLine *line,
                          GError **error)
{
    for (;;) {
        const guint8 *start = source->window + source->begin + offset;
        gsize available = source->end - source->begin - offset;
        gsize searched = MIN(available, max_line);
        const guint8 *stop = memchr(start, source->line_end, searched);
        gboolean whole = stop != NULL || (source->at_end && available <= max_line);
        if (whole || available >= max_line) {
            line->text = (const char *)start;
            line->length = stop != NULL ? (gsize)(stop - start) + 1 : searched;
            line->too_long = !whole;
            line->plain = source->plain;
            return line->length > 0;
        }
        if (!fill_window(source, error))
            return FALSE;
    }
}

void text_source_advance(TextSource *source, gsize n_bytes)
{
    g_assert(n_bytes <= source->end - source->begin);
    source->begin += n_bytes;
}

gboolean text_source_skip_line(TextSource *source, GError **error)
{
    for (;;) {
        const guint8 *start = source->window + source->begin;
        gsize available = source->end - source->begin;
        const guint8 *stop = memchr(start, source->line_end, available);
        text_source_advance(source, stop != NULL ? (gsize)(stop - start) + 1 : available);
        if (stop != NULL || source->at_end)
            return TRUE;
        if (!fill_window(source, error))
            return FALSE;
    }
}
