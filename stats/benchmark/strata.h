#pragma once

#include "core/area.h"

/* Groups of like gemeenten by size class x stedelijkheid. A group with too few members joins the
 * nearest one, so that no gemeente is its own yardstick. */

#define STRATA_LEAST 10

/* size_class, urbanity: n_units; urbanity 0 or size class unknown: in no group.
 * stratum: n_units, filled with the number of the group, or -1. Groups grow from the smallest: the
 * group with the fewest members (first by class and urbanity among equals) is joined with the one
 * at the least distance (steps of class + steps of urbanity between their nearest members' cells; a
 * step of class counts a little more), until each has STRATA_LEAST. Returns the number of groups.
 */
gsize strata_make(gsize n_units, const AreaSizeClass *size_class, const int *urbanity,
                  gint32 *stratum);
