#include "core/database.h"

#include "core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MILLISECONDS 2000

struct Database {
    sqlite3 *handle;
    char *path;
};

static const struct {
    const char *name;
    int application_id; /* "INBR", "INBP" */
    int version;
    const char *renew; /* what to do about an older one */
} kinds[] = {
    [DATABASE_REGISTER] = {"register", 0x494e4252, 1,
                           "the next 'inbeeld ingest' brings it up to date"},
    [DATABASE_PUBLICATION] = {"publication", 0x494e4250, 7,
                              "make it again from the register with 'inbeeld stats'"},
};

gboolean database_fail(Database *database, GError **error)
{
    int code = sqlite3_errcode(database->handle) & 0xff;
    InbeeldError kind = INBEELD_ERROR_IO;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        kind = INBEELD_ERROR_TRY_AGAIN;
    else if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
        kind = INBEELD_ERROR_DATA;
    else if (code == SQLITE_ERROR || code == SQLITE_MISUSE || code == SQLITE_CONSTRAINT)
        kind = INBEELD_ERROR_INTERNAL;
    g_set_error(error, INBEELD_ERROR, (gint)kind, "%s: %s", database->path,
                sqlite3_errmsg(database->handle));
    return FALSE;
}

gboolean database_exec(Database *database, const char *sql, GError **error)
{
    return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
           database_fail(database, error);
}

sqlite3_stmt *database_prepare(Database *database, const char *sql, GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL) != SQLITE_OK)
        database_fail(database, error);
    return statement;
}

gboolean database_step(Database *database, sqlite3_stmt *statement, gboolean *has_row,
                       GError **error)
{
    int code = sqlite3_step(statement);
    *has_row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return TRUE;
    if (code != SQLITE_DONE)
        database_fail(database, error);
    sqlite3_reset(statement);
    return code == SQLITE_DONE;
}

gboolean database_run(Database *database, sqlite3_stmt *statement, GError **error)
{
    gboolean has_row;
    return database_step(database, statement, &has_row, error);
}

gboolean database_number(Database *database, const char *sql, gint64 *number, GError **error)
{
    g_autoptr(sqlite3_stmt) statement = database_prepare(database, sql, error);
    gboolean has_row;
    if (statement == NULL || !database_step(database, statement, &has_row, error))
        return FALSE;
    *number = has_row ? sqlite3_column_int64(statement, 0) : 0;
    return TRUE;
}

void database_bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    sqlite3_bind_text(statement, place, text, -1, SQLITE_TRANSIENT);
}

void database_bind_number(sqlite3_stmt *statement, int place, double number)
{
    if (isfinite(number))
        sqlite3_bind_double(statement, place, number);
    else
        sqlite3_bind_null(statement, place);
}

const char *database_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

sqlite3 *database_handle(Database *database)
{
    return database->handle;
}

const char *database_path(const Database *database)
{
    return database->path;
}

void database_close(Database *database)
{
    sqlite3_close_v2(database->handle);
    g_free(database->path);
    g_free(database);
}

static gboolean apply_schema(Database *database, DatabaseKind kind, int version, GError **error)
{
    g_autofree char *resource =
        g_strdup_printf("/inbeeld/core/schema/%s-%d.sql", kinds[kind].name, version);
    g_autoptr(GBytes) sql = g_resources_lookup_data(resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    if (sql == NULL)
        return FALSE;
    g_autofree char *text = g_strndup(g_bytes_get_data(sql, NULL), g_bytes_get_size(sql));
    return database_exec(database, text, error);
}

static gboolean migrate(Database *database, DatabaseKind kind, int from, GError **error)
{
    if (!database_exec(database, "BEGIN IMMEDIATE", error))
        return FALSE;
    gboolean done = TRUE;
    for (int version = from + 1; done && version <= kinds[kind].version; version++)
        done = apply_schema(database, kind, version, error);
    g_autofree char *mark =
        g_strdup_printf("PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT",
                        kinds[kind].application_id, kinds[kind].version);
    if (done && database_exec(database, mark, error))
        return TRUE;
    sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
}

static gboolean check_kind(Database *database, DatabaseKind kind, DatabaseMode mode, GError **error)
{
    gint64 application, version, objects;
    if (!database_number(database, "PRAGMA application_id", &application, error) ||
        !database_number(database, "PRAGMA user_version", &version, error) ||
        !database_number(database, "SELECT count(*) FROM sqlite_schema", &objects, error))
        return FALSE;
    gboolean empty = application == 0 && version == 0 && objects == 0;
    if (!(empty && mode == DATABASE_CREATE) && application != kinds[kind].application_id) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA, "%s is not a %s database of inbeeld",
                    database->path, kinds[kind].name);
        return FALSE;
    }
    if (version > kinds[kind].version) {
        g_set_error(
            error, INBEELD_ERROR, INBEELD_ERROR_DATA,
            "%s was made by a newer inbeeld (schema %d, this one knows %d); use that program",
            database->path, (int)version, kinds[kind].version);
        return FALSE;
    }
    if (version == kinds[kind].version)
        return TRUE;
    if (mode == DATABASE_READ) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                    "%s was made by an older inbeeld (schema %d, this one needs %d); %s",
                    database->path, (int)version, kinds[kind].version, kinds[kind].renew);
        return FALSE;
    }
    return migrate(database, kind, (int)version, error);
}

/* SQLite would make the file with the umask's mode; make it ourselves first, readable by its owner
 * only. */
static gboolean make_private_file(const char *path, GError **error)
{
    int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        return close(descriptor) == 0;
    if (errno == EEXIST)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE, "%s cannot be created: %s", path,
                g_strerror(errno));
    return FALSE;
}

Database *database_open(const char *path, DatabaseKind kind, DatabaseMode mode, GError **error)
{
    if (mode == DATABASE_CREATE && !make_private_file(path, error))
        return NULL;
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT,
                    "%s: there is no such %s database", path, kinds[kind].name);
        return NULL;
    }
    g_autoptr(Database) database = g_new0(Database, 1);
    database->path = g_strdup(path);
    /* A connection is used by one thread at a time. A reader opens the file for writing too, where
     * it may: what a killed writer left half done is then rolled back; it changes nothing else. */
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE;
    if (sqlite3_open_v2(path, &database->handle, flags, NULL) != SQLITE_OK) {
        database_fail(database, error);
        return NULL;
    }
    sqlite3_busy_timeout(database->handle, BUSY_TIMEOUT_MILLISECONDS);
    if (!database_exec(database, "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF", error) ||
        !check_kind(database, kind, mode, error) ||
        (mode == DATABASE_READ && !database_exec(database, "PRAGMA query_only=ON", error)))
        return NULL;
    return g_steal_pointer(&database);
}
