#pragma once

#include <glib.h>

/* Reader of the product's own tables under reference/ and data-samples/: UTF-8, header on the first
 * line, `;` between columns (or another separator, found), columns taken by name.
 *
 * Nothing is forgiven here: a row that cannot be read is an error. All errors are
 * INBEELD_ERROR_CONFIG and name file, line, column and value, except a missing file
 * (INBEELD_ERROR_NO_INPUT) and a read that fails (INBEELD_ERROR_IO).
 *
 *     g_autoptr(TableFile) table = table_file_open(path, &problem);
 *     gssize code = table_file_column(table, "gm_code", &problem);    (-1: there is none)
 *     while (table_file_next(table, &problem))
 *         use(table_file_text(table, code));
 *     if (problem != NULL) ... */
typedef struct TableFile TableFile;

/* Returns (transfer full). */
TableFile *table_file_open(const char *path, GError **error);
/* The same over memory, which is borrowed. name: stands for the path in messages. */
TableFile *table_file_open_memory(const void *bytes, gsize n_bytes, const char *name,
                                  GError **error);
void table_file_free(TableFile *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TableFile, table_file_free)

/* Index of the column with exactly this name; -1 with `error` set when the table has none. */
gssize table_file_column(const TableFile *table, const char *name, GError **error);
/* The same for a column that may be absent: -1 without an error. */
gssize table_file_find_column(const TableFile *table, const char *name);
/* Finds n_names columns at once, into columns[n_names]. FALSE with `error` for the first absent. */
gboolean table_file_columns(const TableFile *table, gsize n_names, const char *const *names,
                            gssize *columns, GError **error);
gsize table_file_n_columns(const TableFile *table);
const char *table_file_column_name(const TableFile *table, gsize column);

/* Goes to the next row. FALSE at the end, or with `error` set. */
gboolean table_file_next(TableFile *table, GError **error);
/* Line number of the current row. */
gint64 table_file_line(const TableFile *table);

/* The field of the current row; borrowed until the next row; "" for column -1. */
const char *table_file_text(const TableFile *table, gssize column);
/* Whole number, all of the field; a minus is allowed. */
gboolean table_file_integer(const TableFile *table, gssize column, gint64 *value, GError **error);
/* Number with a decimal point. */
gboolean table_file_number(const TableFile *table, gssize column, gdouble *value, GError **error);
/* Date yyyy-mm-dd. */
gboolean table_file_date(const TableFile *table, gssize column, GDate *value, GError **error);

/* Sets `error`: file:line: column "Name": "value" reason. Always returns FALSE. */
gboolean table_file_refuse(const TableFile *table, gssize column, const char *reason,
                           GError **error);
