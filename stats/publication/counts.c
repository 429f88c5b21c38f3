#include "core/error.h"
#include "stats/counts/count.h"
#include "stats/counts/rule.h"
#include "stats/publication/context.h"

/* Sums in = sums out: the units counted in the years that are covered, against SQLite's count. */
static gboolean check_sums(PublishContext *context, const Cube *cube, const CountNotes *notes,
                           GError **error)
{
    const Measure *measure = cube->plan->measure;
    PublishCheck check = {.measure = measure_code(measure),
                          .n_split = notes->n_split,
                          .n_unlisted = notes->n_unlisted,
                          .counted = notes->n_units};
    for (gsize p = 0; p < cube->n_periods; p++) {
        gint64 units = 0;
        if (cube->periods[p].kind != PERIOD_YEAR)
            continue;
        if (!rule_check_count(context->registry, measure, period_first_day(cube->periods[p]),
                              period_last_day(cube->periods[p]), &units, error))
            return FALSE;
        check.expected += units;
    }
    g_array_append_val(context->summary->checks, check);
    if (check.counted == check.expected)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL,
                "%s: %" G_GINT64_FORMAT " counted, the register has %" G_GINT64_FORMAT,
                check.measure, check.counted, check.expected);
    return FALSE;
}

static void warn(const PublishCheck *check)
{
    if (check->n_split > 0)
        g_warning("%s: %" G_GINT64_FORMAT " in a gemeente that was split since are counted in the "
                  "areas around it only",
                  check->measure, check->n_split);
    if (check->n_unlisted > 0)
        g_warning("%s: %" G_GINT64_FORMAT " categories of the register are not in "
                  "reference/codes.csv and count as not known",
                  check->measure, check->n_unlisted);
}

static gboolean publish_measure(PublishContext *context, const Plan *plan, GError **error)
{
    g_autoptr(Cube) cube = cube_new(plan, context->division, context->periods->len,
                                    (const Period *)context->periods->data);
    CountNotes notes;
    if (!count_into(cube, context->registry, RULE_CURRENT, &notes, error) ||
        !check_sums(context, cube, &notes, error))
        return FALSE;
    const GArray *checks = context->summary->checks;
    warn(&g_array_index(checks, PublishCheck, checks->len - 1));
    count_set_states(cube, context->coverage, context->activities,
                     context->policy.provisional_days);
    protect_cube(cube, &context->policy, &context->summary->protection);
    return cell_writer_add_cube(context->cells, cube, error);
}

gboolean publish_counts(PublishContext *context, GError **error)
{
    if (context->first_year == 0)
        return TRUE;
    if (!rule_load_form_groups(context->registry, context->codes, error))
        return FALSE;
    for (gsize i = 0; i < plan_list_count(context->plans); i++) {
        const Plan *plan = plan_list_get(context->plans, i);
        if (rule_exists(plan->measure) && !publish_measure(context, plan, error))
            return FALSE;
    }
    return TRUE;
}
