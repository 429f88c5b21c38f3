#include "core/area_table.h"

#include "core/datadir.h"
#include "core/table_file.h"

enum { MAX_COLUMNS = 8 };

struct AreaTable {
    TableFile *file;
    gssize columns[MAX_COLUMNS];
};

void area_table_free(AreaTable *table)
{
    if (table == NULL)
        return;
    g_clear_pointer(&table->file, table_file_free);
    g_free(table);
}

AreaTable *area_table_open(const char *name, const char *const *columns, GError **error)
{
    g_autofree char *relative = g_build_filename("reference", name, NULL);
    g_autofree char *path = datadir_path(relative);
    AreaTable *table = g_new0(AreaTable, 1);
    gsize n_columns = g_strv_length((char **)columns);
    g_assert(n_columns <= MAX_COLUMNS);
    table->file = table_file_open(path, error);
    if (table->file == NULL ||
        !table_file_columns(table->file, n_columns, columns, table->columns, error)) {
        area_table_free(table);
        return NULL;
    }
    return table;
}

gboolean area_table_next(AreaTable *table, GError **error)
{
    return table_file_next(table->file, error);
}

const char *area_table_text(const AreaTable *table, gsize column)
{
    return table_file_text(table->file, table->columns[column]);
}

gboolean area_table_wrong(const AreaTable *table, gsize column, const char *why, GError **error)
{
    return table_file_refuse(table->file, table->columns[column], why, error);
}

gboolean area_table_day(const AreaTable *table, gsize column, Day *day, GError **error)
{
    const char *text = area_table_text(table, column);
    *day = *text == '\0' ? DAY_NONE : day_parse_iso(text);
    if (*text != '\0' && *day == DAY_NONE)
        return area_table_wrong(table, column, "is not a date (yyyy-mm-dd)", error);
    return TRUE;
}

gboolean area_table_count(const AreaTable *table, gsize column, gint64 *count, GError **error)
{
    if (!table_file_integer(table->file, table->columns[column], count, error))
        return FALSE;
    return *count >= 0 || area_table_wrong(table, column, "is less than zero", error);
}

gboolean area_table_double(const AreaTable *table, gsize column, double *value, GError **error)
{
    return table_file_number(table->file, table->columns[column], value, error);
}
