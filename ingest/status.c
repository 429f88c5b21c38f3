#include "ingest/status.h"

#include "core/period.h"

#include <string.h>

static void delivery_free(gpointer data)
{
    StatusDelivery *delivery = data;
    g_free(delivery->source);
    g_free(delivery->profile);
    g_free(delivery->file);
    g_free(delivery->sha256);
    g_free(delivery->period);
    g_free(delivery->legal_basis);
    g_free(delivery);
}

static void source_free(gpointer data)
{
    StatusSource *source = data;
    g_free(source->source);
    g_free(source->missing_years);
    g_free(source);
}

static void reporter_free(gpointer data)
{
    StatusReporter *reporter = data;
    g_free(reporter->reporter);
    g_free(reporter);
}

void register_status_free(RegisterStatus *status)
{
    g_ptr_array_unref(status->deliveries);
    g_ptr_array_unref(status->sources);
    g_ptr_array_unref(status->reporters);
    g_free(status);
}

static char *copy_text(sqlite3_stmt *row, int column)
{
    return g_strdup(database_text(row, column));
}

static gpointer read_delivery(sqlite3_stmt *row)
{
    StatusDelivery *delivery = g_new0(StatusDelivery, 1);
    delivery->id = sqlite3_column_int64(row, 0);
    delivery->source = copy_text(row, 1);
    delivery->profile = copy_text(row, 2);
    delivery->file = copy_text(row, 3);
    delivery->sha256 = copy_text(row, 4);
    delivery->period = copy_text(row, 5);
    delivery->legal_basis = copy_text(row, 6);
    delivery->peildatum = sqlite3_column_int(row, 7);
    delivery->ingested_on = sqlite3_column_int(row, 8);
    delivery->synthetic = sqlite3_column_int(row, 9) != 0;
    delivery->rows = sqlite3_column_int64(row, 10);
    delivery->accepted = sqlite3_column_int64(row, 11);
    delivery->rejected = sqlite3_column_int64(row, 12);
    delivery->duplicate = sqlite3_column_int64(row, 13);
    delivery->excluded = sqlite3_column_int64(row, 14);
    delivery->blank = sqlite3_column_int64(row, 15);
    delivery->superseded_by = sqlite3_column_int64(row, 16);
    return delivery;
}

static gpointer read_source(sqlite3_stmt *row)
{
    StatusSource *source = g_new0(StatusSource, 1);
    source->source = copy_text(row, 0);
    source->n_current = sqlite3_column_int64(row, 1);
    source->n_replaced = sqlite3_column_int64(row, 2);
    source->n_records = sqlite3_column_int64(row, 3);
    source->first_day = sqlite3_column_int(row, 4);
    source->last_day = sqlite3_column_int(row, 5);
    source->days_old = day_of_run() - sqlite3_column_int(row, 6);
    source->missing_years = g_strdup("");
    return source;
}

static gpointer read_reporter(sqlite3_stmt *row)
{
    StatusReporter *reporter = g_new0(StatusReporter, 1);
    reporter->reporter = copy_text(row, 0);
    reporter->n_before = sqlite3_column_int64(row, 1);
    reporter->n_last = sqlite3_column_int64(row, 2);
    reporter->last_day = sqlite3_column_int(row, 3);
    return reporter;
}

static gboolean read_list(Database *database, const char *sql, gpointer (*read)(sqlite3_stmt *),
                          GPtrArray *list, GError **error)
{
    g_autoptr(sqlite3_stmt) query = database_prepare(database, sql, error);
    gboolean has_row = query != NULL;
    while (has_row) {
        if (!database_step(database, query, &has_row, error))
            return FALSE;
        if (has_row)
            g_ptr_array_add(list, read(query));
    }
    return query != NULL;
}

static gboolean is_covered(const RegisterStatus *status, const char *source, int year)
{
    for (guint i = 0; i < status->deliveries->len; i++) {
        const StatusDelivery *delivery = status->deliveries->pdata[i];
        Period period;
        if (delivery->superseded_by == 0 && strcmp(delivery->source, source) == 0 &&
            period_parse(delivery->period, &period, NULL) &&
            day_year(period_first_day(period)) <= year && day_year(period_last_day(period)) >= year)
            return TRUE;
    }
    return FALSE;
}

static void find_missing_years(const RegisterStatus *status, StatusSource *source)
{
    g_autoptr(GString) years = g_string_new(NULL);
    if (source->first_day == DAY_NONE || source->last_day == DAY_NONE)
        return;
    for (int year = day_year(source->first_day); year <= day_year(source->last_day); year++)
        if (!is_covered(status, source->source, year))
            g_string_append_printf(years, "%s%d", years->len > 0 ? ", " : "", year);
    g_free(source->missing_years);
    source->missing_years = g_string_free(g_steal_pointer(&years), FALSE);
}

static gboolean read_reporters(Database *database, RegisterStatus *status, GError **error)
{
    gint64 last_day;
    if (!database_number(database, "SELECT max(day) FROM current_melding", &last_day, error))
        return FALSE;
    if (last_day == DAY_NONE)
        return TRUE;
    status->last_year = day_year((Day)last_day);
    Day last = day_from_ymd(status->last_year, 1, 1);
    Day before = day_from_ymd(status->last_year - 1, 1, 1);
    g_autofree char *sql =
        g_strdup_printf("SELECT reporter, sum(day >= %d AND day < %d), sum(day >= %d), max(day)"
                        " FROM current_melding GROUP BY reporter ORDER BY reporter",
                        before, last, last);
    return read_list(database, sql, read_reporter, status->reporters, error);
}

RegisterStatus *register_status_read(Database *database, GError **error)
{
    RegisterStatus *status = g_new0(RegisterStatus, 1);
    status->deliveries = g_ptr_array_new_with_free_func(delivery_free);
    status->sources = g_ptr_array_new_with_free_func(source_free);
    status->reporters = g_ptr_array_new_with_free_func(reporter_free);
    if (read_list(database,
                  "SELECT delivery_id, source, profile, file_name, sha256, period, legal_basis,"
                  " peildatum, ingested_on, synthetic, rows, accepted, rejected, duplicate,"
                  " excluded, blank, superseded_by FROM delivery ORDER BY delivery_id",
                  read_delivery, status->deliveries, error) &&
        read_list(database,
                  "SELECT source, sum(superseded_by IS NULL), sum(superseded_by IS NOT NULL),"
                  " sum(CASE WHEN superseded_by IS NULL THEN accepted ELSE 0 END),"
                  " min(CASE WHEN superseded_by IS NULL THEN first_day END),"
                  " max(CASE WHEN superseded_by IS NULL THEN last_day END), max(peildatum)"
                  " FROM delivery GROUP BY source ORDER BY source",
                  read_source, status->sources, error) &&
        read_reporters(database, status, error)) {
        for (guint i = 0; i < status->sources->len; i++)
            find_missing_years(status, status->sources->pdata[i]);
        return status;
    }
    register_status_free(status);
    return NULL;
}
