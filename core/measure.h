#pragma once

#include "core/format.h"

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
/* Whether its figures are public already (published tables): the small-number rule leaves them. */
gboolean measure_is_public(const Measure *measure);
/* Whether its unit is a person, who counts once in a period however often reported: counts of
 * parts of a period then do not add up to that of the period. */
gboolean measure_counts_persons(const Measure *measure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MeasureList, measure_list_free)
