#include "stats/counts/count.h"
#include "stats/counts/rule.h"
#include "stats/publication/context.h"

/* What a replaced delivery said about the yearly totals of the land, counted as the current ones
 * are: the revision table of a publication. */

typedef struct {
    gint64 id;
    char *source;
    Day first;
    Day last;
    Day peildatum;
} OldDelivery;

static void old_delivery_clear(gpointer data)
{
    g_free(((OldDelivery *)data)->source);
}

static gboolean load_old(PublishContext *context, GArray *list, GError **error)
{
    g_autoptr(sqlite3_stmt) row =
        database_prepare(context->registry,
                         "SELECT delivery_id,source,first_day,last_day,"
                         "COALESCE(peildatum,ingested_on) FROM delivery "
                         "WHERE superseded_by IS NOT NULL AND first_day IS NOT NULL "
                         "ORDER BY delivery_id",
                         error);
    gboolean has_row = row != NULL;
    while (has_row) {
        if (!database_step(context->registry, row, &has_row, error))
            return FALSE;
        if (!has_row)
            break;
        OldDelivery old = {sqlite3_column_int64(row, 0), g_strdup(database_text(row, 1)),
                           sqlite3_column_int(row, 2), sqlite3_column_int(row, 3),
                           sqlite3_column_int(row, 4)};
        g_array_append_val(list, old);
    }
    return row != NULL;
}

static GArray *years_of(const PublishContext *context, const OldDelivery *old)
{
    GArray *years = g_array_new(FALSE, FALSE, sizeof(Period));
    for (int year = context->first_year; year <= context->last_year; year++) {
        Period period = period_year(year);
        if (period_first_day(period) >= old->first &&
            period_last_day(period) <= MIN(old->last, old->peildatum))
            g_array_append_val(years, period);
    }
    return years;
}

static gboolean write_revision(PublishContext *context, const Cube *cube, gsize period,
                               Day peildatum, GError **error)
{
    g_autoptr(sqlite3_stmt) insert =
        database_prepare(context->publication,
                         "INSERT OR REPLACE INTO revision VALUES(?1,'NL01',?2,?3,?4,?5)", error);
    if (insert == NULL)
        return FALSE;
    const CubeCell *cell = cube_cell(cube, period, (gsize)division_land(cube->division), 0);
    gboolean small = is_small(&context->policy, cell->value);
    g_autofree char *code = period_code(cube->periods[period]);
    sqlite3_bind_text(insert, 1, measure_code(cube->plan->measure), -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 2, code, -1, SQLITE_STATIC);
    sqlite3_bind_int(insert, 3, peildatum);
    sqlite3_bind_text(insert, 4, state_word(small ? STATE_SUPPRESSED : STATE_VALUE), -1,
                      SQLITE_STATIC);
    if (!small)
        sqlite3_bind_int64(insert, 5, cell->value);
    context->summary->n_revisions++;
    return database_run(context->publication, insert, error);
}

static gboolean revise(PublishContext *context, const OldDelivery *old, const Plan *plan,
                       GError **error)
{
    g_autoptr(GArray) years = years_of(context, old);
    if (years->len == 0)
        return TRUE;
    g_autoptr(Cube) cube =
        cube_new(plan, context->division, years->len, (const Period *)years->data);
    CountNotes notes;
    if (!count_into(cube, context->registry, old->id, &notes, error))
        return FALSE;
    for (gsize p = 0; p < years->len; p++)
        if (!write_revision(context, cube, p, old->peildatum, error))
            return FALSE;
    return TRUE;
}

gboolean publish_revisions(PublishContext *context, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(OldDelivery));
    g_array_set_clear_func(list, old_delivery_clear);
    if (!load_old(context, list, error))
        return FALSE;
    for (guint i = 0; i < list->len; i++)
        for (gsize m = 0; m < plan_list_count(context->plans); m++) {
            const OldDelivery *old = &g_array_index(list, OldDelivery, i);
            const Plan *plan = plan_list_get(context->plans, m);
            if (rule_exists(plan->measure) &&
                g_str_equal(measure_source(plan->measure), old->source) &&
                !revise(context, old, plan, error))
                return FALSE;
        }
    return TRUE;
}
