#pragma once

#include "report/figure_data.h"

/* Data of figures on their way from the worker that drew a report to the process that writes the
 * files: one file for each report in a folder of its own. The format is that of this machine and
 * this run; nothing else reads it. */
typedef struct FigureSpool FigureSpool;

/* One per worker. folder: copied. Returns (transfer full). */
FigureSpool *figure_spool_new(const char *folder);
void figure_spool_free(FigureSpool *spool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FigureSpool, figure_spool_free)

/* records: FigureRecord *, of report `index`. Rows that are common to all reports are written the
 * first time this worker meets a figure of that name. Fails with INBEELD_ERROR_CANNOT_CREATE. */
gboolean figure_spool_save(FigureSpool *spool, gsize index, const GPtrArray *records,
                           GError **error);

/* The records of one report, read on demand: the files of many reports hold more than memory
 * should. */
typedef struct SpoolFile SpoolFile;
/* NULL when the report has no file (its worker failed) or the file is damaged. Returns (transfer
 * full). */
SpoolFile *spool_file_open(const char *folder, gsize index);
void spool_file_close(SpoolFile *file);
/* Names in the order of the report. Borrowed. */
const GPtrArray *spool_file_names(const SpoolFile *file);
/* NULL when the report has no figure of this name. Returns (transfer full). */
FigureRecord *spool_file_read(const SpoolFile *file, const char *name);
