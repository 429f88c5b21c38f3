#pragma once

#include "core/database.h"
#include "stats/counts/breakdown.h"

/* From a measure to the rows of the register that it counts. */

/* Where the rows come from: all current deliveries, or one (replaced) delivery. */
#define RULE_CURRENT (-1)

/* The rows of a measure: columns unit (BLOB of the person; NULL when each row is a unit), day,
 * place (code or NULL), then one text for each split of the plan between the total and
 * without_area: codes joined by +, NULL when not known. Sorted by person and day when units are
 * persons. delivery: RULE_CURRENT or an id. Returns (transfer full); NULL with INBEELD_ERROR_CONFIG
 * when there is no rule for the measure or a dimension of it. */
sqlite3_stmt *rule_prepare(Database *registry, const Plan *plan, gint64 delivery, GError **error);
/* Whether the measure is counted from the register. */
gboolean rule_exists(const Measure *measure);
/* The number of units by SQLite alone, for the check of sums: rows, or different persons, from
 * first_day to last_day. */
gboolean rule_check_count(Database *registry, const Measure *measure, Day first_day, Day last_day,
                          gint64 *n_units, GError **error);

/* Puts reference/form_groups.csv in the temporary table form_group of this connection; before
 * rule_prepare(). */
gboolean rule_load_form_groups(Database *registry, const Codes *codes, GError **error);
