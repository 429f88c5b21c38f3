#pragma once

#include "report/map/boundary_look.h"

/* The views of a map of the whole country: the country itself, against the right side, and up to
 * two dense parts enlarged in the free corners, upper left (sea) and lower right (abroad). A part
 * is enlarged when at least six gemeenten in it would be smaller than nine points across. */
#define BOUNDARY_MAX_VIEWS 3

/* `names`: n_names, most important first: the first four are sought in the
 * upper left part. Returns the number of
 * views; the first is the country. */
guint boundary_views_of_country(const BoundaryLook *look, guint n_names, const NamedArea *names,
                                double width, double height,
                                BoundaryView views[BOUNDARY_MAX_VIEWS]);
