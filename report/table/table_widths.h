#pragma once

#include "report/pdf/text.h"
#include "report/table/table_private.h"

/* Where the columns of a table stand, in points from its left side. */

typedef struct {
    double left, width; /* without the gutter */
} ColumnPlace;

typedef struct {
    ColumnPlace *places; /* one for each column; owned */
    double width;        /* of the whole table */
    double gutter;       /* between two columns */
} TableWidths;

/* Fits the columns into `room`. With room to spare, each is widened beyond its content by at most
 * max_extra; with too little, the heads are broken first, then gutters are narrowed, then texts are
 * broken, never within a word. The caller frees `places`. Cost: the width of each cell, once. */
TableWidths table_place_columns(TextEngine *engine, const ReportTable *table, double room,
                                double max_extra);

/* The style in which the cells of a row are set, and so measured. */
TextStyle table_cell_style(const TableRow *row);
/* Room on either side within a column: for shades; else 0. */
double table_column_padding(const ReportTable *table, guint index);
