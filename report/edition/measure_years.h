#pragma once

#include "report/edition/cells.h"
#include "report/table/table.h"

/* The yearly numbers of several measures of one source, each with a unit of its own. */
typedef struct {
    const char *source; /* and group of the texts: "politie" */
    gsize n;
    const char *const *measures, *const *names; /* names: of the texts */
    gsize n_columns;                            /* of charts */
    gboolean has_note;                          /* under the table */
} MeasureYears;

/* "politie.signalen": the name of a figure or table. */
const char *measure_years_name(Writer *writer, const MeasureYears *set, const char *name);
/* The text "politie.signalen-onder". */
const char *measure_years_say(Writer *writer, const MeasureYears *set, const char *name,
                              const char *ending);
/* A chart for each measure, with a scale of its own. */
void measure_years_charts(Writer *writer, const MeasureYears *set);
/* A table with a column for each measure behind the first, and a row of it. */
ReportTable *measure_years_table_new(Writer *writer, const MeasureYears *set, const char *head);
void measure_years_add_row(Writer *writer, const MeasureYears *set, ReportTable *table,
                           TableRowKind kind, const char *head, AreaId area, Period period);
/* The years in a table, and beside it what the first series says, when it says something. */
void measure_years_append(Writer *writer, const MeasureYears *set);
