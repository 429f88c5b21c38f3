#pragma once

#include "report/chart/series.h"

/* A grid of small line charts on one scale, one for each area, with the name as its title: which
 * series move, and which only by chance. As line_chart.h draws them: band of intervals, provisional
 * points open, lines interrupted where registration changed (thin dashed lines, without a name: the
 * figure's text names the events). The last number stands at the end of each line; the numbers of
 * the axis stand left of each row. The axis begins at zero.
 *
 * When any panel is the reader's own, it is blue with a thicker line and the others grey; otherwise
 * all are blue. The order is the caller's: areas alphabetical, never by value. */

typedef struct {
    const char *name;
    const char *note;         /* under the panel: "geen aantoonbare verandering"; NULL: none */
    const ChartValue *values; /* one per period */
    gboolean emphasised;      /* the reader's own area */
} SmallPanel;

typedef struct {
    guint n_periods;
    const char *const *periods; /* only the first and the last are printed */
    guint n_panels;
    const SmallPanel *panels;
    guint n_events;
    const LineEvent *events; /* the same in all panels */
    gboolean whole;          /* counts: no fractions on the axis */
    int decimals;            /* of the last number */
    guint n_columns;         /* 0: as many as read well */
    Language language;
} SmallMultiples;

/* Never higher than a page for up to 40 panels. Copies `chart`. Returns (transfer full). */
Graphic *small_multiples_new(const SmallMultiples *chart);
