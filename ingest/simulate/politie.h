#pragma once

#include "ingest/simulate/places.h"

/* Writes the politie export of all years in one file: UTF-16 little-endian with byte order mark,
 * tab, CRLF, jjjjmmdd. Column names are those of ingest/profiles/politie.ini.
 *
 * A gemeente gets entries in proportion to inhabitants x urbanity x a skewed factor of its own and
 * one of the year; many small gemeenten see nothing in a year: sight, not size.
 * n_rows: accepted and excluded rows together; errors and duplicates come on top. files: the
 * FileTruth is appended. Fails as export_file_new() and export_file_close() do. */
gboolean politie_write(const Calibration *calibration, Places *places, int first_year,
                       int last_year, guint64 seed, gint64 n_rows, const char *folder,
                       GPtrArray *files, GError **error);
