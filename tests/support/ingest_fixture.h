#pragma once

#include "ingest/delivery.h"

/* A register in a folder of its own, for tests of ingest. */
typedef struct {
    char *folder;
    char *register_path;
    IngestSession *session;
} IngestFixture;

IngestFixture *ingest_fixture_new(void);
/* Closes the register and removes the folder with all in it. */
void ingest_fixture_free(IngestFixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IngestFixture, ingest_fixture_free)

/* Closes the session and opens another one on the same register. */
void ingest_fixture_reopen(IngestFixture *fixture);

/* Writes a file into the folder.  Returns (transfer full): its path. */
char *ingest_fixture_write(const IngestFixture *fixture, const char *name, const void *bytes,
                           gssize n_bytes);

/* Takes in text as a file of that name, peildatum 1 January 2026; fails the test on an error, not
 * on a refusal. options may be NULL. Returns (transfer full). */
DeliveryReport *ingest_fixture_take(IngestFixture *fixture, const char *profile, const char *name,
                                    const char *text, const DeliveryOptions *options);

/* The one value of a query as text; "NULL" for NULL, "(none)" without a row.  Returns (transfer
 * full). */
char *ingest_fixture_query(const IngestFixture *fixture, const char *sql);
void ingest_fixture_expect(const IngestFixture *fixture, const char *sql, const char *expected);
/* The list of rejected rows, "" when there is none.  Returns (transfer full). */
char *ingest_fixture_rejects(const IngestFixture *fixture);
