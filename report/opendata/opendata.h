#pragma once

#include <glib.h>

/* Open data: everything in the publication database as CSV files with a description,
 * datapackage.json (Frictionless Data Package 1.0). One file per measure (cijfers-<measure>.csv)
 * and files for measures, sources, events, bridges, revisions and estimates. Figures that are
 * suppressed are suppressed here too: both come from the same cells.
 *
 * packages: descriptions of other files in the folder (char *, below it, as
 * figuren/jaarmonitor-2024/datapackage.json) that datapackage.json lists too; NULL: none.
 * folder: made when absent. files: the names written, in order, are added (transfer full), or NULL.
 * Fails as database_open and output_write do. Deterministic. */
gboolean opendata_write(const char *publication, const char *folder, const GPtrArray *packages,
                        GPtrArray *files, GError **error);
