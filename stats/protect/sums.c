#include "stats/protect/protect.h"

/* One sum at a time is gathered here and handed to the visitor when all its terms are published. */
typedef struct {
    const Cube *cube;
    SumVisitor visit;
    gpointer data;
    GPtrArray *parts;
} Walk;

static void begin(Walk *walk)
{
    g_ptr_array_set_size(walk->parts, 0);
}

static void add(Walk *walk, CubeCell *cell)
{
    g_ptr_array_add(walk->parts, cell);
}

static gboolean is_number(const CubeCell *cell)
{
    return cell->state == STATE_VALUE || cell->state == STATE_SUPPRESSED ||
           cell->state == STATE_NOT_LOOKED_FOR;
}

static void end(Walk *walk, SumKind kind, CubeCell *total)
{
    CubeCell *const *parts = (CubeCell *const *)walk->parts->pdata;
    gboolean complete = total->present && is_number(total) && walk->parts->len > 0;
    for (guint i = 0; complete && i < walk->parts->len; i++)
        complete = parts[i]->present && is_number(parts[i]);
    if (complete)
        walk->visit(kind, total, walk->parts->len, parts, walk->data);
}

/* The categories of each dimension add up to the total of the area. */
static void visit_dimensions(Walk *walk, gsize period, gsize area)
{
    const Plan *plan = walk->cube->plan;
    for (gsize s = 1; s < plan->n_splits; s++) {
        const Split *split = &plan->splits[s];
        if (split == plan_without_area(plan) ||
            !cube_cell(walk->cube, period, area, split->first_slot)->present)
            continue;
        begin(walk);
        for (gsize c = 0; c < split->n_categories; c++)
            add(walk, cube_cell(walk->cube, period, area, split->first_slot + c));
        end(walk, split->fold == FOLD_ALL ? SUM_OVERLAP : SUM_EXACT,
            cube_cell(walk->cube, period, area, 0));
    }
}

/* --- areas in areas -------------------------------------------------------------------------- */

static const struct {
    AreaKind around;
    AreaKind within;
} nestings[] = {{AREA_LAND, AREA_PROVINCIE},
                {AREA_LAND, AREA_VEILIGHEIDSREGIO},
                {AREA_LAND, AREA_POLITIE_EENHEID},
                {AREA_LAND, AREA_PARKET},
                {AREA_LAND, AREA_GEMEENTE},
                {AREA_PROVINCIE, AREA_GEMEENTE},
                {AREA_VEILIGHEIDSREGIO, AREA_GEMEENTE},
                {AREA_POLITIE_EENHEID, AREA_GEMEENTE},
                {AREA_POLITIE_EENHEID, AREA_VEILIGHEIDSREGIO}};

static GArray *areas_within(const Division *division, gsize around, AreaKind kind)
{
    GArray *within = g_array_new(FALSE, FALSE, sizeof(gsize));
    AreaKind around_kind = division_kind(division, around);
    for (gsize area = 0; area < division_n_areas(division); area++)
        if (division_kind(division, area) == kind &&
            division_parent(division, area, around_kind) == (gint32)around)
            g_array_append_val(within, area);
    return within;
}

static CubeCell *remainder_cell(const Cube *cube, gsize period, gsize around, AreaKind kind)
{
    const Split *split = plan_without_area(cube->plan);
    gint32 category = split != NULL ? without_area_category(split, kind) : -1;
    return category < 0 ? NULL
                        : cube_cell(cube, period, around, split->first_slot + (gsize)category);
}

/* The categories of what lies in no area are not published; where there is nothing, they are 0. */
static SumKind area_sum_kind(gsize slot, const CubeCell *remainder)
{
    if (remainder == NULL || !remainder->present)
        return SUM_WITHIN;
    gboolean nothing = remainder->state == STATE_VALUE && remainder->value == 0;
    return slot == 0 || nothing ? SUM_EXACT : SUM_WITHIN;
}

static void visit_areas(Walk *walk, gsize around, AreaKind kind)
{
    const Cube *cube = walk->cube;
    const Split *without = plan_without_area(cube->plan);
    gsize n_slots = without != NULL ? without->first_slot : cube->plan->n_slots;
    g_autoptr(GArray) within = areas_within(cube->division, around, kind);
    for (gsize p = 0; p < cube->n_periods && within->len > 0; p++) {
        for (gsize slot = 0; slot < n_slots; slot++) {
            CubeCell *total = cube_cell(cube, p, around, slot);
            if (!total->present ||
                !cube_cell(cube, p, g_array_index(within, gsize, 0), slot)->present)
                continue;
            begin(walk);
            for (guint i = 0; i < within->len; i++)
                add(walk, cube_cell(cube, p, g_array_index(within, gsize, i), slot));
            CubeCell *remainder = remainder_cell(cube, p, around, kind);
            if (slot == 0 && remainder != NULL && remainder->present)
                add(walk, remainder);
            end(walk, area_sum_kind(slot, remainder), total);
        }
    }
}

/* --- periods in periods ---------------------------------------------------------------------- */

/* The periods of the cube that make up `whole`: quarters of a year, years of a window. */
static GArray *periods_within(const Cube *cube, Period whole)
{
    GArray *within = g_array_new(FALSE, FALSE, sizeof(gsize));
    gsize expected = whole.kind == PERIOD_WINDOW ? (gsize)whole.number : 4;
    PeriodKind kind = whole.kind == PERIOD_WINDOW ? PERIOD_YEAR : PERIOD_QUARTER;
    for (gsize p = 0; p < cube->n_periods; p++)
        if (cube->periods[p].kind == kind &&
            period_contains(whole, period_first_day(cube->periods[p])))
            g_array_append_val(within, p);
    if (within->len != expected)
        g_array_set_size(within, 0);
    return within;
}

static void visit_periods(Walk *walk, gsize whole)
{
    const Cube *cube = walk->cube;
    PeriodKind kind = cube->periods[whole].kind;
    if (kind != PERIOD_WINDOW && kind != PERIOD_YEAR)
        return;
    SumKind sum_kind = measure_counts_persons(cube->plan->measure) ? SUM_OVERLAP : SUM_EXACT;
    g_autoptr(GArray) within = periods_within(cube, cube->periods[whole]);
    for (gsize area = 0; area < division_n_areas(cube->division) && within->len > 0; area++)
        for (gsize slot = 0; slot < cube->plan->n_slots; slot++) {
            CubeCell *total = cube_cell(cube, whole, area, slot);
            if (!total->present)
                continue;
            begin(walk);
            for (guint i = 0; i < within->len; i++)
                add(walk, cube_cell(cube, g_array_index(within, gsize, i), area, slot));
            end(walk, sum_kind, total);
        }
}

void protect_visit_sums(const Cube *cube, SumVisitor visit, gpointer data)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    Walk walk = {cube, visit, data, parts};
    gsize n_areas = division_n_areas(cube->division);
    for (gsize p = 0; p < cube->n_periods; p++)
        for (gsize area = 0; area < n_areas; area++)
            visit_dimensions(&walk, p, area);
    for (gsize n = 0; n < G_N_ELEMENTS(nestings); n++)
        for (gsize area = 0; area < n_areas; area++)
            if (division_kind(cube->division, area) == nestings[n].around)
                visit_areas(&walk, area, nestings[n].within);
    for (gsize p = 0; p < cube->n_periods; p++)
        visit_periods(&walk, p);
}
