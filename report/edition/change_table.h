#pragma once

#include "report/edition/cells.h"

/* What the published trends say, one series a row: from when to when, the change with its limits,
 * the judgement in words; and what to mind, said once for all rows instead of in every sentence. */

typedef struct {
    const char *measure;
    AreaId area;
    PeriodKind kind; /* PERIOD_YEAR, or PERIOD_WINDOW: the last two that share no year */
} ChangeSeriesOf;

typedef struct {
    gsize n_series;
    const ChangeSeriesOf *series;
    const char *name, *title, *subtitle, *source; /* see TableInfo */
    /* Heads with the area over its rows when there are several, and the stretch in a column; else a
     * column for each of the two numbers, for windows of one area: what cannot be compared is named
     * under the table then, and has no row of marks. Series of one area follow each other. */
    gboolean by_area;
} ChangeTable;

/* Appends the table, and after it nothing. Series without a published trend are left out; FALSE,
 * and nothing appended, when none is left. */
gboolean change_table_append(Writer *writer, Flow *flow, const ChangeTable *table);

/* What to mind about these series, in small print in two columns under a table (or tables) of them,
 * with a heading of `level`; nothing, not even the heading, when there is nothing. */
void change_caveats_append(Writer *writer, Flow *flow, gsize n_series, const ChangeSeriesOf *series,
                           guint level);

/* "−29%" or "+1,6%" of the ratio 0.71 or 1.016. */
const char *change_percent(Writer *writer, double ratio, int decimals);
/* "Signalen": shorter than the name of the measure, where that would not fit a column. */
const char *change_name(Writer *writer, const char *measure);
/* "geen aantoonbare verandering" … */
const char *change_judgement(Writer *writer, const PublishedTrend *trend);
