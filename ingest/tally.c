#include "ingest/tally.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    char *kind;
    char *name;
} TallyKey;

struct Tally {
    GHashTable *counts; /* TallyKey: gint64 */
};

static guint key_hash(gconstpointer data)
{
    const TallyKey *key = data;
    return g_str_hash(key->kind) * 31 + g_str_hash(key->name);
}

static gboolean key_equal(gconstpointer a, gconstpointer b)
{
    const TallyKey *left = a;
    const TallyKey *right = b;
    return g_str_equal(left->kind, right->kind) && g_str_equal(left->name, right->name);
}

static void key_free(gpointer data)
{
    TallyKey *key = data;
    g_free(key->kind);
    g_free(key->name);
    g_free(key);
}

Tally *tally_new(void)
{
    Tally *tally = g_new0(Tally, 1);
    tally->counts = g_hash_table_new_full(key_hash, key_equal, key_free, g_free);
    return tally;
}

void tally_free(Tally *tally)
{
    g_hash_table_unref(tally->counts);
    g_free(tally);
}

void tally_add(Tally *tally, const char *kind, const char *name, gint64 n)
{
    TallyKey wanted = {(char *)kind, (char *)name};
    gint64 *count = g_hash_table_lookup(tally->counts, &wanted);
    if (count == NULL) {
        TallyKey *key = g_new0(TallyKey, 1);
        *key = (TallyKey){g_strdup(kind), g_strdup(name)};
        count = g_new0(gint64, 1);
        g_hash_table_insert(tally->counts, key, count);
    }
    *count += n;
}

static int compare_entries(const void *a, const void *b)
{
    const TallyEntry *left = a;
    const TallyEntry *right = b;
    int order = strcmp(left->kind, right->kind);
    return order != 0 ? order : strcmp(left->name, right->name);
}

TallyEntry *tally_list(const Tally *tally, gsize *n_entries)
{
    TallyEntry *entries = g_new0(TallyEntry, g_hash_table_size(tally->counts) + 1);
    GHashTableIter iter;
    gpointer key, count;
    gsize n = 0;
    g_hash_table_iter_init(&iter, tally->counts);
    while (g_hash_table_iter_next(&iter, &key, &count))
        if (*(gint64 *)count != 0)
            entries[n++] =
                (TallyEntry){((TallyKey *)key)->kind, ((TallyKey *)key)->name, *(gint64 *)count};
    qsort(entries, n, sizeof *entries, compare_entries);
    *n_entries = n;
    return entries;
}
