#include "core/area_private.h"

#include <math.h>

static gint64 published(const AreaRegister *areas, gsize y, AreaId id)
{
    return areas->persons[y * areas->n_areas + (gsize)id];
}

static Day first_of_january(int year)
{
    return day_from_ymd(year, 1, 1);
}

/* Whether `id` is the whole of its only predecessor: a new code, nothing else. */
static gboolean is_same_territory(const AreaRegister *areas, const AreaMove *move)
{
    const AreaMoveIndex *in = &areas->incoming;
    return move->share == 1 && areas->areas[move->to].from == move->day &&
           in->first[move->to + 1] - in->first[move->to] == 1;
}

static gint64 count_later(const AreaRegister *areas, AreaId id, gsize y, Day division,
                          gboolean *by_share);

/* Persons in year y (index) within the borders of gemeente `id` on `division`, at which it is
 * valid; -1 when not known. Sets *by_share when part of an area was taken by its share. */
static gint64 count_gemeente(const AreaRegister *areas, AreaId id, gsize y, Day division,
                             gboolean *by_share)
{
    Day reference = first_of_january(areas->years[y]);
    if (reference > division)
        return count_later(areas, id, y, division, by_share);
    gint64 total = 0;
    if (area_is_valid(areas, id, reference)) {
        total = published(areas, y, id);
        if (total < 0)
            return -1;
    }
    const AreaMoveIndex *in = &areas->incoming;
    for (gsize i = in->first[id]; i < in->first[id + 1]; i++) {
        const AreaMove *move = &in->rows[i]; /* from: this area; to: where it came from */
        if (move->day <= reference || move->day > division)
            continue;
        gint64 part = count_gemeente(areas, move->to, y, move->day - 1, by_share);
        if (part < 0 || isnan(move->share))
            return -1;
        *by_share = *by_share || move->share < 1;
        total += (gint64)floor((double)part * move->share + 0.5);
    }
    return total;
}

/* The same for a division before 1 January of year y: known when the borders stayed. */
static gint64 count_later(const AreaRegister *areas, AreaId id, gsize y, Day division,
                          gboolean *by_share)
{
    Day reference = first_of_january(areas->years[y]);
    const AreaMoveIndex *in = &areas->incoming, *out = &areas->outgoing;
    Day end = MIN(areas->areas[id].to - 1, reference);
    for (gsize i = in->first[id]; i < in->first[id + 1]; i++) {
        if (in->rows[i].day > division && in->rows[i].day <= end)
            return -1;
    }
    if (end == reference)
        return published(areas, y, id);
    const AreaMove *move = &out->rows[out->first[id]];
    if (out->first[id + 1] - out->first[id] != 1 || !is_same_territory(areas, move))
        return -1;
    return count_gemeente(areas, move->to, y, move->day, by_share);
}

/* Sum over the gemeenten of a region; `division` settles which, their borders and their region. */
static gint64 sum_region(const AreaRegister *areas, AreaId region, gsize y, Day division,
                         gboolean *by_share)
{
    AreaKind kind = areas->areas[region].kind;
    gint64 total = 0;
    gboolean any = FALSE;
    for (AreaId id = 0; (gsize)id < areas->n_areas; id++) {
        if (areas->areas[id].kind != AREA_GEMEENTE ||
            area_parent(areas, id, kind, division) != region)
            continue;
        gint64 part = count_gemeente(areas, id, y, division, by_share);
        if (part < 0)
            return -1;
        total += part;
        any = TRUE;
    }
    return any ? total : -1;
}

static gint64 count_area(const AreaRegister *areas, AreaId id, gsize y, Day division,
                         gboolean *by_share)
{
    AreaKind kind = areas->areas[id].kind;
    Day reference = first_of_january(areas->years[y]);
    if (kind == AREA_GEMEENTE)
        return count_gemeente(areas, id, y, division, by_share);
    gint64 own = published(areas, y, id);
    if (own >= 0 && (division == reference || kind == AREA_LAND))
        return own;
    return sum_region(areas, id, y, kind == AREA_LAND ? reference : division, by_share);
}

/* For estimates a region may also be taken within its borders on 1 January of year y. */
static gint64 count_about(const AreaRegister *areas, AreaId id, gsize y, Day division)
{
    gboolean by_share = FALSE;
    gint64 count = count_area(areas, id, y, division, &by_share);
    Day reference = first_of_january(areas->years[y]);
    if (count >= 0 || areas->areas[id].kind == AREA_GEMEENTE ||
        !area_is_valid(areas, id, reference))
        return count;
    return count_area(areas, id, y, reference, &by_share);
}

/* Inhabitants of the whole country; -1 when not published. */
static double national(const AreaRegister *areas, int year)
{
    AreaId land = area_find_code(areas, "NL01");
    for (gsize y = 0; land != AREA_NONE && y < areas->n_years; y++) {
        if (areas->years[y] == year)
            return (double)published(areas, y, land);
    }
    return -1;
}

/* A figure of another year, brought to `year` with the growth of the country where that is known.
 */
static double carry(const AreaRegister *areas, gint64 count, int from, int year)
{
    double there = national(areas, from), here = national(areas, year);
    return there > 0 && here > 0 ? (double)count * here / there : (double)count;
}

static gboolean estimate(const AreaRegister *areas, AreaId id, int year, Day division,
                         AreaPopulation *population)
{
    int year_before = 0, year_after = 0;
    gint64 before = -1, after = -1;
    for (gsize y = 0; y < areas->n_years; y++) {
        if (areas->years[y] > year && after >= 0)
            continue;
        gint64 count = count_about(areas, id, y, division);
        if (count < 0)
            continue;
        if (areas->years[y] <= year) {
            before = count;
            year_before = areas->years[y];
        } else {
            after = count;
            year_after = areas->years[y];
        }
    }
    if (before < 0 && after < 0)
        return FALSE;
    double value = before >= 0 ? carry(areas, before, year_before, year)
                               : carry(areas, after, year_after, year);
    if (before >= 0 && after >= 0) {
        double passed = (double)(year - year_before) / (year_after - year_before);
        value += (carry(areas, after, year_after, year) - value) * passed;
    }
    *population = (AreaPopulation){(gint64)floor(value + 0.5), TRUE};
    return TRUE;
}

gboolean area_population(const AreaRegister *areas, AreaId id, int year, Day division,
                         AreaPopulation *population)
{
    g_assert(id >= 0 && (gsize)id < areas->n_areas);
    Day on = division != DAY_NONE ? division : first_of_january(year);
    if (on == DAY_NONE)
        return FALSE;
    if (division == DAY_NONE)
        on = MAX(on, areas->areas[id].from);
    if (!area_is_valid(areas, id, on))
        return FALSE;
    for (gsize y = 0; y < areas->n_years; y++) {
        if (areas->years[y] != year)
            continue;
        gboolean by_share = FALSE;
        gint64 count = count_area(areas, id, y, on, &by_share);
        if (count < 0)
            break;
        *population = (AreaPopulation){count, by_share};
        return TRUE;
    }
    return estimate(areas, id, year, on, population);
}

AreaSizeClass area_size_class(const AreaRegister *areas, AreaId id, int year)
{
    static const gint64 bounds[] = {10000, 20000, 50000, 100000, 250000};
    AreaPopulation population;
    if (!area_population(areas, id, year, DAY_NONE, &population))
        return AREA_SIZE_UNKNOWN;
    gsize class = 0;
    while (class < G_N_ELEMENTS(bounds) && population.persons >= bounds[class])
        class ++;
    return (AreaSizeClass)(AREA_SIZE_BELOW_10K + class);
}

int area_urbanity(const AreaRegister *areas, AreaId id)
{
    g_assert(id >= 0 && (gsize)id < areas->n_areas);
    return areas->features[id].urbanity;
}

double area_address_density(const AreaRegister *areas, AreaId id)
{
    g_assert(id >= 0 && (gsize)id < areas->n_areas);
    return areas->features[id].density;
}

double area_land_km2(const AreaRegister *areas, AreaId id)
{
    g_assert(id >= 0 && (gsize)id < areas->n_areas);
    return areas->features[id].km2;
}

const AreaId *area_neighbours(const AreaRegister *areas, AreaId id, gsize *n_neighbours)
{
    g_assert(id >= 0 && (gsize)id < areas->n_areas);
    *n_neighbours = areas->first_neighbour[id + 1] - areas->first_neighbour[id];
    return areas->neighbours + areas->first_neighbour[id];
}

gboolean area_midpoint(const AreaRegister *areas, AreaId id, double *longitude, double *latitude)
{
    g_assert(id >= 0 && (gsize)id < areas->n_areas);
    *longitude = areas->features[id].longitude;
    *latitude = areas->features[id].latitude;
    return areas->features[id].has_midpoint;
}
