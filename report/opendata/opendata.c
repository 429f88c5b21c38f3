#include "report/opendata/opendata.h"

#include "core/area.h"
#include "core/database.h"
#include "core/output.h"
#include "report/opendata/datapackage.h"
#include "report/opendata/tables.h"

typedef struct {
    Database *publication;
    const AreaRegister *areas;
    const char *folder;
    GPtrArray *resources; /* Resource * */
    const GPtrArray *packages;
    GPtrArray *files;
} Release;

static void add_field(CsvWriter *writer, const OpenTable *table, int column, sqlite3_stmt *row,
                      const AreaRegister *areas)
{
    const char *type = table->fields[column].type;
    const char *text = database_text(row, column);
    if (table->area_name_column == column) {
        AreaId area = text == NULL ? AREA_NONE : area_find_code(areas, text);
        csv_writer_text(writer, area == AREA_NONE ? NULL : area_name(areas, area));
    } else if (text != NULL && g_str_equal(type, "date")) {
        g_autofree char *day = day_format_iso((Day)sqlite3_column_int64(row, column));
        csv_writer_text(writer, day);
    } else if (text != NULL && g_str_equal(type, "number")) {
        csv_writer_number(writer, sqlite3_column_double(row, column));
    } else {
        csv_writer_text(writer, text);
    }
}

static gboolean fill(Release *release, const OpenTable *table, sqlite3_stmt *statement,
                     Resource *resource, GError **error)
{
    CsvWriter *writer = resource_writer(resource);
    gboolean has_row;
    for (;;) {
        if (!database_step(release->publication, statement, &has_row, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        for (int column = 0; table->fields[column].name != NULL; column++)
            add_field(writer, table, column, statement, release->areas);
        csv_writer_end_row(writer);
    }
}

/* Writes the rows that `table` gives with `key` (NULL: none) bound; nothing when there are no rows.
 */
static gboolean release_table(Release *release, const OpenTable *table, const char *name,
                              const char *title, const char *key, GError **error)
{
    g_autoptr(sqlite3_stmt) statement = database_prepare(release->publication, table->query, error);
    if (statement == NULL)
        return FALSE;
    if (key != NULL)
        sqlite3_bind_text(statement, 1, key, -1, SQLITE_STATIC);
    g_autoptr(Resource) resource = resource_new(name, title, table->fields);
    if (!fill(release, table, statement, resource, error))
        return FALSE;
    if (csv_writer_n_rows(resource_writer(resource)) == 0)
        return TRUE;
    if (!resource_save(resource, release->folder, error))
        return FALSE;
    if (release->files != NULL)
        g_ptr_array_add(release->files, g_strconcat(name, ".csv", NULL));
    g_ptr_array_add(release->resources, g_steal_pointer(&resource));
    return TRUE;
}

static gboolean release_measures(Release *release, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        release->publication, "SELECT measure, name_nl FROM measure ORDER BY measure", error);
    gboolean has_row = row != NULL;
    while (has_row) {
        if (!database_step(release->publication, row, &has_row, error))
            return FALSE;
        if (!has_row)
            break;
        g_autofree char *code = g_strdup(database_text(row, 0));
        g_autofree char *name = g_strdup_printf("cijfers-%s", code);
        g_strdelimit(name, "_", '-');
        if (!release_table(release, &open_observations, name, database_text(row, 1), code, error))
            return FALSE;
    }
    return row != NULL;
}

static gboolean release_all(Release *release, GError **error)
{
    if (!release_measures(release, error))
        return FALSE;
    for (const OpenTable *table = open_tables; table->name != NULL; table++)
        if (!release_table(release, table, table->name, table->title, NULL, error))
            return FALSE;
    DatapackageInfo info = {.name = "monitor-mensenhandel",
                            .title = "Monitor mensenhandel: open data",
                            .included = release->packages};
    if (!datapackage_write(release->publication, &info, release->resources, release->folder, error))
        return FALSE;
    if (release->files != NULL)
        g_ptr_array_add(release->files, g_strdup("datapackage.json"));
    return TRUE;
}

gboolean opendata_write(const char *publication, const char *folder, const GPtrArray *packages,
                        GPtrArray *files, GError **error)
{
    g_autoptr(AreaRegister) areas = area_register_load(error);
    if (areas == NULL)
        return FALSE;
    g_autoptr(Database) database =
        database_open(publication, DATABASE_PUBLICATION, DATABASE_READ, error);
    if (database == NULL || !output_make_folder(folder, error))
        return FALSE;
    g_autoptr(GPtrArray) resources = g_ptr_array_new_with_free_func((GDestroyNotify)resource_free);
    Release release = {database, areas, folder, resources, packages, files};
    return release_all(&release, error);
}
