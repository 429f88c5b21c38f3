#pragma once

#include "report/chart/chart.h"
#include "report/figure_data.h"

/* The classes of a map and their legend, the same for hexagons and for real boundaries: five steps
 * of blue, suppressed white with an outline, other empty kinds white with their mark.
 *
 * Limits are made of published values only, so they say nothing about what is suppressed. */
#define MAP_CLASSES 5

typedef struct {
    const char *code; /* GM0772 */
    ChartValue value;
} MapArea;

/* Limits of five classes with about equal numbers of areas, rounded to numbers that read well; 0,
 * 1, 2, 4, 8 times a unit when there are few different values. `values`: n finite numbers. The
 * lower limits ascend, the first is 0. */
void map_class_limits(guint n, const double *values, double limits[MAP_CLASSES]);
/* The last class with limit <= value; -1 without a value. */
int map_class_of(const double limits[MAP_CLASSES], const ChartValue *value);

/* Code, value and class of each area: the same for every reader, wherever the own area is. Returns
 * (transfer full). */
FigureData *map_figure_data(guint n, const MapArea *areas, const double limits[MAP_CLASSES],
                            Language language);

typedef struct {
    const double *limits;
    int decimals;         /* of the limits */
    const char *own_name; /* beside the ochre outline; NULL: no such line */
    gboolean has_suppressed, has_other;
    gboolean hexagons; /* else squares */
    Language language;
} MapLegend;

/* Number of lines. */
guint map_legend_lines(const MapLegend *legend);
#define MAP_LEGEND_PITCH 10.6
/* One under the other; x, y: left end and middle of the first mark. */
void map_legend_draw(Canvas *canvas, const MapLegend *legend, double x, double y, double room);
/* In `columns` beside each other. */
void map_legend_draw_columns(Canvas *canvas, const MapLegend *legend, guint columns, double x,
                             double y, double width);
