#include "stats/publication/publish.h"

#include "core/error.h"
#include "core/output.h"
#include "stats/publication/context.h"
#include "stats/publication/statistics.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_YEARS 30
#define APPLICATION_ID_OFFSET 68
#define APPLICATION_ID "INBP"

static PublishContext *context_new(const PublishOptions *options)
{
    PublishContext *context = g_new0(PublishContext, 1);
    context->options = options;
    context->summary = g_new0(PublishSummary, 1);
    context->summary->checks = g_array_new(FALSE, TRUE, sizeof(PublishCheck));
    context->periods = g_array_new(FALSE, FALSE, sizeof(Period));
    return context;
}

static void context_free(PublishContext *context)
{
    g_clear_pointer(&context->cells, cell_writer_free);
    g_clear_pointer(&context->publication, database_close);
    g_clear_pointer(&context->registry, database_close);
    g_clear_pointer(&context->division, division_free);
    g_clear_pointer(&context->coverage, coverage_free);
    g_clear_pointer(&context->activities, activity_list_free);
    g_clear_pointer(&context->plans, plan_list_free);
    g_clear_pointer(&context->codes, codes_free);
    g_clear_pointer(&context->areas, area_register_free);
    g_clear_pointer(&context->summary, publish_summary_free);
    g_array_unref(context->periods);
    g_free(context);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PublishContext, context_free)

void publish_summary_free(PublishSummary *summary)
{
    g_clear_pointer(&summary->measures, measure_list_free);
    g_array_unref(summary->checks);
    g_free(summary);
}

static gboolean load_reference(PublishContext *context, GError **error)
{
    if (!publication_policy_load(&context->policy, error))
        return FALSE;
    if (context->options->suppress_below >= 0)
        context->policy.suppress_below = context->options->suppress_below;
    context->summary->suppress_below = context->policy.suppress_below;
    context->areas = area_register_load(error);
    if (context->areas == NULL)
        return FALSE;
    context->measures = context->summary->measures = measure_list_load(error);
    if (context->measures == NULL)
        return FALSE;
    context->codes = codes_load(error);
    if (context->codes == NULL)
        return FALSE;
    context->plans = plan_list_load(context->measures, context->codes, error);
    if (context->plans == NULL)
        return FALSE;
    context->activities = activity_list_load(context->areas, error);
    return context->activities != NULL;
}

/* --- periods --------------------------------------------------------------------------------- */

/* The year of the youngest published table; 0 when there is none. */
static gboolean last_table_year(PublishContext *context, int *year, GError **error)
{
    gint64 last = 0;
    if (!database_number(context->registry,
                         "SELECT max(CAST(substr(period,1,4) AS INTEGER)) FROM current_telling",
                         &last, error))
        return FALSE;
    *year = (int)last;
    return TRUE;
}

static gboolean choose_period(PublishContext *context, GError **error)
{
    const char *asked = context->options->period;
    Period *period = &context->summary->period;
    if (asked != NULL) {
        if (!period_parse(asked, period, error))
            return FALSE;
        if (period->kind == PERIOD_YEAR || period->kind == PERIOD_QUARTER)
            return TRUE;
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "period %s: give a year (2024) or a quarter (2024KW3)", asked);
        return FALSE;
    }
    Day first, last;
    int year = 0;
    if (coverage_range(context->coverage, NULL, &first, &last))
        year = day_year(last + 1) - 1;
    else if (!last_table_year(context, &year, error))
        return FALSE;
    *period = period_year(year);
    if (year > 0)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                "%s: nothing has been delivered yet; see 'inbeeld ingest'",
                context->options->register_path);
    return FALSE;
}

static void add_quarters(PublishContext *context)
{
    Period asked = context->summary->period;
    int last = asked.year * 4 + (asked.kind == PERIOD_QUARTER ? asked.number - 1 : 3);
    for (int at = last - context->policy.quarters + 1; at <= last; at++)
        if (at / 4 >= context->first_year) {
            Period quarter = period_quarter(at / 4, at % 4 + 1);
            g_array_append_val(context->periods, quarter);
        }
}

/* The window, and before it those that end where the next one begins, as far as the years reach.
 * Windows that overlap are not counted from the register: their differences are differences of
 * single years, and where one of those is known to be 0 the other can be computed
 * (docs/methods/trends.md). Table moving_sum has what the published years allow. */
static void add_windows(PublishContext *context)
{
    int length = context->policy.window_years;
    Period window = context->summary->window;
    do {
        g_array_append_val(context->periods, window);
        window = period_window(window.year - length, length);
    } while (window.year - length + 1 >= context->first_year);
}

/* Years from the first delivered to the last whole one, then the quarters, then the windows. */
static void make_periods(PublishContext *context)
{
    Period asked = context->summary->period;
    gboolean whole = asked.kind == PERIOD_YEAR || asked.number == 4;
    context->last_year = whole ? asked.year : asked.year - 1;
    context->summary->window = period_window(context->last_year, context->policy.window_years);
    Day first, last;
    if (!coverage_range(context->coverage, NULL, &first, &last))
        return;
    context->first_year = MAX(day_year(first - 1) + 1, context->last_year - MAX_YEARS + 1);
    for (int year = context->first_year; year <= context->last_year; year++) {
        Period period = period_year(year);
        g_array_append_val(context->periods, period);
    }
    add_quarters(context);
    add_windows(context);
}

/* A period of which no source has everything is a mistake, and would make an empty publication. */
static gboolean check_delivered(const PublishContext *context, GError **error)
{
    static const char *const sources[] = {"comensha", "om", "politie"};
    Day first, last;
    if (!coverage_range(context->coverage, NULL, &first, &last))
        return TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(sources); i++) {
        gboolean provisional;
        if (coverage_of(context->coverage, sources[i], context->summary->period, 0, &provisional))
            return TRUE;
    }
    g_autofree char *code = period_code(context->summary->period);
    g_autofree char *from = day_format_iso(first);
    g_autofree char *to = day_format_iso(last);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                "%s: no source was delivered for all of %s; the register has figures from %s to %s",
                context->options->register_path, code, from, to);
    return FALSE;
}

static gboolean prepare(PublishContext *context, GError **error)
{
    context->registry =
        database_open(context->options->register_path, DATABASE_REGISTER, DATABASE_READ, error);
    /* One state of the register for all that follows. */
    if (context->registry == NULL || !database_exec(context->registry, "BEGIN", error) ||
        !load_reference(context, error))
        return FALSE;
    context->coverage = coverage_load(context->registry, error);
    if (context->coverage == NULL || !choose_period(context, error) ||
        !check_delivered(context, error))
        return FALSE;
    make_periods(context);
    context->summary->division =
        MIN(period_last_day(context->summary->period), area_register_last_day(context->areas));
    context->division = division_new(context->areas, context->summary->division);
    return TRUE;
}

/* --- the file -------------------------------------------------------------------------------- */

/* A file that is no publication is not written over: somebody mistook a name. */
static gboolean check_target(const char *path, GError **error)
{
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    char id[sizeof APPLICATION_ID - 1] = {0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    gboolean same = file >= 0 &&
                    pread(file, id, sizeof id, APPLICATION_ID_OFFSET) == (ssize_t)sizeof id &&
                    memcmp(id, APPLICATION_ID, sizeof id) == 0;
    if (file >= 0)
        close(file);
    if (!same)
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE,
                    "%s exists and is no publication of inbeeld; give another name", path);
    return same;
}

/* An empty file that is ours: two at once would write through each other. What a crash left there
 * is thrown away. */
static OutputLock *begin_file(const char *temporary, GError **error)
{
    int file = open(temporary, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE, "%s cannot be created: %s",
                    temporary, g_strerror(errno));
        return NULL;
    }
    OutputLock *lock = output_lock(temporary, error);
    gboolean emptied = lock != NULL && ftruncate(file, 0) == 0;
    if (lock != NULL && !emptied) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "%s: %s", temporary, g_strerror(errno));
        g_clear_pointer(&lock, output_unlock);
    }
    close(file);
    return lock;
}

static gboolean sync_path(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return FALSE;
    gboolean done = fsync(file) == 0;
    return close(file) == 0 && done;
}

static gboolean put_in_place(const char *temporary, const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (sync_path(temporary) && g_rename(temporary, path) == 0 && sync_path(folder))
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "%s: %s", path, g_strerror(errno));
    return FALSE;
}

static gboolean write_all(PublishContext *context, const char *temporary, GError **error)
{
    context->publication = database_open(temporary, DATABASE_PUBLICATION, DATABASE_CREATE, error);
    /* A crash leaves the temporary file, which nobody reads: no journal is needed. */
    if (context->publication == NULL ||
        !database_exec(context->publication,
                       "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN", error))
        return FALSE;
    context->cells = cell_writer_new(context->publication, error);
    if (context->cells == NULL || !publish_metadata(context, error) ||
        !publish_counts(context, error) || !publish_tables(context, error) ||
        !publish_bridges(context, error) || !publish_revisions(context, error) ||
        !publish_estimates(context, error) ||
        !publish_statistics(context, &context->summary->statistics, error) ||
        !database_exec(context->publication, "COMMIT", error))
        return FALSE;
    context->summary->n_cells = cell_writer_n_cells(context->cells);
    context->summary->n_provisional = cell_writer_n_provisional(context->cells);
    g_clear_pointer(&context->cells, cell_writer_free);
    g_clear_pointer(&context->publication, database_close);
    return TRUE;
}

PublishSummary *publish(const PublishOptions *options, GError **error)
{
    g_autoptr(PublishContext) context = context_new(options);
    if (!prepare(context, error) || !check_target(options->publication_path, error))
        return NULL;
    g_autofree char *temporary = g_strconcat(options->publication_path, ".part", NULL);
    g_autoptr(OutputLock) lock = begin_file(temporary, error);
    if (lock == NULL)
        return NULL;
    gboolean done = write_all(context, temporary, error) &&
                    put_in_place(temporary, options->publication_path, error);
    if (!done) {
        g_unlink(temporary);
        return NULL;
    }
    return g_steal_pointer(&context->summary);
}
