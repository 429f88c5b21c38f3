#pragma once

#include "report/chart/chart.h"

/* From one edition or period to another: for each row a line from the old number on the left to the
 * new one on the right, with the interval of each as a thin upright line. Names and numbers stand
 * at both ends and never touch: where they had to move, a thin line leads to the point. A row that
 * was revised says so at its end. Provisional ends are open. All rows have one unit; there is
 * no axis, because every number stands there.
 *
 * The order is the caller's: areas alphabetical; places follow the numbers. */

typedef struct {
    const char *name;
    ChartValue from, to;
    gboolean emphasised; /* the reader's own area */
    gboolean revised;
} SlopeRow;

typedef struct {
    guint n_rows;
    const SlopeRow *rows;
    const char *from_name, *to_name; /* over the two sides: "stand 15 januari 2024" */
    const char *revised_word;        /* after a revised number: "herzien" */
    int decimals;
    double height; /* points; 0: by the number of rows */
    Language language;
} SlopeChart;

/* Copies `chart`. Returns (transfer full). */
Graphic *slope_chart_new(const SlopeChart *chart);
