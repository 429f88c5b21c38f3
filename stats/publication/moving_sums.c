#include "stats/publication/series.h"
#include "stats/publication/statistics.h"

/* Table moving_sum: made of published years, so that it tells nothing that they do not. */

static gboolean write_sum(const Statistics *statistics, sqlite3_stmt *insert,
                          const Measure *measure, AreaId area, Period window, gint64 sum,
                          GError **error)
{
    const PublishContext *context = statistics->context;
    g_autofree char *period = period_code(window);
    sqlite3_bind_text(insert, 1, measure_code(measure), -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 2, period, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(insert, 3, area_code(context->areas, area), -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 4, sum);
    return database_run(context->publication, insert, error);
}

/* The sum of the n points that end with `last`; FALSE when one has no value or a year is absent. */
static gboolean sum_of_points(const GArray *points, guint last, guint n, gint64 *sum)
{
    *sum = 0;
    for (guint back = 0; back < n; back++) {
        const TrendPoint *point = &g_array_index(points, TrendPoint, last - back);
        const TrendPoint *end = &g_array_index(points, TrendPoint, last);
        if (point->state != STATE_VALUE || point->partial ||
            end->period.year - point->period.year != (int)back)
            return FALSE;
        *sum += point->count;
    }
    return TRUE;
}

static gboolean write_series(const Statistics *statistics, sqlite3_stmt *insert,
                             const Measure *measure, const Series *series, GError **error)
{
    int length = statistics->context->policy.window_years;
    for (guint last = (guint)length - 1; last < series->points->len; last++) {
        Period end = g_array_index(series->points, TrendPoint, last).period;
        gint64 sum;
        if (sum_of_points(series->points, last, (guint)length, &sum) &&
            !write_sum(statistics, insert, measure, series->area, period_window(end.year, length),
                       sum, error))
            return FALSE;
    }
    return TRUE;
}

gboolean publish_moving_sums(Statistics *statistics, GError **error)
{
    const PublishContext *context = statistics->context;
    g_autoptr(sqlite3_stmt) insert =
        database_prepare(context->publication, "INSERT INTO moving_sum VALUES(?1,?2,?3,?4)", error);
    if (insert == NULL)
        return FALSE;
    for (gsize i = 0; i < measure_list_count(context->measures); i++) {
        const Measure *measure = measure_list_get(context->measures, i);
        if (measure_counts_persons(measure))
            continue;
        g_autoptr(GPtrArray) all =
            series_load(context->publication, context->areas, measure, "", "", PERIOD_YEAR, error);
        if (all == NULL)
            return FALSE;
        for (guint s = 0; s < all->len; s++) {
            const Series *series = g_ptr_array_index(all, s);
            if (area_kind(context->areas, series->area) == AREA_GEMEENTE &&
                !write_series(statistics, insert, measure, series, error))
                return FALSE;
        }
    }
    return TRUE;
}
