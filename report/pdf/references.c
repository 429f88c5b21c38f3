#include "report/pdf/references.h"

#include <string.h>

#define NO_BREAK "\xc2\xa0"

struct References {
    GPtrArray *labels;
    GHashTable *by_name;
    GStringChunk *strings;
    char *fault;
};

static void label_free(gpointer data)
{
    Label *label = data;
    g_free(label->name);
    g_free(label->label);
    g_free(label->title);
    g_free(label->place);
    g_free(label);
}

References *references_new(void)
{
    References *references = g_new0(References, 1);
    references->labels = g_ptr_array_new_with_free_func(label_free);
    references->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    references->strings = g_string_chunk_new(1024);
    return references;
}

void references_free(References *references)
{
    g_hash_table_unref(references->by_name);
    g_ptr_array_unref(references->labels);
    g_string_chunk_free(references->strings);
    g_free(references->fault);
    g_free(references);
}

/* Takes over `fault`; only the first is kept. */
static void set_fault(References *references, char *fault)
{
    if (references->fault == NULL)
        references->fault = fault;
    else
        g_free(fault);
}

Label *references_add(References *references, const Label *from)
{
    Label *label = g_new0(Label, 1);
    *label = *from;
    if (label->place == NULL)
        label->place = label->name != NULL
                           ? g_strconcat("to-", label->name, NULL)
                           : g_strdup_printf("place-%u", references->labels->len + 1);
    g_ptr_array_add(references->labels, label);
    if (label->name != NULL && !g_hash_table_insert(references->by_name, label->name, label))
        set_fault(references,
                  g_strdup_printf("two figures or tables are called \"%s\"", label->name));
    return label;
}

const GPtrArray *references_labels(const References *references)
{
    return references->labels;
}

const char *references_fault(const References *references)
{
    return references->fault;
}

/* "Figuur 3.1" -> "figuur 3.1", held together. */
static char *label_in_text(const Label *label, gboolean capital)
{
    g_auto(GStrv) words = g_strsplit(label->label, " ", -1);
    if (!capital)
        *words[0] = g_ascii_tolower(*words[0]);
    return g_strjoinv(NO_BREAK, words);
}

/* "hoofdstuk 3", "paragraaf 3.1": a heading is printed with its number alone. */
static char *heading_in_text(const Label *label, gboolean capital, Language language)
{
    gboolean section = strchr(label->label, '.') != NULL, english = language == LANGUAGE_EN;
    const char *word =
        english ? (section ? "section" : "chapter") : (section ? "paragraaf" : "hoofdstuk");
    char *text = g_strconcat(word, NO_BREAK, label->label, NULL);
    if (capital)
        *text = g_ascii_toupper(*text);
    return text;
}

static void append_reference(References *references, GString *out, const char *name,
                             gboolean capital, Language language)
{
    const Label *label = g_hash_table_lookup(references->by_name, name);
    if (label == NULL || label->label[0] == '\0') {
        set_fault(references,
                  g_strdup_printf(
                      label == NULL
                          ? "a text points to \"%s\", which no figure or table of it is called"
                          : "a text points to \"%s\", which has no number",
                      name));
        g_string_append(out, name);
        return;
    }
    g_autofree char *text = label->kind == LABEL_HEADING ? heading_in_text(label, capital, language)
                                                         : label_in_text(label, capital);
    g_string_append_printf(out, "<a href=\"#%s\">%s</a>", label->place, text);
}

/* The next <ref name="…"/> or <Ref name="…"/>, or NULL. */
static const char *next_reference(const char *text)
{
    while ((text = strchr(text, '<')) != NULL) {
        if (g_str_has_prefix(text, "<ref name=\"") || g_str_has_prefix(text, "<Ref name=\""))
            return text;
        text++;
    }
    return NULL;
}

const char *references_resolve(References *references, const char *markup, Language language)
{
    const char *at = markup != NULL ? next_reference(markup) : NULL;
    if (at == NULL)
        return markup;
    g_autoptr(GString) out = g_string_new(NULL);
    const char *rest = markup;
    for (; at != NULL; at = next_reference(rest)) {
        const char *name = at + strlen("<ref name=\""), *end = strstr(name, "\"/>");
        if (end == NULL)
            break;
        g_autofree char *wanted = g_strndup(name, (gsize)(end - name));
        g_string_append_len(out, rest, at - rest);
        append_reference(references, out, wanted, at[1] == 'R', language);
        rest = end + strlen("\"/>");
    }
    g_string_append(out, rest);
    return g_string_chunk_insert(references->strings, out->str);
}
