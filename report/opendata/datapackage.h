#pragma once

#include "core/database.h"

/* Writes <folder>/datapackage.json for `resources` (Resource *): a Frictionless Tabular Data
 * Package 1.0 with title, day, licence and sources, and for each file its fields, size and SHA-256.
 * Fails as output_write does. */
gboolean datapackage_write(Database *publication, const GPtrArray *resources, const char *folder,
                           GError **error);
