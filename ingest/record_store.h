#pragma once

#include "core/database.h"
#include "ingest/row_reader.h"

/* Puts the records of one delivery into their table of the register. */
typedef struct RecordStore RecordStore;

/* spec and database are borrowed. Fails as SQLite does. Returns (transfer full). */
RecordStore *record_store_new(Database *database, const RecordSpec *spec, gint64 delivery_id,
                              GError **error);
void record_store_free(RecordStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordStore, record_store_free)

/* Adds a record. cells: for records with a cell, one row each. Fails as SQLite does. */
gboolean record_store_add(RecordStore *store, const Record *record, const Cell *cells,
                          gsize n_cells, GError **error);

/* Names of the columns that make two records the same thing: identity[], joined by ", ".
 * Returns (transfer full). */
char *record_store_identity(const RecordSpec *spec);
/* The column with the number of the record in its table: "melding_id"; NULL for telling. */
const char *record_store_id_column(const RecordSpec *spec);
