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

/* --- measures side by side: counted one by one, protected together, written in order --------- */

typedef struct {
    Cube *cube;
    const PublicationPolicy *policy;
    ProtectionNotes notes;
} Task;

static void free_task(gpointer data)
{
    Task *task = data;
    cube_free(task->cube);
    g_free(task);
}

static gboolean count_measure(PublishContext *context, const Plan *plan, GPtrArray *tasks,
                              GError **error)
{
    Task *task = g_new0(Task, 1);
    task->cube = cube_new(plan, context->division, context->periods->len,
                          (const Period *)context->periods->data);
    task->policy = &context->policy;
    g_ptr_array_add(tasks, task);
    CountNotes notes;
    if (!count_into(task->cube, context->registry, RULE_CURRENT, &notes, error) ||
        !check_sums(context, task->cube, &notes, error))
        return FALSE;
    const GArray *checks = context->summary->checks;
    warn(&g_array_index(checks, PublishCheck, checks->len - 1));
    count_set_states(task->cube, context->coverage, context->activities,
                     context->policy.provisional_days);
    return TRUE;
}

typedef struct {
    const GPtrArray *tasks;
    gint next; /* atomic */
} Queue;

static gpointer protect_tasks(gpointer data)
{
    Queue *queue = data;
    for (;;) {
        guint i = (guint)g_atomic_int_add(&queue->next, 1);
        if (i >= queue->tasks->len)
            return NULL;
        Task *task = queue->tasks->pdata[i];
        protect_cube(task->cube, task->policy, &task->notes);
    }
}

/* Each measure by itself, so that the number of threads changes nothing. */
static void protect_measures(const PublishContext *context, const GPtrArray *tasks)
{
    guint n_threads = context->options->n_threads;
    Queue queue = {tasks, 0};
    g_autoptr(GPtrArray) helpers = g_ptr_array_new();
    for (guint i = 1; i < (n_threads > 0 ? n_threads : g_get_num_processors()); i++)
        g_ptr_array_add(helpers, g_thread_new("protect", protect_tasks, &queue));
    protect_tasks(&queue);
    for (guint i = 0; i < helpers->len; i++)
        g_thread_join(helpers->pdata[i]);
}

static gboolean write_measure(PublishContext *context, const Task *task, GError **error)
{
    ProtectionNotes *sum = &context->summary->protection;
    sum->n_published += task->notes.n_published;
    sum->n_primary += task->notes.n_primary;
    sum->n_secondary += task->notes.n_secondary;
    sum->n_left += task->notes.n_left;
    if (task->notes.n_left > 0)
        g_warning("%s: of %" G_GINT64_FORMAT " small numbers it is not sure that no reader can "
                  "work them out; 'inbeeld audit' lists them",
                  measure_code(task->cube->plan->measure), task->notes.n_left);
    return cell_writer_add_cube(context->cells, task->cube, error);
}

gboolean publish_counts(PublishContext *context, GError **error)
{
    if (context->first_year == 0)
        return TRUE;
    if (!rule_load_form_groups(context->registry, context->codes, error))
        return FALSE;
    g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func(free_task);
    for (gsize i = 0; i < plan_list_count(context->plans); i++) {
        const Plan *plan = plan_list_get(context->plans, i);
        if (rule_exists(plan->measure) && !count_measure(context, plan, tasks, error))
            return FALSE;
    }
    protect_measures(context, tasks);
    for (guint i = 0; i < tasks->len; i++)
        if (!write_measure(context, tasks->pdata[i], error))
            return FALSE;
    return TRUE;
}
