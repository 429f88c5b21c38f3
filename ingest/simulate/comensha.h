#pragma once

#include "ingest/simulate/people.h"

/* Writes the CoMensha exports of a year: Windows-1252, `;`, CRLF, dd-mm-jjjj. Where the calibration
 * has "herlevering" for the year, a first delivery that lacks the persons reported late, and the
 * newer delivery that replaces it. Column names are those of ingest/profiles/comensha.ini.
 * files: FileTruth of each file is appended. Fails as export_file_new() and export_file_close() do,
 * and when reference/landen.csv cannot be read. */
gboolean comensha_write(const SimulatedPeople *people, const Calibration *calibration,
                        Places *places, guint64 seed, const char *folder, GPtrArray *files,
                        GError **error);
