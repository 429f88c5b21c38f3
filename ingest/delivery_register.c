/* The row that a delivery has in the register, and what it does to older deliveries. */
#include "core/error.h"
#include "ingest/delivery_private.h"

#include <string.h>

/* Years with fewer than this share of the rows do not make the period: slips of the pen. */
#define EDGE_SHARE 0.01
/* So many rows, and none in so many days at the end: the file may not cover those. */
#define SILENCE_ROWS 20
#define SILENCE_DAYS 80
/* Two files of a session with more rows in common are two versions, not two parts. */
#define SAME_SHARE 0.5

static gboolean bind_text(sqlite3_stmt *statement, const char *name, const char *text)
{
    int place = sqlite3_bind_parameter_index(statement, name);
    return sqlite3_bind_text(statement, place, text, -1, SQLITE_STATIC) == SQLITE_OK;
}

static gboolean bind_number(sqlite3_stmt *statement, const char *name, gint64 number)
{
    int place = sqlite3_bind_parameter_index(statement, name);
    return sqlite3_bind_int64(statement, place, number) == SQLITE_OK;
}

static gboolean write_key(const Delivery *delivery, GError **error)
{
    IngestSession *session = delivery->session;
    if (session->key_known)
        return TRUE;
    g_autofree char *sql =
        g_strdup_printf("INSERT INTO key_check VALUES ('%s')", pseudonym_key_id(session->key));
    return database_exec(session->database, sql, error);
}

static gboolean bind_delivery(const Delivery *delivery, sqlite3_stmt *insert)
{
    const DeliveryReport *report = delivery->report;
    const Profile *profile = delivery->profile;
    const char *basis = delivery->options->legal_basis;
    gboolean synthetic =
        delivery->options->synthetic || g_ascii_strncasecmp(report->file, "fictief", 7) == 0;
    gboolean bound = bind_number(insert, ":peildatum", delivery->peildatum) &&
                     bind_number(insert, ":today", day_of_run()) &&
                     bind_number(insert, ":synthetic", synthetic);
    const struct {
        const char *name, *text;
    } texts[] = {
        {":source", profile->source},    {":profile", profile->name},
        {":file", report->file},         {":sha256", report->sha256},
        {":encoding", report->encoding}, {":basis", basis != NULL ? basis : profile->legal_basis}};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        bound = bound && bind_text(insert, texts[i].name, texts[i].text);
    int place = sqlite3_bind_parameter_index(insert, ":separator");
    return bound &&
           sqlite3_bind_text(insert, place, &report->separator, 1, SQLITE_STATIC) == SQLITE_OK;
}

gboolean delivery_register_begin(Delivery *delivery, GError **error)
{
    Database *database = delivery->session->database;
    g_autoptr(sqlite3_stmt) insert = database_prepare(
        database,
        "INSERT INTO delivery (source, profile, file_name, sha256, encoding, separator, peildatum,"
        " legal_basis, ingested_on, synthetic, rows, accepted, rejected, duplicate, excluded, blank)"
        " VALUES (:source, :profile, :file, :sha256, :encoding, :separator, :peildatum, :basis,"
        " :today, :synthetic, 0, 0, 0, 0, 0, 0)",
        error);
    if (insert == NULL || !write_key(delivery, error))
        return FALSE;
    if (!bind_delivery(delivery, insert))
        return database_fail(database, error);
    if (!database_run(database, insert, error))
        return FALSE;
    delivery->delivery_id = sqlite3_last_insert_rowid(database_handle(database));
    return TRUE;
}

/* The years that the rows are about, but for a few at the edges. PERIOD_NONE without rows. */
static Period find_period(const Delivery *delivery)
{
    gint64 total = 0;
    for (int i = 0; i < N_YEARS; i++)
        total += delivery->years[i];
    int first = 0;
    int last = N_YEARS - 1;
    double least = EDGE_SHARE * (double)total;
    while (first < last && (double)delivery->years[first] <= least)
        first++;
    while (last > first && (double)delivery->years[last] <= least)
        last--;
    if (total == 0)
        return (Period){PERIOD_NONE, 0, 0};
    return first == last ? period_year(FIRST_YEAR + first)
                         : period_window(FIRST_YEAR + last, last - first + 1);
}

typedef struct {
    gint64 id;
    char *file;
    char *period;
    Day first, last, peildatum;
} Older;

static void older_free(gpointer data)
{
    Older *older = data;
    g_free(older->file);
    g_free(older->period);
    g_free(older);
}

/* Current deliveries of the same source whose period touches this one. */
static GPtrArray *find_older(const Delivery *delivery, Period period, GError **error)
{
    Database *database = delivery->session->database;
    g_autoptr(sqlite3_stmt) query = database_prepare(
        database,
        "SELECT delivery_id, file_name, period, first_day, last_day, peildatum FROM delivery"
        " WHERE source = :source AND superseded_by IS NULL AND delivery_id <> :id"
        " AND first_day <= :last AND last_day >= :first ORDER BY delivery_id",
        error);
    if (query == NULL)
        return NULL;
    bind_text(query, ":source", delivery->profile->source);
    bind_number(query, ":id", delivery->delivery_id);
    bind_number(query, ":first", period_first_day(period));
    bind_number(query, ":last", period_last_day(period));
    GPtrArray *list = g_ptr_array_new_with_free_func(older_free);
    gboolean has_row = TRUE;
    while (database_step(database, query, &has_row, error) && has_row) {
        Older *older = g_new0(Older, 1);
        older->id = sqlite3_column_int64(query, 0);
        older->file = g_strdup(database_text(query, 1));
        older->period = g_strdup(database_text(query, 2));
        older->first = sqlite3_column_int(query, 3);
        older->last = sqlite3_column_int(query, 4);
        older->peildatum = sqlite3_column_int(query, 5);
        g_ptr_array_add(list, older);
    }
    if (!has_row)
        return list;
    g_ptr_array_unref(list);
    return NULL;
}

static gboolean is_of_session(const Delivery *delivery, gint64 id)
{
    for (guint i = 0; i < delivery->session->delivered->len; i++)
        if (g_array_index(delivery->session->delivered, gint64, i) == id)
            return TRUE;
    return FALSE;
}

/* Whether most rows of this delivery are in the other. */
static gboolean shares_rows(const Delivery *delivery, gint64 other, gboolean *shares,
                            GError **error)
{
    const RecordSpec *spec = delivery->profile->record;
    const char *name = spec->fields[spec->identity[0]].name;
    g_autofree char *sql =
        g_strdup_printf("SELECT count(*) FROM %s WHERE delivery_id = %" G_GINT64_FORMAT
                        " AND %s IN (SELECT %s FROM %s WHERE delivery_id = %" G_GINT64_FORMAT ")",
                        spec->name, delivery->delivery_id, name, name, spec->name, other);
    gint64 n;
    if (!database_number(delivery->session->database, sql, &n, error))
        return FALSE;
    *shares = (double)n > SAME_SHARE * (double)delivery->report->accepted;
    return TRUE;
}

static gboolean supersede(const Delivery *delivery, gint64 old, gint64 new, GError **error)
{
    g_autofree char *sql = g_strdup_printf("UPDATE delivery SET superseded_by = %" G_GINT64_FORMAT
                                           " WHERE delivery_id = %" G_GINT64_FORMAT,
                                           new, old);
    return database_exec(delivery->session->database, sql, error);
}

/* What this delivery does to one older one: replaces it, is replaced by it, stands beside it, or
 * cannot stand beside it. FALSE: an error, or refused. */
static gboolean settle_older(Delivery *delivery, Period period, const Older *older, GError **error)
{
    Day first = period_first_day(period);
    Day last = period_last_day(period);
    gboolean covers = first <= older->first && last >= older->last;
    gboolean within = first >= older->first && last <= older->last;
    if (covers && within && is_of_session(delivery, older->id)) {
        gboolean shares;
        if (!shares_rows(delivery, older->id, &shares, error))
            return FALSE;
        if (!shares)
            return TRUE;
    }
    if (covers && delivery->peildatum >= older->peildatum) {
        delivery->report->n_superseded++;
        return supersede(delivery, older->id, delivery->delivery_id, error);
    }
    if (within && delivery->peildatum < older->peildatum) {
        delivery->report->n_replaced_by = 1;
        return supersede(delivery, delivery->delivery_id, older->id, error);
    }
    return delivery_refuse(delivery,
                           "its period %s overlaps that of %s (%s), which is in the register; rows "
                           "would count twice. Deliver a file for the whole of that period, or "
                           "give the right one with --period",
                           delivery->report->period, older->file, older->period);
}

/* Figures of `one` that `other` has too; all of its figures when they are the same delivery. */
static gboolean count_shared(const Delivery *delivery, gint64 one, gint64 other, gint64 *n,
                             GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(*) FROM telling AS o JOIN telling AS n USING"
        " (measure, area, period, dimension, category)"
        " WHERE o.delivery_id = %" G_GINT64_FORMAT " AND n.delivery_id = %" G_GINT64_FORMAT,
        one, other);
    return database_number(delivery->session->database, sql, n, error);
}

/* Published tables of one source stand side by side; one with all the figures of an older one
 * replaces it, one with some of them cannot stand beside it. */
static gboolean settle_older_table(Delivery *delivery, const Older *older, GError **error)
{
    gint64 n_shared, n_old, n_new;
    if (!count_shared(delivery, older->id, delivery->delivery_id, &n_shared, error) ||
        !count_shared(delivery, older->id, older->id, &n_old, error) ||
        !count_shared(delivery, delivery->delivery_id, delivery->delivery_id, &n_new, error))
        return FALSE;
    if (n_shared == 0)
        return TRUE;
    if (n_shared == n_old && delivery->peildatum >= older->peildatum) {
        delivery->report->n_superseded++;
        return supersede(delivery, older->id, delivery->delivery_id, error);
    }
    if (n_shared == n_new && delivery->peildatum < older->peildatum) {
        delivery->report->n_replaced_by = 1;
        return supersede(delivery, delivery->delivery_id, older->id, error);
    }
    return delivery_refuse(delivery,
                           "%" G_GINT64_FORMAT " of its figures are in %s too, which is in the "
                           "register and has others besides; deliver the whole table",
                           n_shared, older->file);
}

static gboolean settle_all_older(Delivery *delivery, Period period, GError **error)
{
    g_autoptr(GPtrArray) list = find_older(delivery, period, error);
    if (list == NULL)
        return FALSE;
    gboolean is_table = delivery->duplicates == NULL;
    gboolean done = TRUE;
    for (guint i = 0; i < list->len && done; i++)
        done = is_table ? settle_older_table(delivery, list->pdata[i], error)
                        : settle_older(delivery, period, list->pdata[i], error);
    return done;
}

static gboolean write_sums(const Delivery *delivery, Period period, GError **error)
{
    Database *database = delivery->session->database;
    const DeliveryReport *report = delivery->report;
    g_autoptr(sqlite3_stmt) update = database_prepare(
        database,
        "UPDATE delivery SET period = :period, first_day = :first, last_day = :last, rows = :rows,"
        " accepted = :accepted, rejected = :rejected, duplicate = :duplicate, excluded = :excluded,"
        " blank = :blank WHERE delivery_id = :id",
        error);
    if (update == NULL)
        return FALSE;
    gboolean bound = bind_text(update, ":period", report->period) &&
                     bind_number(update, ":first", period_first_day(period)) &&
                     bind_number(update, ":last", period_last_day(period)) &&
                     bind_number(update, ":rows", report->rows) &&
                     bind_number(update, ":accepted", report->accepted) &&
                     bind_number(update, ":rejected", report->rejected) &&
                     bind_number(update, ":duplicate", report->duplicate) &&
                     bind_number(update, ":excluded", report->excluded) &&
                     bind_number(update, ":blank", report->blank) &&
                     bind_number(update, ":id", delivery->delivery_id);
    return bound ? database_run(database, update, error) : database_fail(database, error);
}

static gboolean write_tallies(const Delivery *delivery, GError **error)
{
    Database *database = delivery->session->database;
    gsize n;
    g_autofree TallyEntry *entries = tally_list(delivery->report->tally, &n);
    g_autoptr(sqlite3_stmt) insert = database_prepare(
        database, "INSERT INTO delivery_tally VALUES (:id, :kind, :name, :n)", error);
    for (gsize i = 0; insert != NULL && i < n; i++) {
        bind_number(insert, ":id", delivery->delivery_id);
        bind_text(insert, ":kind", entries[i].kind);
        bind_text(insert, ":name", entries[i].name);
        bind_number(insert, ":n", entries[i].n);
        if (!database_run(database, insert, error))
            return FALSE;
    }
    return insert != NULL;
}

/* A file of half a year is taken for the whole of it unless --period says otherwise: its year would
 * then be counted as a fall. */
static void note_silence(const Delivery *delivery, Period period)
{
    DeliveryReport *report = delivery->report;
    if (period.kind == PERIOD_NONE || report->accepted < SILENCE_ROWS)
        return;
    report->silent_days = MAX(0, period_last_day(period) - delivery->last_day);
    g_autofree char *code = period_code(period);
    if (report->silent_days > SILENCE_DAYS)
        g_warning("%s: no row in the last %d days of %s; when the file does not cover them, say "
                  "with --period what it does cover",
                  report->file, report->silent_days, code);
}

gboolean delivery_register_finish(Delivery *delivery, GError **error)
{
    Period period = delivery->options->period;
    if (period.kind == PERIOD_NONE) {
        period = find_period(delivery);
        note_silence(delivery, period);
    }
    if (period.kind == PERIOD_NONE)
        return delivery_refuse(delivery, "it has no rows that count, so its period is not known; "
                                         "say with --period for which period there is nothing");
    delivery->report->period = period_code(period);
    return write_sums(delivery, period, error) && write_tallies(delivery, error) &&
           settle_all_older(delivery, period, error);
}

gboolean delivery_register_known(Delivery *delivery, gboolean *found, GError **error)
{
    Database *database = delivery->session->database;
    DeliveryReport *report = delivery->report;
    g_autoptr(sqlite3_stmt) query = database_prepare(
        database,
        "SELECT rows, accepted, rejected, duplicate, excluded, blank, encoding, separator, period,"
        " delivery_id FROM delivery WHERE sha256 = :sha256",
        error);
    if (query == NULL)
        return FALSE;
    bind_text(query, ":sha256", report->sha256);
    if (!database_step(database, query, found, error))
        return FALSE;
    if (!*found)
        return TRUE;
    report->rows = sqlite3_column_int64(query, 0);
    report->accepted = sqlite3_column_int64(query, 1);
    report->rejected = sqlite3_column_int64(query, 2);
    report->duplicate = sqlite3_column_int64(query, 3);
    report->excluded = sqlite3_column_int64(query, 4);
    report->blank = sqlite3_column_int64(query, 5);
    report->encoding = g_strdup(database_text(query, 6));
    report->separator = database_text(query, 7)[0];
    report->period = g_strdup(database_text(query, 8));
    g_autofree char *sql = g_strdup_printf("SELECT kind, name, n FROM delivery_tally WHERE "
                                           "delivery_id = %" G_GINT64_FORMAT,
                                           (gint64)sqlite3_column_int64(query, 9));
    g_autoptr(sqlite3_stmt) tallies = database_prepare(database, sql, error);
    gboolean has_row = tallies != NULL;
    while (has_row && database_step(database, tallies, &has_row, error) && has_row)
        tally_add(report->tally, database_text(tallies, 0), database_text(tallies, 1),
                  sqlite3_column_int64(tallies, 2));
    return tallies != NULL;
}
