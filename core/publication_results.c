#include "core/publication_private.h"

#include <math.h>
#include <string.h>

/* What stands beside the cells: sums of deliveries, bridges, revisions, estimates, trends and
 * comparisons. */

PublicationTally *publication_tallies(Publication *publication, gint64 source_id, gsize *n_tallies)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_TALLIES);
    if (row != NULL)
        sqlite3_bind_int64(row, 1, source_id);
    GArray *tallies = g_array_new(FALSE, FALSE, sizeof(PublicationTally));
    while (publication_next(publication, row)) {
        PublicationTally one = {publication_keep(publication, row, 0),
                                publication_keep(publication, row, 1),
                                sqlite3_column_int64(row, 2)};
        g_array_append_val(tallies, one);
    }
    *n_tallies = tallies->len;
    return (PublicationTally *)g_array_free(tallies, FALSE);
}

BridgeStep *publication_bridge(Publication *publication, const char *bridge, Period period,
                               AreaId area, gsize *n_steps)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_BRIDGE);
    publication_bind_text(row, 1, bridge);
    publication_bind_period(row, 2, period);
    publication_bind_area(publication, row, 3, area);
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(BridgeStep));
    while (publication_next(publication, row)) {
        BridgeStep one = {publication_keep(publication, row, 0),
                          publication_keep(publication, row, 1), publication_state_of(row, 2),
                          sqlite3_column_int64(row, 3)};
        g_array_append_val(steps, one);
    }
    *n_steps = steps->len;
    return (BridgeStep *)g_array_free(steps, FALSE);
}

Revision *publication_revisions(Publication *publication, const char *measure, AreaId area,
                                gsize *n_revisions)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_REVISIONS);
    publication_bind_text(row, 1, measure);
    publication_bind_area(publication, row, 2, area);
    GArray *revisions = g_array_new(FALSE, FALSE, sizeof(Revision));
    while (publication_next(publication, row)) {
        Revision one = {publication_period_of(row, 0), sqlite3_column_int(row, 1),
                        publication_state_of(row, 2), sqlite3_column_int64(row, 3)};
        g_array_append_val(revisions, one);
    }
    *n_revisions = revisions->len;
    return (Revision *)g_array_free(revisions, FALSE);
}

static Estimate read_estimate(Publication *publication, sqlite3_stmt *row)
{
    gboolean known = sqlite3_column_type(row, 6) != SQLITE_NULL;
    return (Estimate){.subject = publication_keep(publication, row, 0),
                      .area = area_find_code(publication->areas, database_text(row, 1)),
                      .period = publication_period_of(row, 2),
                      .dimension = publication_keep(publication, row, 3),
                      .category = publication_keep(publication, row, 4),
                      .state = publication_state_of(row, 5),
                      .registered = known ? sqlite3_column_int64(row, 6) : -1,
                      .total = publication_real(row, 7),
                      .lower = publication_real(row, 8),
                      .upper = publication_real(row, 9),
                      .level = publication_real(row, 10),
                      .view_lower = publication_real(row, 11),
                      .view_upper = publication_real(row, 12),
                      .verdict = publication_keep(publication, row, 13),
                      .reasons = {[LANGUAGE_NL] = publication_keep(publication, row, 14),
                                  [LANGUAGE_EN] = publication_keep(publication, row, 15)},
                      .method = {[LANGUAGE_NL] = publication_keep(publication, row, 16),
                                 [LANGUAGE_EN] = publication_keep(publication, row, 17)}};
}

Estimate *publication_estimates(Publication *publication, const char *subject, gsize *n_estimates)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_ESTIMATES);
    if (row != NULL)
        sqlite3_bind_text(row, 1, subject, -1, SQLITE_TRANSIENT);
    GArray *estimates = g_array_new(FALSE, FALSE, sizeof(Estimate));
    while (publication_next(publication, row)) {
        Estimate one = read_estimate(publication, row);
        g_array_append_val(estimates, one);
    }
    *n_estimates = estimates->len;
    return (Estimate *)g_array_free(estimates, FALSE);
}

EstimateAlternative *publication_alternatives(Publication *publication, const char *subject,
                                              AreaId area, Period period, gsize *n_alternatives)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_ALTERNATIVES);
    publication_bind_text(row, 1, subject);
    publication_bind_area(publication, row, 2, area);
    publication_bind_period(row, 3, period);
    GArray *alternatives = g_array_new(FALSE, FALSE, sizeof(EstimateAlternative));
    while (publication_next(publication, row)) {
        EstimateAlternative one = {.kind = publication_keep(publication, row, 0),
                                   .name = publication_keep(publication, row, 1),
                                   .total = publication_real(row, 2),
                                   .lower = publication_real(row, 3),
                                   .upper = publication_real(row, 4),
                                   .criterion = publication_real(row, 5)};
        g_array_append_val(alternatives, one);
    }
    *n_alternatives = alternatives->len;
    return (EstimateAlternative *)g_array_free(alternatives, FALSE);
}

PublishedReplicates *publication_replicates(Publication *publication, const char *subject,
                                            AreaId area, Period period, gsize *n_bins)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_REPLICATES);
    publication_bind_text(row, 1, subject);
    publication_bind_area(publication, row, 2, area);
    publication_bind_period(row, 3, period);
    GArray *bins = g_array_new(FALSE, FALSE, sizeof(PublishedReplicates));
    while (publication_next(publication, row)) {
        PublishedReplicates one = {publication_real(row, 0), publication_real(row, 1),
                                   sqlite3_column_int64(row, 2)};
        g_array_append_val(bins, one);
    }
    *n_bins = bins->len;
    return (PublishedReplicates *)(gpointer)g_array_free(bins, FALSE);
}

PublishedHump *publication_humps(Publication *publication, const char *subject, AreaId area,
                                 Period period, gsize *n_humps)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_HUMPS);
    publication_bind_text(row, 1, subject);
    publication_bind_area(publication, row, 2, area);
    publication_bind_period(row, 3, period);
    GArray *humps = g_array_new(FALSE, FALSE, sizeof(PublishedHump));
    while (publication_next(publication, row)) {
        PublishedHump one = {publication_real(row, 0), publication_real(row, 1),
                             publication_real(row, 2), publication_real(row, 3)};
        g_array_append_val(humps, one);
    }
    *n_humps = humps->len;
    return (PublishedHump *)(gpointer)g_array_free(humps, FALSE);
}

PublishedChange *publication_changes(Publication *publication, const char *subject, AreaId area,
                                     gsize *n_changes)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_CHANGES);
    publication_bind_text(row, 1, subject);
    publication_bind_area(publication, row, 2, area);
    GArray *changes = g_array_new(FALSE, FALSE, sizeof(PublishedChange));
    while (publication_next(publication, row)) {
        PublishedChange one = {publication_period_of(row, 0), publication_period_of(row, 1),
                               publication_real(row, 2),      publication_real(row, 3),
                               publication_real(row, 4),      publication_real(row, 5)};
        g_array_append_val(changes, one);
    }
    *n_changes = changes->len;
    return (PublishedChange *)(gpointer)g_array_free(changes, FALSE);
}

static gint64 count_or_none(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL ? -1 : sqlite3_column_int64(row, column);
}

gboolean publication_trend(Publication *publication, const char *measure, AreaId area,
                           PeriodKind kind, PublishedTrend *trend)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_TREND);
    publication_bind_text(row, 1, measure);
    publication_bind_text(row, 2, kind == PERIOD_WINDOW ? "window" : "year");
    publication_bind_area(publication, row, 3, area);
    if (!publication_next(publication, row))
        return FALSE;
    const char *state = publication_keep(publication, row, 0);
    *trend = (PublishedTrend){
        .is_fine = g_strcmp0(state, "fine") == 0,
        .state = state,
        .direction = publication_keep(publication, row, 1),
        .from = publication_period_of(row, 4),
        .to = publication_period_of(row, 5),
        .is_yearly = g_strcmp0((const char *)sqlite3_column_text(row, 6), "exact-ratio") != 0,
        .per_inhabitant = sqlite3_column_int(row, 7) != 0,
        .change = publication_real(row, 8),
        .lower = publication_real(row, 9),
        .upper = publication_real(row, 10),
        .first = publication_real(row, 11),
        .last = publication_real(row, 12),
        .dispersion = publication_real(row, 13),
        .breaks = publication_keep(publication, row, 14),
        .caveats = publication_keep(publication, row, 15),
        .by_chance = publication_real(row, 16),
        .n_together = count_or_none(row, 17),
        .sentence = {[LANGUAGE_NL] = publication_keep(publication, row, 2),
                     [LANGUAGE_EN] = publication_keep(publication, row, 3)}};
    return TRUE;
}

gboolean publication_names_hold(const char *joined, const char *name)
{
    if (joined == NULL)
        return FALSE;
    g_auto(GStrv) names = g_strsplit(joined, "+", -1);
    return g_strv_contains((const gchar *const *)names, name);
}

gboolean publication_quarter(Publication *publication, const char *measure, AreaId area,
                             Period period, PublishedQuarter *quarter)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_QUARTER);
    publication_bind_text(row, 1, measure);
    publication_bind_area(publication, row, 2, area);
    publication_bind_period(row, 3, period);
    if (!publication_next(publication, row))
        return FALSE;
    *quarter =
        (PublishedQuarter){.state = publication_state_of(row, 0),
                           .value = sqlite3_column_int64(row, 1),
                           .judgement = publication_keep(publication, row, 2),
                           .expected = publication_real(row, 3),
                           .usual_lower = count_or_none(row, 4),
                           .usual_upper = count_or_none(row, 5),
                           .year_before = count_or_none(row, 6),
                           .ratio = publication_real(row, 7),
                           .ratio_lower = publication_real(row, 8),
                           .ratio_upper = publication_real(row, 9),
                           .four_quarters = count_or_none(row, 10),
                           .four_quarters_before = count_or_none(row, 11),
                           .sentence = {[LANGUAGE_NL] = publication_keep(publication, row, 12),
                                        [LANGUAGE_EN] = publication_keep(publication, row, 13)}};
    return TRUE;
}

gboolean publication_coverage(Publication *publication, const char *measure, Period period,
                              PublishedCoverage *coverage)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_COVERAGE);
    publication_bind_text(row, 1, measure);
    publication_bind_period(row, 2, period);
    if (!publication_next(publication, row))
        return FALSE;
    *coverage = (PublishedCoverage){.days = count_or_none(row, 0),
                                    .days_in_period = sqlite3_column_int64(row, 1),
                                    .reporters = count_or_none(row, 2),
                                    .share = publication_real(row, 3),
                                    .missing = publication_keep(publication, row, 4),
                                    .provisional = sqlite3_column_int(row, 5) != 0};
    return TRUE;
}

gboolean publication_benchmark(Publication *publication, const char *measure, AreaId area,
                               Period period, PublishedBenchmark *benchmark)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_BENCHMARK);
    publication_bind_text(row, 1, measure);
    publication_bind_area(publication, row, 2, area);
    publication_bind_period(row, 3, period);
    if (!publication_next(publication, row))
        return FALSE;
    const char *state = publication_keep(publication, row, 0);
    *benchmark =
        (PublishedBenchmark){.is_fine = g_strcmp0(state, "fine") == 0,
                             .position = publication_keep(publication, row, 1),
                             .expected = publication_real(row, 2),
                             .ratio = publication_real(row, 3),
                             .lower = publication_real(row, 4),
                             .upper = publication_real(row, 5),
                             .sentence = {[LANGUAGE_NL] = publication_keep(publication, row, 6),
                                          [LANGUAGE_EN] = publication_keep(publication, row, 7)}};
    return TRUE;
}

FunnelPlace *publication_funnel(Publication *publication, const char *measure, Period period,
                                gsize *n_places)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_FUNNEL);
    publication_bind_text(row, 1, measure);
    publication_bind_period(row, 2, period);
    GArray *places = g_array_new(FALSE, FALSE, sizeof(FunnelPlace));
    while (publication_next(publication, row)) {
        double expected = sqlite3_column_double(row, 1);
        FunnelPlace place = {.area = area_find_code(publication->areas, database_text(row, 0)),
                             .expected = expected,
                             .ratio = sqlite3_column_double(row, 2),
                             .inside_lower = sqlite3_column_double(row, 3) / expected,
                             .inside_upper = sqlite3_column_double(row, 4) / expected,
                             .inside_all_lower = sqlite3_column_double(row, 5) / expected,
                             .inside_all_upper = sqlite3_column_double(row, 6) / expected};
        g_array_append_val(places, place);
    }
    *n_places = places->len;
    return (FunnelPlace *)(gpointer)g_array_free(places, FALSE);
}

ComparedSet *publication_compared_sets(Publication *publication, Period period, gsize *n_sets)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_COMPARED_SETS);
    publication_bind_period(row, 1, period);
    GArray *sets = g_array_new(FALSE, FALSE, sizeof(ComparedSet));
    while (publication_next(publication, row)) {
        ComparedSet one = {.measure = publication_keep(publication, row, 0),
                           .n_compared = sqlite3_column_int64(row, 1),
                           .n_alone = sqlite3_column_int64(row, 2),
                           .by_chance = sqlite3_column_double(row, 3),
                           .n_different = sqlite3_column_int64(row, 4)};
        g_array_append_val(sets, one);
    }
    *n_sets = sets->len;
    return (ComparedSet *)(gpointer)g_array_free(sets, FALSE);
}
