#pragma once

#include "core/database.h"
#include "core/measure.h"
#include "core/period.h"
#include "stats/publication/context.h"

/* How complete the sources of a measure were in each period, from its published cells: which of its
 * usual reporters (categories of dimension reporter in the land) are there.
 *
 * A reporter is missing in a period in which it has no report (0, or not active) while its mean
 * over the periods of that kind in which it has some is at least SOURCE_USUAL: a Poisson mean of 5
 * gives 0 in one period out of 148. The share of a period is that of the means of the reporters
 * which are not missing in the sum of all means. */
#define SOURCE_USUAL 5

typedef struct {
    Period period;
    int n_reporters; /* not missing, with a report or a suppressed number of them */
    double share;    /* of usual reports, (0, 1] */
    char *missing;   /* codes joined by +; "" */
} SourceCoverage;

/* By period; periods that are not split by reporter are not there, so a measure that is never split
 * gives none. Returns (transfer full): GPtrArray of SourceCoverage; NULL with `error`. */
GPtrArray *source_coverage_load(Database *publication, const Measure *measure, GError **error);
/* NULL when the period is not there. Borrowed. */
const SourceCoverage *source_coverage_find(const GPtrArray *list, Period period);

/* Table coverage, for all periods of all measures; after their cells. */
gboolean publish_source_coverage(PublishContext *context, GError **error);
