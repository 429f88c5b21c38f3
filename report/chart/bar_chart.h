#pragma once

#include "report/chart/chart.h"

/* Standing bars from zero: one per category, or a group of one bar per series; the number above
 * each bar where there is room. Provisional bars are open. An interval is a thin line through the
 * top. Names of series stand right of the bars, in their colour; bars of the second series have
 * white lines, so that they differ without colour. Bars are never stacked: see stacked_bars.h. */

typedef struct {
    const char *name; /* NULL for a single series */
    ColourName colour;
    const ChartValue *values; /* one per category */
} BarSeries;

typedef struct {
    guint n_categories;
    const char *const *categories; /* years, or names (broken over lines) */
    guint n_series;
    const BarSeries *series;
    gboolean whole;     /* counts */
    int decimals;       /* of the numbers above the bars */
    const char *suffix; /* after those numbers: "%"; NULL: none */
    double height;      /* points; 0: 170 */
    Language language;
} BarChart;

/* Copies `chart`. Returns (transfer full). */
Graphic *bar_chart_new(const BarChart *chart);
