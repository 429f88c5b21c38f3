#include "report/map/boundary_division.h"

struct BoundaryDivision {
    const Boundaries *boundaries;
    const AreaRegister *names;
    AreaId *areas;   /* per area of the file: on the day of the publication */
    gboolean *known; /* per area of the file */
    GArray *missing; /* AreaId */
    guint n_merged;
};

static AreaId area_on_day(const AreaRegister *areas, AreaId id, Day day)
{
    AreaShare parts[AREA_MAX_PARTS];
    if (area_is_valid(areas, id, day))
        return id;
    if (area_successors(areas, id, day, parts) == 1 && parts[0].share > 0.999)
        return parts[0].id;
    return AREA_NONE;
}

static void place_areas(BoundaryDivision *division, const AreaRegister *areas, Day day)
{
    for (guint i = 0; i < boundaries_n_areas(division->boundaries); i++) {
        AreaId id = area_find_code(areas, boundaries_code(division->boundaries, i));
        division->known[i] = id != AREA_NONE && area_kind(areas, id) == AREA_GEMEENTE;
        division->areas[i] = division->known[i] ? area_on_day(areas, id, day) : AREA_NONE;
    }
}

static void count_areas(BoundaryDivision *division, const AreaRegister *areas, Day day)
{
    gsize n = 0;
    g_autofree AreaId *all = area_list(areas, AREA_GEMEENTE, day, &n);
    g_autofree guint *parts = g_new0(guint, area_count(areas) + 1);
    for (guint i = 0; i < boundaries_n_areas(division->boundaries); i++)
        if (division->areas[i] != AREA_NONE)
            parts[division->areas[i]]++;
    for (gsize i = 0; i < n; i++) {
        if (parts[all[i]] == 0)
            g_array_append_val(division->missing, all[i]);
        division->n_merged += parts[all[i]] > 1 ? 1 : 0;
    }
}

BoundaryDivision *boundary_division_new(const Boundaries *boundaries, const AreaRegister *areas,
                                        Day day)
{
    BoundaryDivision *division = g_new0(BoundaryDivision, 1);
    division->boundaries = boundaries;
    division->names = areas;
    division->areas = g_new0(AreaId, boundaries_n_areas(boundaries) + 1);
    division->known = g_new0(gboolean, boundaries_n_areas(boundaries) + 1);
    division->missing = g_array_new(FALSE, FALSE, sizeof(AreaId));
    place_areas(division, areas, day);
    count_areas(division, areas, day);
    return division;
}

void boundary_division_free(BoundaryDivision *division)
{
    if (division == NULL)
        return;
    g_array_unref(division->missing);
    g_free(division->known);
    g_free(division->areas);
    g_free(division);
}

const Boundaries *boundary_division_boundaries(const BoundaryDivision *division)
{
    return division->boundaries;
}

AreaId boundary_division_area(const BoundaryDivision *division, guint area)
{
    return division->areas[area];
}

const char *boundary_division_code(const BoundaryDivision *division, guint area)
{
    AreaId id = division->areas[area];
    return id != AREA_NONE ? area_code(division->names, id) : NULL;
}

gboolean boundary_division_is_known(const BoundaryDivision *division, guint area)
{
    return division->known[area];
}

const AreaId *boundary_division_missing(const BoundaryDivision *division, guint *n)
{
    *n = division->missing->len;
    return (const AreaId *)(gpointer)division->missing->data;
}

guint boundary_division_n_merged(const BoundaryDivision *division)
{
    return division->n_merged;
}
