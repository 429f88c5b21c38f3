#include "core/encoding.h"

#include <check.h>
#include <string.h>

/* The guess for `bytes`, fed in pieces of `piece` bytes. */
static EncodingGuess guess(const char *bytes, gsize n_bytes, gsize piece)
{
    g_autoptr(EncodingDetector) detector = encoding_detector_new();
    for (gsize i = 0; i < n_bytes; i += piece)
        encoding_detector_feed(detector, (const guint8 *)bytes + i, MIN(piece, n_bytes - i));
    return encoding_detector_finish(detector);
}

#define GUESS(text, piece) guess(text, sizeof(text) - 1, piece)

START_TEST(marks_decide)
{
    EncodingGuess found = GUESS("\xEF\xBB\xBFnaam", 1);
    ck_assert_int_eq(found.encoding, ENCODING_UTF_8);
    ck_assert_uint_eq(found.bom_length, 3);
    found = GUESS("\xFF\xFEn\0", 3);
    ck_assert_int_eq(found.encoding, ENCODING_UTF_16LE);
    ck_assert_uint_eq(found.bom_length, 2);
    found = GUESS("\xFE\xFF\0n", 3);
    ck_assert_int_eq(found.encoding, ENCODING_UTF_16BE);
}
END_TEST

START_TEST(without_a_mark)
{
    ck_assert_int_eq(GUESS("a;b\n1;2\n", 3).encoding, ENCODING_UTF_8);
    ck_assert_int_eq(GUESS("", 1).encoding, ENCODING_UTF_8);
    ck_assert_int_eq(GUESS("n\0a\0a\0m\0;\0x\0", 5).encoding, ENCODING_UTF_16LE);
    ck_assert_int_eq(GUESS("\0n\0a\0a\0m\0;\0x", 5).encoding, ENCODING_UTF_16BE);
    ck_assert_int_eq(GUESS("S\xFA"
                           "dwest-Frysl\xE2n;3\n",
                           4)
                         .encoding,
                     ENCODING_WINDOWS_1252);
    /* zero bytes by damage are no UTF-16 */
    ck_assert_int_eq(GUESS("naam;plaats\0;eenheid\n", 4).encoding, ENCODING_UTF_8);
}
END_TEST

/* The same text in pieces of each size gives the same guess: sequences break anywhere. */
START_TEST(pieces_do_not_matter)
{
    const char utf8[] = "S\xC3\xBA"
                        "dwest;\xE2\x82\xAC;\xF0\x9F\x98\x80;\xC3\xA9";
    const char latin[] = "\xE9\xE9n;\xE2\x82;\xC3;caf\xE9";
    for (gsize piece = 1; piece <= sizeof utf8; piece++) {
        ck_assert_int_eq(GUESS(utf8, piece).encoding, ENCODING_UTF_8);
        ck_assert_int_eq(GUESS(latin, piece).encoding, ENCODING_WINDOWS_1252);
    }
}
END_TEST

START_TEST(one_letter_at_the_end_counts)
{
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 300000)
        g_string_append(text, "2024-01-01;Utrecht;aangifte\r\n");
    g_string_append(text, "2024-01-01;Frysl\xE2n;aangifte\r\n");
    ck_assert_int_eq(guess(text->str, text->len, 65536).encoding, ENCODING_WINDOWS_1252);
    /* one damaged byte in a UTF-8 file does not make it another encoding */
    g_string_append(text, "Frysl\xC3\xA2n;Frysl\xC3\xA2n\r\n");
    ck_assert_int_eq(guess(text->str, text->len, 65536).encoding, ENCODING_UTF_8);
}
END_TEST

/* Decodes in pieces of `piece` bytes. Returns (transfer full). */
static char *decode(TextEncoding encoding, const char *bytes, gsize n_bytes, gsize piece)
{
    g_autoptr(EncodingDecoder) decoder = encoding_decoder_new(encoding);
    g_autoptr(GString) text = g_string_new(NULL);
    gsize at = 0;
    gsize seen = MIN(piece, n_bytes);
    for (;;) {
        guint8 out[8];
        gsize consumed = 0;
        gboolean last = seen == n_bytes;
        gsize n = encoding_decode(decoder, (const guint8 *)bytes + at, seen - at, last, &consumed,
                                  out, sizeof out);
        g_string_append_len(text, (const char *)out, (gssize)n);
        at += consumed;
        if (last && at == n_bytes)
            return g_string_free(g_steal_pointer(&text), FALSE);
        if (n == 0)
            seen = MIN(seen + piece, n_bytes);
    }
}

static void check_decoded(TextEncoding encoding, const char *bytes, gsize n_bytes,
                          const char *expected)
{
    for (gsize piece = 1; piece <= n_bytes; piece++) {
        g_autofree char *text = decode(encoding, bytes, n_bytes, piece);
        ck_assert_str_eq(text, expected);
    }
}

START_TEST(decodes)
{
    /* Windows-1252: 0x80 is the euro sign, 0x92 the curly apostrophe, 0xE2 a with circumflex */
    const char latin[] = "\x80;\x92s-Hertogenbosch;Frysl\xE2n";
    check_decoded(ENCODING_WINDOWS_1252, latin, sizeof latin - 1,
                  "\xE2\x82\xAC;\xE2\x80\x99s-Hertogenbosch;Frysl\xC3\xA2n");
    const char little[] = "a\0\xAC\x20\x3D\xD8\x00\xDE;\0";
    check_decoded(ENCODING_UTF_16LE, little, sizeof little - 1, "a\xE2\x82\xAC\xF0\x9F\x98\x80;");
    const char big[] = "\0a\x20\xAC\xD8\x3D\xDE\x00\0;";
    check_decoded(ENCODING_UTF_16BE, big, sizeof big - 1, "a\xE2\x82\xAC\xF0\x9F\x98\x80;");
}
END_TEST

START_TEST(invalid_units_are_marked_and_the_rest_is_read)
{
    const char latin[] = "a\x81"
                         "b";
    check_decoded(ENCODING_WINDOWS_1252, latin, sizeof latin - 1,
                  "a\xFF"
                  "b");
    const char half_pair[] = "a\0\x00\xDE"
                             "b\0";
    check_decoded(ENCODING_UTF_16LE, half_pair, sizeof half_pair - 1,
                  "a\xFF"
                  "b");
    const char odd_byte[] = "a\0b";
    check_decoded(ENCODING_UTF_16LE, odd_byte, sizeof odd_byte - 1, "a\xFF");
}
END_TEST

START_TEST(plain_ascii)
{
    const char text[] = "0123456789abcdefghijklmnop";
    for (gsize n = 0; n < sizeof text; n++) {
        ck_assert(encoding_is_plain_ascii((const guint8 *)text, n));
        for (gsize i = 0; i < n; i++) {
            char changed[sizeof text];
            memcpy(changed, text, sizeof text);
            changed[i] = '\0';
            ck_assert(!encoding_is_plain_ascii((const guint8 *)changed, n));
            changed[i] = (char)0x80;
            ck_assert(!encoding_is_plain_ascii((const guint8 *)changed, n));
            changed[i] = 0x7F;
            ck_assert(encoding_is_plain_ascii((const guint8 *)changed, n));
        }
    }
}
END_TEST

Suite *encoding_suite(void);
Suite *encoding_suite(void)
{
    Suite *suite = suite_create("encoding");
    TCase *tcase = tcase_create("detect");
    tcase_add_test(tcase, marks_decide);
    tcase_add_test(tcase, without_a_mark);
    tcase_add_test(tcase, pieces_do_not_matter);
    tcase_add_test(tcase, one_letter_at_the_end_counts);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("decode");
    tcase_add_test(tcase, decodes);
    tcase_add_test(tcase, invalid_units_are_marked_and_the_rest_is_read);
    tcase_add_test(tcase, plain_ascii);
    suite_add_tcase(suite, tcase);
    return suite;
}
