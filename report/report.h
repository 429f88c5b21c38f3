#pragma once

#include "core/format.h"
#include "core/period.h"

#include <glib.h>

/* Marks that go over every page, as words for the command line and the configuration. */
#define REPORT_MARKS "concept", "vertrouwelijk"

/* The report stage: from the publication database to PDFs. */
typedef struct {
    const char *publication; /* path */
    const char *edition;     /* name, see report/edition/edition.h */
    Period period;           /* as request_period() */
    const char *area;        /* as request_areas() in report/request.h */
    gboolean skip_unfitting; /* areas that this edition has no reports about are left out */
    Language language;
    const char *out; /* folder: <out>/jaarmonitor-2024.pdf, <out>/gemeente-2024/GM0772.pdf */
    /* Folder for the data of figures and tables; NULL: <out>/open-data. It gets
     * figuren/<edition>-<period>/<name>.csv and <edition>-<period>.xlsx. */
    const char *open_data;
    int jobs;       /* worker processes, >= 1 */
    gboolean quiet; /* no progress line */
    /* Texts of the editor: slot -> path, see report/edition/slots.h; NULL: none. */
    GHashTable *texts;
    const char *mark;              /* one of REPORT_MARKS; NULL: none */
    const char *boundaries;        /* GeoJSON or TopoJSON for the maps; NULL: hexagons */
    const char *boundaries_source; /* who made it and the licence, for the source line; or NULL */
} ReportOptions;

typedef struct {
    GPtrArray *files;      /* char *: made, relative to `out`, in order of area */
    GPtrArray *data_files; /* char *: made, relative to the folder of the open data */
    char *package;         /* the one of them that describes the others, datapackage.json */
    GPtrArray *problems;   /* char *: one line for each report that failed */
} ReportSummary;

/* Makes all reports of one edition. FALSE when nothing could start: USAGE for an unknown edition or
 * area, NO_INPUT, CANNOT_CREATE, DATA, and PARTIAL when some reports failed; the summary then holds
 * both lists. Memory: that of one report in each worker. */
gboolean report_run(const ReportOptions *options, ReportSummary *summary, GError **error);
void report_summary_clear(ReportSummary *summary);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportSummary, report_summary_clear)
