#include "core/publication_private.h"

/* Throughput times, the blocks of the chain and peers. */

static void read_duration(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(PublishedDuration *)place =
        (PublishedDuration){.period = publication_period_of(row, 0),
                            .state = publication_keep(publication, row, 1),
                            .n_cases = publication_count_of(row, 2),
                            .observed_until = sqlite3_column_int(row, 3),
                            .median = publication_real(row, 4),
                            .lower = publication_real(row, 5),
                            .upper = publication_real(row, 6),
                            .within_year = publication_real(row, 7),
                            .within_year_lower = publication_real(row, 8),
                            .within_year_upper = publication_real(row, 9),
                            .sentence = {[LANGUAGE_NL] = publication_keep(publication, row, 10),
                                         [LANGUAGE_EN] = publication_keep(publication, row, 11)}};
}

PublishedDuration *publication_durations(Publication *publication, const char *step, AreaId area,
                                         gsize *n_durations)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_DURATIONS);
    publication_bind_text(row, 1, step);
    publication_bind_area(publication, row, 2, area);
    return publication_list(publication, row, sizeof(PublishedDuration), read_duration,
                            n_durations);
}

static void read_point(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    (void)publication;
    *(DurationPoint *)place =
        (DurationPoint){sqlite3_column_int(row, 0), sqlite3_column_double(row, 1),
                        publication_real(row, 2), publication_real(row, 3)};
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
    return publication_list(publication, row, sizeof(DurationPoint), read_point, n_points);
}

static void read_block(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(ChainBlock *)place =
        (ChainBlock){.step = publication_keep(publication, row, 0),
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
}

ChainBlock *publication_chain(Publication *publication, AreaId area, Period period, gsize *n_blocks)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_CHAIN);
    publication_bind_area(publication, row, 1, area);
    publication_bind_period(row, 2, period);
    return publication_list(publication, row, sizeof(ChainBlock), read_block, n_blocks);
}

static void read_peer(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(PublishedPeer *)place =
        (PublishedPeer){.kind = publication_keep(publication, row, 0),
                        .area = area_find_code(publication->areas, database_text(row, 1)),
                        .distance = publication_real(row, 2),
                        .reasons = publication_keep(publication, row, 3),
                        .note = {[LANGUAGE_NL] = publication_keep(publication, row, 4),
                                 [LANGUAGE_EN] = publication_keep(publication, row, 5)}};
}

PublishedPeer *publication_peers(Publication *publication, AreaId area, gsize *n_peers)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_PEERS);
    publication_bind_area(publication, row, 1, area);
    return publication_list(publication, row, sizeof(PublishedPeer), read_peer, n_peers);
}
