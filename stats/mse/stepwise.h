#pragma once

#include "stats/mse/lists_fit.h"

/* Two-list terms by their Poisson p-value (Chan, Silverman & Vincent 2021, section 3.2).
 *
 * From the main effects, the term enters whose number of persons on both lists is least probable
 * under the model so far (one-sided, the smaller side), as long as that probability is below
 * `threshold` and the larger model has an estimate. terms: receives the model, intercept first
 * (room for 1 + L + L (L - 1) / 2). Returns the number of terms; *fit is the last fit. Ties go to
 * the first pair. */
guint stepwise_select(const ListsData *data, double threshold, ListsWorkspace *workspace,
                      guint16 *terms, ListsFit *fit);
