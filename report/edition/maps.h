#pragma once

#include "report/edition/figures.h"

/* The tile map of the gemeenten: rate per 100,000 inhabitants a year over the window, place of
 * exploitation, in five classes; suppressed white. `own`: the gemeente to outline, a region (on
 * tiles: all its gemeenten), or AREA_NONE. Returns the label of the figure, or NULL when the
 * publication has no gemeenten. */
const char *maps_gemeenten(Writer *writer, Flow *flow, AreaId own, const FigureText *text);
