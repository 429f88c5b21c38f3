#pragma once

#include "stats/mse/estimate.h"

/* An estimate as text for a statistician, as JSON by the contract of docs/formats/mse.md, and
 * as delimited text. n_models: of the search, to show. Each returns (transfer full). */
char *mse_report_text(const MseResult *result, guint n_models);
char *mse_report_json(const MseResult *result, guint n_models);
char *mse_report_csv(const MseResult *result, guint n_models);
