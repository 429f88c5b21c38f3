#pragma once

#include "core/database.h"
#include "core/publication.h"

/* What the files of the reader of the publication share: its statements and how it reads columns.
 */

/* One prepared statement for each question; made when first asked. */
typedef enum {
    ASK_SOURCES,
    ASK_EVENTS,
    ASK_CELL,
    ASK_PERIODS,
    ASK_AREAS,
    ASK_MEASURES,
    ASK_TALLIES,
    ASK_BRIDGE,
    ASK_REVISIONS,
    ASK_ESTIMATES,
    ASK_ALTERNATIVES,
    ASK_REPLICATES,
    ASK_HUMPS,
    ASK_CHANGES,
    ASK_TREND,
    ASK_QUARTER,
    ASK_COVERAGE,
    ASK_MOVING_SUM,
    ASK_BENCHMARK,
    ASK_FUNNEL,
    ASK_COMPARED_SETS,
    ASK_DURATIONS,
    ASK_DURATION_CURVE,
    ASK_CHAIN,
    ASK_PEERS,
    N_QUESTIONS
} Question;

struct Publication {
    Database *database;
    const AreaRegister *areas;
    sqlite3_stmt *statements[N_QUESTIONS];
    GError *failure; /* the first */
    GHashTable *meta;
    GStringChunk *strings;
    PublicationSource *sources;
    gsize n_sources;
    PublicationEvent *events;
    gsize n_events;
    Period period;
};

/* The statement of a question, ready to be bound; NULL when SQLite fails. */
sqlite3_stmt *publication_ask(Publication *publication, Question question);
/* The next row; FALSE at the end and when SQLite fails: publication_check() tells. */
gboolean publication_next(Publication *publication, sqlite3_stmt *statement);
/* Reads a row into `place`, which is as large as the elements of the list and holds zeros. */
typedef void (*PublicationReader)(Publication *publication, sqlite3_stmt *row, gpointer place);
/* All rows of a bound statement, one element of `size` bytes for each.  Returns (transfer full,
 * g_free). */
gpointer publication_list(Publication *publication, sqlite3_stmt *statement, gsize size,
                          PublicationReader read, gsize *n_rows);

/* Nothing happens without a statement. NULL and unknown are bound as "". */
void publication_bind_text(sqlite3_stmt *statement, int place, const char *text);
void publication_bind_area(const Publication *publication, sqlite3_stmt *statement, int place,
                           AreaId area);
void publication_bind_period(sqlite3_stmt *statement, int place, Period period);

/* Columns. A text is kept as long as the publication. */
const char *publication_keep(Publication *publication, sqlite3_stmt *statement, int column);
double publication_real(sqlite3_stmt *statement, int column);     /* NaN for NULL */
gint64 publication_count_of(sqlite3_stmt *statement, int column); /* -1 for NULL */
CellState publication_state_of(sqlite3_stmt *statement, int column);
Period publication_period_of(sqlite3_stmt *statement, int column);
