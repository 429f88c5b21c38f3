#include "stats/benchmark/strata.h"

#include <math.h>
#include <stdlib.h>

#define N_CLASSES (AREA_SIZE_250K_AND_MORE + 1)
#define N_URBANITIES 6
#define N_CELLS (N_CLASSES * N_URBANITIES)
/* Size and urbanity go together; between two equal steps the other urbanity is nearer. */
#define CLASS_STEP 1.1

typedef struct {
    gint32 group[N_CELLS];  /* of each cell; -1: empty */
    gsize members[N_CELLS]; /* of each group */
} Cells;

static int cell_of(AreaSizeClass size_class, int urbanity)
{
    return (int)size_class * N_URBANITIES + urbanity;
}

static double distance(int a, int b)
{
    return CLASS_STEP * abs(a / N_URBANITIES - b / N_URBANITIES) +
           abs(a % N_URBANITIES - b % N_URBANITIES);
}

static gint32 smallest_group(const Cells *cells)
{
    gint32 found = -1;
    for (gint32 group = 0; group < N_CELLS; group++)
        if (cells->members[group] > 0 &&
            (found < 0 || cells->members[group] < cells->members[found]))
            found = group;
    return found;
}

static gint32 nearest_group(const Cells *cells, gint32 group)
{
    gint32 found = -1;
    double least = INFINITY;
    for (int a = 0; a < N_CELLS; a++)
        for (int b = 0; cells->group[a] == group && b < N_CELLS; b++)
            if (cells->group[b] >= 0 && cells->group[b] != group && distance(a, b) < least) {
                least = distance(a, b);
                found = cells->group[b];
            }
    return found;
}

static void join(Cells *cells, gint32 from, gint32 into)
{
    for (int cell = 0; cell < N_CELLS; cell++)
        if (cells->group[cell] == from)
            cells->group[cell] = into;
    cells->members[into] += cells->members[from];
    cells->members[from] = 0;
}

gsize strata_make(gsize n_units, const AreaSizeClass *size_class, const int *urbanity,
                  gint32 *stratum)
{
    Cells cells = {.members = {0}};
    for (int cell = 0; cell < N_CELLS; cell++)
        cells.group[cell] = -1;
    for (gsize i = 0; i < n_units; i++) {
        stratum[i] = -1;
        if (size_class[i] == AREA_SIZE_UNKNOWN || urbanity[i] < 1 || urbanity[i] >= N_URBANITIES)
            continue;
        stratum[i] = cell_of(size_class[i], urbanity[i]);
        cells.group[stratum[i]] = stratum[i];
        cells.members[stratum[i]]++;
    }
    for (;;) {
        gint32 small = smallest_group(&cells);
        gint32 near = small >= 0 ? nearest_group(&cells, small) : -1;
        if (near < 0 || cells.members[small] >= STRATA_LEAST)
            break;
        join(&cells, small, near);
    }
    gint32 numbers[N_CELLS];
    gsize n_groups = 0;
    for (gint32 group = 0; group < N_CELLS; group++)
        numbers[group] = cells.members[group] > 0 ? (gint32)n_groups++ : -1;
    for (gsize i = 0; i < n_units; i++)
        if (stratum[i] >= 0)
            stratum[i] = numbers[cells.group[stratum[i]]];
    return n_groups;
}
