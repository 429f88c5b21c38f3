#include "core/peers.h"
#include "stats/benchmark/age.h"
#include "stats/benchmark/benchmark_sentence.h"
#include "stats/publication/series.h"
#include "stats/publication/statistics.h"

#include <math.h>

/* Tables benchmark, benchmark_set and peer. */

#define N_COLUMNS 22

typedef struct {
    Statistics *statistics;
    const Measure *measure;
    Period period;
    sqlite3_stmt *insert;
    sqlite3_stmt *insert_set;
    const AgeStructure *ages; /* NULL: not given */
} BenchmarkWriter;

/* The gemeenten of one measure in one period. */
typedef struct {
    GArray *areas; /* AreaId */
    GArray *units; /* BenchmarkUnit */
} Set;

static void add_unit(const BenchmarkWriter *writer, const Series *series, Set *set)
{
    PublishContext *context = writer->statistics->context;
    gint32 index = division_index(context->division, series->area);
    if (index < 0 || division_kind(context->division, (gsize)index) != AREA_GEMEENTE)
        return;
    for (guint i = 0; i < series->points->len; i++) {
        const TrendPoint *point = &g_array_index(series->points, TrendPoint, i);
        if (period_compare(point->period, writer->period) != 0)
            continue;
        BenchmarkUnit unit = {
            .state = point->state,
            .count = point->count,
            .size_class = area_size_class(context->areas, series->area, writer->period.year),
            .urbanity = area_urbanity(context->areas, series->area)};
        gboolean estimated;
        if (!division_exposure(context->division, (gsize)index, writer->period, &unit.exposure,
                               &estimated))
            unit.exposure = 0;
        g_array_append_val(set->areas, series->area);
        g_array_append_val(set->units, unit);
    }
}

static void bind_range(sqlite3_stmt *insert, int place, CountRange range)
{
    sqlite3_bind_int64(insert, place, range.lower);
    sqlite3_bind_int64(insert, place + 1, range.upper);
}

static void bind_result(sqlite3_stmt *insert, const BenchmarkUnit *unit,
                        const BenchmarkResult *result)
{
    gboolean fine = result->refusal == BENCHMARK_FINE;
    database_bind_text(insert, 4, fine ? "fine" : benchmark_refusal_word(result->refusal));
    if (fine || result->refusal == BENCHMARK_SUPPRESSED) {
        sqlite3_bind_int64(insert, 6, (gint64)result->n_stratum);
        statistics_bind_numbers(insert, 8, 1, &result->expected);
        bind_range(insert, 12, result->inside);
        bind_range(insert, 14, result->inside_all);
    }
    if (!fine)
        return;
    database_bind_text(insert, 5, benchmark_position_word(result->position));
    sqlite3_bind_int64(insert, 7, unit->count);
    const double ratio[] = {result->ratio, result->limits.lower, result->limits.upper};
    statistics_bind_numbers(insert, 9, G_N_ELEMENTS(ratio), ratio);
    const double rest[] = {result->p_value, result->p_adjusted, result->shrunken.ratio,
                           result->shrunken.limits.lower, result->shrunken.limits.upper};
    statistics_bind_numbers(insert, 16, G_N_ELEMENTS(rest), rest);
}

static gboolean write_row(const BenchmarkWriter *writer, AreaId area, const BenchmarkUnit *unit,
                          const BenchmarkResult *result, const BenchmarkSummary *summary,
                          GError **error)
{
    const AreaRegister *areas = writer->statistics->context->areas;
    g_autofree char *period = period_code(writer->period);
    sqlite3_clear_bindings(writer->insert);
    database_bind_text(writer->insert, 1, measure_code(writer->measure));
    database_bind_text(writer->insert, 2, period);
    database_bind_text(writer->insert, 3, area_code(areas, area));
    bind_result(writer->insert, unit, result);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        g_autofree char *sentence =
            benchmark_sentence(writer->statistics->texts[language], area_name(areas, area),
                               unit->count, result, summary);
        database_bind_text(writer->insert, 21 + language, sentence);
    }
    return database_run(writer->statistics->context->publication, writer->insert, error);
}

static gboolean write_summary(const BenchmarkWriter *writer, const BenchmarkSummary *summary,
                              GError **error)
{
    sqlite3_stmt *insert = writer->insert_set;
    g_autofree char *period = period_code(writer->period);
    database_bind_text(insert, 1, measure_code(writer->measure));
    database_bind_text(insert, 2, period);
    sqlite3_bind_int64(insert, 3, (gint64)summary->n_compared);
    sqlite3_bind_double(insert, 4, summary->tau2);
    sqlite3_bind_int64(insert, 5, (gint64)summary->n_alone);
    sqlite3_bind_double(insert, 6, summary->expected_by_chance);
    sqlite3_bind_int64(insert, 7, (gint64)summary->n_different);
    return database_run(writer->statistics->context->publication, insert, error);
}

static gboolean compare_set(const BenchmarkWriter *writer, const Set *set, GError **error)
{
    const BenchmarkUnit *units = (const BenchmarkUnit *)set->units->data;
    g_autofree BenchmarkResult *results = g_new(BenchmarkResult, set->units->len + 1);
    BenchmarkSummary summary = benchmark_compare(
        set->units->len, units, writer->statistics->context->policy.suppress_below, results);
    for (guint i = 0; i < set->units->len; i++)
        if (!write_row(writer, g_array_index(set->areas, AreaId, i), &units[i], &results[i],
                       &summary, error))
            return FALSE;
    writer->statistics->summary->n_compared += (gint64)summary.n_compared;
    writer->statistics->summary->n_different += (gint64)summary.n_different;
    return set->units->len == 0 || write_summary(writer, &summary, error);
}

/* The published counts of the land by age, when every known class has a number. */
static gboolean load_age_counts(const BenchmarkWriter *writer, gint64 *counts, gboolean *known,
                                GError **error)
{
    Database *publication = writer->statistics->context->publication;
    g_autofree char *period = period_code(writer->period);
    g_autoptr(sqlite3_stmt) row = database_prepare(
        publication,
        "SELECT value FROM observation WHERE measure=?1 AND dimension='age_group' AND "
        "category=?2 AND period=?3 AND area='NL01' AND state='value'",
        error);
    *known = row != NULL;
    for (gsize i = 0; *known && i < age_structure_n_classes(writer->ages); i++) {
        database_bind_text(row, 1, measure_code(writer->measure));
        database_bind_text(row, 2, age_structure_class(writer->ages, i));
        database_bind_text(row, 3, period);
        if (!database_step(publication, row, known, error))
            return FALSE;
        counts[i] = *known ? sqlite3_column_int64(row, 0) : 0;
        sqlite3_reset(row);
    }
    return row != NULL;
}

/* Weighs inhabitants by how much their ages have reported; without inhabitants by age a gemeente
 * takes no part. */
static gboolean weigh_ages(const BenchmarkWriter *writer, const Set *set, GError **error)
{
    gint64 counts[AGE_MAX_CLASSES] = {0};
    gboolean known;
    if (writer->ages == NULL)
        return TRUE;
    if (!load_age_counts(writer, counts, &known, error))
        return FALSE;
    for (guint i = 0; known && i < set->units->len; i++) {
        BenchmarkUnit *unit = &g_array_index(set->units, BenchmarkUnit, i);
        double factor = age_structure_factor(writer->ages, g_array_index(set->areas, AreaId, i),
                                             writer->period.year, counts);
        unit->no_ages = isnan(factor);
        if (!unit->no_ages)
            unit->exposure = llround((double)unit->exposure * factor);
    }
    return TRUE;
}

static gboolean write_measure(const BenchmarkWriter *writer, GError **error)
{
    PublishContext *context = writer->statistics->context;
    g_autoptr(GPtrArray) all = series_load(context->publication, context->areas, writer->measure,
                                           "", "", writer->period.kind, error);
    if (all == NULL)
        return FALSE;
    Set set = {g_array_new(FALSE, FALSE, sizeof(AreaId)),
               g_array_new(FALSE, FALSE, sizeof(BenchmarkUnit))};
    for (guint i = 0; i < all->len; i++)
        add_unit(writer, g_ptr_array_index(all, i), &set);
    gboolean done = weigh_ages(writer, &set, error) && compare_set(writer, &set, error);
    g_array_unref(set.areas);
    g_array_unref(set.units);
    return done;
}

gboolean publish_benchmarks(Statistics *statistics, GError **error)
{
    PublishContext *context = statistics->context;
    const Period periods[] = {context->summary->window, period_year(context->last_year)};
    g_autofree char *places = statistics_places(N_COLUMNS);
    g_autofree char *sql = g_strconcat("INSERT INTO benchmark VALUES", places, NULL);
    g_autoptr(sqlite3_stmt) insert = database_prepare(context->publication, sql, error);
    g_autoptr(sqlite3_stmt) insert_set =
        insert == NULL
            ? NULL
            : database_prepare(context->publication,
                               "INSERT INTO benchmark_set VALUES(?1,?2,?3,?4,?5,?6,?7)", error);
    AgeStructure *loaded = NULL;
    if (insert_set == NULL || !age_structure_load(context->areas, context->codes, &loaded, error))
        return FALSE;
    g_autoptr(AgeStructure) ages = loaded;
    if (ages != NULL && !database_exec(context->publication,
                                       "INSERT INTO meta VALUES('comparison_age','1')", error))
        return FALSE;
    for (gsize i = 0; i < measure_list_count(context->measures); i++) {
        BenchmarkWriter writer = {.statistics = statistics,
                                  .measure = measure_list_get(context->measures, i),
                                  .insert = insert,
                                  .insert_set = insert_set,
                                  .ages = ages};
        for (guint p = 0; measure_has_rate(writer.measure) && p < G_N_ELEMENTS(periods); p++) {
            writer.period = periods[p];
            if (!write_measure(&writer, error))
                return FALSE;
        }
    }
    return TRUE;
}

/* --- peers ----------------------------------------------------------------------------------- */

static char *reason_words(guint reasons)
{
    static const struct {
        PeerReason reason;
        const char *word;
    } words[] = {{PEER_SAME_SIZE_CLASS, "size-class"},
                 {PEER_SAME_URBANITY, "urbanity"},
                 {PEER_SAME_PROVINCE, "province"},
                 {PEER_SAME_FUNCTION, "function"}};
    GString *joined = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if ((reasons & words[i].reason) != 0)
            g_string_append_printf(joined, "%s%s", joined->len > 0 ? "+" : "", words[i].word);
    return g_string_free(joined, FALSE);
}

static gboolean write_peer(PublishContext *context, sqlite3_stmt *insert, AreaId area,
                           const char *kind, const Peer *peer, GError **error)
{
    g_autofree char *reasons = reason_words(peer->reasons);
    sqlite3_clear_bindings(insert);
    database_bind_text(insert, 1, area_code(context->areas, area));
    database_bind_text(insert, 2, kind);
    database_bind_text(insert, 3, area_code(context->areas, peer->id));
    statistics_bind_numbers(insert, 4, 1, &peer->distance);
    database_bind_text(insert, 5, reasons);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        database_bind_text(insert, 6 + language,
                           peer->note[language] != NULL ? peer->note[language] : "");
    return database_run(context->publication, insert, error);
}

static gboolean write_chosen(PublishContext *context, sqlite3_stmt *insert, AreaId area,
                             gsize n_peers, const Peer *peers, GError **error)
{
    for (gsize i = 0; i < n_peers; i++)
        if (!write_peer(context, insert, area, peer_kind_word(peers[i].kind), &peers[i], error))
            return FALSE;
    return TRUE;
}

static gboolean write_peers(PublishContext *context, const PeerRule *rule, AreaId gemeente,
                            sqlite3_stmt *insert, GError **error)
{
    const AreaRegister *areas = context->areas;
    Day day = context->summary->division;
    gsize n_peers, n_front_runners, n_neighbours;
    g_autofree Peer *peers = peers_choose(rule, areas, gemeente, context->last_year, day, &n_peers);
    g_autofree Peer *front_runners =
        peers_front_runners(rule, areas, gemeente, context->last_year, day, &n_front_runners);
    if (!write_chosen(context, insert, gemeente, n_peers, peers, error) ||
        !write_chosen(context, insert, gemeente, n_front_runners, front_runners, error))
        return FALSE;
    const AreaId *neighbours = area_neighbours(areas, gemeente, &n_neighbours);
    for (gsize i = 0; i < n_neighbours; i++) {
        const Peer neighbour = {.id = neighbours[i], .distance = NAN};
        if (!write_peer(context, insert, gemeente, "neighbour", &neighbour, error))
            return FALSE;
    }
    return TRUE;
}

gboolean publish_peers(Statistics *statistics, GError **error)
{
    PublishContext *context = statistics->context;
    g_autoptr(PeerRule) rule = peer_rule_load(context->areas, error);
    if (rule == NULL)
        return FALSE;
    g_autoptr(sqlite3_stmt) insert = database_prepare(
        context->publication, "INSERT INTO peer VALUES(?1,?2,?3,?4,?5,?6,?7)", error);
    if (insert == NULL)
        return FALSE;
    for (gsize i = 0; i < division_n_areas(context->division); i++)
        if (division_kind(context->division, i) == AREA_GEMEENTE &&
            !write_peers(context, rule, division_area(context->division, i), insert, error))
            return FALSE;
    return TRUE;
}
