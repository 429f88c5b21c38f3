#include "tests/support/ingest_fixture.h"

#include "ingest/reject_file.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

IngestFixture *ingest_fixture_new(void)
{
    IngestFixture *fixture = g_new0(IngestFixture, 1);
    /* In memory where there is room: the tests wait for no disk. */
    gboolean in_memory = g_access("/dev/shm", R_OK | W_OK | X_OK) == 0;
    fixture->folder =
        g_build_filename(in_memory ? "/dev/shm" : g_get_tmp_dir(), "inbeeld-ingest-XXXXXX", NULL);
    ck_assert_ptr_nonnull(g_mkdtemp(fixture->folder));
    fixture->register_path = g_build_filename(fixture->folder, "r.db", NULL);
    ingest_fixture_reopen(fixture);
    return fixture;
}

void ingest_fixture_reopen(IngestFixture *fixture)
{
    GError *error = NULL;
    g_clear_pointer(&fixture->session, ingest_session_close);
    fixture->session = ingest_session_open(fixture->register_path, NULL, &error);
    ck_assert_msg(fixture->session != NULL, "%s", error != NULL ? error->message : "");
}

void ingest_fixture_free(IngestFixture *fixture)
{
    g_clear_pointer(&fixture->session, ingest_session_close);
    GDir *folder = g_dir_open(fixture->folder, 0, NULL);
    const char *name;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
        g_unlink(path);
    }
    if (folder != NULL)
        g_dir_close(folder);
    g_rmdir(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture->register_path);
    g_free(fixture);
}

char *ingest_fixture_write(const IngestFixture *fixture, const char *name, const void *bytes,
                           gssize n_bytes)
{
    char *path = g_build_filename(fixture->folder, name, NULL);
    ck_assert(g_file_set_contents(path, bytes, n_bytes, NULL));
    return path;
}

DeliveryReport *ingest_fixture_take(IngestFixture *fixture, const char *profile_name,
                                    const char *name, const char *text,
                                    const DeliveryOptions *options)
{
    GError *error = NULL;
    DeliveryOptions own = {.max_rejected = 1};
    if (options != NULL)
        own = *options;
    own.quiet = TRUE;
    if (own.peildatum == DAY_NONE)
        own.peildatum = day_from_ymd(2026, 1, 1);
    g_autofree char *path = ingest_fixture_write(fixture, name, text, -1);
    g_autoptr(Profile) profile = profile_load(profile_name, &error);
    ck_assert_msg(profile != NULL, "%s", error != NULL ? error->message : "");
    DeliveryReport *report = delivery_ingest(fixture->session, profile, path, &own, &error);
    ck_assert_msg(report != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_int_eq(report->rows,
                     report->accepted + report->rejected + report->duplicate + report->excluded);
    return report;
}

char *ingest_fixture_query(const IngestFixture *fixture, const char *sql)
{
    GError *error = NULL;
    g_autoptr(sqlite3_stmt) query = database_prepare(fixture->session->database, sql, &error);
    gboolean has_row = FALSE;
    ck_assert_msg(query != NULL &&
                      database_step(fixture->session->database, query, &has_row, &error),
                  "%s: %s", sql, error != NULL ? error->message : "");
    if (!has_row)
        return g_strdup("(none)");
    const char *text = database_text(query, 0);
    return g_strdup(text != NULL ? text : "NULL");
}

void ingest_fixture_expect(const IngestFixture *fixture, const char *sql, const char *expected)
{
    g_autofree char *value = ingest_fixture_query(fixture, sql);
    ck_assert_msg(strcmp(value, expected) == 0, "%s: %s, not %s", sql, value, expected);
}

char *ingest_fixture_rejects(const IngestFixture *fixture)
{
    g_autofree char *path = reject_file_path(fixture->register_path);
    char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return g_strdup("");
    return text;
}
