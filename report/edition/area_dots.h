#pragma once

#include "report/edition/comparison.h"
#include "report/edition/figures.h"

/* Named areas under each other in alphabetical order, never by value: a dot with the line of its
 * interval, rate per 100,000 inhabitants a year; the reader's own area in blue and larger. */
typedef struct {
    AreaId area;
    Cell cell;
    gboolean own;
} AreaDot;

/* The gemeente of the report among its peers. Returns (transfer full): an array of AreaDot. */
GArray *area_dots_of_peers(Writer *writer, const Comparison *comparison);
/* The politie-eenheden with a place of their own on the map, `own` marked. Returns (transfer full).
 */
GArray *area_dots_of_units(Writer *writer, AreaId own);
/* How many have a rate to draw. */
guint area_dots_n_shown(const GArray *dots);
/* Axis title and text alternative are made here; title, subtitle and source are the caller's.
 * Returns the label of the figure. */
const char *area_dots_figure(Writer *writer, Flow *flow, const GArray *dots,
                             const FigureText *text);
