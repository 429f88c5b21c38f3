#pragma once

#include <glib.h>

/* Counts by kind and name: excluded rows by rule, rejected rows by column, values mapped from
 * another word, places by how they were found. */
typedef struct Tally Tally;

Tally *tally_new(void);
void tally_free(Tally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tally, tally_free)

/* n may be negative; a count of 0 is not in the list. */
void tally_add(Tally *tally, const char *kind, const char *name, gint64 n);

typedef struct {
    const char *kind;
    const char *name;
    gint64 n;
} TallyEntry;

/* All counts by kind and name; the strings belong to the tally.  Returns (transfer full): g_free,
 * with *n_entries. */
TallyEntry *tally_list(const Tally *tally, gsize *n_entries);
