#include "report/opendata/datapackage.h"

#include "core/error.h"
#include "core/json_write.h"
#include "core/output.h"
#include "core/state.h"
#include "report/opendata/resource.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The words that stand in the place of a number. */
static void add_missing_values(JsonBuilder *json)
{
    json_write_begin_array(json, "missingValues");
    json_builder_add_string_value(json, "");
    for (CellState state = STATE_NOT_LOOKED_FOR; state < STATE_COUNT; state++)
        json_builder_add_string_value(json, state_word(state));
    json_builder_end_array(json);
}

static void add_schema(JsonBuilder *json, const ResourceField *fields, gboolean with_states)
{
    json_write_begin_object(json, "schema");
    json_write_begin_array(json, "fields");
    for (const ResourceField *field = fields; field->name != NULL; field++) {
        json_builder_begin_object(json);
        json_write_text(json, "name", field->name);
        json_write_text(json, "type", field->type);
        json_write_text(json, "description", field->description);
        if (g_str_equal(field->type, "boolean")) {
            json_write_begin_array(json, "trueValues");
            json_builder_add_string_value(json, "1");
            json_builder_end_array(json);
            json_write_begin_array(json, "falseValues");
            json_builder_add_string_value(json, "0");
            json_builder_end_array(json);
        }
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    if (with_states)
        add_missing_values(json);
    json_builder_end_object(json);
}

static void add_dialect(JsonBuilder *json)
{
    json_write_begin_object(json, "dialect");
    json_write_text(json, "delimiter", ";");
    json_write_text(json, "lineTerminator", "\n");
    json_builder_end_object(json);
}

static void add_resource(JsonBuilder *json, const Resource *resource, gboolean with_states)
{
    g_autofree char *path = g_strconcat(resource_name(resource), ".csv", NULL);
    g_autofree char *sha256 = resource_sha256(resource);
    g_autofree char *hash = g_strconcat("sha256:", sha256, NULL);
    json_builder_begin_object(json);
    json_write_text(json, "profile", "tabular-data-resource");
    json_write_text(json, "name", resource_name(resource));
    json_write_text(json, "title", resource_title(resource));
    const GPtrArray *descriptions = resource_descriptions(resource);
    for (guint i = 0; i + 1 < descriptions->len; i += 2)
        json_write_text(json, g_ptr_array_index(descriptions, i),
                        g_ptr_array_index(descriptions, i + 1));
    json_write_text(json, "path", path);
    json_write_text(json, "format", "csv");
    json_write_text(json, "mediatype", "text/csv");
    json_write_text(json, "encoding", "utf-8");
    json_write_count(json, "bytes", resource_n_bytes(resource));
    json_write_text(json, "hash", hash);
    add_dialect(json);
    add_schema(json, resource_fields(resource), with_states);
    json_builder_end_object(json);
}

static gboolean add_meta(JsonBuilder *json, Database *publication, GError **error)
{
    g_autoptr(sqlite3_stmt) row =
        database_prepare(publication, "SELECT key, value FROM meta ORDER BY key", error);
    gboolean has_row = row != NULL;
    json_write_begin_object(json, "publication");
    while (has_row) {
        if (!database_step(publication, row, &has_row, error))
            return FALSE;
        if (has_row)
            json_write_text(json, database_text(row, 0), database_text(row, 1));
    }
    json_builder_end_object(json);
    return row != NULL;
}

static void add_head(JsonBuilder *json, const DatapackageInfo *info)
{
    json_write_text(json, "profile", "tabular-data-package");
    json_write_text(json, "name", info->name);
    json_write_text(json, "title", info->title);
    json_write_text(
        json, "description",
        "Alle cijfers van de monitor, na bescherming van kleine aantallen. Geregistreerde "
        "aantallen laten zien "
        "wat in beeld kwam, niet hoeveel er is.");
    json_write_begin_array(json, "licenses");
    json_builder_begin_object(json);
    json_write_text(json, "name", "CC-BY-4.0");
    json_write_text(json, "path", "https://creativecommons.org/licenses/by/4.0/");
    json_builder_end_object(json);
    json_builder_end_array(json);
}

/* What the words in the place of a number mean, and whose figures are not there. */
static void add_empties(JsonBuilder *json, const DatapackageInfo *info)
{
    static const char *const meanings[STATE_COUNT] = {
        [STATE_NOT_LOOKED_FOR] = "bron hier of toen niet actief",
        [STATE_NOT_DELIVERED] = "verwacht, niet aangeleverd",
        [STATE_NOT_AVAILABLE] = "niet te geven",
        [STATE_NOT_APPLICABLE] = "niet van toepassing",
        [STATE_SUPPRESSED] = "onderdrukt: klein aantal, of een getal dat er een zou verraden"};
    json_write_begin_object(json, "kindsOfEmpty");
    for (CellState state = STATE_NOT_LOOKED_FOR; state < STATE_COUNT; state++)
        json_write_text(json, state_word(state), meanings[state]);
    json_builder_end_object(json);
    if (info->missing_areas != NULL && info->missing_areas->len > 0)
        json_write_texts(json, "missingAreas", info->missing_areas);
}

/* The resources of a package in a folder below, by their path from here. */
static gboolean include_package(JsonBuilder *json, const char *folder, const char *package,
                                GError **error)
{
    g_autofree char *path = g_build_filename(folder, package, NULL);
    g_autofree char *below = g_path_get_dirname(package);
    g_autofree char *name = g_path_get_basename(below);
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GError) problem = NULL;
    if (!json_parser_load_from_file(parser, path, &problem)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "%s: %s", path, problem->message);
        return FALSE;
    }
    JsonArray *resources = json_object_get_array_member(
        json_node_get_object(json_parser_get_root(parser)), "resources");
    for (guint i = 0; i < json_array_get_length(resources); i++) {
        JsonNode *node = json_array_dup_element(resources, i);
        JsonObject *resource = json_node_get_object(node);
        g_autofree char *file =
            g_build_filename(below, json_object_get_string_member(resource, "path"), NULL);
        g_autofree char *unique =
            g_strdup_printf("%s.%s", name, json_object_get_string_member(resource, "name"));
        json_object_set_string_member(resource, "path", file);
        json_object_set_string_member(resource, "name", unique);
        json_builder_add_value(json, node);
    }
    return TRUE;
}

static gboolean add_resources(JsonBuilder *json, const DatapackageInfo *info,
                              const GPtrArray *resources, const char *folder, GError **error)
{
    json_write_begin_array(json, "resources");
    for (guint i = 0; i < resources->len; i++)
        add_resource(json, g_ptr_array_index(resources, i), info->with_states);
    for (guint i = 0; info->included != NULL && i < info->included->len; i++)
        if (!include_package(json, folder, g_ptr_array_index(info->included, i), error))
            return FALSE;
    json_builder_end_array(json);
    return TRUE;
}

gboolean datapackage_write(Database *publication, const DatapackageInfo *info,
                           const GPtrArray *resources, const char *folder, GError **error)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    add_head(json, info);
    if (!add_meta(json, publication, error))
        return FALSE;
    add_empties(json, info);
    if (!add_resources(json, info, resources, folder, error))
        return FALSE;
    json_builder_end_object(json);
    g_autofree char *content = json_write_finish(json, TRUE);
    g_autofree char *path = g_build_filename(folder, "datapackage.json", NULL);
    return output_write(path, content, strlen(content), OUTPUT_PUBLIC, error);
}
