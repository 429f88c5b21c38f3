#pragma once

#include <glib.h>

/* Open data: everything in the publication database as CSV files with a description,
 * datapackage.json (Frictionless Data Package 1.0). One file per measure (cijfers-<measure>.csv)
 * and files for measures, sources, events, bridges, revisions and estimates. Figures that are
 * suppressed are suppressed here too: both come from the same cells.
 *
 * folder: made when absent. files: the names written, in order, are added (transfer full), or NULL.
 * Fails as database_open and output_write do. Deterministic. */
gboolean opendata_write(const char *publication, const char *folder, GPtrArray *files,
                        GError **error);
