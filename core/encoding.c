#include "core/encoding.h"

#include <errno.h>
#include <string.h>

#define SAMPLE_BYTES 4096
/* A byte order mark has 2 or 3 bytes; a UTF-8 sequence has at most 4. */
#define CARRY_BYTES 4

struct EncodingDetector {
    guint8 sample[SAMPLE_BYTES]; /* the beginning of the file */
    gsize sample_size;
    guint8 carry[CARRY_BYTES]; /* an incomplete sequence at the end of the last piece */
    gsize carry_size;
    gint64 n_multibyte; /* valid characters of two bytes or more */
    gint64 n_invalid;   /* bytes that are no part of a valid character */
};

struct EncodingDecoder {
    TextEncoding encoding;
    GIConv converter;
};

const char *encoding_name(TextEncoding encoding)
{
    switch (encoding) {
    case ENCODING_UTF_16LE:
        return "UTF-16LE";
    case ENCODING_UTF_16BE:
        return "UTF-16BE";
    case ENCODING_WINDOWS_1252:
        return "windows-1252";
    case ENCODING_UTF_8:
        break;
    }
    return "UTF-8";
}

/* Length of the leading part of `bytes` that is non-zero ASCII; eight bytes a step. */
static gsize ascii_prefix(const guint8 *bytes, gsize n_bytes)
{
    const guint64 high_bits = G_GUINT64_CONSTANT(0x8080808080808080);
    const guint64 low_bits = G_GUINT64_CONSTANT(0x0101010101010101);
    gsize i = 0;
    for (; i + sizeof(guint64) <= n_bytes; i += sizeof(guint64)) {
        guint64 word;
        memcpy(&word, bytes + i, sizeof word);
        /* A zero byte borrows from its high bit; bytes above 0x7F have it set already. */
        if (((word - low_bits) | word) & high_bits)
            break;
    }
    while (i < n_bytes && bytes[i] != 0 && bytes[i] < 0x80)
        i++;
    return i;
}

gboolean encoding_is_plain_ascii(const guint8 *bytes, gsize n_bytes)
{
    return ascii_prefix(bytes, n_bytes) == n_bytes;
}

EncodingDetector *encoding_detector_new(void)
{
    return g_new0(EncodingDetector, 1);
}

void encoding_detector_free(EncodingDetector *detector)
{
    g_free(detector);
}

/* Bytes of the character that starts with `first`, 1 for a byte that cannot start one. */
static gsize sequence_length(guint8 first)
{
    if (first < 0xC2 || first > 0xF4)
        return 1;
    if (first < 0xE0)
        return 2;
    return first < 0xF0 ? 3 : 4;
}

/* Counts characters; returns how many bytes at the end are an incomplete sequence. */
static gsize count_characters(EncodingDetector *detector, const guint8 *bytes, gsize n_bytes)
{
    gsize i = 0;
    while (i < n_bytes) {
        i += ascii_prefix(bytes + i, n_bytes - i);
        if (i == n_bytes)
            break;
        gsize length = sequence_length(bytes[i]);
        gunichar character =
            g_utf8_get_char_validated((const char *)bytes + i, (gssize)MIN(length, n_bytes - i));
        if (character == (gunichar)-2 && length > n_bytes - i)
            return n_bytes - i;
        if (bytes[i] == 0 || character == (gunichar)-1 || character == (gunichar)-2) {
            detector->n_invalid += bytes[i] != 0;
            i++;
        } else {
            detector->n_multibyte++;
            i += length;
        }
    }
    return 0;
}

/* Finishes the sequence that the last piece broke off; returns the bytes taken from `bytes`. */
static gsize complete_carry(EncodingDetector *detector, const guint8 *bytes, gsize n_bytes)
{
    gsize wanted = sequence_length(detector->carry[0]);
    gsize taken = MIN(wanted - detector->carry_size, n_bytes);
    memcpy(detector->carry + detector->carry_size, bytes, taken);
    gsize size = detector->carry_size + taken;
    gsize rest = count_characters(detector, detector->carry, size);
    if (rest > 0)
        memmove(detector->carry, detector->carry + size - rest, rest);
    detector->carry_size = rest;
    return taken;
}

void encoding_detector_feed(EncodingDetector *detector, const guint8 *bytes, gsize n_bytes)
{
    gsize wanted = MIN(SAMPLE_BYTES - detector->sample_size, n_bytes);
    memcpy(detector->sample + detector->sample_size, bytes, wanted);
    detector->sample_size += wanted;
    while (detector->carry_size > 0 && n_bytes > 0) {
        gsize taken = complete_carry(detector, bytes, n_bytes);
        bytes += taken;
        n_bytes -= taken;
    }
    gsize rest = count_characters(detector, bytes, n_bytes);
    if (rest > 0) {
        memcpy(detector->carry, bytes + n_bytes - rest, rest);
        detector->carry_size = rest;
    }
}

/* Share of zero bytes, in percent, on the places with the given parity. */
static gsize zero_percentage(const EncodingDetector *detector, gsize parity)
{
    gsize zeros = 0;
    for (gsize i = parity; i < detector->sample_size; i += 2)
        zeros += detector->sample[i] == 0;
    gsize places = detector->sample_size / 2;
    return places > 0 ? 100 * zeros / places : 0;
}

static gboolean starts_with(const EncodingDetector *detector, const char *mark, gsize length)
{
    return detector->sample_size >= length && memcmp(detector->sample, mark, length) == 0;
}

EncodingGuess encoding_detector_finish(EncodingDetector *detector)
{
    detector->n_invalid += (gint64)detector->carry_size;
    detector->carry_size = 0;
    if (starts_with(detector, "\xEF\xBB\xBF", 3))
        return (EncodingGuess){ENCODING_UTF_8, 3};
    if (starts_with(detector, "\xFF\xFE", 2))
        return (EncodingGuess){ENCODING_UTF_16LE, 2};
    if (starts_with(detector, "\xFE\xFF", 2))
        return (EncodingGuess){ENCODING_UTF_16BE, 2};
    /* Dutch text in UTF-16 is nearly all below U+0100: half of the bytes are zero. */
    gsize even = zero_percentage(detector, 0);
    gsize odd = zero_percentage(detector, 1);
    if (odd >= 60 && even <= 10)
        return (EncodingGuess){ENCODING_UTF_16LE, 0};
    if (even >= 60 && odd <= 10)
        return (EncodingGuess){ENCODING_UTF_16BE, 0};
    gboolean is_utf8 = detector->n_invalid == 0 || detector->n_multibyte >= detector->n_invalid;
    return (EncodingGuess){is_utf8 ? ENCODING_UTF_8 : ENCODING_WINDOWS_1252, 0};
}

EncodingDecoder *encoding_decoder_new(TextEncoding encoding)
{
    EncodingDecoder *decoder = g_new0(EncodingDecoder, 1);
    decoder->encoding = encoding;
    decoder->converter = (GIConv)-1;
    if (encoding != ENCODING_UTF_8) {
        decoder->converter = g_iconv_open("UTF-8", encoding_name(encoding));
        g_assert(decoder->converter != (GIConv)-1); /* part of every glibc */
    }
    return decoder;
}

void encoding_decoder_free(EncodingDecoder *decoder)
{
    if (decoder->converter != (GIConv)-1)
        g_iconv_close(decoder->converter);
    g_free(decoder);
}

static gsize copy_bytes(const guint8 *in, gsize n_in, gsize *n_consumed, guint8 *out, gsize n_out)
{
    gsize n = MIN(n_in, n_out);
    memcpy(out, in, n);
    *n_consumed = n;
    return n;
}

gsize encoding_decode(EncodingDecoder *decoder, const guint8 *in, gsize n_in, gboolean last,
                      gsize *n_consumed, guint8 *out, gsize n_out)
{
    gboolean one_byte_units = decoder->encoding == ENCODING_WINDOWS_1252;
    if (decoder->encoding == ENCODING_UTF_8 ||
        (one_byte_units && encoding_is_plain_ascii(in, MIN(n_in, n_out))))
        return copy_bytes(in, n_in, n_consumed, out, n_out);
    gchar *from = (gchar *)(guint8 *)in;
    gchar *to = (gchar *)out;
    gsize from_left = n_in;
    gsize to_left = n_out;
    while (from_left > 0) {
        if (g_iconv(decoder->converter, &from, &from_left, &to, &to_left) != (gsize)-1)
            break;
        int reason = errno;
        if (reason == E2BIG || to_left == 0 || (reason == EINVAL && !last))
            break;
        gsize skipped = MIN(one_byte_units ? 1 : 2, from_left);
        from += skipped;
        from_left -= skipped;
        *to++ = (gchar)ENCODING_INVALID_BYTE;
        to_left--;
    }
    *n_consumed = n_in - from_left;
    return n_out - to_left;
}
