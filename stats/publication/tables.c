#include "core/error.h"
#include "core/quantity.h"
#include "stats/counts/rule.h"
#include "stats/publication/context.h"

#include <string.h>

/* Public tables that were ingested: their cells are copied, and the sums that readers of the
 * printed table expect are added where the table leaves them out. */

static gboolean refuse(GError **error, const char *what, const char *value)
{
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                "the register holds a published table with %s \"%s\"", what, value);
    return FALSE;
}

static gboolean read_quantity(const PublishContext *context, sqlite3_stmt *row, Quantity *quantity,
                              GError **error)
{
    quantity->measure = measure_find(context->measures, database_text(row, 0));
    if (quantity->measure == NULL || rule_exists(quantity->measure))
        return refuse(error, "a measure that is no published one,", database_text(row, 0));
    quantity->area = area_find_code(context->areas, database_text(row, 4));
    if (quantity->area == AREA_NONE)
        return refuse(error, "the unknown area", database_text(row, 4));
    if (!state_parse(database_text(row, 5), &quantity->state))
        return refuse(error, "the unknown state", database_text(row, 5));
    quantity->count = sqlite3_column_int64(row, 6);
    return period_parse(database_text(row, 3), &quantity->period, error);
}

static gboolean add_cell(PublishContext *context, const Quantity *quantity, const char *dimension,
                         const char *category, GError **error)
{
    g_autofree char *period = period_code(quantity->period);
    CellRow cell = {.measure = measure_code(quantity->measure),
                    .dimension = dimension,
                    .category = category,
                    .period = period,
                    .area = area_code(context->areas, quantity->area),
                    .state = quantity->state,
                    .value = quantity->count};
    context->summary->protection.n_published++;
    if (cell.state == STATE_VALUE && !measure_is_public(quantity->measure) &&
        is_small(&context->policy, cell.value)) {
        cell.state = STATE_SUPPRESSED;
        context->summary->protection.n_primary++;
    }
    return cell_writer_add(context->cells, &cell, error);
}

static gboolean same_period(Period a, Period b)
{
    return a.kind == b.kind && a.year == b.year && a.number == b.number;
}

static Quantity *find_total(const GArray *totals, const Quantity *like)
{
    for (guint i = 0; i < totals->len; i++) {
        Quantity *one = &g_array_index(totals, Quantity, i);
        if (one->measure == like->measure && one->area == like->area &&
            same_period(one->period, like->period))
            return one;
    }
    return NULL;
}

/* A later delivery goes before an earlier one. */
static void keep_total(GArray *totals, const Quantity *quantity)
{
    Quantity *known = find_total(totals, quantity);
    if (known != NULL)
        *known = *quantity;
    else
        g_array_append_val(totals, *quantity);
}

/* Copies all cells; the totals are kept in `totals` for the sums. */
static gboolean copy_cells(PublishContext *context, GArray *totals, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        context->registry,
        "SELECT measure,dimension,category,period,area,state,value FROM current_telling "
        "ORDER BY delivery_id,measure,dimension,category,period,area",
        error);
    gboolean has_row = row != NULL;
    while (has_row) {
        if (!database_step(context->registry, row, &has_row, error))
            return FALSE;
        if (!has_row)
            break;
        Quantity quantity;
        if (!read_quantity(context, row, &quantity, error) ||
            !add_cell(context, &quantity, database_text(row, 1), database_text(row, 2), error))
            return FALSE;
        if (database_text(row, 1)[0] == '\0')
            keep_total(totals, &quantity);
    }
    return row != NULL;
}

/* --- sums ------------------------------------------------------------------------------------ */

/* The totals of a measure for which `like` matches in area (by_area) or in period. */
static GArray *select_totals(const GArray *totals, const Quantity *like, gboolean by_area)
{
    GArray *selected = g_array_new(FALSE, FALSE, sizeof(Quantity));
    for (guint i = 0; i < totals->len; i++) {
        const Quantity *one = &g_array_index(totals, Quantity, i);
        if (one->measure != like->measure || one->period.kind != PERIOD_YEAR)
            continue;
        if (by_area ? one->area == like->area : same_period(one->period, like->period))
            g_array_append_val(selected, *one);
    }
    return selected;
}

/* A year of which the table gives the areas and not the land. */
static gboolean add_land(PublishContext *context, const Plan *plan, GArray *totals, guint at,
                         GError **error)
{
    Quantity land = g_array_index(totals, Quantity, at);
    land.area = area_find_code(context->areas, "NL01");
    if (land.period.kind != PERIOD_YEAR || !plan_has_total(plan, AREA_LAND, PERIOD_YEAR) ||
        find_total(totals, &land) != NULL)
        return TRUE;
    g_autoptr(GArray) parts = select_totals(totals, &land, FALSE);
    Quantity sum;
    if (!quantity_sum(context->areas, parts->len, (const Quantity *)parts->data, &sum, error))
        return FALSE;
    sum.area = land.area;
    g_array_append_val(totals, sum);
    return add_cell(context, &sum, "", "", error);
}

/* All years of an area together, when they follow each other. */
static gboolean add_window(PublishContext *context, const Plan *plan, GArray *totals, guint at,
                           GError **error)
{
    Quantity window = g_array_index(totals, Quantity, at);
    g_autoptr(GArray) years = select_totals(totals, &window, TRUE);
    int first = G_MAXINT;
    int last = 0;
    for (guint i = 0; i < years->len; i++) {
        int year = g_array_index(years, Quantity, i).period.year;
        first = MIN(first, year);
        last = MAX(last, year);
    }
    if (years->len < 2 || last - first + 1 != (int)years->len ||
        !plan_has_total(plan, area_kind(context->areas, window.area), PERIOD_WINDOW))
        return TRUE;
    window.period = period_window(last, (int)years->len);
    if (find_total(totals, &window) != NULL)
        return TRUE;
    Quantity sum;
    if (!quantity_sum(context->areas, years->len, (const Quantity *)years->data, &sum, error))
        return FALSE;
    sum.period = window.period;
    g_array_append_val(totals, sum);
    return add_cell(context, &sum, "", "", error);
}

typedef gboolean (*AddSum)(PublishContext *context, const Plan *plan, GArray *totals, guint at,
                           GError **error);

static gboolean add_sums(PublishContext *context, GArray *totals, AddSum add_sum, GError **error)
{
    guint n_totals = totals->len;
    for (guint i = 0; i < n_totals; i++) {
        const Plan *plan = plan_find(context->plans, g_array_index(totals, Quantity, i).measure);
        if (plan != NULL && !add_sum(context, plan, totals, i, error))
            return FALSE;
    }
    return TRUE;
}

gboolean publish_tables(PublishContext *context, GError **error)
{
    g_autoptr(GArray) totals = g_array_new(FALSE, FALSE, sizeof(Quantity));
    return copy_cells(context, totals, error) && add_sums(context, totals, add_land, error) &&
           add_sums(context, totals, add_window, error);
}
