#include "report/edition/comparison.h"

#include <math.h>

/* Fewer peers with a number than this: no comparison. */
#define LEAST_SHOWN 3

typedef struct {
    double least, most; /* persons */
    double person_years;
} PooledPeers;

/* A suppressed count is at least 1 and, when it is itself the small number, at most one below the
 * limit; one that was suppressed to protect another may be larger. */
static void pool_peer(Writer *writer, const Cell *cell, gint64 inhabitants_years,
                      PooledPeers *pooled)
{
    gint64 below = publication_suppress_below(writer->publication);
    if (cell->state == STATE_VALUE) {
        pooled->least += (double)cell->value;
        pooled->most += (double)cell->value;
    } else {
        pooled->least += 1.0;
        pooled->most += (double)MAX(below - 1, 1);
    }
    pooled->person_years += (double)inhabitants_years;
}

/* Inhabitants of all years of the window; 0 when not known. */
static gint64 inhabitant_years(Writer *writer, AreaId area)
{
    gint64 sum = 0;
    Day division = publication_division(writer->publication);
    for (int i = 0; i < writer->window.number; i++) {
        AreaPopulation population;
        if (!area_population(writer->areas, area, writer->window.year - i, division, &population))
            return 0;
        sum += population.persons;
    }
    return sum;
}

static void pool(Writer *writer, Comparison *comparison)
{
    PooledPeers pooled = {0};
    for (gsize i = 0; i < comparison->n_peers; i++) {
        const Cell *cell = &comparison->cells[i];
        if (cell->state != STATE_VALUE && cell->state != STATE_SUPPRESSED)
            continue;
        comparison->n_shown += cell->state == STATE_VALUE;
        gint64 years = cell->denominator > 0 ? cell->denominator
                                             : inhabitant_years(writer, comparison->peers[i].id);
        if (years > 0)
            pool_peer(writer, cell, years, &pooled);
    }
    comparison->lower = comparison->upper = NAN;
    if (pooled.person_years > 0) {
        comparison->lower = 1e5 * pooled.least / pooled.person_years;
        comparison->upper = 1e5 * pooled.most / pooled.person_years;
    }
}

static ComparisonResult judge(const Comparison *comparison)
{
    const Cell *own = &comparison->own;
    if (!cells_has_rate(own) || comparison->n_shown < LEAST_SHOWN || isnan(comparison->lower))
        return COMPARISON_NOT_POSSIBLE;
    if (own->rate_lower > comparison->upper)
        return COMPARISON_MORE_REPORTED;
    if (own->rate_upper < comparison->lower)
        return COMPARISON_LESS_REPORTED;
    return COMPARISON_NOT_DISTINCT;
}

/* The published comparison, when there is one. */
static void take_published(Writer *writer, Comparison *comparison)
{
    PublishedBenchmark benchmark;
    if (!publication_benchmark(writer->publication, COMPARISON_MEASURE, writer->area,
                               writer->window, &benchmark))
        return;
    comparison->sentence = writer_keep(writer, inline_escape(benchmark.sentence[writer->language]));
    if (!benchmark.is_fine)
        comparison->result = COMPARISON_NOT_POSSIBLE;
    else if (g_strcmp0(benchmark.position, "higher") == 0)
        comparison->result = COMPARISON_MORE_REPORTED;
    else if (g_strcmp0(benchmark.position, "lower") == 0)
        comparison->result = COMPARISON_LESS_REPORTED;
    else
        comparison->result = COMPARISON_NOT_DISTINCT;
}

Comparison *comparison_new(Writer *writer)
{
    Comparison *comparison = g_new0(Comparison, 1);
    Day division = publication_division(writer->publication);
    comparison->own =
        publication_total(writer->publication, COMPARISON_MEASURE, writer->area, writer->window);
    comparison->peers = peers_choose(writer->context->peers, writer->areas, writer->area,
                                     writer->year.year, division, &comparison->n_peers);
    comparison->cells = g_new0(Cell, comparison->n_peers + 1);
    for (gsize i = 0; i < comparison->n_peers; i++)
        comparison->cells[i] = publication_total(writer->publication, COMPARISON_MEASURE,
                                                 comparison->peers[i].id, writer->window);
    pool(writer, comparison);
    comparison->result = judge(comparison);
    take_published(writer, comparison);
    return comparison;
}

void comparison_free(Comparison *comparison)
{
    g_free(comparison->peers);
    g_free(comparison->cells);
    g_free(comparison);
}

const char *comparison_words(Writer *writer, const Comparison *comparison)
{
    static const char *const keys[] = {[COMPARISON_NOT_POSSIBLE] = "vergelijk.niet-mogelijk",
                                       [COMPARISON_NOT_DISTINCT] =
                                           "vergelijk.niet-te-onderscheiden",
                                       [COMPARISON_MORE_REPORTED] = "vergelijk.meer",
                                       [COMPARISON_LESS_REPORTED] = "vergelijk.minder"};
    return writer_say(writer, keys[comparison->result]);
}

const char *comparison_reasons(Writer *writer, const Peer *peer)
{
    static const struct {
        PeerReason reason;
        const char *key;
    } reasons[] = {{PEER_SAME_SIZE_CLASS, "vergelijk.reden-omvang"},
                   {PEER_SAME_URBANITY, "vergelijk.reden-stedelijkheid"},
                   {PEER_SAME_PROVINCE, "vergelijk.reden-provincie"},
                   {PEER_SAME_FUNCTION, "vergelijk.reden-functie"}};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (peer->reasons & reasons[i].reason)
            g_ptr_array_add(words, (gpointer)writer_say(writer, reasons[i].key));
    if (words->len == 0)
        return writer_say(writer, "vergelijk.reden-dichtstbij");
    return writer_list(writer, words);
}
