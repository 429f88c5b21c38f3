#pragma once

#include "core/day.h"

/* A table of facts under reference/ with its columns by position, on core/table_file.h; for the
 * area modules only. All errors are those of that module: file, line, column and value. */
typedef struct AreaTable AreaTable;

/* name: file under reference/. columns: the names its header must have, at most eight, ended by
 * NULL. Returns (transfer full). */
AreaTable *area_table_open(const char *name, const char *const *columns, GError **error);
void area_table_free(AreaTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AreaTable, area_table_free)

/* Goes to the next row; FALSE at the end, or with `error` set. */
gboolean area_table_next(AreaTable *table, GError **error);
/* A field of the row, borrowed until the next row. */
const char *area_table_text(const AreaTable *table, gsize column);
/* Fields with a type. An empty day is DAY_NONE. */
gboolean area_table_day(const AreaTable *table, gsize column, Day *day, GError **error);
gboolean area_table_count(const AreaTable *table, gsize column, gint64 *count, GError **error);
gboolean area_table_double(const AreaTable *table, gsize column, double *value, GError **error);
/* Sets the error for a field that is wrong; returns FALSE. */
gboolean area_table_wrong(const AreaTable *table, gsize column, const char *why, GError **error);
