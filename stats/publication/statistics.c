#include "stats/publication/statistics.h"

#include "stats/publication/series.h"
#include "stats/publication/source_coverage.h"

char *statistics_places(int n)
{
    GString *places = g_string_new("(");
    for (int i = 1; i <= n; i++)
        g_string_append_printf(places, "%s?%d", i > 1 ? "," : "", i);
    g_string_append_c(places, ')');
    return g_string_free(places, FALSE);
}

void statistics_bind_numbers(sqlite3_stmt *insert, int place, gsize n, const double *numbers)
{
    for (gsize i = 0; i < n; i++)
        database_bind_number(insert, place + (int)i, numbers[i]);
}

static gboolean publish_chain_tables(Statistics *statistics, GError **error)
{
    PublishContext *context = statistics->context;
    g_autoptr(ChainRule) rule = chain_rule_load(context->measures, context->codes, error);
    return rule != NULL && publish_chains(statistics, rule, error) &&
           publish_durations(statistics, rule, error);
}

gboolean publish_statistics(PublishContext *context, StatisticsSummary *summary, GError **error)
{
    Statistics statistics = {.context = context, .summary = summary};
    *summary = (StatisticsSummary){0};
    gboolean done = publish_source_coverage(context, error);
    for (int i = 0; i < LANGUAGE_COUNT && done; i++) {
        statistics.texts[i] = texts_load((Language)i, error);
        done = statistics.texts[i] != NULL;
    }
    if (done)
        statistics.events = series_events_load(context->publication, context->areas, error);
    done = done && statistics.events != NULL && publish_trends(&statistics, error) &&
           publish_moving_sums(&statistics, error) && publish_quarters(&statistics, error) &&
           publish_benchmarks(&statistics, error) && publish_peers(&statistics, error) &&
           publish_chain_tables(&statistics, error);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        g_clear_pointer(&statistics.texts[i], texts_free);
    g_clear_pointer(&statistics.events, g_ptr_array_unref);
    return done;
}
