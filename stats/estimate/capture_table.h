#pragma once

#include "stats/counts/unit.h"
#include "stats/estimate/settings.h"

/* Name of the covariate for the year. */
#define CAPTURE_YEAR "year"

/* The table of lists of the register: for every person and year, on which lists they stand.
 *
 * plan: that of gemelde_personen, with the splits reporter and the covariates. A person reported in
 * two years is in the table twice, once in each; within a year the categories follow the folds of
 * the plan, of several the first in the code list. Persons whose reporters are on no list are left
 * out and counted in *n_outside. Covariates: the year, then those of the settings; a list without
 * persons is left out.
 * Fails as unit_each() does, with INBEELD_ERROR_CONFIG when the plan lacks a dimension, and with
 * INBEELD_ERROR_DATA when fewer than two lists or no persons are left. Returns (transfer full). */
MseTable *capture_table_new(Database *registry, const Plan *plan, const AreaRegister *areas,
                            const EstimateSettings *settings, int first_year, int last_year,
                            gint64 *n_outside, GError **error);
