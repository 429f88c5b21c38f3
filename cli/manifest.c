#include "cli/manifest.h"

#include "core/database.h"
#include "core/error.h"
#include "core/json_write.h"
#include "core/output.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static gboolean add_meta(JsonBuilder *json, Database *publication, GError **error)
{
    static const char *const keys[] = {"period", "peildatum", "seed", "suppress_below",
                                       "synthetic"};
    g_autoptr(sqlite3_stmt) row =
        database_prepare(publication, "SELECT value FROM meta WHERE key = ?1", error);
    if (row == NULL)
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        gboolean has_row;
        sqlite3_bind_text(row, 1, keys[i], -1, SQLITE_STATIC);
        if (!database_step(publication, row, &has_row, error))
            return FALSE;
        json_write_text(json, keys[i], has_row ? database_text(row, 0) : NULL);
        sqlite3_reset(row);
    }
    return TRUE;
}

enum { SUM_ROWS, SUM_ACCEPTED, SUM_REJECTED, SUM_DUPLICATE, SUM_EXCLUDED, N_SUMS };

static const char *const sum_names[N_SUMS] = {"rows", "accepted", "rejected", "duplicate",
                                              "excluded"};

static void add_input(JsonBuilder *json, sqlite3_stmt *row, gint64 sums[N_SUMS])
{
    json_builder_begin_object(json);
    json_write_text(json, "file", database_text(row, 0));
    json_write_text(json, "sha256", database_text(row, 1));
    json_write_text(json, "source", database_text(row, 2));
    json_write_day(json, "peildatum", (Day)sqlite3_column_int64(row, 3));
    for (int i = 0; i < N_SUMS; i++) {
        gint64 value = sqlite3_column_int64(row, 4 + i);
        json_write_count(json, sum_names[i], value);
        sums[i] += value;
    }
    json_write_flag(json, "current", sqlite3_column_int(row, 4 + N_SUMS) != 0);
    json_builder_end_object(json);
}

static gboolean add_inputs(JsonBuilder *json, Database *publication, gint64 sums[N_SUMS],
                           GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        publication,
        "SELECT file_name, sha256, source, peildatum, rows, accepted, rejected, duplicate, "
        "excluded, current FROM source ORDER BY source_id",
        error);
    gboolean has_row = row != NULL;
    json_write_begin_array(json, "inputs");
    while (has_row) {
        if (!database_step(publication, row, &has_row, error))
            return FALSE;
        if (has_row)
            add_input(json, row, sums);
    }
    json_builder_end_array(json);
    return row != NULL;
}

static void add_stages(JsonBuilder *json, const gint64 sums[N_SUMS], guint n_files, guint n_failed)
{
    json_write_begin_object(json, "stages");
    json_write_begin_object(json, "ingest");
    for (int i = 0; i < N_SUMS; i++)
        json_write_count(json, sum_names[i], sums[i]);
    json_builder_end_object(json);
    json_write_begin_object(json, "report");
    json_write_count(json, "files", n_files);
    json_write_count(json, "failed", n_failed);
    json_builder_end_object(json);
    json_builder_end_object(json);
}

static gboolean add_content(JsonBuilder *json, const char *path, GError **error)
{
    g_autofree char *sha256 = output_sha256(path, error);
    struct stat status;
    if (sha256 == NULL)
        return FALSE;
    if (stat(path, &status) != 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "%s: %s", path, g_strerror(errno));
        return FALSE;
    }
    json_write_count(json, "bytes", status.st_size);
    json_write_text(json, "sha256", sha256);
    return TRUE;
}

static gboolean add_file(JsonBuilder *json, const char *root, const char *relative, GError **error)
{
    g_autofree char *path = g_build_filename(root, relative, NULL);
    json_builder_begin_object(json);
    json_write_text(json, "path", relative);
    gboolean done = add_content(json, path, error);
    json_builder_end_object(json);
    return done;
}

static gint compare_use(gconstpointer a, gconstpointer b)
{
    return strcmp(((const ManifestGiven *)a)->use, ((const ManifestGiven *)b)->use);
}

static gboolean add_given(JsonBuilder *json, const GArray *given, GError **error)
{
    g_autoptr(GArray) sorted = g_array_sized_new(FALSE, FALSE, sizeof(ManifestGiven), given->len);
    gboolean done = TRUE;
    g_array_append_vals(sorted, given->data, given->len); /* what they hold stays with `given` */
    g_array_sort(sorted, compare_use);
    json_builder_set_member_name(json, "given");
    json_builder_begin_array(json);
    for (guint i = 0; i < sorted->len && done; i++) {
        const ManifestGiven *one = &g_array_index(sorted, ManifestGiven, i);
        g_autofree char *name = g_path_get_basename(one->path);
        json_builder_begin_object(json);
        json_write_text(json, "use", one->use);
        json_write_text(json, "file", name);
        done = add_content(json, one->path, error);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    return done;
}

static gboolean add_files(JsonBuilder *json, const char *root, const GPtrArray *files,
                          GError **error)
{
    json_write_begin_array(json, "files");
    for (guint i = 0; i < files->len; i++)
        if (!add_file(json, root, g_ptr_array_index(files, i), error))
            return FALSE;
    json_builder_end_array(json);
    return TRUE;
}

static void clear_given(gpointer data)
{
    ManifestGiven *given = data;
    g_free(given->use);
    g_free(given->path);
}

GArray *manifest_given_new(void)
{
    GArray *given = g_array_new(FALSE, FALSE, sizeof(ManifestGiven));
    g_array_set_clear_func(given, clear_given);
    return given;
}

void manifest_given_add(GArray *given, const char *use, const char *path)
{
    ManifestGiven one = {g_strdup(use), g_strdup(path)};
    g_array_append_val(given, one);
}

gboolean manifest_write(const char *root, const char *publication, const GArray *given,
                        const GPtrArray *files, guint n_failed, GError **error)
{
    g_autoptr(Database) database =
        database_open(publication, DATABASE_PUBLICATION, DATABASE_READ, error);
    if (database == NULL)
        return FALSE;
    gint64 sums[N_SUMS] = {0};
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_write_text(json, "program", "inbeeld");
    json_write_text(json, "version", INBEELD_VERSION);
    if (!add_meta(json, database, error) || !add_inputs(json, database, sums, error) ||
        !add_given(json, given, error))
        return FALSE;
    add_stages(json, sums, files->len, n_failed);
    if (!add_files(json, root, files, error))
        return FALSE;
    json_builder_end_object(json);
    g_autofree char *content = json_write_finish(json, TRUE);
    g_autofree char *path = g_build_filename(root, "manifest.json", NULL);
    return output_write(path, content, strlen(content), OUTPUT_PUBLIC, error);
}
