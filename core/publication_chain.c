#include "core/publication_private.h"

/* Throughput times, the blocks of the chain and peers. */

PublishedDuration *publication_durations(Publication *publication, const char *step, AreaId area,
                                         gsize *n_durations)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_DURATIONS);
    publication_bind_text(row, 1, step);
    publication_bind_area(publication, row, 2, area);
    GArray *durations = g_array_new(FALSE, FALSE, sizeof(PublishedDuration));
    while (publication_next(publication, row)) {
        gboolean known = sqlite3_column_type(row, 2) != SQLITE_NULL;
        PublishedDuration one = {
            .period = publication_period_of(row, 0),
            .state = publication_keep(publication, row, 1),
            .n_cases = known ? sqlite3_column_int64(row, 2) : -1,
            .observed_until = sqlite3_column_int(row, 3),
            .median = publication_real(row, 4),
            .lower = publication_real(row, 5),
            .upper = publication_real(row, 6),
            .within_year = publication_real(row, 7),
            .within_year_lower = publication_real(row, 8),
            .within_year_upper = publication_real(row, 9),
            .sentence = {[LANGUAGE_NL] = publication_keep(publication, row, 10),
                         [LANGUAGE_EN] = publication_keep(publication, row, 11)}};
        g_array_append_val(durations, one);
    }
    *n_durations = durations->len;
    return (PublishedDuration *)(gpointer)g_array_free(durations, FALSE);
}

DurationPoint *publication_duration_curve(Publication *publication, const char *step,
                                          const char *outcome, Period period, AreaId area,
                                          gsize *n_points)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_DURATION_CURVE);
    publication_bind_text(row, 1, step);
    publication_bind_text(row, 2, outcome);
    publication_bind_period(row, 3, period);
    publication_bind_area(publication, row, 4, area);
    GArray *points = g_array_new(FALSE, FALSE, sizeof(DurationPoint));
    while (publication_next(publication, row)) {
        DurationPoint one = {sqlite3_column_int(row, 0), sqlite3_column_double(row, 1),
                             publication_real(row, 2), publication_real(row, 3)};
        g_array_append_val(points, one);
    }
    *n_points = points->len;
    return (DurationPoint *)(gpointer)g_array_free(points, FALSE);
}

ChainBlock *publication_chain(Publication *publication, AreaId area, Period period, gsize *n_blocks)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_CHAIN);
    publication_bind_area(publication, row, 1, area);
    publication_bind_period(row, 2, period);
    GArray *blocks = g_array_new(FALSE, FALSE, sizeof(ChainBlock));
    while (publication_next(publication, row)) {
        ChainBlock one = {.step = publication_keep(publication, row, 0),
                          .measure = publication_keep(publication, row, 1),
                          .dimension = publication_keep(publication, row, 2),
                          .category = publication_keep(publication, row, 3),
                          .unit = publication_keep(publication, row, 4),
                          .state = publication_state_of(row, 5),
                          .value = sqlite3_column_int64(row, 6),
                          .lower = publication_real(row, 7),
                          .upper = publication_real(row, 8),
                          .provisional = sqlite3_column_int(row, 9) != 0,
                          .part_of = publication_keep(publication, row, 10),
                          .share = publication_real(row, 11),
                          .share_lower = publication_real(row, 12),
                          .share_upper = publication_real(row, 13),
                          .sentence = {[LANGUAGE_NL] = publication_keep(publication, row, 14),
                                       [LANGUAGE_EN] = publication_keep(publication, row, 15)}};
        g_array_append_val(blocks, one);
    }
    *n_blocks = blocks->len;
    return (ChainBlock *)(gpointer)g_array_free(blocks, FALSE);
}

PublishedPeer *publication_peers(Publication *publication, AreaId area, gsize *n_peers)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_PEERS);
    publication_bind_area(publication, row, 1, area);
    GArray *peers = g_array_new(FALSE, FALSE, sizeof(PublishedPeer));
    while (publication_next(publication, row)) {
        PublishedPeer one = {.kind = publication_keep(publication, row, 0),
                             .area = area_find_code(publication->areas, database_text(row, 1)),
                             .distance = publication_real(row, 2),
                             .reasons = publication_keep(publication, row, 3),
                             .note = {[LANGUAGE_NL] = publication_keep(publication, row, 4),
                                      [LANGUAGE_EN] = publication_keep(publication, row, 5)}};
        g_array_append_val(peers, one);
    }
    *n_peers = peers->len;
    return (PublishedPeer *)(gpointer)g_array_free(peers, FALSE);
}
