#pragma once

#include "core/texts.h"
#include "stats/chain/chain.h"
#include "stats/publication/context.h"

/* Tables trend, moving_sum, quarter, benchmark, peer and chain: computed from the cells of the
 * publication, after their protection. Table duration is computed from the cases themselves and
 * protected by its own rules (docs/methods/chain.md). */

/* What the parts share. */
typedef struct {
    PublishContext *context;
    GPtrArray *events; /* SeriesEvent */
    Texts *texts[LANGUAGE_COUNT];
    StatisticsSummary *summary;
} Statistics;

/* All of it, as one step of publishing; after counts and tables. Fails as database_run(), and with
 * CONFIG for texts or peers that are not as documented. Cost: some 0.2 s for a full publication. */
gboolean publish_statistics(PublishContext *context, StatisticsSummary *summary, GError **error);

gboolean publish_trends(Statistics *statistics, GError **error);
gboolean publish_moving_sums(Statistics *statistics, GError **error);
gboolean publish_quarters(Statistics *statistics, GError **error);
gboolean publish_benchmarks(Statistics *statistics, GError **error);
gboolean publish_peers(Statistics *statistics, GError **error);
gboolean publish_chains(Statistics *statistics, const ChainRule *rule, GError **error);
gboolean publish_durations(Statistics *statistics, const ChainRule *rule, GError **error);

/* "(?1,?2,…)".  Returns (transfer full). */
char *statistics_places(int n);
/* Binds numbers from `place` on; NaN and infinity as NULL. */
void statistics_bind_numbers(sqlite3_stmt *insert, int place, gsize n, const double *numbers);
