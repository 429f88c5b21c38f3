#pragma once

#include "report/table/table.h"

typedef struct {
    char *text;          /* as printed, without hanging marks */
    const char *hanging; /* "*", "’" or NULL */
    gboolean is_number;
} TableCell;

typedef struct {
    TableRowKind kind;
    gboolean emphasised;
    GArray *cells; /* TableCell */
} TableRow;

typedef struct {
    TableColumnKind kind;
    char *title;
    guint span; /* columns under a common head that begins here; 0: none begins */
    char *span_title;
} TableColumn;

struct ReportTable {
    Language language;
    GArray *columns; /* TableColumn */
    GArray *rows;    /* TableRow */
    gboolean state_used[STATE_COUNT];
    gboolean provisional_used, tie_used;
};

TableColumn *table_column(const ReportTable *table, guint index);
TableRow *table_row(const ReportTable *table, guint index);
/* NULL when the row has no such cell. */
const TableCell *table_cell(const ReportTable *table, guint row, guint column);
gboolean table_has_spans(const ReportTable *table);
/* Explains the marks that were used; NULL when there are none. Returns (transfer full). */
char *table_legend(const ReportTable *table, const char *suppressed_meaning);
