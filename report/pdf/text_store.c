#include "report/pdf/text_store.h"

#include "report/pdf/text_private.h"

/* Within a document: those used lately, and those used before. A text that is used again moves up,
 * the others go when the upper half is full. */
#define HALF 400
#define LASTING_CEILING 800
#define LASTING_DOCUMENTS 10
/* Texts of about 25 reports. */
#define SEEN_CEILING 8192

typedef struct {
    TextBlock *block;
    guint document; /* that used it last */
} Lasting;

struct TextStore {
    GHashTable *lately;  /* key -> TextBlock */
    GHashTable *before;  /* the same, used longer ago */
    GHashTable *lasting; /* key -> Lasting: used by more than one document */
    GHashTable *seen;    /* hashes of the keys of earlier documents and this one */
    guint document;
};

static GHashTable *blocks_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)text_block_unref);
}

static void lasting_free(gpointer data)
{
    Lasting *lasting = data;
    text_block_unref(lasting->block);
    g_free(lasting);
}

TextStore *text_store_new(void)
{
    TextStore *store = g_new0(TextStore, 1);
    store->lately = blocks_new();
    store->before = blocks_new();
    store->lasting = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, lasting_free);
    store->seen = g_hash_table_new(NULL, NULL);
    return store;
}

void text_store_free(TextStore *store)
{
    if (store == NULL)
        return;
    g_hash_table_unref(store->lately);
    g_hash_table_unref(store->before);
    g_hash_table_unref(store->lasting);
    g_hash_table_unref(store->seen);
    g_free(store);
}

/* Takes over `key`. */
static void remember(TextStore *store, char *key, TextBlock *block)
{
    if (g_hash_table_size(store->lately) >= HALF) {
        GHashTable *oldest = store->before;
        g_hash_table_remove_all(oldest);
        store->before = store->lately;
        store->lately = oldest;
    }
    g_hash_table_insert(store->lately, key, text_block_ref(block));
}

TextBlock *text_store_find(TextStore *store, const char *key)
{
    Lasting *lasting = g_hash_table_lookup(store->lasting, key);
    if (lasting != NULL) {
        lasting->document = store->document;
        return text_block_ref(lasting->block);
    }
    TextBlock *known = g_hash_table_lookup(store->lately, key);
    if (known != NULL)
        return text_block_ref(known);
    gpointer old_key = NULL, old = NULL;
    if (!g_hash_table_steal_extended(store->before, key, &old_key, &old))
        return NULL;
    remember(store, old_key, old);
    return old;
}

void text_store_add(TextStore *store, char *key, TextBlock *block)
{
    gboolean is_new = g_hash_table_add(store->seen, GUINT_TO_POINTER(g_str_hash(key)));
    if (is_new || g_hash_table_size(store->lasting) >= LASTING_CEILING) {
        remember(store, key, block);
        return;
    }
    Lasting *lasting = g_new(Lasting, 1);
    *lasting = (Lasting){text_block_ref(block), store->document};
    g_hash_table_insert(store->lasting, key, lasting);
}

static gboolean is_out_of_use(gpointer key, gpointer value, gpointer data)
{
    const Lasting *lasting = value;
    const TextStore *store = data;
    (void)key;
    return lasting->document + LASTING_DOCUMENTS < store->document;
}

void text_store_end_document(TextStore *store)
{
    g_hash_table_remove_all(store->lately);
    g_hash_table_remove_all(store->before);
    store->document++;
    g_hash_table_foreach_remove(store->lasting, is_out_of_use, store);
    if (g_hash_table_size(store->seen) > SEEN_CEILING)
        g_hash_table_remove_all(store->seen);
}

guint text_store_size(const TextStore *store)
{
    return g_hash_table_size(store->lately) + g_hash_table_size(store->before) +
           g_hash_table_size(store->lasting);
}
