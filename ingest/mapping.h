#pragma once

#include "core/csv.h"
#include "core/period.h"
#include "ingest/profile.h"

/* The columns of one file, laid beside its profile: the first part of the privacy gate. */

typedef struct {
    gsize column;                 /* in the file */
    const char *header;           /* as the file has it; borrowed from the reader */
    const ProfileColumn *profile; /* NULL for a column of counts named after a period */
    gsize field;                  /* in the record */
    Period period;                /* of a column named after one */
} MappedColumn;

typedef struct {
    gsize n_columns;
    MappedColumn *columns; /* days and periods first: places need them */
    gsize n_cells;
    MappedColumn *cells; /* columns named after a period */
} Mapping;

/* ignored: folded names of columns that the caller allows besides those of the profile, or NULL.
 * Fails with INBEELD_ERROR_DATA when the file has a column that the profile does not list (all of
 * them are named, and how to list them as ignored), when a required column is missing, or when two
 * columns are for the same field. Returns (transfer full). */
Mapping *mapping_new(const Profile *profile, const CsvReader *reader, const char *file_name,
                     GHashTable *ignored, GError **error);
void mapping_free(Mapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mapping, mapping_free)
