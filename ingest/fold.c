#include "ingest/fold.h"

#include <string.h>

typedef struct {
    char *key;
    gsize used;
    gboolean gap; /* a blank is due before the next letter */
} FoldOutput;

static gboolean is_gap(unsigned char c)
{
    return g_ascii_isspace(c) || c == '_' || c == '-';
}

static void put(FoldOutput *output, const char *bytes, gsize n_bytes)
{
    gsize blank = output->gap && output->used > 0;
    if (output->used + blank + n_bytes >= FOLD_MAX)
        return;
    if (blank)
        output->key[output->used++] = ' ';
    memcpy(output->key + output->used, bytes, n_bytes);
    output->used += n_bytes;
    output->gap = FALSE;
}

static void fold_ascii(FoldOutput *output, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        char c = g_ascii_tolower(text[i]);
        if (is_gap((unsigned char)c))
            output->gap = TRUE;
        else if (c != '\'')
            put(output, &c, 1);
    }
}

/* Decomposed, so that an accent is a character of its own that can be left out. */
static void fold_unicode(FoldOutput *output, const char *text, gsize length)
{
    g_autofree char *plain = g_utf8_normalize(text, (gssize)length, G_NORMALIZE_NFKD);
    for (const char *at = plain; at != NULL && *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(at));
        char bytes[6];
        if (g_unichar_isspace(c) || c == '_' || c == '-' || c == 0x2010 || c == 0x2013)
            output->gap = TRUE;
        else if (!g_unichar_ismark(c) && c != '\'' && c != 0x2018 && c != 0x2019 && c != 0x02BC)
            put(output, bytes, (gsize)g_unichar_to_utf8(c, bytes));
    }
}

gsize fold_label(const char *text, gsize length, char key[FOLD_MAX])
{
    FoldOutput output = {.key = key};
    gboolean ascii = TRUE;
    for (gsize i = 0; i < length && ascii; i++)
        ascii = (unsigned char)text[i] < 0x80;
    if (ascii)
        fold_ascii(&output, text, length);
    else
        fold_unicode(&output, text, length);
    if (output.used == 0) {
        output.used = MIN(length, FOLD_MAX - 1);
        while (output.used < length && output.used > 0 && (text[output.used] & 0xC0) == 0x80)
            output.used--; /* not in the middle of a character */
        memcpy(key, text, output.used);
    }
    key[output.used] = '\0';
    return output.used;
}

char *fold_label_dup(const char *text)
{
    char key[FOLD_MAX];
    fold_label(text, strlen(text), key);
    return g_strdup(key);
}
