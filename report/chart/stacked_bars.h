#pragma once

#include "report/chart/chart.h"

/* Standing bars of parts on top of each other, only where the parts add up to the whole: every unit
 * is in exactly one part. Forms of exploitation and reporters are not parts: a person can have
 * several. The first part is solid, the second has white lines, the third is open, so that they
 * differ without colour; the whole stands above each bar and the names of the parts level with the
 * last bar. */

#define STACKED_PARTS 3

typedef struct {
    const char *name;
    const ChartValue *values; /* one per category */
} StackedPart;

typedef struct {
    guint n_categories;
    const char *const *categories; /* years */
    guint n_parts;                 /* 1 to STACKED_PARTS, the lowest first */
    const StackedPart *parts;
    const ChartValue *totals; /* the published whole of each category */
    double height;            /* points; 0: 170 */
    Language language;
} StackedBars;

/* NULL with INBEELD_ERROR_DATA when the parts of a category do not add up to its whole, or when a
 * part is suppressed or missing while the whole is not: a stack would show it. A category without
 * any value has its mark. Copies `chart`. Returns (transfer full). */
Graphic *stacked_bars_new(const StackedBars *chart, GError **error);
