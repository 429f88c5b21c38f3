#pragma once

#include "report/chart/chart.h"

/* Charts that lie down: a name on the left, a shape, the number on the right.
 *
 * row_bars_new()       bars from zero; a short upright line shows what the row is compared with
 * row_intervals_new()  a dot with the line of its interval: named areas in alphabetical order, the
 * own one in blue and larger; or, estimated, an open diamond in ochre and grey: the answers of
 * several models (forest plot) The order of rows is the caller's: areas alphabetical, never by
 * value. */

typedef struct {
    const char *name;
    ChartValue value;
    double compared;     /* NaN: none (bars only) */
    gboolean emphasised; /* the reader's own area; the chosen model */
    const char *label;   /* on the right; NULL: the number, or the mark of its state */
} ChartRow;

typedef struct {
    guint n_rows;
    const ChartRow *rows;
    gboolean whole; /* counts */
    int decimals;   /* of the numbers on the right */
    const char *suffix;
    gboolean estimated;     /* intervals: diamonds */
    gboolean dense;         /* rows close together: many answers to one question */
    const char *axis_title; /* under the numbers of the axis; NULL: none */
    double reference;       /* dashed line through all rows; NaN or 0: none */
    const char *reference_name;
    Language language;
} RowChart;

/* Copy `chart`. Return (transfer full). */
Graphic *row_bars_new(const RowChart *chart);
Graphic *row_intervals_new(const RowChart *chart);
