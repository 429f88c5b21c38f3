#pragma once

#include "report/edition/cells.h"

/* Areas by measures, to be read at a glance: rates in the cells, five steps of blue for how they
 * compare with the land. No rank, no total: the rows are in the order given, alphabetical.
 *
 * A shade says no more than the number in its cell: a suppressed cell has its mark and no shade. */

typedef struct {
    guint n_areas;
    const AreaId *areas;
    AreaId own;       /* set strong; AREA_NONE: none */
    const char *head; /* of the first column: "Politie-eenheid" */
} HeatAreas;

typedef struct {
    const char *name; /* see TableInfo */
    const char *title, *subtitle;
} HeatText;

/* Shade of a rate beside that of the land: 1 less than half, 2 up to 0.8, 3 up to 1.25, 4 up to 2,
 * 5 more. 0 when there is nothing to compare. */
guint heat_shade(const Cell *cell, const Cell *land);

/* Whether any of the areas has a rate that is not zero: a table of zeros and marks shows nothing.
 */
gboolean heat_is_worth_drawing(Writer *writer, const HeatAreas *areas);

/* Appends the table for the window of the report. FALSE, and nothing appended, when no area has a
 * rate. */
gboolean heat_append(Writer *writer, Flow *flow, const HeatAreas *areas, const HeatText *text);
