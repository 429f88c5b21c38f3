#include "report/opendata/resource.h"

#include "core/output.h"

struct Resource {
    char *name;
    char *title;
    ResourceField *fields; /* strings owned */
    GPtrArray *descriptions;
    CsvWriter *writer; /* NULL when the rows are forgotten */
    gint64 n_bytes;    /* then: of the file, */
    char *sha256;      /* and its hash */
};

static ResourceField *copy_fields(const ResourceField *fields)
{
    guint n = 0;
    while (fields[n].name != NULL)
        n++;
    ResourceField *copy = g_new0(ResourceField, n + 1);
    for (guint i = 0; i < n; i++)
        copy[i] = (ResourceField){g_strdup(fields[i].name), g_strdup(fields[i].type),
                                  g_strdup(fields[i].description)};
    return copy;
}

static void free_fields(ResourceField *fields)
{
    for (ResourceField *field = fields; field->name != NULL; field++) {
        g_free((char *)field->name);
        g_free((char *)field->type);
        g_free((char *)field->description);
    }
    g_free(fields);
}

Resource *resource_new(const char *name, const char *title, const ResourceField *fields)
{
    Resource *resource = g_new0(Resource, 1);
    resource->name = g_strdup(name);
    resource->title = g_strdup(title);
    resource->fields = copy_fields(fields);
    resource->descriptions = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) header = g_ptr_array_new();
    for (const ResourceField *field = fields; field->name != NULL; field++)
        g_ptr_array_add(header, (gpointer)field->name);
    g_ptr_array_add(header, NULL);
    resource->writer = csv_writer_new((const char *const *)header->pdata);
    return resource;
}

void resource_free(Resource *resource)
{
    if (resource->writer != NULL)
        csv_writer_free(resource->writer);
    free_fields(resource->fields);
    g_ptr_array_unref(resource->descriptions);
    g_free(resource->sha256);
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

void resource_describe(Resource *resource, const char *member, const char *value)
{
    if (value[0] == '\0')
        return;
    g_ptr_array_add(resource->descriptions, g_strdup(member));
    g_ptr_array_add(resource->descriptions, g_strdup(value));
}

const GPtrArray *resource_descriptions(const Resource *resource)
{
    return resource->descriptions;
}

void resource_forget_rows(Resource *resource)
{
    resource->sha256 = resource_sha256(resource);
    resource->n_bytes = resource_n_bytes(resource);
    g_clear_pointer(&resource->writer, csv_writer_free);
}

gint64 resource_n_bytes(const Resource *resource)
{
    if (resource->writer == NULL)
        return resource->n_bytes;
    return (gint64)csv_writer_content(resource->writer)->len;
}

char *resource_sha256(const Resource *resource)
{
    if (resource->writer == NULL)
        return g_strdup(resource->sha256);
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
