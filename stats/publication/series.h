#pragma once

#include "core/area.h"
#include "core/database.h"
#include "core/measure.h"
#include "stats/trend/trend.h"

/* The published cells of a measure as series: what trends and comparisons are computed from, so
 * that they say nothing that the cells do not. */
typedef struct {
    AreaId area;
    GArray *points; /* TrendPoint of one kind, in order of time */
} Series;

/* All series of one slice, in the order of the codes of their areas; only areas of `areas`.
 * kind: of period. Returns (transfer full): GPtrArray of Series;
 * NULL with `error`. */
GPtrArray *series_load(Database *publication, const AreaRegister *areas, const Measure *measure,
                       const char *dimension, const char *category, PeriodKind kind,
                       GError **error);
/* Notes in every point which share of the usual reports is missing (it is 0 before). coverage: of
 * the same measure, from source_coverage_load(). */
void series_note_missing(GPtrArray *list, const GPtrArray *coverage);

/* The events of the publication. */
typedef struct {
    char *code;
    Day day;
    AreaId area;
    char *sources;
    char *label[LANGUAGE_COUNT]; /* "AVG (2018)" */
} SeriesEvent;

/* In order of day.  Returns (transfer full): GPtrArray of SeriesEvent. */
GPtrArray *series_events_load(Database *publication, const AreaRegister *areas, GError **error);
/* Whether an event touches what a measure counts in an area: its source, and the country, the area
 * itself, or an area that the event took place in part of. */
gboolean series_event_touches(const SeriesEvent *event, const AreaRegister *areas,
                              const Measure *measure, AreaId area);
