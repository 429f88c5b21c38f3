#pragma once

#include <glib.h>

/* Placing labels so that none touches another. Pure geometry, no drawing. */

/* Labels beside the ends of lines: moves each as little as possible up or down so that they do not
 * overlap and stay within [lower, upper]. `centres`: n wanted middles, replaced by the places;
 * `heights`: of each label. Order of the wanted middles is kept. When they cannot fit together they
 * are spread evenly over the room, touching as little as possible.
 * Method: pooling of overlapping neighbours (least squares, as in isotonic regression). O(n²). */
void labels_spread(guint n, double *centres, const double *heights, double lower, double upper);

/* Labels on a line: the row of each so that labels in one row keep `gap` apart. `starts` ascending.
 * Returns the number of rows. O(n × rows). */
guint labels_in_rows(guint n, const double *starts, const double *widths, double gap, guint *rows);

typedef struct {
    double x, y, width, height;
} LabelRectangle;

gboolean label_rectangles_overlap(const LabelRectangle *a, const LabelRectangle *b);

/* A place for a label of the given size near the point (x, y): the first of right, left, above,
 * below and the diagonals, at growing distance, that lies within `room` and touches none of the
 * taken rectangles and points. FALSE when there is none: leave the label out. */
gboolean label_place_near(double x, double y, double width, double height,
                          const LabelRectangle *room, guint n_taken, const LabelRectangle *taken,
                          LabelRectangle *place);
