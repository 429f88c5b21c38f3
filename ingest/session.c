#include "ingest/session.h"

#include "core/error.h"

char *ingest_default_key_path(const char *register_path)
{
    const char *chosen = g_getenv("INBEELD_KEY");
    return chosen != NULL ? g_strdup(chosen) : g_strconcat(register_path, ".key", NULL);
}

/* The name of the key of the register; NULL when nothing was taken in yet, or with `error`. */
static char *read_key_id(Database *database, GError **error)
{
    g_autoptr(sqlite3_stmt) statement =
        database_prepare(database, "SELECT key_id FROM key_check", error);
    gboolean has_row;
    if (statement == NULL || !database_step(database, statement, &has_row, error) || !has_row)
        return NULL;
    return g_strdup(database_text(statement, 0));
}

static gboolean may_make_key(const char *key_path)
{
    return key_path == NULL && g_getenv("INBEELD_KEY") == NULL;
}

static gboolean load_key(IngestSession *session, const char *key_path, GError **error)
{
    GError *problem = NULL;
    g_autofree char *known = read_key_id(session->database, &problem);
    if (problem != NULL) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    session->key_known = known != NULL;
    g_autofree char *path =
        key_path != NULL ? g_strdup(key_path) : ingest_default_key_path(session->register_path);
    if (known == NULL && may_make_key(key_path) && !g_file_test(path, G_FILE_TEST_EXISTS)) {
        if (!pseudonym_key_create(path, error))
            return FALSE;
        g_message("made the key for pseudonyms, %s: keep it apart from the register and from its "
                  "copies, and do not lose it",
                  path);
    }
    session->key = pseudonym_key_load(path, error);
    if (session->key == NULL)
        return FALSE;
    if (known == NULL || g_str_equal(known, pseudonym_key_id(session->key)))
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                "%s was made with another key than %s: with this one every person would be a new "
                "person. Give the first key with --key or INBEELD_KEY",
                session->register_path, path);
    return FALSE;
}

IngestSession *ingest_session_open(const char *register_path, const char *key_path, GError **error)
{
    IngestSession *session = g_new0(IngestSession, 1);
    session->register_path = g_strdup(register_path);
    session->delivered = g_array_new(FALSE, FALSE, sizeof(gint64));
    session->database = database_open(register_path, DATABASE_REGISTER, DATABASE_CREATE, error);
    if (session->database != NULL &&
        /* Every record refers to the delivery that was just made: not looked up row by row. */
        database_exec(session->database, "PRAGMA cache_size=-16384; PRAGMA foreign_keys=OFF",
                      error) &&
        load_key(session, key_path, error)) {
        session->areas = area_register_load(error);
        if (session->areas != NULL)
            return session;
    }
    ingest_session_close(session);
    return NULL;
}

void ingest_session_close(IngestSession *session)
{
    g_clear_pointer(&session->key, pseudonym_key_free);
    g_clear_pointer(&session->areas, area_register_free);
    g_clear_pointer(&session->database, database_close);
    g_array_unref(session->delivered);
    g_free(session->register_path);
    g_free(session);
}
