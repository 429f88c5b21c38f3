#pragma once

#include "stats/protect/protect.h"

/* The sums of a cube as rows of terms, in groups: unknowns that share no row, through others
 * neither, are in different groups and can be looked at apart. */

typedef struct {
    gsize cell; /* index in cube->cells */
    double sign;
} SumTerm;

/* Sum of the terms, 0; or at most 0 (open below), or at least 0 (open above). */
typedef struct {
    gsize number; /* stays the same when other cells are suppressed; below sum_rows_limit() */
    gboolean is_open_below, is_open_above;
    gsize n_terms;
    SumTerm *terms;
} SumRow;

typedef struct {
    GArray *cells;   /* gsize: the suppressed cells, in order */
    GPtrArray *rows; /* SumRow, those with an unknown of the group */
} SumGroup;

/* The groups of all suppressed cells, in the order of their first cells. values_known: suppressed
 * cells hold their values, and a sum that does not hold is left out. Returns (transfer full) an
 * array of SumGroup *. */
GPtrArray *sum_groups_new(const Cube *cube, gboolean values_known);
/* One more than the largest number that a row of this cube can have. */
gsize sum_rows_limit(const Cube *cube);
/* The number that a reader sees; 0 where the source was not active. */
double sum_visible_value(const CubeCell *cell);
