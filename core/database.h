#pragma once

#include <glib.h>
#include <sqlite3.h>

/* The two databases of the product. A file is mode 0600, knows what it is (application_id) and
 * which version of the schema it holds (user_version); the schemas are
 * core/schema/<kind>-<version>.sql, applied one after another. */
typedef enum { DATABASE_REGISTER, DATABASE_PUBLICATION } DatabaseKind;

typedef enum {
    DATABASE_READ,  /* must exist, is not changed; an older version is refused */
    DATABASE_WRITE, /* must exist; an older version is migrated */
    DATABASE_CREATE /* made when absent */
} DatabaseMode;

typedef struct Database Database;

/* Returns (transfer full), or NULL: NO_INPUT when absent, CANNOT_CREATE, DATA when the file is
 * another kind, newer, or no database, TRY_AGAIN when locked, IO. */
Database *database_open(const char *path, DatabaseKind kind, DatabaseMode mode, GError **error);
void database_close(Database *database);
/* Borrowed. */
sqlite3 *database_handle(Database *database);
const char *database_path(const Database *database);

/* Runs statements that give no rows. */
gboolean database_exec(Database *database, const char *sql, GError **error);
/* One statement, to be bound and stepped.  Returns (transfer full): g_autoptr(sqlite3_stmt). */
sqlite3_stmt *database_prepare(Database *database, const char *sql, GError **error);
/* Steps to the next row. *has_row tells whether there is one; a statement without one is reset. */
gboolean database_step(Database *database, sqlite3_stmt *statement, gboolean *has_row,
                       GError **error);
/* Runs a bound statement that gives no rows, and resets it for the next use. */
gboolean database_run(Database *database, sqlite3_stmt *statement, GError **error);
/* The one number that a query gives; 0 for NULL. */
gboolean database_number(Database *database, const char *sql, gint64 *number, GError **error);
/* Sets `error` from SQLite's last error. Always FALSE. */
gboolean database_fail(Database *database, GError **error);

/* Bind a copy of a text, NULL as NULL; a number, NaN and infinity as NULL. */
void database_bind_text(sqlite3_stmt *statement, int place, const char *text);
void database_bind_number(sqlite3_stmt *statement, int place, double number);

/* Text column as borrowed string; NULL stays NULL. Valid until the next step. */
const char *database_text(sqlite3_stmt *statement, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Database, database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)
