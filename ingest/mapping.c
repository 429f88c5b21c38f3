#include "ingest/mapping.h"

#include "core/error.h"
#include "ingest/fold.h"

#include <string.h>

static const ProfileColumn *find_column(const Profile *profile, const char *key)
{
    for (guint i = 0; i < profile->columns->len; i++) {
        const ProfileColumn *column = profile->columns->pdata[i];
        if (g_ptr_array_find_with_equal_func(column->names, key, g_str_equal, NULL))
            return column;
    }
    return NULL;
}

static gssize cell_field(const Profile *profile)
{
    for (gsize i = 0; i < profile->record->n_fields; i++)
        if (profile->record->fields[i].kind == FIELD_CELL)
            return (gssize)i;
    return -1;
}

static void add_column(Mapping *mapping, const Profile *profile, const char *header, gsize index,
                       const ProfileColumn *column)
{
    MappedColumn mapped = {index, header, column, column->field, {PERIOD_NONE, 0, 0}};
    gsize at = mapping->n_columns;
    FieldKind kind = profile->record->fields[column->field].kind;
    if (kind == FIELD_DAY || kind == FIELD_PERIOD) {
        at = 0;
        memmove(mapping->columns + 1, mapping->columns, mapping->n_columns * sizeof mapped);
    }
    mapping->columns[at] = mapped;
    mapping->n_columns++;
}

/* Takes a column of the file; FALSE when the profile does not list it. */
static gboolean take_column(Mapping *mapping, const Profile *profile, const char *header,
                            gsize index, GHashTable *ignored)
{
    g_autofree char *key = fold_label_dup(header);
    Period period;
    const ProfileColumn *column = find_column(profile, key);
    if (column != NULL) {
        add_column(mapping, profile, header, index, column);
        return TRUE;
    }
    if (profile->periods_in_header && period_parse(header, &period, NULL)) {
        gsize field = (gsize)cell_field(profile);
        mapping->cells[mapping->n_cells++] = (MappedColumn){index, header, NULL, field, period};
        return TRUE;
    }
    return g_hash_table_contains(profile->ignored, key) ||
           (ignored != NULL && g_hash_table_contains(ignored, key));
}

static gboolean refuse_unlisted(const Profile *profile, const char *file_name, GPtrArray *unlisted,
                                GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < unlisted->len; i++) {
        const char *name = unlisted->pdata[i];
        g_string_append_printf(names, "%s\"%s\"", i > 0 ? ", " : "", name);
        g_string_append_printf(list, "%s%s", i > 0 ? ";" : "", name);
    }
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                "%s: the profile %s does not list %s %s; nothing was taken in. To leave such "
                "columns unread: --ignore-columns \"%s\", or ignore = %s in the profile",
                file_name, profile->name, unlisted->len == 1 ? "the column" : "the columns",
                names->str, list->str, list->str);
    return FALSE;
}

static gboolean check_required(const Mapping *mapping, const Profile *profile,
                               const char *file_name, GError **error)
{
    for (guint i = 0; i < profile->columns->len; i++) {
        const ProfileColumn *column = profile->columns->pdata[i];
        gboolean found = !column->required;
        for (gsize j = 0; j < mapping->n_columns && !found; j++)
            found = mapping->columns[j].profile == column;
        if (!found) {
            g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                        "%s: there is no column \"%s\" (nor one under another name that the "
                        "profile %s knows), and a delivery cannot do without",
                        file_name, column->header, profile->name);
            return FALSE;
        }
    }
    if (profile->periods_in_header && mapping->n_cells == 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                    "%s: no column is named after a period", file_name);
        return FALSE;
    }
    return TRUE;
}

static gboolean check_twice(const Mapping *mapping, const char *file_name, GError **error)
{
    for (gsize i = 0; i < mapping->n_columns; i++) {
        for (gsize j = 0; j < i; j++) {
            if (mapping->columns[i].field == mapping->columns[j].field) {
                g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                            "%s: the columns \"%s\" and \"%s\" are for the same field", file_name,
                            mapping->columns[j].header, mapping->columns[i].header);
                return FALSE;
            }
        }
    }
    for (gsize i = 1; i < mapping->n_cells; i++) {
        for (gsize j = 0; j < i; j++) {
            if (period_compare(mapping->cells[i].period, mapping->cells[j].period) == 0) {
                g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                            "%s: the columns \"%s\" and \"%s\" are about the same period",
                            file_name, mapping->cells[j].header, mapping->cells[i].header);
                return FALSE;
            }
        }
    }
    return TRUE;
}

static gboolean take_columns(Mapping *mapping, const Profile *profile, const CsvReader *reader,
                             const char *file_name, GHashTable *ignored, GError **error)
{
    g_autoptr(GPtrArray) unlisted = g_ptr_array_new();
    for (gsize i = 0; i < csv_reader_n_columns(reader); i++) {
        const char *header = csv_reader_column_name(reader, i);
        if (!take_column(mapping, profile, header, i, ignored))
            g_ptr_array_add(unlisted, (gpointer)header);
    }
    return unlisted->len == 0 || refuse_unlisted(profile, file_name, unlisted, error);
}

Mapping *mapping_new(const Profile *profile, const CsvReader *reader, const char *file_name,
                     GHashTable *ignored, GError **error)
{
    gsize n = csv_reader_n_columns(reader);
    Mapping *mapping = g_new0(Mapping, 1);
    mapping->columns = g_new0(MappedColumn, n + 1);
    mapping->cells = g_new0(MappedColumn, n + 1);
    if (take_columns(mapping, profile, reader, file_name, ignored, error) &&
        check_required(mapping, profile, file_name, error) &&
        check_twice(mapping, file_name, error))
        return mapping;
    mapping_free(mapping);
    return NULL;
}

void mapping_free(Mapping *mapping)
{
    g_free(mapping->columns);
    g_free(mapping->cells);
    g_free(mapping);
}
