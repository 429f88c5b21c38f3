#include "stats/counts/count.h"

#include "stats/counts/unit.h"

#include <string.h>

typedef struct {
    Cube *cube;
    Day *first_days;
    Day *last_days;
    CountNotes *notes;
} Counter;

static void count_unit_in(const Counter *counter, gsize period, const Report *reports,
                          gsize n_reports)
{
    guint32 categories[UNIT_MAX_SPLITS] = {0};
    AreaId place = AREA_NONE;
    for (gsize i = 0; i < n_reports && place == AREA_NONE; i++)
        place = reports[i].place;
    const Plan *plan = counter->cube->plan;
    for (gsize s = 1; s < unit_n_splits(plan); s++)
        categories[s] = unit_fold(&plan->splits[s], s, reports, n_reports);
    const Placement *placement = division_place(counter->cube->division, place);
    cube_count(counter->cube, period, placement, categories);
    if (counter->cube->periods[period].kind == PERIOD_YEAR) {
        counter->notes->n_units++;
        counter->notes->n_split += placement->split;
    }
}

static void count_unit(const Report *reports, gsize n_reports, gpointer data)
{
    const Counter *counter = data;
    for (gsize p = 0; p < counter->cube->n_periods; p++) {
        gsize from = 0;
        while (from < n_reports && reports[from].day < counter->first_days[p])
            from++;
        gsize to = from;
        while (to < n_reports && reports[to].day <= counter->last_days[p])
            to++;
        if (to > from)
            count_unit_in(counter, p, reports + from, to - from);
    }
}

gboolean count_into(Cube *cube, Database *registry, gint64 delivery, CountNotes *notes,
                    GError **error)
{
    memset(notes, 0, sizeof *notes);
    g_autofree Day *first_days = g_new(Day, cube->n_periods);
    g_autofree Day *last_days = g_new(Day, cube->n_periods);
    for (gsize p = 0; p < cube->n_periods; p++) {
        first_days[p] = period_first_day(cube->periods[p]);
        last_days[p] = period_last_day(cube->periods[p]);
    }
    Counter counter = {cube, first_days, last_days, notes};
    UnitNotes read;
    if (!unit_each(registry, cube->plan, division_areas(cube->division), delivery, count_unit,
                   &counter, &read, error))
        return FALSE;
    notes->n_rows = read.n_rows;
    notes->n_unlisted = read.n_unlisted;
    return TRUE;
}

/* --- states ---------------------------------------------------------------------------------- */

static CellState state_of(const Cube *cube, const ActivityList *activities, const Split *split,
                          const char *category, AreaId area, Period period)
{
    const char *source = measure_source(cube->plan->measure);
    gboolean active = activity_was_active(activities, source, "", area, period);
    if (active && strcmp(split->dimension, "reporter") == 0)
        active = activity_was_active(activities, source, category, area, period);
    return active ? STATE_VALUE : STATE_NOT_LOOKED_FOR;
}

static void set_area_states(Cube *cube, const ActivityList *activities, gsize p, gsize area,
                            gboolean covered, gboolean provisional)
{
    AreaId id = division_area(cube->division, area);
    for (gsize s = 0; s < cube->plan->n_splits; s++) {
        const Split *split = &cube->plan->splits[s];
        for (gsize c = 0; c < split->n_categories; c++) {
            CubeCell *cell = cube_cell(cube, p, area, split->first_slot + c);
            if (!cell->present)
                continue;
            cell->provisional = provisional ? 1 : 0;
            if (!covered)
                cell->state = STATE_NOT_DELIVERED;
            else if (cell->value == 0)
                cell->state = (guint8)state_of(cube, activities, split, split->categories[c], id,
                                               cube->periods[p]);
        }
    }
}

void count_set_states(Cube *cube, const Coverage *coverage, const ActivityList *activities,
                      int provisional_days)
{
    const char *source = measure_source(cube->plan->measure);
    for (gsize p = 0; p < cube->n_periods; p++) {
        gboolean provisional;
        gboolean covered =
            coverage_of(coverage, source, cube->periods[p], provisional_days, &provisional);
        for (gsize area = 0; area < division_n_areas(cube->division); area++)
            set_area_states(cube, activities, p, area, covered, provisional);
    }
}
