#pragma once

#include <glib.h>

/* Character encodings of delivered text files: found by looking, decoded to UTF-8.
 *
 * A unit that has no meaning in the encoding (half a surrogate pair, byte 0x81 in Windows-1252)
 * becomes the byte ENCODING_INVALID_BYTE, which occurs nowhere in UTF-8: whoever reads the result
 * finds the place and refuses that row, and the rest of the file is read on. */

typedef enum {
    ENCODING_UTF_8,
    ENCODING_UTF_16LE,
    ENCODING_UTF_16BE,
    ENCODING_WINDOWS_1252
} TextEncoding;

#define ENCODING_INVALID_BYTE 0xFF

/* The name under which an encoding is reported: "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252". */
const char *encoding_name(TextEncoding encoding);

/* What a detector saw. */
typedef struct {
    TextEncoding encoding;
    gsize bom_length; /* bytes of the byte order mark to skip, 0 when there is none */
} EncodingGuess;

/* Detector: is given the whole file in pieces, so that one accented letter in the last row of an
 * otherwise plain file counts too.
 *
 * Rules, in this order: a byte order mark decides; many zero bytes on odd (even) places of the
 * first 4 KiB mean UTF-16LE (BE); text without an invalid UTF-8 sequence, or with at least as many
 * valid multi-byte characters as invalid bytes, is UTF-8; anything else is Windows-1252. A plain
 * ASCII file is UTF-8. Cost: one pass, several GB/s on ASCII. */
typedef struct EncodingDetector EncodingDetector;

EncodingDetector *encoding_detector_new(void);
void encoding_detector_feed(EncodingDetector *detector, const guint8 *bytes, gsize n_bytes);
EncodingGuess encoding_detector_finish(EncodingDetector *detector);
void encoding_detector_free(EncodingDetector *detector);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EncodingDetector, encoding_detector_free)

/* Decoder: a stream of bytes in `encoding` to UTF-8. */
typedef struct EncodingDecoder EncodingDecoder;

EncodingDecoder *encoding_decoder_new(TextEncoding encoding);
/* Decodes from `in` until it is used up or `out` is full.
 *
 * in, n_in: input bytes; last: nothing follows them. n_consumed: bytes used; an incomplete unit at
 * the end of a piece is left unused unless `last`, then it gives ENCODING_INVALID_BYTE. out:
 * n_out bytes, at least 8. Returns the number of bytes written. */
gsize encoding_decode(EncodingDecoder *decoder, const guint8 *in, gsize n_in, gboolean last,
                      gsize *n_consumed, guint8 *out, gsize n_out);
void encoding_decoder_free(EncodingDecoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EncodingDecoder, encoding_decoder_free)

/* TRUE when all bytes are below 0x80 and none is zero: nothing left to check. Cost: one pass at
 * memory speed. */
gboolean encoding_is_plain_ascii(const guint8 *bytes, gsize n_bytes);
