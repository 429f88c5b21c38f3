#pragma once

#include "ingest/record_store.h"
#include "ingest/reject_file.h"

/* Rows of one delivery that are about the same thing: the same case number, the same report of the
 * same person. Found without a table of all rows in memory: a filter of fixed size tells which rows
 * may have been seen before (it never misses one), and only those are compared, exactly, after the
 * load.
 *
 * The first row stands. A further row with the same content is a duplicate. With other content it
 * is rejected, except a report of a person (melding): there the forms of exploitation are joined to
 * those of the first row, since exports write one line per form. */
typedef struct Duplicates Duplicates;

typedef struct {
    gint64 n_duplicate;
    gint64 n_rejected;
    gint64 n_merged; /* stay counted as accepted */
} DuplicateCounts;

/* file_size: of the delivered file, bytes; sets the size of the filter: 8 MiB, more only above some
 * 4 million rows, 32 MiB at most. first_id: number of the last record before this delivery. Fails
 * as SQLite does. */
Duplicates *duplicates_new(Database *database, const RecordSpec *spec, gint64 file_size,
                           gint64 last_id, GError **error);
void duplicates_free(Duplicates *duplicates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Duplicates, duplicates_free)

/* Notes a record that goes into the register. */
gboolean duplicates_note(Duplicates *duplicates, const Record *record, GError **error);

/* Compares the rows that may be the same, takes the further ones out of the register and lists them
 * in `rejects`. */
gboolean duplicates_resolve(Duplicates *duplicates, RejectFile *rejects, DuplicateCounts *counts,
                            GError **error);
