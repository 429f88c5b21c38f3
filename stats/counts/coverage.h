#pragma once

#include "core/area.h"
#include "core/database.h"
#include "core/period.h"

/* What the current deliveries of the register cover: the difference between zero and not delivered.
 */
typedef struct Coverage Coverage;

/* Fails as database_prepare.  Returns (transfer full). */
Coverage *coverage_load(Database *registry, GError **error);
void coverage_free(Coverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Coverage, coverage_free)

/* Whether the deliveries of `source` together cover every day of the period. *provisional: one of
 * them was read fewer than provisional_days after the last day of the period that it covers (the
 * day of ingest counts where that of reading is not known). */
gboolean coverage_of(const Coverage *coverage, const char *source, Period period,
                     int provisional_days, gboolean *provisional);
/* Days of the period that lie in some delivery of `source`. */
int coverage_days(const Coverage *coverage, const char *source, Period period);
/* First and last day that `source` covers, NULL for any source that is counted here. FALSE when
 * there is none. */
gboolean coverage_range(const Coverage *coverage, const char *source, Day *first, Day *last);

/* When a reporter or a whole source did not operate: rows of reference/source_activity.csv. */
typedef struct ActivityList ActivityList;
/* Fails with INBEELD_ERROR_CONFIG.  Returns (transfer full). */
ActivityList *activity_list_load(const AreaRegister *areas, GError **error);
void activity_list_free(ActivityList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ActivityList, activity_list_free)
/* Whether `reporter` of `source` ("" for the source as a whole) was active in `area`, or in an area
 * around it, on any day of the period. TRUE when the list has no row about it. */
gboolean activity_was_active(const ActivityList *list, const char *source, const char *reporter,
                             AreaId area, Period period);
