#include "core/area_private.h"
#include "core/area_table.h"
#include "core/error.h"

#include <math.h>
#include <string.h>

/* --- areas ----------------------------------------------------------------------------------- */

gboolean area_read_last_day(AreaRegister *areas, GError **error)
{
    static const char *const columns[] = {"indeling_tot", NULL};
    AreaTable *table = area_table_open("gebied_stand.csv", columns, error);
    if (table == NULL)
        return FALSE;
    gboolean read = area_table_next(table, error) &&
                    area_table_day(table, 0, &areas->last_day, error) &&
                    (areas->last_day != DAY_NONE ||
                     area_table_wrong(table, 0, "is not a date (yyyy-mm-dd)", error));
    area_table_free(table);
    if (!read && error != NULL && *error == NULL)
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "gebied_stand.csv: no row");
    return read;
}

static const char *const area_columns[] = {"soort",      "code",       "naam",
                                           "geldig_van", "geldig_tot", NULL};

static gboolean read_area(AreaTable *table, Area *area, GError **error)
{
    if (!area_kind_parse(area_table_text(table, 0), &area->kind))
        return area_table_wrong(table, 0, "is not a kind of area", error);
    if (!area_code_is_of_kind(area_table_text(table, 1), area->kind))
        return area_table_wrong(table, 1, "is not a code of that kind of area", error);
    g_strlcpy(area->code, area_table_text(table, 1), sizeof area->code);
    char key[AREA_KEY_MAX];
    if (area_fold(area_table_text(table, 2), key, sizeof key) <= 0)
        return area_table_wrong(table, 2, "is not a name", error);
    if (!area_table_day(table, 3, &area->from, error) ||
        !area_table_day(table, 4, &area->to, error))
        return FALSE;
    if (area->to == DAY_NONE)
        area->to = G_MAXINT32;
    if (area->to <= area->from)
        return area_table_wrong(table, 4, "is not after geldig_van", error);
    area->name = g_strdup(area_table_text(table, 2));
    area->sort_key = g_strdup(key);
    return TRUE;
}

gboolean area_read_areas(AreaRegister *areas, GError **error)
{
    g_autoptr(AreaTable) table = area_table_open("gebieden.csv", area_columns, error);
    if (table == NULL)
        return FALSE;
    areas->by_code = g_new(AreaId, area_code_slot_count());
    for (gsize i = 0; i < area_code_slot_count(); i++)
        areas->by_code[i] = AREA_NONE;
    gsize capacity = 0;
    GError *problem = NULL;
    while (area_table_next(table, &problem)) {
        if (areas->n_areas == capacity) {
            capacity = capacity == 0 ? 1024 : capacity * 2;
            areas->areas = g_renew(Area, areas->areas, capacity);
        }
        Area *area = &areas->areas[areas->n_areas];
        *area = (Area){.kind = AREA_LAND};
        if (!read_area(table, area, error))
            return FALSE;
        AreaId id = (AreaId)areas->n_areas++;
        int slot = area_code_slot(area->code);
        if (areas->by_code[slot] != AREA_NONE)
            return area_table_wrong(table, 1, "is there twice", error);
        areas->by_code[slot] = id;
    }
    if (problem != NULL) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    return TRUE;
}

static gboolean read_code(const AreaRegister *areas, const AreaTable *table, gsize column,
                          AreaId *id, GError **error)
{
    *id = area_find_code(areas, area_table_text(table, column));
    return *id != AREA_NONE || area_table_wrong(table, column, "is no code of gebieden.csv", error);
}

/* What a file adds to the register, row by row. */
typedef gboolean (*ReadRow)(AreaRegister *areas, const AreaTable *table, GArray *rows,
                            GError **error);

static gboolean read_rows(AreaRegister *areas, const char *name, const char *const *columns,
                          ReadRow read_row, GArray *rows, GError **error)
{
    g_autoptr(AreaTable) table = area_table_open(name, columns, error);
    if (table == NULL)
        return FALSE;
    GError *problem = NULL;
    while (area_table_next(table, &problem)) {
        if (!read_row(areas, table, rows, error))
            return FALSE;
    }
    if (problem != NULL) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    return TRUE;
}

/* Start of the rows of each area in rows sorted by an AreaId that is their first member. */
static gsize *first_rows(const AreaRegister *areas, const GArray *rows)
{
    gsize *first = g_new(gsize, areas->n_areas + 1);
    gsize size = g_array_get_element_size((GArray *)rows), row = 0;
    for (gsize id = 0; id <= areas->n_areas; id++) {
        while (row < rows->len && *(const AreaId *)(gpointer)(rows->data + row * size) < (AreaId)id)
            row++;
        first[id] = row;
    }
    return first;
}

/* --- divisions ------------------------------------------------------------------------------- */

static const char *const membership_columns[] = {"code", "deel_van", "geldig_van", "geldig_tot",
                                                 NULL};

static gboolean read_membership(AreaRegister *areas, const AreaTable *table, GArray *rows,
                                GError **error)
{
    AreaMembership row;
    if (!read_code(areas, table, 0, &row.child, error) ||
        !read_code(areas, table, 1, &row.parent, error) ||
        !area_table_day(table, 2, &row.from, error) || !area_table_day(table, 3, &row.to, error))
        return FALSE;
    if (row.to == DAY_NONE)
        row.to = G_MAXINT32;
    if (areas->areas[row.parent].kind == areas->areas[row.child].kind)
        return area_table_wrong(table, 1, "is of the same kind as its part", error);
    g_array_append_val(rows, row);
    return TRUE;
}

static int compare_memberships(gconstpointer a, gconstpointer b)
{
    const AreaMembership *left = a, *right = b;
    if (left->child != right->child)
        return left->child < right->child ? -1 : 1;
    if (left->parent != right->parent)
        return left->parent < right->parent ? -1 : 1;
    return (left->from > right->from) - (left->from < right->from);
}

/* On no day may an area lie in two areas of one kind. */
static gboolean check_memberships(const AreaRegister *areas, const GArray *rows, GError **error)
{
    for (guint i = 0; i < rows->len; i++) {
        const AreaMembership *row = &g_array_index(rows, AreaMembership, i);
        for (guint k = i + 1; k < rows->len; k++) {
            const AreaMembership *other = &g_array_index(rows, AreaMembership, k);
            if (other->child != row->child)
                break;
            const Area *one = &areas->areas[row->parent], *two = &areas->areas[other->parent];
            if (one->kind != two->kind ||
                MAX(MAX(row->from, one->from), MAX(other->from, two->from)) >=
                    MIN(MIN(row->to, one->to), MIN(other->to, two->to)))
                continue;
            g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                        "gebied_indeling.csv: %s lies in %s and %s at the same time",
                        areas->areas[row->child].code, one->code, two->code);
            return FALSE;
        }
    }
    return TRUE;
}

gboolean area_read_memberships(AreaRegister *areas, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(AreaMembership));
    if (!read_rows(areas, "gebied_indeling.csv", membership_columns, read_membership, rows, error))
        return FALSE;
    g_array_sort(rows, compare_memberships);
    if (!check_memberships(areas, rows, error))
        return FALSE;
    areas->first_membership = first_rows(areas, rows);
    areas->memberships = (AreaMembership *)(gpointer)g_array_steal(rows, NULL);
    return TRUE;
}

/* --- successors ------------------------------------------------------------------------------ */

static const char *const move_columns[] = {"code_oud", "code_nieuw", "ingangsdatum",
                                           "soort",    "aandeel",    NULL};

static gboolean read_move(AreaRegister *areas, const AreaTable *table, GArray *rows, GError **error)
{
    AreaMove row = {.share = NAN};
    if (!read_code(areas, table, 0, &row.from, error) ||
        !read_code(areas, table, 1, &row.to, error) || !area_table_day(table, 2, &row.day, error))
        return FALSE;
    if (areas->areas[row.from].to != row.day)
        return area_table_wrong(table, 2, "is not the end of code_oud in gebieden.csv", error);
    if (areas->areas[row.to].from > row.day || areas->areas[row.to].to <= row.day)
        return area_table_wrong(table, 2, "is a day without code_nieuw in gebieden.csv", error);
    if (*area_table_text(table, 4) != '\0') {
        if (!area_table_double(table, 4, &row.share, error))
            return FALSE;
        if (!(row.share > 0 && row.share <= 1))
            return area_table_wrong(table, 4, "is not a share in (0, 1]", error);
    }
    g_array_append_val(rows, row);
    return TRUE;
}

static int compare_moves(gconstpointer a, gconstpointer b)
{
    const AreaMove *left = a, *right = b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    return (left->to > right->to) - (left->to < right->to);
}

/* The same moves with `from` and `to` changed places, for the way back. */
static AreaMoveIndex turn_round(const AreaRegister *areas, const GArray *rows)
{
    g_autoptr(GArray) turned = g_array_sized_new(FALSE, FALSE, sizeof(AreaMove), rows->len);
    g_array_append_vals(turned, rows->data, rows->len);
    for (guint i = 0; i < turned->len; i++) {
        AreaMove *row = &g_array_index(turned, AreaMove, i);
        AreaId old = row->from;
        row->from = row->to;
        row->to = old;
    }
    g_array_sort(turned, compare_moves);
    AreaMoveIndex index = {.first = first_rows(areas, turned)};
    index.rows = (AreaMove *)(gpointer)g_array_steal(turned, NULL);
    return index;
}

/* Every area leads to areas of the last day, and to no more than the functions give back. */
static gboolean check_successors(const AreaRegister *areas, GError **error)
{
    for (AreaId id = 0; (gsize)id < areas->n_areas; id++) {
        AreaShare parts[AREA_MAX_PARTS];
        gsize n = area_count_successors(areas, id, DAY_NONE, parts);
        if (n >= 1 && n <= AREA_MAX_PARTS)
            continue;
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "gebied_opvolging.csv: %s has %" G_GSIZE_FORMAT
                    " successors on the last day; 1 to %d can be handled",
                    areas->areas[id].code, n, AREA_MAX_PARTS);
        return FALSE;
    }
    return TRUE;
}

gboolean area_read_moves(AreaRegister *areas, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(AreaMove));
    if (!read_rows(areas, "gebied_opvolging.csv", move_columns, read_move, rows, error))
        return FALSE;
    g_array_sort(rows, compare_moves);
    areas->incoming = turn_round(areas, rows);
    areas->outgoing.first = first_rows(areas, rows);
    areas->outgoing.rows = (AreaMove *)(gpointer)g_array_steal(rows, NULL);
    return check_successors(areas, error);
}

/* --- figures --------------------------------------------------------------------------------- */

typedef struct {
    AreaId id;
    int year;
    gint64 persons;
} PopulationRow;

static const char *const population_columns[] = {"jaar", "code", "inwoners", NULL};

static gboolean read_population(AreaRegister *areas, const AreaTable *table, GArray *rows,
                                GError **error)
{
    PopulationRow row;
    gint64 year = 0;
    if (!area_table_count(table, 0, &year, error) || !read_code(areas, table, 1, &row.id, error) ||
        !area_table_count(table, 2, &row.persons, error))
        return FALSE;
    row.year = (int)CLAMP(year, 0, 9999);
    Day day = day_from_ymd(row.year, 1, 1);
    if (day == DAY_NONE || !area_is_valid(areas, row.id, day))
        return area_table_wrong(table, 0, "is a year without this area on 1 January", error);
    g_array_append_val(rows, row);
    return TRUE;
}

static int compare_years(gconstpointer a, gconstpointer b)
{
    return ((const PopulationRow *)a)->year - ((const PopulationRow *)b)->year;
}

static void set_populations(AreaRegister *areas, GArray *rows)
{
    g_array_sort(rows, compare_years);
    GArray *years = g_array_new(FALSE, FALSE, sizeof(int));
    GArray *persons = g_array_new(FALSE, FALSE, sizeof(gint64));
    static const gint64 unknown = -1;
    for (guint i = 0; i < rows->len; i++) {
        const PopulationRow *row = &g_array_index(rows, PopulationRow, i);
        if (i == 0 || (row - 1)->year != row->year) {
            g_array_append_val(years, row->year);
            for (gsize id = 0; id < areas->n_areas; id++)
                g_array_append_val(persons, unknown);
        }
        gsize year_start = (years->len - 1) * areas->n_areas;
        g_array_index(persons, gint64, year_start + (gsize)row->id) = row->persons;
    }
    areas->n_years = years->len;
    areas->years = (int *)(gpointer)g_array_free(years, FALSE);
    areas->persons = (gint64 *)(gpointer)g_array_free(persons, FALSE);
}

static const char *const feature_columns[] = {
    "jaar", "code", "stedelijkheid", "omgevingsadressendichtheid", "oppervlakte_land_km2", NULL};

static gboolean read_feature(AreaRegister *areas, const AreaTable *table, GArray *rows,
                             GError **error)
{
    (void)rows;
    AreaId id = AREA_NONE;
    gint64 urbanity = 0;
    if (!read_code(areas, table, 1, &id, error) || !area_table_count(table, 2, &urbanity, error))
        return FALSE;
    if (urbanity < 1 || urbanity > 5)
        return area_table_wrong(table, 2, "is not a class from 1 to 5", error);
    AreaFeatures *features = &areas->features[id];
    features->urbanity = (int)urbanity;
    return area_table_double(table, 3, &features->density, error) &&
           area_table_double(table, 4, &features->km2, error);
}

static const char *const midpoint_columns[] = {"code", "lengtegraad", "breedtegraad", NULL};

static gboolean read_midpoint(AreaRegister *areas, const AreaTable *table, GArray *rows,
                              GError **error)
{
    (void)rows;
    AreaId id = AREA_NONE;
    if (!read_code(areas, table, 0, &id, error))
        return FALSE;
    AreaFeatures *features = &areas->features[id];
    features->has_midpoint = TRUE;
    return area_table_double(table, 1, &features->longitude, error) &&
           area_table_double(table, 2, &features->latitude, error);
}

gboolean area_read_figures(AreaRegister *areas, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(PopulationRow));
    if (!read_rows(areas, "gebied_inwoners.csv", population_columns, read_population, rows, error))
        return FALSE;
    set_populations(areas, rows);
    areas->features = g_new0(AreaFeatures, areas->n_areas);
    for (gsize i = 0; i < areas->n_areas; i++)
        areas->features[i].density = areas->features[i].km2 = NAN;
    return read_rows(areas, "gemeente_kenmerken.csv", feature_columns, read_feature, NULL, error) &&
           read_rows(areas, "gemeente_middelpunten.csv", midpoint_columns, read_midpoint, NULL,
                     error);
}

/* --- neighbours ------------------------------------------------------------------------------ */

typedef struct {
    AreaId id, neighbour;
} NeighbourRow;

static const char *const neighbour_columns[] = {"code_a", "code_b", NULL};

static gboolean read_neighbour(AreaRegister *areas, const AreaTable *table, GArray *rows,
                               GError **error)
{
    NeighbourRow row;
    if (!read_code(areas, table, 0, &row.id, error) ||
        !read_code(areas, table, 1, &row.neighbour, error))
        return FALSE;
    if (row.id == row.neighbour)
        return area_table_wrong(table, 1, "borders itself", error);
    NeighbourRow back = {row.neighbour, row.id};
    g_array_append_val(rows, row);
    g_array_append_val(rows, back);
    return TRUE;
}

static int compare_neighbours(gconstpointer a, gconstpointer b)
{
    const NeighbourRow *left = a, *right = b;
    if (left->id != right->id)
        return left->id < right->id ? -1 : 1;
    return (left->neighbour > right->neighbour) - (left->neighbour < right->neighbour);
}

gboolean area_read_neighbours(AreaRegister *areas, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(NeighbourRow));
    if (!read_rows(areas, "gemeente_buren.csv", neighbour_columns, read_neighbour, rows, error))
        return FALSE;
    g_array_sort(rows, compare_neighbours);
    areas->first_neighbour = first_rows(areas, rows);
    areas->neighbours = g_new(AreaId, rows->len);
    for (guint i = 0; i < rows->len; i++)
        areas->neighbours[i] = g_array_index(rows, NeighbourRow, i).neighbour;
    return TRUE;
}
