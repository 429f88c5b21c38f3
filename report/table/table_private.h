#pragma once

#include "report/pdf/block.h"
#include "report/table/table.h"

typedef enum {
    TABLE_CELL_TEXT,
    TABLE_CELL_NUMBER,
    TABLE_CELL_RANGE,
    TABLE_CELL_STATE
} TableCellKind;

typedef struct {
    char *text;          /* as printed, without hanging marks */
    const char *hanging; /* "*", "’" or NULL */
    guint note;          /* which note of its row, from 1; 0: none */
    gboolean is_number;
    gboolean is_count; /* counted, not derived from counts */
    gboolean is_solid; /* not broken into lines */
    gboolean is_shaded;
    guint shade; /* 0: outline */
    /* The same for the file with the table's data: a number, a range, a state or the text. */
    TableCellKind kind;
    double value, upper; /* TABLE_CELL_NUMBER: value; TABLE_CELL_RANGE: from value to upper */
    CellState state;
} TableCell;

typedef struct {
    TableRowKind kind;
    gboolean emphasised;
    GArray *cells;    /* TableCell */
    GPtrArray *notes; /* char *, markup of the footnotes of its cells; NULL: none */
    guint first_note; /* number of the first */
} TableRow;

typedef struct {
    TableColumnKind kind;
    char *title;
    char *key, *data_title; /* in files; NULL: made from the title */
    guint span;             /* columns under a common head that begins here; 0: none begins */
    char *span_title;
    /* Every number of the column is provisional; then its head, or the common one, has the mark. */
    gboolean provisional, head_marked, span_marked;
} TableColumn;

struct ReportTable {
    Language language;
    GArray *columns; /* TableColumn */
    GArray *rows;    /* TableRow */
    gboolean state_used[STATE_COUNT];
    gboolean provisional_used, tie_used;
    gboolean all_provisional; /* the subtitle says so, and no number has a mark */
};

TableColumn *table_column(const ReportTable *table, guint index);
TableRow *table_row(const ReportTable *table, guint index);
/* NULL when the row has no such cell. */
const TableCell *table_cell(const ReportTable *table, guint row, guint column);
/* Explains the marks that were used; NULL when there are none. Returns (transfer full). */
char *table_legend(const ReportTable *table);
/* Gives the footnotes of the cells their numbers in the chapter. */
void table_number_notes(ReportTable *table, ReportDocument *document);
/* What hangs behind a cell: "*", "¹", "*¹"; NULL: nothing. Returns (transfer full). */
char *table_cell_mark(const ReportTable *table, guint row, guint column);

/* Decides, once all cells are there, where the mark of provisional figures stands. */
void table_settle_provisional(ReportTable *table);
gboolean table_cell_is_provisional(const TableCell *cell);
/* Whether the mark hangs behind the head of a column. */
gboolean table_head_is_marked(const ReportTable *table, guint column);
/* The common head that begins at a column, with its mark. Returns (transfer full). */
char *table_span_words(const ReportTable *table, guint column);
/* The subtitle as printed: it says when all figures are provisional. Returns (transfer full), or
 * NULL. */
char *table_subtitle(const ReportTable *table, const char *subtitle);
