#pragma once

#include "report/pdf/text.h"

/* Shaped texts kept for their next use. A text that one document uses goes when that document ends;
 * one that another document used as well stays for those to come, until ten in a row did without
 * it. So a worker that makes hundreds of reports shapes their common words once, and holds little
 * else.
 *
 * Cost: one look-up a text. Ceilings: 800 texts within a document and 800 across documents, about
 * 3 KB each. Not for several threads. */
typedef struct TextStore TextStore;

TextStore *text_store_new(void);
void text_store_free(TextStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextStore, text_store_free)

/* Returns (transfer full), or NULL when it is not kept. */
TextBlock *text_store_find(TextStore *store, const char *key);
/* Takes over `key`, which is not kept yet; holds a reference to `block`. */
void text_store_add(TextStore *store, char *key, TextBlock *block);
void text_store_end_document(TextStore *store);
/* Texts that are kept. */
guint text_store_size(const TextStore *store);
