#include "core/texts.h"

#include "core/datadir.h"
#include "core/error.h"

#include <string.h>

struct Texts {
    Language language;
    GHashTable *by_key; /* "group.key" -> text */
};

static GHashTable *read_file(Language language, GError **error)
{
    g_autofree char *relative = g_strdup_printf("reference/texts/%s.ini", language_code(language));
    g_autofree char *path = datadir_path(relative);
    g_autoptr(GKeyFile) file = g_key_file_new();
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, error)) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    GHashTable *by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (char **group = groups; *group != NULL; group++) {
        g_auto(GStrv) keys = g_key_file_get_keys(file, *group, NULL, NULL);
        for (char **key = keys; key != NULL && *key != NULL; key++)
            g_hash_table_insert(by_key, g_strconcat(*group, ".", *key, NULL),
                                g_key_file_get_string(file, *group, *key, NULL));
    }
    return by_key;
}

static int compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The placeholders of a text, sorted and joined: "{a}{b}". */
static char *placeholders(const char *text)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *open = strchr(text, '{'); open != NULL; open = strchr(open + 1, '{')) {
        const char *close = strchr(open, '}');
        if (close == NULL)
            break;
        char *name = g_strndup(open, (gsize)(close - open + 1));
        if (g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
            g_free(name);
        else
            g_ptr_array_add(names, name);
    }
    g_ptr_array_sort(names, compare_texts);
    g_ptr_array_add(names, NULL);
    return g_strjoinv("", (char **)names->pdata);
}

static gboolean compare_languages(GHashTable *own, GHashTable *other, Language language,
                                  GError **error)
{
    GHashTableIter iter;
    gpointer key, text;
    g_hash_table_iter_init(&iter, own);
    while (g_hash_table_iter_next(&iter, &key, &text)) {
        const char *twin = g_hash_table_lookup(other, key);
        if (twin == NULL) {
            g_set_error(
                error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                "reference/texts: \"%s\" stands in %s.ini only; add it to the other language",
                (const char *)key, language_code(language));
            return FALSE;
        }
        g_autofree char *mine = placeholders(text);
        g_autofree char *theirs = placeholders(twin);
        if (strcmp(mine, theirs) != 0) {
            g_set_error(
                error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                "reference/texts: \"%s\" has the placeholders %s in %s.ini and %s elsewhere",
                (const char *)key, mine, language_code(language), theirs);
            return FALSE;
        }
    }
    return TRUE;
}

/* --- references */

/* {zie: or {Zie: */
static gboolean begins_reference(const char *text)
{
    return g_str_has_prefix(text, "{zie:") || g_str_has_prefix(text, "{Zie:");
}

static gboolean is_name(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    return *name != '\0' && strspn(name, allowed) == strlen(name);
}

char *texts_with_references(const char *text, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    while (*text != '\0') {
        const char *close = begins_reference(text) ? strchr(text, '}') : NULL;
        if (close == NULL) {
            g_string_append_c(out, *text++);
            continue;
        }
        const char *start = text + strlen("{zie:");
        g_autofree char *name = g_strndup(start, (gsize)(close - start));
        if (!is_name(name)) {
            g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                        "\"{zie:%s}\": that cannot be the name of a figure or table", name);
            return NULL;
        }
        g_string_append_printf(out, "<%cef name=\"%s\"/>", text[1] == 'Z' ? 'R' : 'r', name);
        text = close + 1;
    }
    return g_strdup(out->str);
}

static gboolean resolve_references(GHashTable *by_key, GError **error)
{
    GHashTableIter iter;
    gpointer key, text;
    g_hash_table_iter_init(&iter, by_key);
    while (g_hash_table_iter_next(&iter, &key, &text)) {
        if (strstr(text, "ie:") == NULL)
            continue;
        char *resolved = texts_with_references(text, error);
        if (resolved == NULL) {
            g_prefix_error(error, "reference/texts: \"%s\": ", (const char *)key);
            return FALSE;
        }
        g_hash_table_iter_replace(&iter, resolved);
    }
    return TRUE;
}

Texts *texts_load(Language language, GError **error)
{
    g_autoptr(GHashTable) own = read_file(language, error);
    if (own == NULL)
        return NULL;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (i == (int)language)
            continue;
        g_autoptr(GHashTable) other = read_file((Language)i, error);
        if (other == NULL || !compare_languages(own, other, language, error) ||
            !compare_languages(other, own, (Language)i, error))
            return NULL;
    }
    if (!resolve_references(own, error))
        return NULL;
    Texts *texts = g_new0(Texts, 1);
    texts->language = language;
    texts->by_key = g_steal_pointer(&own);
    return texts;
}

void texts_free(Texts *texts)
{
    g_hash_table_unref(texts->by_key);
    g_free(texts);
}

Language texts_language(const Texts *texts)
{
    return texts->language;
}

const char *texts_lookup(const Texts *texts, const char *key)
{
    return g_hash_table_lookup(texts->by_key, key);
}

const char *texts_get(const Texts *texts, const char *key)
{
    const char *text = texts_lookup(texts, key);
    if (text == NULL)
        g_error("reference/texts has no \"%s\"", key);
    return text;
}

GPtrArray *texts_group(const Texts *texts, const char *group)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *prefix = g_strconcat(group, ".", NULL);
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, texts->by_key);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        if (g_str_has_prefix(key, prefix))
            g_ptr_array_add(keys, g_strdup((const char *)key + strlen(prefix)));
    g_ptr_array_sort(keys, compare_texts);
    return keys;
}

static const char *placeholder_value(GHashTable *values, const char *name, const char *key)
{
    const char *value = g_hash_table_lookup(values, name);
    if (value == NULL)
        g_error("text \"%s\": no value for {%s}", key, name);
    return value;
}

static char *fill(const char *text, GHashTable *values, const char *key)
{
    GString *out = g_string_new(NULL);
    while (*text != '\0') {
        const char *close = *text == '{' ? strchr(text, '}') : NULL;
        if (close == NULL) {
            g_string_append_c(out, *text++);
            continue;
        }
        g_autofree char *name = g_strndup(text + 1, (gsize)(close - text - 1));
        g_string_append(out, placeholder_value(values, name, key));
        text = close + 1;
    }
    return g_string_free(out, FALSE);
}

char *texts_fill_list(const Texts *texts, const char *key, va_list pairs)
{
    g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
    for (char *name = va_arg(pairs, char *); name != NULL; name = va_arg(pairs, char *))
        g_hash_table_insert(values, name, va_arg(pairs, char *));
    return fill(texts_get(texts, key), values, key);
}

char *texts_fill(const Texts *texts, const char *key, ...)
{
    va_list pairs;
    va_start(pairs, key);
    char *text = texts_fill_list(texts, key, pairs);
    va_end(pairs);
    return text;
}
