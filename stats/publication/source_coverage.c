#include "stats/publication/source_coverage.h"

#include <string.h>

/* One reporter in one period. */
typedef struct {
    Period period;
    char *reporter;
    gboolean suppressed;
    gint64 count; /* 0 when suppressed, not active or not delivered */
} ReporterCell;

static void reporter_cell_clear(gpointer data)
{
    g_free(((ReporterCell *)data)->reporter);
}

static ReporterCell read_cell(Period period, sqlite3_stmt *row)
{
    return (ReporterCell){.period = period,
                          .reporter = g_strdup(database_text(row, 1)),
                          .suppressed = strcmp(database_text(row, 2), "suppressed") == 0,
                          .count = sqlite3_column_int64(row, 3)};
}

static GArray *load_cells(Database *publication, const Measure *measure, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        publication,
        "SELECT period,category,state,value FROM observation WHERE measure=?1 AND "
        "dimension='reporter' AND area='NL01' AND state IN ('value','suppressed','not-looked-for') "
        "ORDER BY period,category",
        error);
    if (row == NULL)
        return NULL;
    sqlite3_bind_text(row, 1, measure_code(measure), -1, SQLITE_STATIC);
    g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(ReporterCell));
    g_array_set_clear_func(cells, reporter_cell_clear);
    gboolean has_row = TRUE;
    while (has_row) {
        if (!database_step(publication, row, &has_row, error))
            return NULL;
        Period period;
        if (!has_row || !period_parse(database_text(row, 0), &period, NULL))
            continue;
        ReporterCell cell = read_cell(period, row);
        g_array_append_val(cells, cell);
    }
    return g_steal_pointer(&cells);
}

/* Mean of a reporter over the periods of one kind with a count; 0 when there is none. */
static double usual_count(const GArray *cells, PeriodKind kind, const char *reporter)
{
    gint64 sum = 0;
    guint n = 0;
    for (guint i = 0; i < cells->len; i++) {
        const ReporterCell *cell = &g_array_index(cells, ReporterCell, i);
        if (cell->period.kind != kind || cell->count == 0 || strcmp(cell->reporter, reporter) != 0)
            continue;
        sum += cell->count;
        n++;
    }
    return n > 0 ? (double)sum / n : 0;
}

static void source_coverage_free(gpointer data)
{
    SourceCoverage *coverage = data;
    g_free(coverage->missing);
    g_free(coverage);
}

/* The cells first..first + n - 1 are those of one period. */
static SourceCoverage *coverage_of_period(const GArray *cells, guint first, guint n)
{
    SourceCoverage *coverage = g_new0(SourceCoverage, 1);
    GString *missing = g_string_new(NULL);
    double usual = 0, there = 0;
    coverage->period = g_array_index(cells, ReporterCell, first).period;
    for (guint i = first; i < first + n; i++) {
        const ReporterCell *cell = &g_array_index(cells, ReporterCell, i);
        double mean = usual_count(cells, coverage->period.kind, cell->reporter);
        gboolean has_some = cell->suppressed || cell->count > 0;
        usual += mean;
        coverage->n_reporters += has_some;
        if (has_some || mean < SOURCE_USUAL)
            there += mean;
        else
            g_string_append_printf(missing, "%s%s", missing->len > 0 ? "+" : "", cell->reporter);
    }
    coverage->share = usual > 0 ? there / usual : 1;
    coverage->missing = g_string_free(missing, FALSE);
    return coverage;
}

GPtrArray *source_coverage_load(Database *publication, const Measure *measure, GError **error)
{
    g_autoptr(GArray) cells = load_cells(publication, measure, error);
    if (cells == NULL)
        return NULL;
    GPtrArray *list = g_ptr_array_new_with_free_func(source_coverage_free);
    for (guint first = 0, n; first < cells->len; first += n) {
        Period period = g_array_index(cells, ReporterCell, first).period;
        n = 1;
        while (first + n < cells->len &&
               period_compare(g_array_index(cells, ReporterCell, first + n).period, period) == 0)
            n++;
        g_ptr_array_add(list, coverage_of_period(cells, first, n));
    }
    return list;
}

const SourceCoverage *source_coverage_find(const GPtrArray *list, Period period)
{
    for (guint i = 0; i < list->len; i++) {
        const SourceCoverage *coverage = g_ptr_array_index(list, i);
        if (period_compare(coverage->period, period) == 0)
            return coverage;
    }
    return NULL;
}

/* --- the table ------------------------------------------------------------------------------- */

static gboolean write_period(PublishContext *context, sqlite3_stmt *insert, const Measure *measure,
                             const char *code, const GPtrArray *list, GError **error)
{
    Period period;
    if (!period_parse(code, &period, error))
        return FALSE;
    const SourceCoverage *reporters = source_coverage_find(list, period);
    gboolean provisional = FALSE;
    sqlite3_clear_bindings(insert);
    sqlite3_bind_text(insert, 1, measure_code(measure), -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 2, code, -1, SQLITE_TRANSIENT);
    if (!measure_is_public(measure)) {
        const char *source = measure_source(measure);
        sqlite3_bind_int(insert, 3, coverage_days(context->coverage, source, period));
        coverage_of(context->coverage, source, period, context->policy.provisional_days,
                    &provisional);
    }
    sqlite3_bind_int(insert, 4, period_last_day(period) - period_first_day(period) + 1);
    if (reporters != NULL) {
        sqlite3_bind_int(insert, 5, reporters->n_reporters);
        sqlite3_bind_double(insert, 6, reporters->share);
    }
    sqlite3_bind_text(insert, 7, reporters != NULL ? reporters->missing : "", -1, SQLITE_STATIC);
    sqlite3_bind_int(insert, 8, provisional);
    return database_run(context->publication, insert, error);
}

static gboolean write_measure(PublishContext *context, sqlite3_stmt *insert, sqlite3_stmt *periods,
                              const Measure *measure, GError **error)
{
    g_autoptr(GPtrArray) list = source_coverage_load(context->publication, measure, error);
    if (list == NULL)
        return FALSE;
    sqlite3_reset(periods);
    sqlite3_bind_text(periods, 1, measure_code(measure), -1, SQLITE_STATIC);
    gboolean has_row = TRUE;
    while (has_row) {
        if (!database_step(context->publication, periods, &has_row, error))
            return FALSE;
        g_autofree char *code = has_row ? g_strdup(database_text(periods, 0)) : NULL;
        if (has_row && !write_period(context, insert, measure, code, list, error))
            return FALSE;
    }
    return TRUE;
}

gboolean publish_source_coverage(PublishContext *context, GError **error)
{
    g_autoptr(sqlite3_stmt) insert = database_prepare(
        context->publication, "INSERT INTO coverage VALUES(?1,?2,?3,?4,?5,?6,?7,?8)", error);
    g_autoptr(sqlite3_stmt) periods =
        insert == NULL ? NULL
                       : database_prepare(context->publication,
                                          "SELECT period FROM measure_period WHERE measure=?1 "
                                          "ORDER BY period",
                                          error);
    if (periods == NULL)
        return FALSE;
    for (gsize i = 0; i < measure_list_count(context->measures); i++)
        if (!write_measure(context, insert, periods, measure_list_get(context->measures, i), error))
            return FALSE;
    return TRUE;
}
