#pragma once

#include "ingest/record_store.h"

/* Whether the counts of a row of a published table are new to the delivery. */
typedef enum { CELLS_NEW, CELLS_DUPLICATE, CELLS_CONFLICT } CellsKnown;

/* Looks the cells up among those of the delivery. CELLS_DUPLICATE: all there, with the same values.
 * CELLS_CONFLICT: one is there with another value, or some are there and others not; *line is
 * where. Fails as SQLite does. */
gboolean cell_store_compare(Database *database, const RecordSpec *spec, gint64 delivery_id,
                            const Record *record, const Cell *cells, gsize n_cells,
                            CellsKnown *known, gint64 *line, GError **error);
