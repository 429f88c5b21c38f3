#pragma once

#include "core/area.h"
#include "core/codes.h"
#include "core/measure.h"
#include "core/period.h"

/* What is published of each measure: by which dimensions, for which kinds of area and of period.
 * Rows of reference/breakdowns.csv (docs/formats/reference-breakdowns.md): a new breakdown needs no
 * code. */

/* How the reports of one person in a period make one category (for a unit that is a row: the
 * categories of the row). */
typedef enum {
    FOLD_FIRST, /* the first that is known: every unit has one category, they add up to the total */
    FOLD_HIGHEST, /* the last in the code list of those known: one category, as above */
    FOLD_ALL      /* every category that occurs: a unit can have several */
} Fold;

/* The cells of one dimension, "" for the total. */
typedef struct {
    char *dimension;
    Fold fold;
    guint8 periods[AREA_KIND_COUNT]; /* by kind of area: bits 1 << PeriodKind */
    const char *const *categories;   /* borrowed from the codes; { "" } for the total */
    gsize n_categories;              /* at most 32 */
    gsize first_slot;                /* place of its first category among all of the measure */
    gint32 unknown;                  /* category for what is not known; -1 when the list has none */
} Split;

typedef struct {
    const Measure *measure;
    gsize n_splits;
    Split
        *splits; /* the total first; without_area last when the measure has several kinds of area */
    gsize n_slots;
} Plan;

typedef struct PlanList PlanList;
/* measures and codes are borrowed. Fails with INBEELD_ERROR_CONFIG.  Returns (transfer full). */
PlanList *plan_list_load(const MeasureList *measures, const Codes *codes, GError **error);
void plan_list_free(PlanList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlanList, plan_list_free)
gsize plan_list_count(const PlanList *list);
/* In the order of the measures. Borrowed. */
const Plan *plan_list_get(const PlanList *list, gsize index);
const Plan *plan_find(const PlanList *list, const Measure *measure);

/* Whether the totals of a measure are published for this kind of area and period. */
gboolean plan_has_total(const Plan *plan, AreaKind area, PeriodKind period);
/* The split for what lies in no area of a kind; NULL when the measure has one kind of area. */
const Split *plan_without_area(const Plan *plan);
/* Category of plan_without_area() for a kind; -1 when the code list does not have it. */
gint32 without_area_category(const Split *split, AreaKind kind);
