#pragma once

#include "report/edition/cells.h"

/* Tables with the categories of a dimension as rows and periods as columns, with N and %. */
typedef struct {
    const char *measure;
    AreaId area;
    const Period *periods; /* oldest first */
    guint n_periods;
    gboolean with_shares; /* beside each N the share of the total of that period */
} Breakdown;

/* The columns: `head` over the categories, then the periods. */
ReportTable *breakdown_table_new(Writer *writer, const Breakdown *breakdown, const char *head);
/* One row for each category that the publication has in any of the periods; returns how many.
 * 0: the source does not split this. */
guint breakdown_add_rows(Writer *writer, ReportTable *table, const Breakdown *breakdown,
                         const char *dimension);
/* A head over the rows that follow. */
void breakdown_add_group(ReportTable *table, const char *head);
void breakdown_add_total(Writer *writer, ReportTable *table, const Breakdown *breakdown,
                         const char *label);
/* Whether any category of the dimension has a cell in any of the periods. */
gboolean breakdown_exists(Writer *writer, const Breakdown *breakdown, const char *dimension);

/* The last `n` years up to and with the year of the report; free with g_free. */
Period *breakdown_years(const Writer *writer, guint n);
