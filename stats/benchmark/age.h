#pragma once

#include "core/area.h"
#include "core/codes.h"

/* Age structure in the comparison of gemeenten: indirect standardisation. A gemeente with many
 * inhabitants in the ages at which much is reported is expected to have more.
 *
 * Inhabitants by age are given in reference/gemeente_leeftijd.csv, which need not be there
 * (docs/formats/reference-ages.md). */
typedef struct AgeStructure AgeStructure;

#define AGE_MAX_CLASSES 8

/* The count expected at the rates of a standard population: sum over classes of
 * inhabitants x standard_counts / standard_inhabitants. The observed count over this is the
 * standardised ratio (SMR). A class without standard inhabitants adds nothing.
 * Source: Breslow & Day 1987, 2.3. */
double age_expected(gsize n_classes, const gint64 *inhabitants, const gint64 *standard_counts,
                    const gint64 *standard_inhabitants);

/* FALSE with INBEELD_ERROR_CONFIG when the file is not as documented: an unknown gemeente or class,
 * a class that is there twice or lacks, a negative number. *structure: (transfer full), NULL when
 * there is no such file. */
gboolean age_structure_load(const AreaRegister *areas, const Codes *codes, AgeStructure **structure,
                            GError **error);
/* The same from text called `name` in messages. */
AgeStructure *age_structure_parse(const char *name, const char *text, const AreaRegister *areas,
                                  const Codes *codes, GError **error);
void age_structure_free(AgeStructure *structure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AgeStructure, age_structure_free)

/* The classes: those of age_group in reference/codes.csv but onbekend. */
gsize age_structure_n_classes(const AgeStructure *structure);
const char *age_structure_class(const AgeStructure *structure, gsize index);

/* How many times as much as in all gemeenten together is expected per inhabitant, on age alone:
 * expected at the rates by age of all, over expected at one rate for all. counts: n_classes, known
 * ages only, of all gemeenten. The inhabitants are those of the last year given up to `year`. NaN
 * when there are none of this gemeente, or nothing was counted. */
double age_structure_factor(const AgeStructure *structure, AreaId gemeente, int year,
                            const gint64 *counts);
