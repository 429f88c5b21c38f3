#pragma once

#include "core/state.h"
#include "stats/counts/breakdown.h"
#include "stats/counts/division.h"

/* All cells of one measure: periods x areas x slots (categories of its splits). Filled by counting,
 * protected, then written. */
typedef struct {
    gint64 value;   /* units; counted whether or not the cell is published */
    guint8 state;   /* CellState */
    guint8 present; /* is published */
    guint8 provisional;
    guint8 secondary; /* suppressed to protect another cell */
} CubeCell;

typedef struct {
    const Plan *plan;
    Division *division;
    gsize n_periods;
    Period *periods;
    CubeCell *cells;
} Cube;

/* plan and division are borrowed; periods are copied. Cells start as value 0, present where the
 * plan says so.  Returns (transfer full). Memory: 16 bytes a cell. */
Cube *cube_new(const Plan *plan, Division *division, gsize n_periods, const Period *periods);
void cube_free(Cube *cube);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cube, cube_free)

/* area: index in the division. */
CubeCell *cube_cell(const Cube *cube, gsize period, gsize area, gsize slot);
/* Index of a period; -1 when the cube does not have it. */
gint32 cube_period(const Cube *cube, Period period);

/* Counts one unit in one period, at all areas around its place. categories: for each split of the
 * plan a mask, bit i for category i (total and without_area are left out).
 * A unit without a place is counted in the land where the place is that of an office or has no
 * role; where the place is that of the exploitation or residence it is in no total, and stands in
 * without_area "land". */
void cube_count(const Cube *cube, gsize period, const Placement *placement,
                const guint32 *categories);
