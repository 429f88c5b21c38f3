#pragma once

#include "core/csv_write.h"

/* A table of the open data: a CSV file and what is said about it in datapackage.json (Frictionless
 * Data). */
typedef struct {
    const char *name;
    const char *type; /* of Frictionless: string, integer, number, boolean, date */
    const char *description;
} ResourceField;

typedef struct Resource Resource;

/* name: also the file name without ".csv". fields: ended by one without a name; copied. Returns
 * (transfer full). */
Resource *resource_new(const char *name, const char *title, const ResourceField *fields);
void resource_free(Resource *resource);

const char *resource_name(const Resource *resource);
const char *resource_title(const Resource *resource);
const ResourceField *resource_fields(const Resource *resource);
/* A member of the description in datapackage.json; nothing for "". */
void resource_describe(Resource *resource, const char *member, const char *value);
/* char *: member, value, member, … Borrowed. */
const GPtrArray *resource_descriptions(const Resource *resource);
/* After resource_save(): lets go of the rows, keeps what the package says of them. */
void resource_forget_rows(Resource *resource);
/* Takes the rows, in the order of the fields. Borrowed. */
CsvWriter *resource_writer(Resource *resource);
gint64 resource_n_bytes(const Resource *resource);
/* SHA-256 of the file, hexadecimal.  Returns (transfer full). */
char *resource_sha256(const Resource *resource);
/* Writes <folder>/<name>.csv; the file appears whole. Fails with INBEELD_ERROR_CANNOT_CREATE. */
gboolean resource_save(const Resource *resource, const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Resource, resource_free)
