#pragma once

#include "core/area.h"
#include "core/period.h"

/* The areas of one publication: the country as divided on one day, into which the events of all
 * years are recoded, so that a series is about one territory. */
typedef struct Division Division;

/* areas is borrowed.  Returns (transfer full). */
Division *division_new(const AreaRegister *areas, Day day);
void division_free(Division *division);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Division, division_free)

const AreaRegister *division_areas(const Division *division);
Day division_day(const Division *division);

/* The areas: the land, provincies, veiligheidsregio's, politie-eenheden, parketten and gemeenten,
 * in the order of their codes. */
gsize division_n_areas(const Division *division);
AreaId division_area(const Division *division, gsize index);
AreaKind division_kind(const Division *division, gsize index);
/* -1 when it is not an area of this day. */
gint32 division_index(const Division *division, AreaId area);
/* Index of the land. */
gint32 division_land(const Division *division);
/* The area of `kind` around an area of the division; -1 when there is none. */
gint32 division_parent(const Division *division, gsize index, AreaKind kind);

/* Where an area of any day lies now: of each kind the index of the one area that holds all its
 * territory. An area that was split over several (Haaren, over two police units) is in none of its
 * own kind, and of the larger kinds in the area that it lay in itself. -1 when there is none. */
typedef struct {
    gint32 index[AREA_KIND_COUNT];
    gboolean in_land; /* FALSE only for AREA_NONE and areas that never led to one of this day */
    gboolean split;   /* its territory lies in several areas of its own kind */
} Placement;
/* place: AREA_NONE is nowhere. Kept after the first question: one thread at a time. Borrowed. */
const Placement *division_place(Division *division, AreaId place);

/* Inhabitants x years of an area in a year or window, in the borders of the division. FALSE when
 * not known, or when the period is part of a year. *estimated: for any of the years. */
gboolean division_exposure(Division *division, gsize index, Period period, gint64 *inhabitants,
                           gboolean *estimated);
