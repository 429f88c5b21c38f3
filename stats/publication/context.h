#pragma once

#include "core/database.h"
#include "stats/counts/breakdown.h"
#include "stats/counts/coverage.h"
#include "stats/publication/cell_writer.h"
#include "stats/publication/publish.h"

/* What the parts of publishing share. Each part writes its own tables. */
typedef struct {
    const PublishOptions *options;
    PublishSummary *summary;
    PublicationPolicy policy;
    AreaRegister *areas;
    MeasureList *measures; /* owned by the summary */
    Codes *codes;
    PlanList *plans;
    ActivityList *activities;
    Coverage *coverage;
    Division *division;
    Database *registry;
    Database *publication;
    CellWriter *cells;
    int first_year; /* 0: no live source */
    int last_year;
    GArray *periods; /* Period: years, quarters, windows */
} PublishContext;

/* Tables meta, source, source_tally, measure, event. */
gboolean publish_metadata(PublishContext *context, GError **error);
/* Table observation, for measures that are counted from the register. */
gboolean publish_counts(PublishContext *context, GError **error);
/* The same for published tables, with the land totals and windows that reference/breakdowns.csv
 * asks for and the table itself does not give. */
gboolean publish_tables(PublishContext *context, GError **error);
/* Table bridge; after the two above. */
gboolean publish_bridges(PublishContext *context, GError **error);
/* Table revision. */
gboolean publish_revisions(PublishContext *context, GError **error);
/* Tables estimate and estimate_alternative. */
gboolean publish_estimates(PublishContext *context, GError **error);
