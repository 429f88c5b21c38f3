#pragma once

#include "stats/mse/estimate.h"
#include "stats/publication/context.h"

#define ESTIMATE_LAND "NL01"

typedef struct {
    const char *subject;     /* as in table estimate */
    const char *period;      /* code of the whole table */
    const MseResult *result; /* with replicates */
    gint64 least_registered; /* of a year with an estimate */
} EstimateReplicates;

/* Tables estimate_replicate, estimate_hump and estimate_change: what the replicates behind the
 * limits of an estimate of the land say besides those limits. Call it only for an estimate that is
 * shown. FALSE with `error` when the publication cannot be written. */
gboolean publish_estimate_replicates(PublishContext *context, const EstimateReplicates *estimate,
                                     GError **error);
