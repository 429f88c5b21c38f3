/* Fuzz target of the parsers of single values: days, counts, citizen numbers, folded labels, the
 * guess and the decoding of encodings. Built by `make fuzz`. */
#include "core/encoding.h"
#include "ingest/field_parse.h"
#include "ingest/fold.h"
#include "ingest/sensitive.h"

#include <string.h>

static void try_encodings(const guint8 *bytes, gsize n_bytes)
{
    g_autoptr(EncodingDetector) detector = encoding_detector_new();
    for (gsize i = 0; i < n_bytes; i += 3)
        encoding_detector_feed(detector, bytes + i, MIN(3, n_bytes - i));
    EncodingGuess guess = encoding_detector_finish(detector);
    g_autoptr(EncodingDecoder) decoder = encoding_decoder_new(guess.encoding);
    gsize at = 0;
    while (at < n_bytes) {
        guint8 out[16];
        gsize consumed = 0;
        gsize written =
            encoding_decode(decoder, bytes + at, n_bytes - at, TRUE, &consumed, out, sizeof out);
        g_assert(consumed > 0 && written <= sizeof out);
        at += consumed;
    }
}

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes);
int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes)
{
    static const DateFormat formats[] = {DATE_DAY_FIRST, DATE_YEAR_FIRST, DATE_COMPACT};
    try_encodings(bytes, n_bytes);
    g_autofree char *text = g_strndup((const char *)bytes, n_bytes);
    gsize length = strlen(text);
    gint64 value;
    field_parse_day(text, length, formats, G_N_ELEMENTS(formats));
    if (field_parse_count(text, length, ',', &value))
        g_assert(value >= 0);
    field_parse_rounded(text, length, '.', &value);
    sensitive_find(text, length);
    if (g_utf8_validate(text, (gssize)length, NULL)) {
        char key[FOLD_MAX], again[FOLD_MAX];
        gsize n = fold_label(text, length, key);
        g_assert(n < FOLD_MAX && g_utf8_validate(key, (gssize)n, NULL));
        fold_label(key, n, again);
        g_assert(length >= FOLD_MAX / 2 || strcmp(key, again) == 0); /* folding twice is folding */
    }
    return 0;
}
