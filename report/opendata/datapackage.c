#include "report/opendata/datapackage.h"

#include "core/output.h"
#include "report/opendata/resource.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void member(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_string_value(json, value);
}

static void add_schema(JsonBuilder *json, const ResourceField *fields)
{
    json_builder_set_member_name(json, "schema");
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "fields");
    json_builder_begin_array(json);
    for (const ResourceField *field = fields; field->name != NULL; field++) {
        json_builder_begin_object(json);
        member(json, "name", field->name);
        member(json, "type", field->type);
        member(json, "description", field->description);
        if (g_str_equal(field->type, "boolean")) {
            json_builder_set_member_name(json, "trueValues");
            json_builder_begin_array(json);
            json_builder_add_string_value(json, "1");
            json_builder_end_array(json);
            json_builder_set_member_name(json, "falseValues");
            json_builder_begin_array(json);
            json_builder_add_string_value(json, "0");
            json_builder_end_array(json);
        }
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
}

static void add_dialect(JsonBuilder *json)
{
    json_builder_set_member_name(json, "dialect");
    json_builder_begin_object(json);
    member(json, "delimiter", ";");
    member(json, "lineTerminator", "\n");
    json_builder_end_object(json);
}

static void add_resource(JsonBuilder *json, const Resource *resource)
{
    g_autofree char *path = g_strconcat(resource_name(resource), ".csv", NULL);
    g_autofree char *sha256 = resource_sha256(resource);
    g_autofree char *hash = g_strconcat("sha256:", sha256, NULL);
    json_builder_begin_object(json);
    member(json, "profile", "tabular-data-resource");
    member(json, "name", resource_name(resource));
    member(json, "title", resource_title(resource));
    member(json, "path", path);
    member(json, "format", "csv");
    member(json, "mediatype", "text/csv");
    member(json, "encoding", "utf-8");
    json_builder_set_member_name(json, "bytes");
    json_builder_add_int_value(json, resource_n_bytes(resource));
    member(json, "hash", hash);
    add_dialect(json);
    add_schema(json, resource_fields(resource));
    json_builder_end_object(json);
}

static gboolean add_meta(JsonBuilder *json, Database *publication, GError **error)
{
    g_autoptr(sqlite3_stmt) row =
        database_prepare(publication, "SELECT key, value FROM meta ORDER BY key", error);
    gboolean has_row = row != NULL;
    json_builder_set_member_name(json, "publication");
    json_builder_begin_object(json);
    while (has_row) {
        if (!database_step(publication, row, &has_row, error))
            return FALSE;
        if (has_row)
            member(json, database_text(row, 0), database_text(row, 1));
    }
    json_builder_end_object(json);
    return row != NULL;
}

static void add_head(JsonBuilder *json)
{
    member(json, "profile", "tabular-data-package");
    member(json, "name", "monitor-mensenhandel");
    member(json, "title", "Monitor mensenhandel: open data");
    member(json, "description",
           "Alle cijfers van de monitor, na bescherming van kleine aantallen. Geregistreerde "
           "aantallen laten zien "
           "wat in beeld kwam, niet hoeveel er is.");
    json_builder_set_member_name(json, "licenses");
    json_builder_begin_array(json);
    json_builder_begin_object(json);
    member(json, "name", "CC-BY-4.0");
    member(json, "path", "https://creativecommons.org/licenses/by/4.0/");
    json_builder_end_object(json);
    json_builder_end_array(json);
}

gboolean datapackage_write(Database *publication, const GPtrArray *resources, const char *folder,
                           GError **error)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    add_head(json);
    if (!add_meta(json, publication, error))
        return FALSE;
    json_builder_set_member_name(json, "resources");
    json_builder_begin_array(json);
    for (guint i = 0; i < resources->len; i++)
        add_resource(json, g_ptr_array_index(resources, i));
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, TRUE);
    g_autofree char *content = g_strconcat(text, "\n", NULL);
    g_autofree char *path = g_build_filename(folder, "datapackage.json", NULL);
    return output_write(path, content, strlen(content), OUTPUT_PUBLIC, error);
}
