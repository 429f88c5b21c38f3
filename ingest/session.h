#pragma once

#include "core/area.h"
#include "core/database.h"
#include "ingest/pseudonym.h"

/* A register opened to take in deliveries, with the key for its pseudonyms and the areas. */
typedef struct {
    char *register_path;
    Database *database;
    PseudonymKey *key;
    AreaRegister *areas;
    gboolean key_known; /* the register knows its key; otherwise the first delivery writes it */
    GArray *delivered;  /* gint64: deliveries taken in by this session */
} IngestSession;

/* Opens or makes the register. The key file is key_path, or $INBEELD_KEY, or <register>.key; the
 * last one is made when it is absent and the register holds nothing yet (a message says so).
 * Fails as database_open() and pseudonym_key_load() do, and with INBEELD_ERROR_CONFIG when the
 * register was made with another key. Returns (transfer full). */
IngestSession *ingest_session_open(const char *register_path, const char *key_path, GError **error);
void ingest_session_close(IngestSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IngestSession, ingest_session_close)

/* Where the key of a register is looked for when no file is given: $INBEELD_KEY or <register>.key.
 * Returns (transfer full). */
char *ingest_default_key_path(const char *register_path);
