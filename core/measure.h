#pragma once

#include "core/area.h"
#include "core/period.h"
#include "core/state.h"

/* What is counted. A measure has a unit of count, a population definition and a place role; two
 * numbers may only be added or divided when these agree (domain: units do not mix). Measures are
 * rows of reference/measures.csv. */
typedef struct Measure Measure;
typedef struct MeasureList MeasureList;

/* Loads reference/measures.csv. Fails with INBEELD_ERROR_CONFIG.  Returns (transfer full);
 * immutable. */
MeasureList *measure_list_load(GError **error);
void measure_list_free(MeasureList *list);
gsize measure_list_count(const MeasureList *list);
/* In the order of the file. Borrowed. */
const Measure *measure_list_get(const MeasureList *list, gsize index);
/* NULL when there is no such measure. */
const Measure *measure_find(const MeasureList *list, const char *code);

const char *measure_code(const Measure *measure);
const char *measure_source(const Measure *measure);     /* comensha, om, politie, published table */
const char *measure_unit(const Measure *measure);       /* unit of count: melding, zaak, … */
const char *measure_population(const Measure *measure); /* population definition */
const char *
measure_place_role(const Measure *measure); /* exploitation, residence, office, none, … */
const char *measure_name(const Measure *measure, Language language);
/* The definition in one sentence, for notes and metadata. */
const char *measure_definition(const Measure *measure, Language language);
/* Whether a rate per inhabitants makes sense: its place role is one where people live or the
 * offence took place. */
gboolean measure_has_rate(const Measure *measure);

/* A count with all that it takes to know what it means. */
typedef struct {
    const Measure *measure;
    AreaId area;
    Period period;
    CellState state;
    gint64 count; /* only when state is STATE_VALUE */
} Quantity;

/* sum = a + b: same unit, population definition and place role, same area kind and different area
 * or different period; a state other than value makes the sum that state. Fails with
 * INBEELD_ERROR_INTERNAL and says which of them differ. */
gboolean quantity_add(Quantity a, Quantity b, Quantity *sum, GError **error);
/* share = part / whole, a fraction: same unit, population, place role, area and period; both
 * values; whole > 0. */
gboolean quantity_share(Quantity part, Quantity whole, double *share, GError **error);
/* rate per 100,000 inhabitants a year: the measure has a rate, and the population is of the same
 * area and year. inhabitants_area, inhabitants_year: what the denominator is about; inhabitants >
 * 0. */
gboolean quantity_rate(Quantity count, AreaId inhabitants_area, int inhabitants_year,
                       gint64 inhabitants, double *rate, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MeasureList, measure_list_free)
