#pragma once

#include "core/database.h"
#include "stats/counts/coverage.h"
#include "stats/counts/cube.h"

/* What counting met and could not place. */
typedef struct {
    gint64 n_rows;  /* read */
    gint64 n_units; /* counted, over the years of the cube */
    gint64 n_split; /* units of these in an area that was split since: counted only around it */
    gint64
        n_unlisted; /* categories of the register that the code list lacks: counted as not known */
} CountNotes;

/* Counts the rows of the cube's measure into its cells.
 *
 * A unit that is a row counts once. A person counts once in each period of the cube in which there
 * is a report of them: with the place of the first report in the period that knows one (the finest
 * is not waited for), and the categories by the Fold of each split.
 * delivery: RULE_CURRENT or the id of a replaced one (stats/counts/rule.h). Fails when SQLite does,
 * or with INBEELD_ERROR_DATA when the register has a place that is no area. Cost: one pass over the
 * rows; memory: the reports of one person. */
gboolean count_into(Cube *cube, Database *registry, gint64 delivery, CountNotes *notes,
                    GError **error);

/* Gives the cells that are published their state: value, not delivered (the source does not cover
 * the whole period), not looked for (it or the reporter was not active); and marks the provisional
 * ones: those of which the source was read less than provisional_days after the period ended. */
void count_set_states(Cube *cube, const Coverage *coverage, const ActivityList *activities,
                      int provisional_days);
