#pragma once

#include "core/database.h"

typedef struct {
    const char *name, *title;
    gboolean with_states;           /* values hold the words of kinds of empty */
    const GPtrArray *missing_areas; /* char *: areas whose report failed; NULL: none */
    /* char *: packages below the folder whose files are listed as well, by the path of their
     * datapackage.json; NULL: none. */
    const GPtrArray *included;
} DatapackageInfo;

/* Writes <folder>/datapackage.json for `resources` (Resource *): a Frictionless Tabular Data
 * Package 1.0 with title, day, licence and sources, and for each file its fields, size and SHA-256.
 * Fails as output_write does, and with INBEELD_ERROR_IO when an included package cannot be read. */
gboolean datapackage_write(Database *publication, const DatapackageInfo *info,
                           const GPtrArray *resources, const char *folder, GError **error);
