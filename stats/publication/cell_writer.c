#include "stats/publication/cell_writer.h"

#include "core/quantity.h"
#include "stats/counts/poisson.h"

#include <string.h>

#define LEVEL 0.95

struct CellWriter {
    Database *publication;
    sqlite3_stmt *insert;
    sqlite3_stmt *insert_period;
    PoissonTable *limits;
    gint64 n_cells;
    gint64 n_provisional;
};

CellWriter *cell_writer_new(Database *publication, GError **error)
{
    sqlite3_stmt *insert = database_prepare(
        publication,
        "INSERT OR REPLACE INTO observation(measure,dimension,category,period,area,state,value,"
        "lower,upper,denominator,denominator_estimated,rate,rate_lower,rate_upper,provisional) "
        "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
        error);
    if (insert == NULL)
        return NULL;
    sqlite3_stmt *insert_period =
        database_prepare(publication, "INSERT OR IGNORE INTO measure_period VALUES(?1,?2)", error);
    if (insert_period == NULL) {
        sqlite3_finalize(insert);
        return NULL;
    }
    CellWriter *writer = g_new0(CellWriter, 1);
    writer->publication = publication;
    writer->insert = insert;
    writer->insert_period = insert_period;
    writer->limits = poisson_table_new(LEVEL);
    return writer;
}

void cell_writer_free(CellWriter *writer)
{
    sqlite3_finalize(writer->insert);
    sqlite3_finalize(writer->insert_period);
    poisson_table_free(writer->limits);
    g_free(writer);
}

static void bind_rate(sqlite3_stmt *insert, const CellRow *row, Interval limits)
{
    double per_inhabitant = 100000.0 / (double)row->denominator;
    sqlite3_bind_int64(insert, 10, row->denominator);
    sqlite3_bind_int(insert, 11, row->estimated);
    sqlite3_bind_double(insert, 12, (double)row->value * per_inhabitant);
    sqlite3_bind_double(insert, 13, limits.lower * per_inhabitant);
    sqlite3_bind_double(insert, 14, limits.upper * per_inhabitant);
}

gboolean cell_writer_add(CellWriter *writer, const CellRow *row, GError **error)
{
    sqlite3_stmt *insert = writer->insert;
    const char *const texts[] = {row->measure, row->dimension, row->category,
                                 row->period,  row->area,      state_word(row->state)};
    sqlite3_clear_bindings(insert);
    for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++)
        sqlite3_bind_text(insert, i + 1, texts[i], -1, SQLITE_STATIC);
    sqlite3_bind_int(insert, 11, 0);
    sqlite3_bind_int(insert, 15, row->provisional ? 1 : 0);
    if (row->state == STATE_VALUE) {
        Interval limits = poisson_table_interval(writer->limits, row->value);
        sqlite3_bind_int64(insert, 7, row->value);
        sqlite3_bind_double(insert, 8, limits.lower);
        sqlite3_bind_double(insert, 9, limits.upper);
        if (row->denominator > 0)
            bind_rate(insert, row, limits);
    }
    if (!database_run(writer->publication, insert, error))
        return FALSE;
    writer->n_cells++;
    writer->n_provisional += row->provisional;
    sqlite3_bind_text(writer->insert_period, 1, row->measure, -1, SQLITE_STATIC);
    sqlite3_bind_text(writer->insert_period, 2, row->period, -1, SQLITE_STATIC);
    return row->dimension[0] != '\0' ||
           database_run(writer->publication, writer->insert_period, error);
}

/* --- a cube ---------------------------------------------------------------------------------- */

typedef struct {
    const char *dimension;
    const char *category;
    gsize slot;
} NamedSlot;

typedef struct {
    char *code;
    gsize period;
} NamedPeriod;

static int compare_slots(gconstpointer a, gconstpointer b)
{
    const NamedSlot *left = a;
    const NamedSlot *right = b;
    int order = strcmp(left->dimension, right->dimension);
    return order != 0 ? order : strcmp(left->category, right->category);
}

static int compare_periods(gconstpointer a, gconstpointer b)
{
    return strcmp(((const NamedPeriod *)a)->code, ((const NamedPeriod *)b)->code);
}

static void named_period_clear(gpointer data)
{
    g_free(((NamedPeriod *)data)->code);
}

static GArray *sorted_slots(const Plan *plan)
{
    GArray *slots = g_array_new(FALSE, FALSE, sizeof(NamedSlot));
    for (gsize s = 0; s < plan->n_splits; s++)
        for (gsize c = 0; c < plan->splits[s].n_categories; c++) {
            NamedSlot slot = {plan->splits[s].dimension, plan->splits[s].categories[c],
                              plan->splits[s].first_slot + c};
            g_array_append_val(slots, slot);
        }
    g_array_sort(slots, compare_slots);
    return slots;
}

static GArray *sorted_periods(const Cube *cube)
{
    GArray *periods = g_array_new(FALSE, FALSE, sizeof(NamedPeriod));
    g_array_set_clear_func(periods, named_period_clear);
    for (gsize p = 0; p < cube->n_periods; p++) {
        NamedPeriod period = {period_code(cube->periods[p]), p};
        g_array_append_val(periods, period);
    }
    g_array_sort(periods, compare_periods);
    return periods;
}

/* Through quantity_rate(), which refuses what has no rate. */
static gboolean set_denominator(const Cube *cube, gsize period, gsize area, const CubeCell *cell,
                                CellRow *row, GError **error)
{
    gint64 inhabitants;
    gboolean estimated;
    if (!measure_has_rate(cube->plan->measure) || cell->state != STATE_VALUE ||
        !division_exposure(cube->division, area, cube->periods[period], &inhabitants, &estimated))
        return TRUE;
    AreaId id = division_area(cube->division, area);
    Quantity count = {cube->plan->measure, id, cube->periods[period], STATE_VALUE, cell->value};
    double rate;
    row->denominator = inhabitants;
    row->estimated = estimated;
    return quantity_rate(count, (Exposure){id, cube->periods[period], inhabitants}, &rate, error);
}

static gboolean add_cell(CellWriter *writer, const Cube *cube, const NamedSlot *slot,
                         const NamedPeriod *period, gsize area, GError **error)
{
    const CubeCell *cell = cube_cell(cube, period->period, area, slot->slot);
    if (!cell->present)
        return TRUE;
    CellRow row = {
        .measure = measure_code(cube->plan->measure),
        .dimension = slot->dimension,
        .category = slot->category,
        .period = period->code,
        .area = area_code(division_areas(cube->division), division_area(cube->division, area)),
        .state = (CellState)cell->state,
        .value = cell->value,
        .provisional = cell->provisional};
    if (slot->slot == 0 && !set_denominator(cube, period->period, area, cell, &row, error))
        return FALSE;
    return cell_writer_add(writer, &row, error);
}

gboolean cell_writer_add_cube(CellWriter *writer, const Cube *cube, GError **error)
{
    g_autoptr(GArray) slots = sorted_slots(cube->plan);
    g_autoptr(GArray) periods = sorted_periods(cube);
    for (guint s = 0; s < slots->len; s++)
        for (guint p = 0; p < periods->len; p++)
            for (gsize area = 0; area < division_n_areas(cube->division); area++)
                if (!add_cell(writer, cube, &g_array_index(slots, NamedSlot, s),
                              &g_array_index(periods, NamedPeriod, p), area, error))
                    return FALSE;
    return TRUE;
}

gint64 cell_writer_n_cells(const CellWriter *writer)
{
    return writer->n_cells;
}

gint64 cell_writer_n_provisional(const CellWriter *writer)
{
    return writer->n_provisional;
}
