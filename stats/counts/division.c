#include "stats/counts/division.h"

#include <string.h>

#define FIRST_YEAR 2000
#define N_YEARS 100

typedef struct {
    gboolean asked;
    gboolean known;
    AreaPopulation population;
} KnownPopulation;

struct Division {
    const AreaRegister *areas;
    Day day;
    GArray *list;     /* AreaId, by code */
    gint32 *index_of; /* by AreaId */
    gint32 land;
    Placement *placements; /* by AreaId, then one for AREA_NONE */
    gboolean *placed;
    KnownPopulation *populations; /* list index x year */
};

static const AreaKind published_kinds[] = {
    AREA_LAND,   AREA_PROVINCIE, AREA_VEILIGHEIDSREGIO, AREA_POLITIE_EENHEID,
    AREA_PARKET, AREA_GEMEENTE};

static int compare_codes(gconstpointer a, gconstpointer b, gpointer areas)
{
    return strcmp(area_code(areas, *(const AreaId *)a), area_code(areas, *(const AreaId *)b));
}

Division *division_new(const AreaRegister *areas, Day day)
{
    Division *division = g_new0(Division, 1);
    gsize n_all = area_count(areas);
    division->areas = areas;
    division->day = day;
    division->list = g_array_new(FALSE, FALSE, sizeof(AreaId));
    for (gsize k = 0; k < G_N_ELEMENTS(published_kinds); k++) {
        gsize n_listed = 0;
        g_autofree AreaId *listed = area_list(areas, published_kinds[k], day, &n_listed);
        g_array_append_vals(division->list, listed, (guint)n_listed);
    }
    g_array_sort_with_data(division->list, compare_codes, (gpointer)areas);
    division->index_of = g_new(gint32, n_all);
    memset(division->index_of, 0xff, n_all * sizeof(gint32));
    for (guint i = 0; i < division->list->len; i++) {
        AreaId id = g_array_index(division->list, AreaId, i);
        division->index_of[id] = (gint32)i;
        if (area_kind(areas, id) == AREA_LAND)
            division->land = (gint32)i;
    }
    division->placements = g_new0(Placement, n_all + 1);
    division->placed = g_new0(gboolean, n_all + 1);
    division->populations = g_new0(KnownPopulation, division->list->len * N_YEARS);
    return division;
}

void division_free(Division *division)
{
    g_array_unref(division->list);
    g_free(division->index_of);
    g_free(division->placements);
    g_free(division->placed);
    g_free(division->populations);
    g_free(division);
}

const AreaRegister *division_areas(const Division *division)
{
    return division->areas;
}

Day division_day(const Division *division)
{
    return division->day;
}

gsize division_n_areas(const Division *division)
{
    return division->list->len;
}

AreaId division_area(const Division *division, gsize index)
{
    return g_array_index(division->list, AreaId, index);
}

AreaKind division_kind(const Division *division, gsize index)
{
    return area_kind(division->areas, division_area(division, index));
}

gint32 division_index(const Division *division, AreaId area)
{
    return area == AREA_NONE ? -1 : division->index_of[area];
}

gint32 division_land(const Division *division)
{
    return division->land;
}

gint32 division_parent(const Division *division, gsize index, AreaKind kind)
{
    if (kind == AREA_LAND)
        return division->land;
    AreaId parent =
        area_parent(division->areas, division_area(division, index), kind, division->day);
    return division_index(division, parent);
}

/* The one area of `kind` that holds all parts; -1 when there is none. */
static gint32 common_parent(const Division *division, AreaKind kind, gsize n_parts,
                            const AreaShare *parts)
{
    gint32 common = -1;
    for (gsize i = 0; i < n_parts; i++) {
        gint32 part = division_index(division, parts[i].id);
        gint32 parent = part < 0 ? -1 : division_parent(division, (gsize)part, kind);
        if (parent < 0 || (i > 0 && parent != common))
            return -1;
        common = parent;
    }
    return common;
}

/* The area of `kind` in which a split area lay on its last day, when that is an area still. */
static gint32 last_parent(const Division *division, AreaKind kind, AreaId place)
{
    Day last = area_valid_to(division->areas, place) - 1;
    return kind == area_kind(division->areas, place)
               ? -1
               : division_index(division, area_parent(division->areas, place, kind, last));
}

static Placement compute_placement(const Division *division, AreaId place)
{
    Placement placement;
    memset(&placement, 0xff, sizeof placement);
    AreaShare parts[AREA_MAX_PARTS];
    gsize n_parts =
        place == AREA_NONE ? 0 : area_successors(division->areas, place, division->day, parts);
    placement.in_land = n_parts > 0;
    placement.split = n_parts > 1;
    if (n_parts == 0)
        return placement;
    for (gsize k = 0; k < G_N_ELEMENTS(published_kinds); k++) {
        AreaKind kind = published_kinds[k];
        gint32 common = common_parent(division, kind, n_parts, parts);
        if (common < 0 && placement.split)
            common = last_parent(division, kind, place);
        placement.index[kind] = common;
    }
    placement.index[AREA_LAND] = division->land;
    return placement;
}

const Placement *division_place(Division *division, AreaId place)
{
    gsize at = place == AREA_NONE ? area_count(division->areas) : (gsize)place;
    if (!division->placed[at])
        division->placements[at] = compute_placement(division, place);
    division->placed[at] = TRUE;
    return &division->placements[at];
}

static const KnownPopulation *population_of(Division *division, gsize index, int year)
{
    if (year < FIRST_YEAR || year >= FIRST_YEAR + N_YEARS)
        return NULL;
    KnownPopulation *known = &division->populations[index * N_YEARS + (gsize)(year - FIRST_YEAR)];
    if (!known->asked)
        known->known = area_population(division->areas, division_area(division, index), year,
                                       division->day, &known->population);
    known->asked = TRUE;
    return known->known ? known : NULL;
}

gboolean division_exposure(Division *division, gsize index, Period period, gint64 *inhabitants,
                           gboolean *estimated)
{
    *inhabitants = 0;
    *estimated = FALSE;
    if (period.kind != PERIOD_YEAR && period.kind != PERIOD_WINDOW)
        return FALSE;
    int n_years = period.kind == PERIOD_WINDOW ? period.number : 1;
    for (int year = period.year - n_years + 1; year <= period.year; year++) {
        const KnownPopulation *known = population_of(division, index, year);
        if (known == NULL)
            return FALSE;
        *inhabitants += known->population.persons;
        *estimated = *estimated || known->population.estimated;
    }
    return *inhabitants > 0;
}
