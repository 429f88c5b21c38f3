#include "core/publication_private.h"

/* What stands beside the cells: sums of deliveries, bridges, revisions, estimates, trends and
 * comparisons. */

/* The statement of a question about ?1 (a measure, a subject, a bridge), area ?2 and period ?3. */
static sqlite3_stmt *ask_about(Publication *publication, Question question, const char *name,
                               AreaId area, Period period)
{
    sqlite3_stmt *row = publication_ask(publication, question);
    publication_bind_text(row, 1, name);
    publication_bind_area(publication, row, 2, area);
    publication_bind_period(row, 3, period);
    return row;
}

static void read_tally(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(PublicationTally *)place =
        (PublicationTally){publication_keep(publication, row, 0),
                           publication_keep(publication, row, 1), sqlite3_column_int64(row, 2)};
}

PublicationTally *publication_tallies(Publication *publication, gint64 source_id, gsize *n_tallies)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_TALLIES);
    if (row != NULL)
        sqlite3_bind_int64(row, 1, source_id);
    return publication_list(publication, row, sizeof(PublicationTally), read_tally, n_tallies);
}

static void read_step(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(BridgeStep *)place =
        (BridgeStep){publication_keep(publication, row, 0), publication_keep(publication, row, 1),
                     publication_state_of(row, 2), sqlite3_column_int64(row, 3)};
}

BridgeStep *publication_bridge(Publication *publication, const char *bridge, Period period,
                               AreaId area, gsize *n_steps)
{
    sqlite3_stmt *row = ask_about(publication, ASK_BRIDGE, bridge, area, period);
    return publication_list(publication, row, sizeof(BridgeStep), read_step, n_steps);
}

static void read_revision(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    (void)publication;
    *(Revision *)place = (Revision){publication_period_of(row, 0), sqlite3_column_int(row, 1),
                                    publication_state_of(row, 2), sqlite3_column_int64(row, 3)};
}

Revision *publication_revisions(Publication *publication, const char *measure, AreaId area,
                                gsize *n_revisions)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_REVISIONS);
    publication_bind_text(row, 1, measure);
    publication_bind_area(publication, row, 2, area);
    return publication_list(publication, row, sizeof(Revision), read_revision, n_revisions);
}

static void read_estimate(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(Estimate *)place =
        (Estimate){.subject = publication_keep(publication, row, 0),
                   .area = area_find_code(publication->areas, database_text(row, 1)),
                   .period = publication_period_of(row, 2),
                   .dimension = publication_keep(publication, row, 3),
                   .category = publication_keep(publication, row, 4),
                   .state = publication_state_of(row, 5),
                   .registered = publication_count_of(row, 6),
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
    return publication_list(publication, row, sizeof(Estimate), read_estimate, n_estimates);
}

static void read_alternative(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(EstimateAlternative *)place =
        (EstimateAlternative){.kind = publication_keep(publication, row, 0),
                              .name = publication_keep(publication, row, 1),
                              .total = publication_real(row, 2),
                              .lower = publication_real(row, 3),
                              .upper = publication_real(row, 4),
                              .criterion = publication_real(row, 5)};
}

EstimateAlternative *publication_alternatives(Publication *publication, const char *subject,
                                              AreaId area, Period period, gsize *n_alternatives)
{
    sqlite3_stmt *row = ask_about(publication, ASK_ALTERNATIVES, subject, area, period);
    return publication_list(publication, row, sizeof(EstimateAlternative), read_alternative,
                            n_alternatives);
}

static void read_bin(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    (void)publication;
    *(PublishedReplicates *)place = (PublishedReplicates){
        publication_real(row, 0), publication_real(row, 1), sqlite3_column_int64(row, 2)};
}

PublishedReplicates *publication_replicates(Publication *publication, const char *subject,
                                            AreaId area, Period period, gsize *n_bins)
{
    sqlite3_stmt *row = ask_about(publication, ASK_REPLICATES, subject, area, period);
    return publication_list(publication, row, sizeof(PublishedReplicates), read_bin, n_bins);
}

static void read_hump(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    (void)publication;
    *(PublishedHump *)place = (PublishedHump){publication_real(row, 0), publication_real(row, 1),
                                              publication_real(row, 2), publication_real(row, 3)};
}

PublishedHump *publication_humps(Publication *publication, const char *subject, AreaId area,
                                 Period period, gsize *n_humps)
{
    sqlite3_stmt *row = ask_about(publication, ASK_HUMPS, subject, area, period);
    return publication_list(publication, row, sizeof(PublishedHump), read_hump, n_humps);
}

static void read_change(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    (void)publication;
    *(PublishedChange *)place = (PublishedChange){
        publication_period_of(row, 0), publication_period_of(row, 1), publication_real(row, 2),
        publication_real(row, 3),      publication_real(row, 4),      publication_real(row, 5)};
}

PublishedChange *publication_changes(Publication *publication, const char *subject, AreaId area,
                                     gsize *n_changes)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_CHANGES);
    publication_bind_text(row, 1, subject);
    publication_bind_area(publication, row, 2, area);
    return publication_list(publication, row, sizeof(PublishedChange), read_change, n_changes);
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
        .n_together = publication_count_of(row, 17),
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
    sqlite3_stmt *row = ask_about(publication, ASK_QUARTER, measure, area, period);
    if (!publication_next(publication, row))
        return FALSE;
    *quarter =
        (PublishedQuarter){.state = publication_state_of(row, 0),
                           .value = sqlite3_column_int64(row, 1),
                           .judgement = publication_keep(publication, row, 2),
                           .expected = publication_real(row, 3),
                           .usual_lower = publication_count_of(row, 4),
                           .usual_upper = publication_count_of(row, 5),
                           .year_before = publication_count_of(row, 6),
                           .ratio = publication_real(row, 7),
                           .ratio_lower = publication_real(row, 8),
                           .ratio_upper = publication_real(row, 9),
                           .four_quarters = publication_count_of(row, 10),
                           .four_quarters_before = publication_count_of(row, 11),
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
    *coverage = (PublishedCoverage){.days = publication_count_of(row, 0),
                                    .days_in_period = sqlite3_column_int64(row, 1),
                                    .reporters = publication_count_of(row, 2),
                                    .share = publication_real(row, 3),
                                    .missing = publication_keep(publication, row, 4),
                                    .provisional = sqlite3_column_int(row, 5) != 0};
    return TRUE;
}

gboolean publication_moving_sum(Publication *publication, const char *measure, AreaId area,
                                Period window, gint64 *sum)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_MOVING_SUM);
    publication_bind_text(row, 1, measure);
    publication_bind_area(publication, row, 2, area);
    publication_bind_period(row, 3, window);
    if (!publication_next(publication, row))
        return FALSE;
    *sum = sqlite3_column_int64(row, 0);
    return TRUE;
}

gboolean publication_benchmark(Publication *publication, const char *measure, AreaId area,
                               Period period, PublishedBenchmark *benchmark)
{
    sqlite3_stmt *row = ask_about(publication, ASK_BENCHMARK, measure, area, period);
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

static void read_place(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    double expected = sqlite3_column_double(row, 1);
    *(FunnelPlace *)place =
        (FunnelPlace){.area = area_find_code(publication->areas, database_text(row, 0)),
                      .expected = expected,
                      .ratio = sqlite3_column_double(row, 2),
                      .inside_lower = sqlite3_column_double(row, 3) / expected,
                      .inside_upper = sqlite3_column_double(row, 4) / expected,
                      .inside_all_lower = sqlite3_column_double(row, 5) / expected,
                      .inside_all_upper = sqlite3_column_double(row, 6) / expected};
}

FunnelPlace *publication_funnel(Publication *publication, const char *measure, Period period,
                                gsize *n_places)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_FUNNEL);
    publication_bind_text(row, 1, measure);
    publication_bind_period(row, 2, period);
    return publication_list(publication, row, sizeof(FunnelPlace), read_place, n_places);
}

static void read_set(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(ComparedSet *)place = (ComparedSet){.measure = publication_keep(publication, row, 0),
                                          .n_compared = sqlite3_column_int64(row, 1),
                                          .n_alone = sqlite3_column_int64(row, 2),
                                          .by_chance = sqlite3_column_double(row, 3),
                                          .n_different = sqlite3_column_int64(row, 4)};
}

ComparedSet *publication_compared_sets(Publication *publication, Period period, gsize *n_sets)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_COMPARED_SETS);
    publication_bind_period(row, 1, period);
    return publication_list(publication, row, sizeof(ComparedSet), read_set, n_sets);
}
