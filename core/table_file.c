#include "core/table_file.h"

#include "core/csv.h"
#include "core/error.h"

#include <math.h>
#include <string.h>

struct TableFile {
    CsvReader *reader;
    char *name;
    const CsvRow *row;
};

/* A table of ours that is no table is a mistake in the configuration, not in delivered data. */
static TableFile *table_new(const char *name, CsvReader *reader, GError *problem, GError **error)
{
    if (reader == NULL) {
        if (g_error_matches(problem, INBEELD_ERROR, INBEELD_ERROR_DATA))
            problem->code = INBEELD_ERROR_CONFIG;
        g_propagate_error(error, problem);
        return NULL;
    }
    TableFile *table = g_new0(TableFile, 1);
    table->reader = reader;
    table->name = g_strdup(name);
    return table;
}

TableFile *table_file_open(const char *path, GError **error)
{
    GError *problem = NULL;
    CsvReader *reader = csv_reader_new_file(path, NULL, &problem);
    return table_new(path, reader, problem, error);
}

TableFile *table_file_open_memory(const void *bytes, gsize n_bytes, const char *name,
                                  GError **error)
{
    GError *problem = NULL;
    CsvReader *reader = csv_reader_new_memory(bytes, n_bytes, name, NULL, &problem);
    return table_new(name, reader, problem, error);
}

void table_file_free(TableFile *table)
{
    csv_reader_free(table->reader);
    g_free(table->name);
    g_free(table);
}

gssize table_file_find_column(const TableFile *table, const char *name)
{
    for (gsize i = 0; i < csv_reader_n_columns(table->reader); i++)
        if (g_str_equal(csv_reader_column_name(table->reader, i), name))
            return (gssize)i;
    return -1;
}

gssize table_file_column(const TableFile *table, const char *name, GError **error)
{
    gssize column = table_file_find_column(table, name);
    if (column < 0)
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "%s:%" G_GINT64_FORMAT ": there is no column \"%s\"", table->name,
                    csv_reader_header_line(table->reader), name);
    return column;
}

gboolean table_file_columns(const TableFile *table, gsize n_names, const char *const *names,
                            gssize *columns, GError **error)
{
    for (gsize i = 0; i < n_names; i++) {
        columns[i] = table_file_column(table, names[i], error);
        if (columns[i] < 0)
            return FALSE;
    }
    return TRUE;
}

gsize table_file_n_columns(const TableFile *table)
{
    return csv_reader_n_columns(table->reader);
}

const char *table_file_column_name(const TableFile *table, gsize column)
{
    return csv_reader_column_name(table->reader, column);
}

gboolean table_file_next(TableFile *table, GError **error)
{
    table->row = csv_reader_next(table->reader, error);
    if (table->row == NULL)
        return FALSE;
    if (table->row->problem == CSV_PROBLEM_NONE)
        return TRUE;
    g_autofree char *text = csv_reader_problem_text(table->reader, table->row);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s:%" G_GINT64_FORMAT ": %s",
                table->name, table->row->line, text);
    table->row = NULL;
    return FALSE;
}

gint64 table_file_line(const TableFile *table)
{
    return table->row != NULL ? table->row->line : csv_reader_header_line(table->reader);
}

const char *table_file_text(const TableFile *table, gssize column)
{
    if (table->row == NULL || column < 0 || (gsize)column >= table->row->n_fields)
        return "";
    return table->row->fields[column].text;
}

gboolean table_file_refuse(const TableFile *table, gssize column, const char *reason,
                           GError **error)
{
    const char *name = column >= 0 ? table_file_column_name(table, (gsize)column) : NULL;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                "%s:%" G_GINT64_FORMAT ": column \"%s\": \"%s\" %s", table->name,
                table_file_line(table), name != NULL ? name : "", table_file_text(table, column),
                reason);
    return FALSE;
}

gboolean table_file_integer(const TableFile *table, gssize column, gint64 *value, GError **error)
{
    const char *text = table_file_text(table, column);
    if (g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, value, NULL))
        return TRUE;
    return table_file_refuse(table, column, "is not a whole number", error);
}

gboolean table_file_number(const TableFile *table, gssize column, gdouble *value, GError **error)
{
    const char *text = table_file_text(table, column);
    char *end = NULL;
    gsize length = strlen(text);
    gboolean plain = length > 0 && strspn(text, "0123456789+-.eE") == length;
    *value = plain ? g_ascii_strtod(text, &end) : 0;
    if (plain && end == text + length && isfinite(*value))
        return TRUE;
    return table_file_refuse(table, column, "is not a number (with a decimal point)", error);
}

static gboolean read_digits(const char *text, gsize n_digits, guint *value)
{
    *value = 0;
    for (gsize i = 0; i < n_digits; i++) {
        if (!g_ascii_isdigit(text[i]))
            return FALSE;
        *value = 10 * *value + (guint)(text[i] - '0');
    }
    return TRUE;
}

gboolean table_file_date(const TableFile *table, gssize column, GDate *value, GError **error)
{
    const char *text = table_file_text(table, column);
    guint year, month, day;
    g_date_clear(value, 1);
    if (strlen(text) == 10 && text[4] == '-' && text[7] == '-' && read_digits(text, 4, &year) &&
        read_digits(text + 5, 2, &month) && read_digits(text + 8, 2, &day) &&
        g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year)) {
        g_date_set_dmy(value, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
        return TRUE;
    }
    return table_file_refuse(table, column, "is not a date (yyyy-mm-dd)", error);
}
