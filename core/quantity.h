#pragma once

#include "core/area.h"
#include "core/measure.h"
#include "core/period.h"
#include "core/state.h"

/* A count with all that it takes to know what it means. Adding and dividing go through here, so
 * that units, population definitions and place roles never mix. */
typedef struct {
    const Measure *measure;
    AreaId area;   /* of a sum over areas: AREA_NONE */
    Period period; /* of a sum over periods: PERIOD_NONE */
    CellState state;
    gint64 count; /* only when state is STATE_VALUE */
} Quantity;

/* Inhabitants x years: what a rate is divided by. */
typedef struct {
    AreaId area;
    Period period; /* a year or a window of years */
    gint64 inhabitants;
} Exposure;

/* sum = parts[0] + ... + parts[n_parts - 1], n_parts >= 1: of one unit, population definition and
 * place role; either different areas of one kind in one period, or one area in different periods of
 * one kind that do not overlap. Persons are never added over periods: somebody reported in two of
 * them is one person. The sum has the first state that is no value, if there is one. Fails with
 * INBEELD_ERROR_INTERNAL and says what differs. Cost: n_parts^2 comparisons. */
gboolean quantity_sum(const AreaRegister *areas, gsize n_parts, const Quantity *parts,
                      Quantity *sum, GError **error);

/* share = part / whole, a fraction: same unit, population, place role, area and period; both
 * values; whole > 0. Fails as quantity_sum. */
gboolean quantity_share(Quantity part, Quantity whole, double *share, GError **error);

/* rate = count / inhabitants x 100,000, per year: the place role of the measure is one where people
 * live or the offence took place, and the inhabitants are those of the same area and period. Fails
 * as quantity_sum. */
gboolean quantity_rate(Quantity count, Exposure exposure, double *rate, GError **error);
