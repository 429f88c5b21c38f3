#include "report/opendata/resource.h"

#include "core/output.h"

struct Resource {
    char *name;
    char *title;
    const ResourceField *fields;
    CsvWriter *writer;
};

Resource *resource_new(const char *name, const char *title, const ResourceField *fields)
{
    Resource *resource = g_new0(Resource, 1);
    resource->name = g_strdup(name);
    resource->title = g_strdup(title);
    resource->fields = fields;
    g_autoptr(GPtrArray) header = g_ptr_array_new();
    for (const ResourceField *field = fields; field->name != NULL; field++)
        g_ptr_array_add(header, (gpointer)field->name);
    g_ptr_array_add(header, NULL);
    resource->writer = csv_writer_new((const char *const *)header->pdata);
    return resource;
}

void resource_free(Resource *resource)
{
    csv_writer_free(resource->writer);
    g_free(resource->name);
    g_free(resource->title);
    g_free(resource);
}

const char *resource_name(const Resource *resource)
{
    return resource->name;
}

const char *resource_title(const Resource *resource)
{
    return resource->title;
}

const ResourceField *resource_fields(const Resource *resource)
{
    return resource->fields;
}

CsvWriter *resource_writer(Resource *resource)
{
    return resource->writer;
}

gint64 resource_n_bytes(const Resource *resource)
{
    return (gint64)csv_writer_content(resource->writer)->len;
}

char *resource_sha256(const Resource *resource)
{
    const GString *content = csv_writer_content(resource->writer);
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)content->str,
                                       content->len);
}

gboolean resource_save(const Resource *resource, const char *folder, GError **error)
{
    const GString *content = csv_writer_content(resource->writer);
    g_autofree char *file = g_strconcat(resource->name, ".csv", NULL);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    return output_write(path, content->str, content->len, OUTPUT_PUBLIC, error);
}
