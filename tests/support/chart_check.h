#pragma once

#include "report/chart/chart.h"

/* Charts are drawn on a page of their own and looked at through the boxes that were drawn. */

/* What the values of a series are: the cases that break a chart. */
typedef enum {
    ALL_GIVEN,
    ALL_ZERO,
    ALL_SUPPRESSED,
    ALL_MISSING,
    MIXED,
    VERY_SMALL, /* 0.0001 and up */
    VERY_LARGE, /* up to a thousand million */
    N_FILLS
} Fill;

ChartValue chart_check_value(Fill fill, guint i);

typedef struct {
    guint n;
    char **names; /* years from 1985 */
    ChartValue *values;
} Series;

/* n values, the last provisional. */
Series series_new(Fill fill, guint n);
void series_clear(Series *series);

/* Names of areas that are hard to place. */
const char *chart_check_name(guint i);

TextEngine *engine_or_fail(void);

/* Draws a graphic over the whole and over half the page (`half` may be NULL); fails on any fault of
 * layout. Returns the words that were drawn, between bars: "|2015|1.106|" (transfer full). */
char *chart_check_draw(TextEngine *engine, Graphic *full, Graphic *half);
/* How often a word, "|150|", stands in the words that chart_check_draw() gave. */
guint chart_check_count(const char *words, const char *word);
