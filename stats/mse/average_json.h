#pragma once

#include "stats/mse/average_dga.h"
#include "stats/mse/average_latent.h"

#include <json-glib/json-glib.h>

/* Results of averaging as the value "average" of `inbeeld mse --format json`. Numbers that do not
 * exist (an estimate of chains that did not mix, an infinite tail) are null.
 *
 * {"method": "dga", "graphs", "delta", "prior": "reciprocal" or "uniform", "min_hidden",
 *  "max_hidden", "mean", "median", "lower", "upper", "level", "modes": [{"total", "probability"}],
 *  "touches_bound", "tail_power", "tail_beyond", "top": [{"model", "weight", "mean"}]} */
void mse_dga_result_to_json(const MseDgaResult *result, JsonBuilder *builder);

/* {"method": "lcmcr", "status": "mixed", "not mixed" or "ran away", "r_hat", "ess_bulk",
 *  "ess_tail", "rough", "seed", "mean", "median", "lower", "upper", "level", "modes": [...],
 *  "chains": [{"median", "lower", "upper", "classes"}]} */
void mse_latent_result_to_json(const MseLatentResult *result, JsonBuilder *builder);
