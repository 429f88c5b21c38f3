#pragma once

#include "report/opendata/spreadsheet.h"

#include <xlsxwriter.h>

/* What the files of the spreadsheet share. */
struct Spreadsheet {
    SpreadsheetInfo info;
    lxw_workbook *book;
    lxw_worksheet *cover, *contents, *notes;
    lxw_format *title, *strong, *grey, *head, *wrap, *link;
    guint n_tables;
    gboolean provisional; /* some figure may still change */
    GHashTable *names;    /* of sheets, in lower case: Excel does not see the difference */
};

/* One of two words by language. */
const char *spreadsheet_word(const Spreadsheet *spreadsheet, const char *dutch,
                             const char *english);
/* Nothing for NULL and "". */
void spreadsheet_put(lxw_worksheet *sheet, guint row, guint column, const char *text,
                     lxw_format *format);
/* The sheets before the tables, with contents (without its rows) and notes. */
void spreadsheet_front(Spreadsheet *spreadsheet);
/* The cover last: it says whether any figure is provisional. */
void spreadsheet_cover(Spreadsheet *spreadsheet);
/* Row of the first table in the contents. */
#define SPREADSHEET_CONTENTS_ROW 3
