/* The rows of a delivery, one after another. */
#include "core/error.h"
#include "ingest/cell_store.h"
#include "ingest/delivery_private.h"

#include <string.h>

#define MAX_SHOWN 5
#define PROGRESS_ROWS 1024

/* comensha-2024.csv:4213: column "Meldingsdatum": "31-02-2024" is not a date (dd-mm-yyyy) */
static void show_fault(Delivery *delivery, gint64 line, const RowFault *fault)
{
    if (delivery->options->quiet || delivery->n_shown++ >= MAX_SHOWN)
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "%s:%" G_GINT64_FORMAT ": ", delivery->report->file, line);
    if (fault->column != NULL)
        g_string_append_printf(text, "column \"%s\": ", fault->column);
    if (fault->value != NULL)
        g_string_append_printf(text, "\"%s\" ", fault->value);
    g_message("%s%s", text->str, fault->reason);
}

static void reject(Delivery *delivery, gint64 line, const RowFault *fault)
{
    delivery->report->rejected++;
    tally_add(delivery->report->tally, "rejected", fault->column != NULL ? fault->column : "(row)",
              1);
    reject_file_add(delivery->rejects, line, "rejected", fault->column, fault->reason,
                    fault->value);
    show_fault(delivery, line, fault);
}

static void reject_form(Delivery *delivery, const CsvRow *row)
{
    g_autofree char *text = csv_reader_problem_text(delivery->csv, row);
    RowFault fault = {.reason = text};
    reject(delivery, row->line, &fault);
}

static void prepare_years(Delivery *delivery)
{
    for (int i = 0; i <= N_YEARS; i++)
        delivery->year_begins[i] = day_from_ymd(FIRST_YEAR + i, 1, 1);
}

static void count_year(Delivery *delivery, Day day)
{
    const Day *begins = delivery->year_begins;
    int year = CLAMP((day - begins[0]) / 366, 0, N_YEARS - 1);
    while (year < N_YEARS - 1 && begins[year + 1] <= day)
        year++;
    delivery->years[year]++;
    delivery->last_day = MAX(delivery->last_day, day);
}

/* The years that the counts of a published table are about. */
static void count_cell_years(Delivery *delivery, const Record *record, const Cell *cells,
                             gsize n_cells)
{
    gssize field = record_spec_field(delivery->profile->record, "period");
    for (gsize i = 0; i < n_cells; i++) {
        const char *code = cells[i].period;
        Period period;
        if (code == NULL)
            code = record->values[field].text;
        if (!period_parse(code, &period, NULL))
            continue;
        count_year(delivery, period_first_day(period));
        count_year(delivery, period_last_day(period));
    }
}

/* A row of a published table: its counts are new, known, or contradict an earlier row. */
static gboolean accept_cells(Delivery *delivery, const Record *record, GError **error)
{
    gsize n_cells;
    const Cell *cells = row_reader_cells(delivery->rows, &n_cells);
    CellsKnown known;
    gint64 line = 0;
    if (!cell_store_compare(delivery->session->database, delivery->profile->record,
                            delivery->delivery_id, record, cells, n_cells, &known, &line, error))
        return FALSE;
    g_autofree char *reason = g_strdup_printf(
        known == CELLS_DUPLICATE ? "is the same as line %" G_GINT64_FORMAT
                                 : "is about the same figure as line %" G_GINT64_FORMAT
                                   " and has another value",
        line);
    if (known == CELLS_DUPLICATE) {
        delivery->report->duplicate++;
        reject_file_add(delivery->rejects, record->line, "duplicate", NULL, reason, NULL);
        return TRUE;
    }
    if (known == CELLS_CONFLICT) {
        RowFault fault = {.reason = reason};
        reject(delivery, record->line, &fault);
        return TRUE;
    }
    delivery->report->accepted++;
    count_cell_years(delivery, record, cells, n_cells);
    return record_store_add(delivery->store, record, cells, n_cells, error);
}

static void note_places(Delivery *delivery, gint64 line)
{
    gsize n_notes;
    const RowFault *notes = row_reader_notes(delivery->rows, &n_notes);
    for (gsize i = 0; i < n_notes; i++)
        reject_file_add(delivery->rejects, line, "place", notes[i].column, notes[i].reason,
                        notes[i].value);
}

/* In the thread of the register. */
static gboolean store_record(const Record *record, gpointer data, GError **error)
{
    Delivery *delivery = data;
    return duplicates_note(delivery->duplicates, record, error) &&
           record_store_add(delivery->store, record, NULL, 0, error);
}

/* FALSE without error: the thread of the register has failed, and its error is to come. */
static gboolean accept(Delivery *delivery, const Record *record, GError **error)
{
    if (delivery->queue == NULL)
        return accept_cells(delivery, record, error);
    delivery->report->accepted++;
    gssize day = delivery->profile->record->day;
    count_year(delivery, (Day)record->values[day].number);
    note_places(delivery, record->line);
    return record_queue_push(delivery->queue);
}

static gboolean take_row(Delivery *delivery, const CsvRow *row, Record *record, GError **error)
{
    DeliveryReport *report = delivery->report;
    if (row->problem != CSV_PROBLEM_NONE) {
        report->rows++;
        reject_form(delivery, row);
        return TRUE;
    }
    RowOutcome outcome = row_reader_read(delivery->rows, row, record);
    const RowFault *fault = row_reader_fault(delivery->rows);
    if (outcome == ROW_TAKE_BACK) {
        csv_reader_take_back(delivery->csv);
        return TRUE;
    }
    if (outcome == ROW_BLANK) {
        report->blank++;
        return TRUE;
    }
    report->rows++;
    if (outcome == ROW_ACCEPTED)
        return accept(delivery, record, error);
    if (outcome == ROW_REJECTED) {
        reject(delivery, row->line, fault);
        return TRUE;
    }
    report->excluded++;
    tally_add(report->tally, "excluded", fault->reason, 1);
    return TRUE;
}

static gboolean check_rejected(Delivery *delivery)
{
    const DeliveryReport *report = delivery->report;
    double allowed = delivery->options->max_rejected;
    if (allowed < 0)
        allowed = 0.05;
    if ((double)report->rejected <= allowed * (double)report->rows)
        return TRUE;
    g_autofree char *list = reject_file_path(delivery->session->register_path);
    return delivery_refuse(delivery,
                           "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                           " rows are wrong, more than %.4g%% (--max-rejected); nothing was taken "
                           "in. The rows stand in %s",
                           report->rejected, report->rows, 100 * allowed, list);
}

static gboolean resolve_duplicates(Delivery *delivery, GError **error)
{
    DuplicateCounts counts;
    DeliveryReport *report = delivery->report;
    if (delivery->duplicates == NULL)
        return TRUE;
    if (!duplicates_resolve(delivery->duplicates, delivery->rejects, &counts, error))
        return FALSE;
    report->accepted -= counts.n_duplicate + counts.n_rejected;
    report->duplicate += counts.n_duplicate;
    report->rejected += counts.n_rejected;
    tally_add(report->tally, "rejected", "(same number, other content)", counts.n_rejected);
    tally_add(report->tally, "mapped", "further line of a report, forms joined", counts.n_merged);
    return TRUE;
}

/* What can be told only after the last row. */
static gboolean check_whole(Delivery *delivery)
{
    const char *column = row_reader_bsn_column(delivery->rows);
    delivery->report->blank += csv_reader_n_blank(delivery->csv);
    if (column != NULL)
        return delivery_refuse(delivery,
                               "the column \"%s\" holds citizen service numbers (BSN), which must "
                               "not be delivered; nothing was taken in",
                               column);
    if (!file_scan_unchanged(delivery->path, &delivery->scan))
        return delivery_refuse(delivery, "the file changed while it was read");
    return TRUE;
}

static gboolean read_rows(Delivery *delivery, GError **error)
{
    Record cell_record = {0};
    const CsvRow *row;
    GError *problem = NULL;
    gint64 n = 0;
    while ((row = csv_reader_next(delivery->csv, &problem)) != NULL) {
        Record *record =
            delivery->queue != NULL ? record_queue_slot(delivery->queue) : &cell_record;
        if (!take_row(delivery, row, record, &problem))
            break;
        if (++n % PROGRESS_ROWS == 0)
            progress_update(delivery->progress, csv_reader_position(delivery->csv));
    }
    if (problem != NULL)
        g_propagate_error(error, problem);
    return problem == NULL;
}

gboolean delivery_load_rows(Delivery *delivery, GError **error)
{
    GError *stored = NULL;
    prepare_years(delivery);
    if (delivery->duplicates != NULL)
        delivery->queue = record_queue_new(store_record, delivery);
    gboolean done = read_rows(delivery, error);
    if (delivery->queue != NULL) {
        done = record_queue_finish(delivery->queue, done ? error : &stored) && done;
        delivery->queue = NULL;
        g_clear_error(&stored);
    }
    if (!done)
        return FALSE;
    row_reader_report(delivery->rows, delivery->report->tally);
    return check_whole(delivery) && resolve_duplicates(delivery, error) && check_rejected(delivery);
}
