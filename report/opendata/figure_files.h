#pragma once

#include "report/opendata/merge.h"

/* The files with the data of one edition: a CSV for each named figure and table, a description of
 * them (datapackage.json) and a spreadsheet.
 *
 *   <folder>/figuren/jaarmonitor-2024/waar.kaart.csv, tekst.csv (the numbers in sentences), …
 *   <folder>/figuren/jaarmonitor-2024/datapackage.json
 *   <folder>/jaarmonitor-2024.xlsx
 *
 * An edition about many areas has one table for each figure, over all areas. */
typedef struct {
    const char *publication; /* path of the database */
    const char *folder;      /* of the open data; made when absent */
    const char *edition;     /* "jaarmonitor-2024" */
    Language language;
    MergeInput input;
} FigureRelease;

/* files: the names written, below `folder`, in order, are added (transfer full). Deterministic: the
 * order of areas decides, not that in which reports were done. Fails as publication_open() and
 * output_write() do. Memory: that of the largest figure over all areas. */
gboolean figure_files_write(const FigureRelease *release, GPtrArray *files, GError **error);

/* "figuren/jaarmonitor-2024": where the files lie in the folder of the open data. Returns (transfer
 * full). */
char *figure_files_folder(const char *edition);
