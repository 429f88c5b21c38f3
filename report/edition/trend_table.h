#pragma once

#include "report/edition/cells.h"

/* What can be shown of change in several series of an area: a row for each, and what must be borne
 * in mind once, under the table, instead of in every sentence. */

typedef struct {
    const char *measure;
    const char *name; /* NULL: the name of the measure */
} TrendRow;

typedef struct {
    AreaId area;
    gsize n_rows;
    const TrendRow *rows;
    const char *name;             /* see TableInfo */
    const char *title, *subtitle; /* markup */
    const char *source;
} TrendTable;

/* FALSE when nothing is published about any of them: then nothing is drawn. */
gboolean trend_table(Writer *writer, Flow *flow, const TrendTable *table);
