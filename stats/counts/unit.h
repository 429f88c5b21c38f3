#pragma once

#include "core/database.h"
#include "stats/counts/breakdown.h"

/* The units of a measure as the register has them: the reports of one person, or one row. */

#define UNIT_MAX_SPLITS 16

/* One row of the register. */
typedef struct {
    Day day;
    AreaId place;                        /* AREA_NONE: not known */
    guint32 categories[UNIT_MAX_SPLITS]; /* by split of the plan: bit masks; 0: not known */
} Report;

/* What reading met. */
typedef struct {
    gint64 n_rows;
    gint64 n_unlisted; /* categories that the code list lacks: read as not known */
} UnitNotes;

/* reports: those of one unit, by day, n_reports >= 1. */
typedef void (*UnitFunction)(const Report *reports, gsize n_reports, gpointer data);

/* Calls `each` for every unit of the plan's measure. delivery: RULE_CURRENT or an id (rule.h).
 * Fails when SQLite does, or with INBEELD_ERROR_DATA when the register has a place that is no area.
 * Cost: one pass over the rows; memory: the reports of one person. */
gboolean unit_each(Database *registry, const Plan *plan, const AreaRegister *areas, gint64 delivery,
                   UnitFunction each, gpointer data, UnitNotes *notes, GError **error);

/* Number of splits of a plan that reports have categories for, the total (0) included. */
gsize unit_n_splits(const Plan *plan);
/* Index of a dimension among the splits; -1 when the plan does not have it. */
gssize unit_find_split(const Plan *plan, const char *dimension);
/* The categories of a unit in split `s`, by its fold; the unknown one when nothing is known. */
guint32 unit_fold(const Split *split, gsize s, const Report *reports, gsize n_reports);
