#include "report/edition/terms.h"

#include <string.h>

typedef struct {
    TermKind kind;
    char *key;
    char **words; /* any of these */
    gboolean is_used;
} Term;

struct Terms {
    GArray *all; /* Term */
};

static void clear_term(gpointer data)
{
    Term *term = data;
    g_free(term->key);
    g_strfreev(term->words);
}

static void add_explained(Terms *terms, const Texts *texts)
{
    g_autoptr(GPtrArray) keys = texts_group(texts, "begrip-zoek");
    for (guint i = 0; i < keys->len; i++) {
        const char *key = g_ptr_array_index(keys, i);
        g_autofree char *name = g_strconcat("begrip-zoek.", key, NULL);
        Term term = {.kind = TERM_EXPLAINED,
                     .key = g_strdup(key),
                     .words = g_strsplit(texts_get(texts, name), "|", -1)};
        g_array_append_val(terms->all, term);
    }
}

/* The group also holds the words around the list, whose keys have no capital. */
static gboolean is_abbreviation(const char *key)
{
    for (const char *c = key; *c != '\0'; c++)
        if (g_ascii_isupper(*c))
            return TRUE;
    return FALSE;
}

static void add_abbreviated(Terms *terms, const Texts *texts)
{
    g_autoptr(GPtrArray) keys = texts_group(texts, "afkorting");
    for (guint i = 0; i < keys->len; i++) {
        const char *key = g_ptr_array_index(keys, i);
        if (!is_abbreviation(key))
            continue;
        const char *const words[] = {key, NULL};
        Term term = {.kind = TERM_ABBREVIATED,
                     .key = g_strdup(key),
                     .words = g_strdupv((char **)(gpointer)words)};
        g_array_append_val(terms->all, term);
    }
}

Terms *terms_new(const Texts *texts)
{
    Terms *terms = g_new0(Terms, 1);
    terms->all = g_array_new(FALSE, FALSE, sizeof(Term));
    g_array_set_clear_func(terms->all, clear_term);
    add_explained(terms, texts);
    add_abbreviated(terms, texts);
    return terms;
}

void terms_free(Terms *terms)
{
    g_array_unref(terms->all);
    g_free(terms);
}

static gboolean is_word_byte(char c)
{
    return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

/* `word` in `text` at the start of a word; at its end too when `whole`. */
static gboolean has_word(const char *text, const char *word, gboolean whole)
{
    gsize length = strlen(word);
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        gboolean starts = at == text || !is_word_byte(at[-1]);
        if (starts && (!whole || !is_word_byte(at[length])))
            return TRUE;
    }
    return FALSE;
}

static gboolean occurs(const Term *term, const char *text, const char *small)
{
    gboolean whole = term->kind == TERM_ABBREVIATED;
    for (char **word = term->words; *word != NULL; word++)
        if (has_word(whole ? text : small, *word, whole))
            return TRUE;
    return FALSE;
}

void terms_see(Terms *terms, const char *text)
{
    g_autofree char *small = g_ascii_strdown(text, -1);
    for (guint i = 0; i < terms->all->len; i++) {
        Term *term = &g_array_index(terms->all, Term, i);
        term->is_used = term->is_used || occurs(term, text, small);
    }
}

GPtrArray *terms_used(const Terms *terms, TermKind kind)
{
    GPtrArray *keys = g_ptr_array_new();
    for (guint i = 0; i < terms->all->len; i++) {
        const Term *term = &g_array_index(terms->all, Term, i);
        if (term->kind == kind && term->is_used)
            g_ptr_array_add(keys, term->key);
    }
    return keys;
}
