#include "stats/publication/release.h"

#include "core/error.h"
#include "core/table_file.h"

#include <string.h>

struct Release {
    Database *database;
    Day division;
    GStringChunk *strings;
    GHashTable *by_measure; /* code -> GArray of ReleaseCell */
};

static void free_cells(gpointer cells)
{
    g_array_unref(cells);
}

static Release *release_new(void)
{
    Release *release = g_new0(Release, 1);
    release->division = DAY_NONE;
    release->strings = g_string_chunk_new(1 << 16);
    release->by_measure = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_cells);
    return release;
}

void release_free(Release *release)
{
    g_clear_pointer(&release->database, database_close);
    g_hash_table_unref(release->by_measure);
    g_string_chunk_free(release->strings);
    g_free(release);
}

Day release_division(const Release *release)
{
    return release->division;
}

Database *release_database(const Release *release)
{
    return release->database;
}

/* --- cells as texts -------------------------------------------------------------------------- */

typedef struct {
    const char *measure, *dimension, *category, *period, *area, *state;
    gint64 value;
} CellTexts;

static gboolean add_cell(Release *release, const CellTexts *texts, GError **error)
{
    ReleaseCell cell = {.value = texts->value};
    if (!state_parse(texts->state, &cell.state)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA, "\"%s\" is not a state of a cell",
                    texts->state);
        return FALSE;
    }
    if (!period_parse(texts->period, &cell.period, error))
        return FALSE;
    cell.measure = g_string_chunk_insert_const(release->strings, texts->measure);
    cell.dimension = g_string_chunk_insert_const(release->strings, texts->dimension);
    cell.category = g_string_chunk_insert_const(release->strings, texts->category);
    cell.area = g_string_chunk_insert_const(release->strings, texts->area);
    GArray *cells = g_hash_table_lookup(release->by_measure, cell.measure);
    if (cells == NULL) {
        cells = g_array_new(FALSE, FALSE, sizeof(ReleaseCell));
        g_hash_table_insert(release->by_measure, (gpointer)cell.measure, cells);
    }
    g_array_append_val(cells, cell);
    return TRUE;
}

/* --- out of a database ----------------------------------------------------------------------- */

static gboolean read_division(Release *release, GError **error)
{
    g_autoptr(sqlite3_stmt) row =
        database_prepare(release->database, "SELECT value FROM meta WHERE key='division'", error);
    gboolean has_row = FALSE;
    if (row == NULL || !database_step(release->database, row, &has_row, error))
        return FALSE;
    if (has_row)
        release->division = day_parse_iso(database_text(row, 0));
    if (release->division == DAY_NONE) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                    "%s does not say in which division of the country its figures are",
                    database_path(release->database));
        return FALSE;
    }
    return TRUE;
}

static gboolean read_database(Release *release, GError **error)
{
    g_autoptr(sqlite3_stmt) row =
        database_prepare(release->database,
                         "SELECT measure,dimension,category,period,area,state,value "
                         "FROM observation ORDER BY measure",
                         error);
    gboolean has_row = row != NULL;
    while (has_row) {
        if (!database_step(release->database, row, &has_row, error))
            return FALSE;
        CellTexts texts = {database_text(row, 0),       database_text(row, 1),
                           database_text(row, 2),       database_text(row, 3),
                           database_text(row, 4),       database_text(row, 5),
                           sqlite3_column_int64(row, 6)};
        if (has_row && !add_cell(release, &texts, error))
            return FALSE;
    }
    return row != NULL && read_division(release, error);
}

/* --- out of the files of open data ----------------------------------------------------------- */

static gboolean read_csv(Release *release, const char *path, GError **error)
{
    static const char *const names[] = {"maat",   "dimensie", "categorie", "periode",
                                        "gebied", "toestand", "waarde"};
    gssize at[G_N_ELEMENTS(names)];
    g_autoptr(TableFile) table = table_file_open(path, error);
    if (table == NULL || !table_file_columns(table, G_N_ELEMENTS(names), names, at, error))
        return FALSE;
    GError *problem = NULL;
    while (problem == NULL && table_file_next(table, &problem)) {
        CellTexts texts = {table_file_text(table, at[0]),
                           table_file_text(table, at[1]),
                           table_file_text(table, at[2]),
                           table_file_text(table, at[3]),
                           table_file_text(table, at[4]),
                           table_file_text(table, at[5]),
                           0};
        gboolean has_value = *table_file_text(table, at[6]) != '\0';
        if (has_value && !table_file_integer(table, at[6], &texts.value, &problem))
            break;
        add_cell(release, &texts, &problem);
    }
    if (problem == NULL)
        return TRUE;
    g_propagate_prefixed_error(error, problem, "%s: ", path);
    return FALSE;
}

static void last_year_end(gpointer key, gpointer cells, gpointer data)
{
    (void)key;
    Day *last = data;
    const GArray *all = cells;
    for (guint i = 0; i < all->len; i++) {
        const ReleaseCell *cell = &g_array_index(all, ReleaseCell, i);
        if (cell->period.kind == PERIOD_YEAR)
            *last = MAX(*last, period_last_day(cell->period));
    }
}

static gboolean read_folder(Release *release, const char *folder, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    if (dir == NULL)
        return FALSE;
    gsize n_files = 0;
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        if (!g_str_has_prefix(name, "cijfers-") || !g_str_has_suffix(name, ".csv"))
            continue;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (!read_csv(release, path, error))
            return FALSE;
        n_files++;
    }
    if (n_files == 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT,
                    "%s holds no cijfers-<measure>.csv: give the folder of open data, or a "
                    "publication database",
                    folder);
        return FALSE;
    }
    Day last = day_from_ymd(1900, 1, 1);
    g_hash_table_foreach(release->by_measure, last_year_end, &last);
    release->division = last;
    return TRUE;
}

/* The folder itself, or the one below it where a run puts its open data. */
static char *find_open_data(const char *path)
{
    static const char *const below[] = {"open-data", "out/open-data"};
    for (gsize i = 0; i < G_N_ELEMENTS(below); i++) {
        g_autofree char *folder = g_build_filename(path, below[i], NULL);
        if (g_file_test(folder, G_FILE_TEST_IS_DIR))
            return g_steal_pointer(&folder);
    }
    return g_strdup(path);
}

Release *release_open(const char *path, GError **error)
{
    g_autoptr(Release) release = release_new();
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        g_autofree char *folder = find_open_data(path);
        return read_folder(release, folder, error) ? g_steal_pointer(&release) : NULL;
    }
    release->database = database_open(path, DATABASE_PUBLICATION, DATABASE_READ, error);
    if (release->database == NULL || !read_database(release, error))
        return NULL;
    return g_steal_pointer(&release);
}

/* --- cubes ----------------------------------------------------------------------------------- */

static GArray *periods_of(const GArray *cells)
{
    GArray *periods = g_array_new(FALSE, FALSE, sizeof(Period));
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < cells->len; i++) {
        Period period = g_array_index(cells, ReleaseCell, i).period;
        if (g_hash_table_add(known, period_code(period)))
            g_array_append_val(periods, period);
    }
    return periods;
}

/* Place of a category among all of the measure; -1 when the plan does not have it. */
static gssize find_slot(const Plan *plan, const ReleaseCell *cell)
{
    for (gsize s = 0; s < plan->n_splits; s++) {
        const Split *split = &plan->splits[s];
        if (strcmp(split->dimension, cell->dimension) != 0)
            continue;
        for (gsize c = 0; c < split->n_categories; c++)
            if (strcmp(split->categories[c], cell->category) == 0)
                return (gssize)(split->first_slot + c);
    }
    return -1;
}

static void clear_cube(Cube *cube)
{
    gsize n_cells = cube->n_periods * division_n_areas(cube->division) * cube->plan->n_slots;
    memset(cube->cells, 0, n_cells * sizeof(CubeCell));
}

Cube *release_cube(const Release *release, const Plan *plan, Division *division, gsize *n_outside)
{
    const GArray *cells = g_hash_table_lookup(release->by_measure, measure_code(plan->measure));
    *n_outside = 0;
    if (cells == NULL)
        return NULL;
    g_autoptr(GArray) periods = periods_of(cells);
    Cube *cube = cube_new(plan, division, periods->len, (const Period *)(gpointer)periods->data);
    clear_cube(cube);
    for (guint i = 0; i < cells->len; i++) {
        const ReleaseCell *cell = &g_array_index(cells, ReleaseCell, i);
        gint32 area =
            division_index(division, area_find_code(division_areas(division), cell->area));
        gssize slot = find_slot(plan, cell);
        if (area < 0 || slot < 0) {
            (*n_outside)++;
            continue;
        }
        *cube_cell(cube, (gsize)cube_period(cube, cell->period), (gsize)area, (gsize)slot) =
            (CubeCell){cell->state == STATE_VALUE ? cell->value : 0, (guint8)cell->state, 1, 0, 0};
    }
    return cube;
}
