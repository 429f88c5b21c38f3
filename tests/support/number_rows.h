#pragma once

#include "report/figure_data.h"

/* Numbers in the rows of tables and beside the names in figures, against the rows of their data. */

/* A number on a page. */
typedef struct {
    char *printed;
    int start, end; /* bytes in the text of its stretch */
    guint box;      /* which of the boxes of its stretch, from 0 */
} NumberToken;

/* The rows of data with what may be printed for each cell. */
typedef struct NumberRows NumberRows;

/* Borrows the data. */
NumberRows *number_rows_new(const FigureData *data);
void number_rows_free(NumberRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NumberRows, number_rows_free)

guint number_rows_n(const NumberRows *rows);

/* The tokens are all numbers of the row, in the order of its columns. */
gboolean number_row_is(const NumberRows *rows, guint row, guint n, const NumberToken *tokens);
/* They are some of them, in that order. */
gboolean number_row_has(const NumberRows *rows, guint row, guint n, const NumberToken *tokens);
/* How many cells of the row are printed like this; limits and expected values do not count. */
guint number_row_count(const NumberRows *rows, guint row, const char *printed);

/* Rows of a table that are heads of groups are no rows of its data. Whether piece (from 1) of a
 * table is one, and else its row in the data; G_MAXUINT: there is no such row. */
gboolean number_piece_is_head(const NumberRows *rows, guint piece, guint *row);
