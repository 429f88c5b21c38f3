#include "stats/publication/estimate_replicates.h"

#include "stats/estimate/capture_table.h"
#include "stats/estimate/replicate_bins.h"
#include "stats/estimate/replicate_humps.h"

#include <math.h>

#define BINS 40

static void bind_estimate(sqlite3_stmt *row, const EstimateReplicates *estimate)
{
    database_bind_text(row, 1, estimate->subject);
    database_bind_text(row, 2, ESTIMATE_LAND);
    database_bind_text(row, 3, estimate->period);
}

static gboolean write_bins(PublishContext *context, const EstimateReplicates *estimate,
                           guint n_values, const double *values, GError **error)
{
    ReplicateBin bins[BINS + 2];
    guint n = replicate_bins(n_values, values, BINS, bins);
    g_autoptr(sqlite3_stmt) out = database_prepare(
        context->publication, "INSERT INTO estimate_replicate VALUES(?1,?2,?3,?4,?5,?6,?7)", error);
    for (guint i = 0; out != NULL && i < n; i++) {
        bind_estimate(out, estimate);
        sqlite3_bind_int64(out, 4, i + 1);
        database_bind_number(out, 5, bins[i].lower);
        database_bind_number(out, 6, bins[i].upper);
        sqlite3_bind_int64(out, 7, bins[i].n);
        if (!database_run(context->publication, out, error))
            return FALSE;
    }
    return out != NULL;
}

/* --- humps */

/* Part of values [first, end) that lies within the limits. */
static double share_inside(const double *values, guint first, guint end, const MseInterval *limits)
{
    guint n = 0;
    for (guint i = first; i < end; i++)
        n += values[i] >= limits->lower && values[i] <= limits->upper ? 1 : 0;
    return end > first ? (double)n / (end - first) : 0;
}

static gboolean write_humps(PublishContext *context, const EstimateReplicates *estimate,
                            guint n_values, const double *values, GError **error)
{
    ReplicateHump humps[REPLICATE_HUMPS_MAX];
    guint n = replicate_humps(n_values, values, humps), first = 0;
    g_autoptr(sqlite3_stmt) out = database_prepare(
        context->publication, "INSERT INTO estimate_hump VALUES(?1,?2,?3,?4,?5,?6,?7,?8)", error);
    for (guint i = 0; out != NULL && i < n; i++) {
        guint end = first + (guint)lround(humps[i].share * n_values);
        bind_estimate(out, estimate);
        sqlite3_bind_int64(out, 4, i + 1);
        sqlite3_bind_double(out, 5, humps[i].lower);
        sqlite3_bind_double(out, 6, humps[i].upper);
        sqlite3_bind_double(out, 7, humps[i].share);
        sqlite3_bind_double(out, 8, share_inside(values, first, end, &estimate->result->interval));
        if (!database_run(context->publication, out, error))
            return FALSE;
        first = end;
    }
    return out != NULL;
}

/* --- change between years */

/* Registered in a year; sets its strata to 1 in `weights`. */
static gint64 year_strata(const MseTable *table, guint covariate, guint level, double *weights)
{
    gint64 registered = 0;
    for (guint i = 0; i < mse_table_n_strata(table); i++) {
        gboolean within = mse_table_stratum_level(table, i, covariate) == level;
        weights[i] = within ? 1 : 0;
        registered += within ? mse_table_stratum_total(table, i) : 0;
    }
    return registered;
}

static gboolean write_change(PublishContext *context, const EstimateReplicates *estimate,
                             const char *base, const char *year, const MseInterval *change,
                             GError **error)
{
    g_autoptr(sqlite3_stmt) out = database_prepare(
        context->publication, "INSERT INTO estimate_change VALUES(?1,?2,?3,?4,?5,?6,?7,?8)", error);
    if (out == NULL)
        return FALSE;
    bind_estimate(out, estimate);
    database_bind_text(out, 3, base);
    database_bind_text(out, 4, year);
    sqlite3_bind_double(out, 5, change->estimate);
    sqlite3_bind_double(out, 6, change->lower);
    sqlite3_bind_double(out, 7, change->upper);
    sqlite3_bind_double(out, 8, change->level);
    return database_run(context->publication, out, error);
}

/* Every earlier year against the last. */
static gboolean write_changes(PublishContext *context, const EstimateReplicates *estimate,
                              GError **error)
{
    const MseResult *result = estimate->result;
    gint years = mse_table_find_covariate(result->table, CAPTURE_YEAR);
    if (years < 0)
        return TRUE;
    guint covariate = (guint)years, last = mse_table_n_levels(result->table, covariate) - 1;
    g_autofree double *now = g_new0(double, mse_table_n_strata(result->table));
    g_autofree double *then = g_new0(double, mse_table_n_strata(result->table));
    if (year_strata(result->table, covariate, last, now) < estimate->least_registered)
        return TRUE;
    for (guint i = 0; i < last; i++) {
        if (year_strata(result->table, covariate, i, then) < estimate->least_registered)
            continue;
        MseInterval change =
            mse_replicates_interval(result->replicates, now, then, result->interval.level);
        if (isfinite(change.estimate) && isfinite(change.lower) && isfinite(change.upper) &&
            !write_change(context, estimate, mse_table_level(result->table, covariate, i),
                          mse_table_level(result->table, covariate, last), &change, error))
            return FALSE;
    }
    return TRUE;
}

gboolean publish_estimate_replicates(PublishContext *context, const EstimateReplicates *estimate,
                                     GError **error)
{
    guint n_values;
    g_autofree double *values =
        mse_replicates_values(estimate->result->replicates, NULL, NULL, &n_values);
    return write_bins(context, estimate, n_values, values, error) &&
           write_humps(context, estimate, n_values, values, error) &&
           write_changes(context, estimate, error);
}
