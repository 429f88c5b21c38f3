#pragma once

#include "ingest/simulate/places.h"

/* Writes the OM export of all years in one file: UTF-8 with byte order mark, comma, every field in
 * quotes, LF, jjjj-mm-dd. Column names are those of ingest/profiles/om.ini. The peildatum is the
 * last day of the last year: what would come after it is still open.
 * files: the FileTruth is appended. Fails as export_file_new() and export_file_close() do. */
gboolean om_write(const Calibration *calibration, Places *places, int first_year, int last_year,
                  guint64 seed, double scale, const char *folder, GPtrArray *files, GError **error);
