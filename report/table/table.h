#pragma once

#include "core/format.h"
#include "core/state.h"
#include "report/pdf/flow.h"

/* A table: columns, then rows of cells from left to right.
 *
 *     ReportTable *table = table_new(LANGUAGE_NL);
 *     table_add_column(table, TABLE_COLUMN_TEXT, "Melder");
 *     table_add_column(table, TABLE_COLUMN_NUMBER, "Eindhoven");
 *     table_begin_row(table, TABLE_ROW);
 *     table_text(table, "Politie");
 *     table_count(table, 31);
 *     table_begin_row(table, TABLE_ROW_TOTAL);
 *     …
 *     table_append(flow, &(TableInfo){.title = "Wie meldt er?", .source = "Bron: …"}, table);
 *
 * Number columns stand right on the digit: give a column the same number of decimals throughout.
 * Rows are never split; heads are repeated on following pages; a legend explains the marks of empty
 * cells that were used, and only those. */
typedef struct ReportTable ReportTable;

typedef enum { TABLE_COLUMN_TEXT, TABLE_COLUMN_NUMBER } TableColumnKind;

typedef enum {
    TABLE_ROW,
    TABLE_ROW_TOTAL, /* strong, under a strong rule */
    TABLE_ROW_GROUP  /* a head over the rows below it: one text cell */
} TableRowKind;

ReportTable *table_new(Language language);
void table_free(ReportTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReportTable, table_free)

void table_add_column(ReportTable *table, TableColumnKind kind, const char *title);
/* What the last column is called in the file with the table's data, when its title differs from one
 * report to the next (the name of a gemeente). */
void table_name_column(ReportTable *table, const char *key, const char *title);
/* A head over the last `n` columns added: a second level. */
void table_span_columns(ReportTable *table, guint n, const char *title);

void table_begin_row(ReportTable *table, TableRowKind kind);
/* The row is about the reader's own area: set strong, in blue. */
void table_emphasise_row(ReportTable *table);

void table_text(ReportTable *table, const char *text); /* plain text; "" for an empty cell */
/* A name that is not broken into lines, unless it is very long: of a file. */
void table_name(ReportTable *table, const char *name);
void table_count(ReportTable *table, gint64 count);
void table_decimal(ReportTable *table, double value, int decimals);
/* A share of two counts, rounded half up in whole numbers: "42%". whole = 0 gives "–". */
void table_share(ReportTable *table, gint64 part, gint64 whole);
/* Whole percent that was computed elsewhere: 100 -> "100%". */
void table_percent(ReportTable *table, gint64 percent);
void table_range(ReportTable *table, double lower, double upper, int decimals);
void table_count_range(ReportTable *table, gint64 lower, gint64 upper, const char *suffix);
/* A number or range that is printed in words of its own ("circa 3.300", "ten minste 400"): the text
 * on the page, the number in the file. NaN: no such limit. */
void table_number_as(ReportTable *table, double value, const char *text);
void table_range_as(ReportTable *table, double lower, double upper, const char *text);
/* An empty cell of a kind: ○ … – n.v.t. × */
void table_state(ReportTable *table, CellState state);
/* The value when the state is STATE_VALUE, else the mark. */
void table_count_or_state(ReportTable *table, gint64 count, CellState state);

/* After a cell, in a table that is read at a glance: a background of one of five steps of blue, 1
 * (least) to 5 (most). 0, and any cell without a value: white with an outline. The number or mark
 * stays in the cell, so colour is never the only code. */
#define TABLE_SHADES 5
void table_shade(ReportTable *table, guint shade);

/* After a cell: provisional (*), or tied in rank ('). The mark hangs to the right of the digits. A
 * column of which every number is provisional has the mark once, at its head; a table of which all
 * counts are says it in its subtitle. */
void table_mark_provisional(ReportTable *table);
void table_mark_tie(ReportTable *table);

/* A footnote at the cell, markup; one for each cell. It stands at the foot of the page. */
void table_note(ReportTable *table, const char *markup);

guint table_n_rows(const ReportTable *table);
guint table_n_columns(const ReportTable *table);
/* The cell as printed, for tests and files; "" when the row has no such cell. Borrowed. */
const char *table_cell_text(const ReportTable *table, guint row, guint column);

/* The cells as data: number columns as numbers, ranges as a lower and an upper limit, heads over
 * rows as a column, totals and provisional figures marked. Returns (transfer full). */
FigureData *table_data(const ReportTable *table);

typedef struct {
    const char *name;     /* see FigureInfo */
    const char *title;    /* stands after "Tabel 3.1" */
    const char *subtitle; /* unit and period; NULL: none */
    const char *notes;    /* markup under the table; the legend of marks follows by itself */
    const char *source;   /* "Bron: …"; NULL: none */
    /* What the shades mean, from 1 to TABLE_SHADES, then the outline when it is used; ended by
     * NULL. They stand above the heads, after `shade_head` ("ten opzichte van Nederland"; NULL:
     * none). NULL: no shades. */
    const char *const *shade_names;
    const char *shade_head;
    gboolean unnumbered;
    gboolean compact; /* lower rows, for long annexes */
    gboolean narrow;  /* as wide as its content instead of the whole column */
} TableInfo;

/* Takes over `table`. Title, heads and first rows stay together; the last rows, notes and source
 * too. Returns the table's name as printed ("Tabel 3.1"); borrowed, lives as long as the document.
 */
const char *table_append(Flow *flow, const TableInfo *info, ReportTable *table);
