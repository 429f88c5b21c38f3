#pragma once

#include "core/area.h"
#include "ingest/simulate/calibration.h"
#include "ingest/simulate/random.h"

/* Where simulated events take place: gemeenten as they were on the day, drawn by inhabitants times
 * a weight for urbanity, and the ways in which people write them. */
typedef struct Places Places;

/* areas and calibration are borrowed and outlive this.  Returns (transfer full). */
Places *places_new(const AreaRegister *areas, const Calibration *calibration);
void places_free(Places *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Places, places_free)

const AreaRegister *places_areas(const Places *places);

/* A gemeente within a politie-eenheid (code), valid on `day`. */
AreaId places_draw(Places *places, RandomStream *stream, const char *unit, Day day);

/* The gemeenten of 1 January of a year with weights: inhabitants x urbanity. Borrowed. */
const AreaId *places_of_year(Places *places, int year, gsize *n_places, const double **weights);

/* The area on `day` for one of 1 January of that year: itself, or what became of it. */
AreaId places_on_day(const Places *places, AreaId area, Day day);

/* The eenheid of a gemeente on a day, or AREA_NONE. */
AreaId places_unit(const Places *places, AreaId gemeente, Day day);

/* How a clerk writes a gemeente on `day`: mostly its name, now and then its code with trailing
 * blanks, an everyday name, other capitals, the curly apostrophe, or the name of a gemeente that
 * went up in it as a whole. Always one that means this gemeente on that day. `text` is replaced. */
void places_write(const Places *places, RandomStream *stream, AreaId gemeente, Day day,
                  GString *text);
