#pragma once

#include "core/area.h"
#include "report/map/boundaries.h"

/* Boundaries in the division of a publication: gemeenten that the file still has apart are drawn as
 * one with what they merged into; what cannot be placed is known, never silently absent. */
typedef struct BoundaryDivision BoundaryDivision;

/* Borrows both, `areas` for its codes. `day`: the division of the publication. Returns (transfer
 * full). */
BoundaryDivision *boundary_division_new(const Boundaries *boundaries, const AreaRegister *areas,
                                        Day day);
void boundary_division_free(BoundaryDivision *division);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BoundaryDivision, boundary_division_free)

const Boundaries *boundary_division_boundaries(const BoundaryDivision *division);
/* What an area of the file belongs to on the day; AREA_NONE for codes that are not known, for
 * gemeenten that were split and for those that came later. */
AreaId boundary_division_area(const BoundaryDivision *division, guint area);
/* The code of that area; NULL for AREA_NONE. */
const char *boundary_division_code(const BoundaryDivision *division, guint area);
/* Whether the area of the file is a gemeente, of whatever day, of the register. */
gboolean boundary_division_is_known(const BoundaryDivision *division, guint area);
/* Gemeenten of the day without any boundary, in Dutch order. Borrowed. */
const AreaId *boundary_division_missing(const BoundaryDivision *division, guint *n);
/* Gemeenten drawn as the union of older ones. */
guint boundary_division_n_merged(const BoundaryDivision *division);
