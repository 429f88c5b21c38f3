#pragma once

#include "report/figure_data.h"

/* An edition's figures and tables as one spreadsheet (XLSX): cover, contents, notes, then one table
 * per sheet from A1 down: title, subtitle, source, an empty row, the head, the rows. No merged
 * cells; numbers are numbers, kinds of empty are their marks, which the sheet of notes explains;
 * the head stays in sight. */
typedef struct Spreadsheet Spreadsheet;

typedef struct {
    Language language;
    const char *title;     /* "Monitor mensenhandel 2024" */
    const char *edition;   /* "jaarmonitor-2024" */
    const char *period;    /* "2024" */
    const char *peildatum; /* "1 maart 2025"; NULL: not known */
    gboolean synthetic;    /* made-up data */
    gint64 created;        /* seconds since 1970: from the peildatum, not the clock */
    gint64 suppress_below; /* 0: no rule */
    /* Rows go to disk as they come: for editions about many areas. The heads are then not marked as
     * those of an Excel table. */
    gboolean large;
} SpreadsheetInfo;

/* The file is written to `path` when it is closed: give a temporary name. Borrows what `info`
 * points to. Returns (transfer full). */
Spreadsheet *spreadsheet_new(const char *path, const SpreadsheetInfo *info);
/* Writes the sheet of a figure or table. A sheet holds 1,048,576 rows; what does not fit is left
 * out, and the sheet says so. */
void spreadsheet_add(Spreadsheet *spreadsheet, const FigureRecord *record);
/* Gives up without a file. */
void spreadsheet_abandon(Spreadsheet *spreadsheet);
/* Writes the file whole; the spreadsheet is gone afterwards. Fails with
 * INBEELD_ERROR_CANNOT_CREATE.
 */
gboolean spreadsheet_close(Spreadsheet *spreadsheet, GError **error);
