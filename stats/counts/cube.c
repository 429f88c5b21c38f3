#include "stats/counts/cube.h"

#include <string.h>

/* Roles of which an unknown place says nothing about the country. */
static gboolean counts_without_place(const Measure *measure)
{
    static const char *const roles[] = {"none", "office", "reporting", NULL};
    return g_strv_contains(roles, measure_place_role(measure));
}

/* without_area "land" is for measures whose units can lie outside every total; of the other kinds
 * only those that the measure is published for, seen from the land, and gemeente from the regions.
 */
static gboolean has_remainder(const Plan *plan, AreaKind area, const char *category,
                              PeriodKind period)
{
    AreaKind kind;
    if (!area_kind_parse(category, &kind))
        return FALSE;
    if (kind == AREA_LAND)
        return area == AREA_LAND && !counts_without_place(plan->measure);
    return plan_has_total(plan, kind, period) && (area == AREA_LAND || kind == AREA_GEMEENTE);
}

static gboolean is_present(const Plan *plan, const Split *split, gsize category, AreaKind area,
                           PeriodKind period)
{
    if (!((split->periods[area] >> period) & 1U))
        return FALSE;
    return split != plan_without_area(plan) ||
           has_remainder(plan, area, split->categories[category], period);
}

static void mark_present(Cube *cube, gsize period, gsize area)
{
    const Plan *plan = cube->plan;
    AreaKind kind = division_kind(cube->division, area);
    for (gsize s = 0; s < plan->n_splits; s++)
        for (gsize c = 0; c < plan->splits[s].n_categories; c++)
            cube_cell(cube, period, area, plan->splits[s].first_slot + c)->present =
                is_present(plan, &plan->splits[s], c, kind, cube->periods[period].kind) ? 1 : 0;
}

Cube *cube_new(const Plan *plan, Division *division, gsize n_periods, const Period *periods)
{
    Cube *cube = g_new0(Cube, 1);
    cube->plan = plan;
    cube->division = division;
    cube->n_periods = n_periods;
    cube->periods = g_memdup2(periods, n_periods * sizeof *periods);
    cube->cells = g_new0(CubeCell, n_periods * division_n_areas(division) * plan->n_slots);
    for (gsize p = 0; p < n_periods; p++)
        for (gsize a = 0; a < division_n_areas(division); a++)
            mark_present(cube, p, a);
    return cube;
}

void cube_free(Cube *cube)
{
    g_free(cube->periods);
    g_free(cube->cells);
    g_free(cube);
}

CubeCell *cube_cell(const Cube *cube, gsize period, gsize area, gsize slot)
{
    gsize n_areas = division_n_areas(cube->division);
    return &cube->cells[(period * n_areas + area) * cube->plan->n_slots + slot];
}

gint32 cube_period(const Cube *cube, Period period)
{
    for (gsize p = 0; p < cube->n_periods; p++)
        if (cube->periods[p].kind == period.kind && cube->periods[p].year == period.year &&
            cube->periods[p].number == period.number)
            return (gint32)p;
    return -1;
}

static void count_at(const Cube *cube, gsize period, gsize area, const guint32 *categories)
{
    const Plan *plan = cube->plan;
    CubeCell *cells = cube_cell(cube, period, area, 0);
    cells[0].value++;
    for (gsize s = 1; s < plan->n_splits; s++)
        for (guint32 left = categories[s]; left != 0; left &= left - 1)
            cells[plan->splits[s].first_slot + (gsize)__builtin_ctz(left)].value++;
}

static void count_remainder(const Cube *cube, gsize period, gsize area, AreaKind kind)
{
    const Split *split = plan_without_area(cube->plan);
    gint32 category = split != NULL ? without_area_category(split, kind) : -1;
    if (category >= 0)
        cube_cell(cube, period, area, split->first_slot + (gsize)category)->value++;
}

void cube_count(const Cube *cube, gsize period, const Placement *placement,
                const guint32 *categories)
{
    gsize land = (gsize)division_land(cube->division);
    if (!placement->in_land && !counts_without_place(cube->plan->measure)) {
        count_remainder(cube, period, land, AREA_LAND);
        return;
    }
    count_at(cube, period, land, categories);
    for (int k = 0; k < AREA_KIND_COUNT; k++) {
        AreaKind kind = (AreaKind)k;
        if (kind == AREA_LAND || kind == AREA_ARRONDISSEMENT)
            continue;
        gint32 area = placement->index[kind];
        if (area < 0) {
            count_remainder(cube, period, land, kind);
            continue;
        }
        count_at(cube, period, (gsize)area, categories);
        if (kind != AREA_GEMEENTE && placement->index[AREA_GEMEENTE] < 0)
            count_remainder(cube, period, (gsize)area, AREA_GEMEENTE);
    }
}
