#pragma once

#include "report/edition/cells.h"

/* Tables with areas as rows, alphabetical: the count of the year, the count of the window, and the
 * rate per 100,000 inhabitants a year with its exact limits. */
typedef struct {
    const char *measure;
    AreaKind kind;
    const char *head;   /* over the names */
    const AreaId *only; /* these areas; NULL: all of the kind */
    gsize n_only;
    gboolean with_year;
    gboolean with_rest; /* rows for a place known more coarsely and not at all, and the total of the
                           land, which holds the persons whose place is known */
} AreaFigures;

/* Returns (transfer full), or NULL when the publication has no such areas. */
ReportTable *area_table_new(Writer *writer, const AreaFigures *figures);
