#pragma once

#include "stats/protect/protect.h"

/* What a reader of a release can derive of a cell: it lies between these. A visible cell is known.
 */
typedef struct {
    gint64 lower;
    gint64 upper;
} CellBounds;

#define BOUNDS_UNLIMITED G_MAXINT32

/* Bounds of all cells of a protected cube, by their index in cube->cells, for a reader who combines
 * all exact sums (protect_visit_sums), knows that counts are not negative, and nothing else: each
 * sum narrows its terms by the bounds of the others, until nothing changes. Wider than the bounds
 * of a linear program, which weighs sums together, and much cheaper: some 10 passes over the sums.
 * Returns (transfer full, g_free). */
CellBounds *bounds_derive(const Cube *cube);
