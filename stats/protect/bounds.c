#include "stats/protect/bounds.h"

/* Bounds only narrow; a chain of sums longer than this leaves them a little wide. */
#define MAX_PASSES 100

typedef struct {
    const Cube *cube;
    CellBounds *bounds;
    gboolean changed;
} Derivation;

static CellBounds *bounds_of(const Derivation *derivation, const CubeCell *cell)
{
    return &derivation->bounds[cell - derivation->cube->cells];
}

static void narrow(Derivation *derivation, const CubeCell *cell, gint64 lower, gint64 upper)
{
    CellBounds *bounds = bounds_of(derivation, cell);
    if (lower > bounds->lower) {
        bounds->lower = lower;
        derivation->changed = TRUE;
    }
    if (upper < bounds->upper) {
        bounds->upper = upper;
        derivation->changed = TRUE;
    }
}

static void narrow_by_sum(CubeCell *total, gsize n_parts, CubeCell *const *parts, gpointer data)
{
    Derivation *derivation = data;
    gint64 sum = 0;
    CellBounds all = {0, 0};
    for (gsize i = 0; i < n_parts; i++) {
        const CellBounds *part = bounds_of(derivation, parts[i]);
        sum += parts[i]->value;
        all.lower += part->lower;
        all.upper += part->upper;
    }
    if (sum != total->value)
        return;
    narrow(derivation, total, all.lower, all.upper);
    CellBounds whole = *bounds_of(derivation, total);
    for (gsize i = 0; i < n_parts; i++) {
        CellBounds own = *bounds_of(derivation, parts[i]);
        narrow(derivation, parts[i], whole.lower - (all.upper - own.upper),
               whole.upper - (all.lower - own.lower));
    }
}

CellBounds *bounds_derive(const Cube *cube)
{
    gsize n_cells = cube->n_periods * division_n_areas(cube->division) * cube->plan->n_slots;
    Derivation derivation = {cube, g_new(CellBounds, n_cells), TRUE};
    for (gsize i = 0; i < n_cells; i++) {
        const CubeCell *cell = &cube->cells[i];
        derivation.bounds[i] = cell->state == STATE_SUPPRESSED
                                   ? (CellBounds){0, BOUNDS_UNLIMITED}
                                   : (CellBounds){cell->value, cell->value};
    }
    for (int pass = 0; derivation.changed && pass < MAX_PASSES; pass++) {
        derivation.changed = FALSE;
        protect_visit_sums(cube, narrow_by_sum, &derivation);
    }
    return derivation.bounds;
}
