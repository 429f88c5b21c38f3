#include "core/area_table.h"

#include "core/datadir.h"
#include "core/error.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>

struct AreaTable {
    char *path;
    const char *const *columns;
    gsize n_columns;
    char *contents;
    char *rest; /* first byte not read yet */
    gint64 line;
    char **fields; /* n_columns, into contents */
};

void area_table_free(AreaTable *table)
{
    if (table == NULL)
        return;
    g_free(table->path);
    g_free(table->contents);
    g_free(table->fields);
    g_free(table);
}

/* Cuts the next line into fields; returns their number, 0 at the end. */
static gsize cut_line(AreaTable *table)
{
    if (*table->rest == '\0')
        return 0;
    char *end = strchr(table->rest, '\n');
    char *next = end != NULL ? end + 1 : table->rest + strlen(table->rest);
    if (end != NULL)
        *end = '\0';
    table->line++;
    gsize n = 0;
    for (char *field = table->rest; field != NULL;) {
        char *separator = strchr(field, ';');
        if (separator != NULL)
            *separator++ = '\0';
        if (n < table->n_columns)
            table->fields[n] = field;
        n++;
        field = separator;
    }
    table->rest = next;
    return n;
}

AreaTable *area_table_open(const char *name, const char *const *columns, GError **error)
{
    g_autoptr(AreaTable) table = g_new0(AreaTable, 1);
    g_autofree char *relative = g_build_filename("reference", name, NULL);
    table->path = datadir_path(relative);
    table->columns = columns;
    table->n_columns = g_strv_length((char **)columns);
    table->fields = g_new0(char *, table->n_columns);
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(table->path, &table->contents, NULL, &cause)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "reference data: %s",
                    cause->message);
        return NULL;
    }
    table->rest = table->contents;
    gboolean as_documented = cut_line(table) == table->n_columns;
    for (gsize i = 0; as_documented && i < table->n_columns; i++)
        as_documented = g_str_equal(table->fields[i], columns[i]);
    if (!as_documented) {
        g_autofree char *expected = g_strjoinv(";", (char **)columns);
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s:1: the header is not \"%s\"",
                    table->path, expected);
        return NULL;
    }
    return g_steal_pointer(&table);
}

gboolean area_table_next(AreaTable *table, GError **error)
{
    gsize n = cut_line(table);
    if (n == 0)
        return FALSE;
    if (n == table->n_columns)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                "%s:%" G_GINT64_FORMAT ": %" G_GSIZE_FORMAT " fields, not %" G_GSIZE_FORMAT,
                table->path, table->line, n, table->n_columns);
    return FALSE;
}

const char *area_table_text(const AreaTable *table, gsize column)
{
    return table->fields[column];
}

gboolean area_table_wrong(const AreaTable *table, gsize column, const char *why, GError **error)
{
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                "%s:%" G_GINT64_FORMAT ": column \"%s\": \"%s\" %s", table->path, table->line,
                table->columns[column], table->fields[column], why);
    return FALSE;
}

gboolean area_table_day(const AreaTable *table, gsize column, Day *day, GError **error)
{
    const char *text = table->fields[column];
    *day = *text == '\0' ? DAY_NONE : day_parse_iso(text);
    if (*text != '\0' && *day == DAY_NONE)
        return area_table_wrong(table, column, "is not a date (yyyy-mm-dd)", error);
    return TRUE;
}

gboolean area_table_count(const AreaTable *table, gsize column, gint64 *count, GError **error)
{
    if (!g_ascii_string_to_signed(table->fields[column], 10, 0, G_MAXINT64, count, NULL))
        return area_table_wrong(table, column, "is not a count", error);
    return TRUE;
}

gboolean area_table_double(const AreaTable *table, gsize column, double *value, GError **error)
{
    const char *text = table->fields[column];
    char *end = NULL;
    errno = 0;
    *value = g_ascii_strtod(text, &end);
    if (*text == '\0' || *end != '\0' || errno != 0)
        return area_table_wrong(table, column, "is not a number", error);
    return TRUE;
}
