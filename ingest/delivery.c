#include "ingest/delivery.h"

#include "core/error.h"
#include "ingest/delivery_private.h"
#include "ingest/fold.h"

void delivery_report_free(DeliveryReport *report)
{
    g_free(report->file);
    g_free(report->profile);
    g_free(report->encoding);
    g_free(report->reason);
    g_free(report->period);
    tally_free(report->tally);
    g_free(report);
}

const char *delivery_status_word(DeliveryStatus status)
{
    switch (status) {
    case DELIVERY_REFUSED:
        return "refused";
    case DELIVERY_ALREADY_INGESTED:
        return "already-ingested";
    case DELIVERY_ACCEPTED:
        break;
    }
    return "accepted";
}

gboolean delivery_refuse(Delivery *delivery, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    delivery->report->status = DELIVERY_REFUSED;
    g_free(delivery->report->reason);
    delivery->report->reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return FALSE;
}

/* A refusal by a lower part comes as an error of code DATA. */
static gboolean refuse_if_data(Delivery *delivery, GError *problem, GError **error)
{
    if (!g_error_matches(problem, INBEELD_ERROR, INBEELD_ERROR_DATA)) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    delivery_refuse(delivery, "%s", problem->message);
    g_error_free(problem);
    return FALSE;
}

static GHashTable *fold_columns(char **names)
{
    GHashTable *folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; names != NULL && names[i] != NULL; i++)
        g_hash_table_add(folded, fold_label_dup(g_strstrip(names[i])));
    return folded;
}

/* Opens the file and lays its columns beside the profile. FALSE without error: refused. */
static gboolean open_file(Delivery *delivery, GError **error)
{
    CsvOptions options = {.encoding = &delivery->scan.encoding};
    GError *problem = NULL;
    delivery->csv = csv_reader_new_file(delivery->path, &options, &problem);
    if (delivery->csv == NULL)
        return refuse_if_data(delivery, problem, error);
    delivery->report->encoding = g_strdup(csv_reader_encoding_label(delivery->csv));
    delivery->report->separator = csv_reader_separator(delivery->csv);
    g_autoptr(GHashTable) ignored = fold_columns(delivery->options->ignore_columns);
    delivery->mapping =
        mapping_new(delivery->profile, delivery->csv, delivery->report->file, ignored, &problem);
    if (delivery->mapping == NULL)
        return refuse_if_data(delivery, problem, error);
    return TRUE;
}

static gboolean find_last_id(const Delivery *delivery, gint64 *last, GError **error)
{
    const RecordSpec *spec = delivery->profile->record;
    g_autofree char *sql =
        g_strdup_printf("SELECT max(%s) FROM %s", record_store_id_column(spec), spec->name);
    return database_number(delivery->session->database, sql, last, error);
}

static gboolean prepare(Delivery *delivery, GError **error)
{
    IngestSession *session = delivery->session;
    const RecordSpec *spec = delivery->profile->record;
    RowLimits limits = {.latest = delivery->peildatum};
    if (delivery->options->period.kind != PERIOD_NONE) {
        limits.first = period_first_day(delivery->options->period);
        limits.last = period_last_day(delivery->options->period);
    }
    delivery->rows =
        row_reader_new(delivery->profile, delivery->mapping, session->areas, session->key, limits);
    delivery->store = record_store_new(session->database, spec, delivery->delivery_id, error);
    if (delivery->store == NULL)
        return FALSE;
    if (record_store_id_column(spec) != NULL) {
        gint64 last_id;
        if (!find_last_id(delivery, &last_id, error))
            return FALSE;
        delivery->duplicates =
            duplicates_new(session->database, spec, delivery->scan.size, last_id, error);
        if (delivery->duplicates == NULL)
            return FALSE;
    }
    delivery->progress =
        progress_new(delivery->report->file, delivery->scan.size, delivery->options->quiet);
    return TRUE;
}

/* Statements must be gone before the end of the transaction. */
static void release(Delivery *delivery)
{
    g_clear_pointer(&delivery->progress, progress_free);
    g_clear_pointer(&delivery->duplicates, duplicates_free);
    g_clear_pointer(&delivery->store, record_store_free);
    g_clear_pointer(&delivery->rows, row_reader_free);
    g_clear_pointer(&delivery->mapping, mapping_free);
    g_clear_pointer(&delivery->csv, csv_reader_free);
}

/* Everything in one transaction. FALSE without error: refused. */
static gboolean run_transaction(Delivery *delivery, GError **error)
{
    Database *database = delivery->session->database;
    delivery->rejects =
        reject_file_new(delivery->session->register_path, delivery->report->file, error);
    if (delivery->rejects == NULL || !database_exec(database, "BEGIN IMMEDIATE", error))
        return FALSE;
    gboolean done = delivery_register_begin(delivery, error) && prepare(delivery, error) &&
                    delivery_load_rows(delivery, error) &&
                    delivery_register_finish(delivery, error);
    release(delivery);
    if (done && database_exec(database, "COMMIT", error)) {
        g_array_append_val(delivery->session->delivered, delivery->delivery_id);
        delivery->session->key_known = TRUE;
        return TRUE;
    }
    sqlite3_exec(database_handle(database), "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
}

/* FALSE with error; a refusal is done. */
static gboolean ingest(Delivery *delivery, GError **error)
{
    gboolean found;
    GError *problem = NULL;
    if (!file_scan(delivery->path, &delivery->scan, error))
        return FALSE;
    g_strlcpy(delivery->report->sha256, delivery->scan.sha256, sizeof delivery->report->sha256);
    if (!delivery_register_known(delivery, &found, error))
        return FALSE;
    if (found) {
        delivery->report->status = DELIVERY_ALREADY_INGESTED;
        return TRUE;
    }
    if (open_file(delivery, &problem))
        run_transaction(delivery, &problem);
    release(delivery);
    if (problem == NULL && delivery->rejects != NULL)
        reject_file_finish(delivery->rejects, &problem);
    g_clear_pointer(&delivery->rejects, reject_file_free);
    if (problem != NULL)
        g_propagate_error(error, problem);
    return problem == NULL;
}

DeliveryReport *delivery_ingest(IngestSession *session, const Profile *profile, const char *path,
                                const DeliveryOptions *options, GError **error)
{
    if (options->legal_basis == NULL && profile->legal_basis == NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "the profile %s names no legal basis: give one with --legal-basis",
                    profile->name);
        return NULL;
    }
    DeliveryReport *report = g_new0(DeliveryReport, 1);
    report->file = g_path_get_basename(path);
    report->profile = g_strdup(profile->name);
    report->tally = tally_new();
    Delivery delivery = {.session = session,
                         .profile = profile,
                         .options = options,
                         .path = path,
                         .peildatum =
                             options->peildatum != DAY_NONE ? options->peildatum : day_of_run(),
                         .report = report};
    if (ingest(&delivery, error))
        return report;
    delivery_report_free(report);
    return NULL;
}
