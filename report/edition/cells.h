#pragma once

#include "report/edition/writer.h"

/* Cells of the publication as cells of a table and as words in a sentence: the state decides what
 * is printed, so a suppressed or missing number cannot be shown by mistake. */

/* Percentages of fewer than this are not printed: one person more or less would move them by more
 * than five points. */
#define CELLS_LEAST_BASE 20

/* The number, with * when provisional, or the mark of its state. */
void cells_count(ReportTable *table, const Cell *cell);
/* part / whole as whole percent, rounded half up. Empty below CELLS_LEAST_BASE; the mark of the
 * part, or of the whole, when one has no value. The caller sees to it that both have the same unit,
 * population and place role. */
void cells_share(ReportTable *table, const Cell *part, const Cell *whole);
/* The whole itself: "100%", also where the shares above do not add up to it. */
void cells_share_of_total(ReportTable *table, const Cell *whole);
/* Exact Poisson 95 % limits of the count, or the mark. */
void cells_limits(ReportTable *table, const Cell *cell);
/* Rate per 100,000 inhabitants a year, with one decimal, or the mark. */
void cells_rate(ReportTable *table, const Cell *cell);
void cells_rate_limits(ReportTable *table, const Cell *cell);

gboolean cells_has_value(const Cell *cell);
gboolean cells_has_rate(const Cell *cell);
/* The published sentence on the change of a total over the years (PERIOD_YEAR) or windows; "" when
 * there is none. */
const char *cells_trend(Writer *writer, const char *measure, AreaId area, PeriodKind kind);
/* As words: "1.106", "een onderdrukt klein aantal", "geen opgave". */
const char *cells_words(Writer *writer, const Cell *cell);
