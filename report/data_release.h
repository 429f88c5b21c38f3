#pragma once

#include "core/area.h"
#include "report/opendata/figure_files.h"
#include "report/report.h"

/* The data of the figures of an edition, from the workers that draw its reports to the files beside
 * them. */
typedef struct DataRelease DataRelease;

/* edition: "jaarmonitor-2024". reports: the folder the reports are put in, as far down as it goes.
 * Makes a folder for what workers hand over. Fails with INBEELD_ERROR_CANNOT_CREATE. Returns
 * (transfer full). */
DataRelease *data_release_new(const ReportOptions *options, const char *edition,
                              const char *reports, GError **error);
/* Removes what workers handed over. */
void data_release_free(DataRelease *release);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DataRelease, data_release_free)

/* The folder with the files as a relative address from the reports: "../open-data/figuren/…". */
const char *data_release_address(const DataRelease *release);
/* For a worker to hand over with. Returns (transfer full). */
FigureSpool *data_release_spool(const DataRelease *release);

/* When all reports are done: writes the files. `codes`: areas of the reports, in order. `files`:
 * names below the folder of the open data are added. Fails as figure_files_write() does. */
gboolean data_release_write(const DataRelease *release, const AreaRegister *areas,
                            const GPtrArray *codes, gboolean per_area, GPtrArray *files,
                            GError **error);
