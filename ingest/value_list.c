#include "ingest/value_list.h"

#include "core/error.h"
#include "ingest/fold.h"

struct ValueList {
    char *name;
    GPtrArray *codes;    /* char *, each once */
    GHashTable *entries; /* folded label: ValueEntry */
};

static void entry_free(gpointer data)
{
    ValueEntry *entry = data;
    g_free((char *)entry->synonym);
    g_free(entry);
}

ValueList *value_list_new(const char *name)
{
    ValueList *list = g_new0(ValueList, 1);
    list->name = g_strdup(name);
    list->codes = g_ptr_array_new_with_free_func(g_free);
    list->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
    return list;
}

void value_list_free(ValueList *list)
{
    g_free(list->name);
    g_ptr_array_unref(list->codes);
    g_hash_table_unref(list->entries);
    g_free(list);
}

const char *value_list_name(const ValueList *list)
{
    return list->name;
}

/* The list's own copy of a code. */
static const char *own_code(ValueList *list, const char *code)
{
    guint index;
    if (g_ptr_array_find_with_equal_func(list->codes, code, g_str_equal, &index))
        return list->codes->pdata[index];
    g_ptr_array_add(list->codes, g_strdup(code));
    return list->codes->pdata[list->codes->len - 1];
}

gboolean value_list_add(ValueList *list, const char *code, const char *label, gboolean is_synonym,
                        GError **error)
{
    g_autofree char *key = fold_label_dup(label);
    const ValueEntry *present = g_hash_table_lookup(list->entries, key);
    if (present != NULL && g_str_equal(present->code, code))
        return TRUE;
    if (present != NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "list of values \"%s\": \"%s\" stands for %s and for %s", list->name, label,
                    present->code, code);
        return FALSE;
    }
    ValueEntry *entry = g_new0(ValueEntry, 1);
    entry->code = own_code(list, code);
    entry->is_synonym = is_synonym;
    entry->synonym = is_synonym ? g_strdup(label) : NULL;
    g_hash_table_insert(list->entries, g_steal_pointer(&key), entry);
    return TRUE;
}

const ValueEntry *value_list_find(const ValueList *list, const char *label, gsize length)
{
    char key[FOLD_MAX];
    fold_label(label, length, key);
    return g_hash_table_lookup(list->entries, key);
}

gboolean value_list_each_code(const ValueList *list,
                              gboolean (*visit)(const char *code, gpointer data), gpointer data)
{
    for (guint i = 0; i < list->codes->len; i++)
        if (!visit(list->codes->pdata[i], data))
            return FALSE;
    return TRUE;
}
