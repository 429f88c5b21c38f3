#include "stats/benchmark/benchmark.h"

#include "stats/benchmark/strata.h"
#include "stats/counts/many_tests.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#define EM_STEPS 30
#define ALPHA (1 - BENCHMARK_LEVEL)

typedef struct {
    gsize n_units;
    const BenchmarkUnit *units;
    gint64 suppress_below;
    gint32 *stratum; /* -1: takes no part */
    gsize n_strata;
    double *rates;  /* per unit of exposure, by stratum */
    gsize *members; /* by stratum */
} Comparison;

static gboolean takes_part(const BenchmarkUnit *unit)
{
    return unit->exposure > 0 && !unit->no_ages &&
           (unit->state == STATE_VALUE || unit->state == STATE_SUPPRESSED);
}

static void comparison_init(Comparison *comparison, gsize n_units, const BenchmarkUnit *units,
                            gint64 suppress_below)
{
    *comparison = (Comparison){.n_units = n_units,
                               .units = units,
                               .suppress_below = MAX(suppress_below, 2),
                               .stratum = g_new(gint32, n_units + 1)};
    g_autofree AreaSizeClass *classes = g_new(AreaSizeClass, n_units + 1);
    g_autofree int *urbanities = g_new(int, n_units + 1);
    for (gsize i = 0; i < n_units; i++) {
        classes[i] = takes_part(&units[i]) ? units[i].size_class : AREA_SIZE_UNKNOWN;
        urbanities[i] = units[i].urbanity;
    }
    comparison->n_strata = strata_make(n_units, classes, urbanities, comparison->stratum);
    comparison->rates = g_new0(double, comparison->n_strata + 1);
    comparison->members = g_new0(gsize, comparison->n_strata + 1);
    for (gsize i = 0; i < n_units; i++)
        if (comparison->stratum[i] >= 0)
            comparison->members[comparison->stratum[i]]++;
}

static void comparison_clear(Comparison *comparison)
{
    g_free(comparison->stratum);
    g_free(comparison->rates);
    g_free(comparison->members);
}

/* --- expected counts ------------------------------------------------------------------------- */

/* E[X | 1 <= X <= highest] of a Poisson count. */
static double mean_when_suppressed(double mean, gint64 highest)
{
    double sum = 0, weight = 0;
    for (gint64 k = 1; k <= highest; k++) {
        double probability = gsl_ran_poisson_pdf((unsigned int)k, mean);
        sum += (double)k * probability;
        weight += probability;
    }
    /* So large a mean that a suppressed count is out of the question: the highest. */
    return weight > 0 ? sum / weight : (double)highest;
}

static double count_of(const Comparison *comparison, gsize unit)
{
    const BenchmarkUnit *one = &comparison->units[unit];
    if (one->state == STATE_VALUE)
        return (double)one->count;
    double mean = comparison->rates[comparison->stratum[unit]] * (double)one->exposure;
    return mean_when_suppressed(mean > 0 ? mean : 1, comparison->suppress_below - 1);
}

/* Rate of each group: its counts over its inhabitants. Suppressed counts are replaced by what is
 * expected of them under the rate, in turns (EM; Dempster, Laird & Rubin 1977). */
static void find_rates(Comparison *comparison)
{
    g_autofree double *counts = g_new(double, comparison->n_strata + 1);
    g_autofree double *exposures = g_new(double, comparison->n_strata + 1);
    for (int step = 0; step < EM_STEPS; step++) {
        for (gsize s = 0; s < comparison->n_strata; s++)
            counts[s] = exposures[s] = 0;
        for (gsize i = 0; i < comparison->n_units; i++) {
            if (comparison->stratum[i] < 0)
                continue;
            counts[comparison->stratum[i]] += count_of(comparison, i);
            exposures[comparison->stratum[i]] += (double)comparison->units[i].exposure;
        }
        for (gsize s = 0; s < comparison->n_strata; s++)
            comparison->rates[s] = counts[s] / exposures[s];
    }
}

static BenchmarkRefusal refuse(const BenchmarkUnit *unit, gint32 stratum)
{
    if (unit->state != STATE_VALUE && unit->state != STATE_SUPPRESSED)
        return BENCHMARK_NO_FIGURE;
    if (unit->exposure <= 0)
        return BENCHMARK_NO_POPULATION;
    if (unit->no_ages)
        return BENCHMARK_NO_AGES;
    if (stratum < 0)
        return BENCHMARK_NO_GROUP;
    return unit->state == STATE_SUPPRESSED ? BENCHMARK_SUPPRESSED : BENCHMARK_FINE;
}

static void set_expected(const Comparison *comparison, gboolean enough, BenchmarkResult *results)
{
    for (gsize i = 0; i < comparison->n_units; i++) {
        const BenchmarkUnit *unit = &comparison->units[i];
        gint32 stratum = comparison->stratum[i];
        BenchmarkResult *result = &results[i];
        *result = (BenchmarkResult){.refusal = refuse(unit, stratum),
                                    .stratum = stratum,
                                    .expected = NAN,
                                    .ratio = NAN,
                                    .limits = {NAN, NAN},
                                    .p_value = NAN,
                                    .p_adjusted = NAN,
                                    .shrunken = {NAN, {NAN, NAN}}};
        if (result->refusal != BENCHMARK_FINE && result->refusal != BENCHMARK_SUPPRESSED)
            continue;
        double expected = comparison->rates[stratum] * (double)unit->exposure;
        if (!enough || expected <= 0) {
            result->refusal = BENCHMARK_TOO_FEW;
            continue;
        }
        result->expected = expected;
        result->n_stratum = comparison->members[stratum];
    }
}

/* --- the funnel ------------------------------------------------------------------------------ */

static Spread find_spread(const Comparison *comparison, const BenchmarkResult *results)
{
    g_autofree CountRange *ranges = g_new(CountRange, comparison->n_units + 1);
    g_autofree double *expected = g_new(double, comparison->n_units + 1);
    gsize n = 0;
    for (gsize i = 0; i < comparison->n_units; i++) {
        if (isnan(results[i].expected))
            continue;
        gint64 count = comparison->units[i].count;
        ranges[n] = results[i].refusal == BENCHMARK_SUPPRESSED
                        ? (CountRange){1, comparison->suppress_below - 1}
                        : (CountRange){count, count};
        expected[n++] = results[i].expected;
    }
    return spread_estimate(n, ranges, expected, BENCHMARK_TRIM);
}

/* How well the expected counts of each group are known. */
static ExpectedError *find_errors(gsize n_units, const BenchmarkResult *results, gsize n_strata)
{
    ExpectedError *errors = g_new0(ExpectedError, n_strata + 1);
    g_autofree double *sums = g_new0(double, n_strata + 1);
    for (gsize i = 0; i < n_units; i++)
        if (!isnan(results[i].expected)) {
            sums[results[i].stratum] += results[i].expected;
            errors[results[i].stratum].spread += results[i].expected * results[i].expected;
        }
    for (gsize s = 0; s < n_strata; s++)
        if (sums[s] > 0)
            errors[s] = (ExpectedError){1 / sums[s], errors[s].spread / (sums[s] * sums[s])};
    return errors;
}

static void place_unit(const BenchmarkUnit *unit, const Spread *spread, ExpectedError error,
                       PoissonTable *table, BenchmarkResult *result)
{
    Interval limits = poisson_table_interval(table, unit->count);
    result->ratio = (double)unit->count / result->expected;
    result->limits = (Interval){limits.lower / result->expected, limits.upper / result->expected};
    result->p_value = spread_p_value(unit->count, result->expected, spread);
    result->shrunken = spread_shrink(unit->count, result->expected, error, spread, BENCHMARK_LEVEL);
}

/* The p-value at and below which a unit is called different: the largest that the adjustment
 * finds, or the first step of the adjustment when it finds none. */
static double find_threshold(gsize n_units, const double *p_values, const double *adjusted,
                             gsize n_tests)
{
    double threshold = ALPHA / (double)MAX(n_tests, 1);
    for (gsize i = 0; i < n_units; i++)
        if (adjusted[i] <= ALPHA)
            threshold = fmax(threshold, p_values[i]);
    return threshold;
}

static void set_position(const Spread *spread, double threshold, BenchmarkResult *result)
{
    result->inside = spread_inside(result->expected, spread, BENCHMARK_LEVEL);
    result->inside_all = spread_inside(result->expected, spread, 1 - threshold);
    if (result->refusal != BENCHMARK_FINE)
        return;
    if (result->p_adjusted <= ALPHA)
        result->position = result->ratio > 1 ? BENCHMARK_HIGHER : BENCHMARK_LOWER;
    else if (result->p_value <= ALPHA)
        result->position = BENCHMARK_BY_CHANCE;
}

/* p-values, their adjustment, positions. */
static void judge(gsize n_units, const BenchmarkUnit *units, gsize n_strata,
                  BenchmarkResult *results, BenchmarkSummary *summary)
{
    const Spread *spread = &summary->spread;
    ExpectedError *errors = find_errors(n_units, results, n_strata);
    double *p_values = g_new(double, n_units + 1);
    double *adjusted = g_new(double, n_units + 1);
    PoissonTable *table = poisson_table_new(BENCHMARK_LEVEL);
    for (gsize i = 0; i < n_units; i++) {
        if (results[i].refusal == BENCHMARK_FINE)
            place_unit(&units[i], spread, errors[results[i].stratum], table, &results[i]);
        p_values[i] = results[i].p_value;
        summary->n_alone += results[i].p_value <= ALPHA;
    }
    poisson_table_free(table);
    ManyTests tests = benjamini_hochberg(n_units, p_values, ALPHA, adjusted);
    double threshold = find_threshold(n_units, p_values, adjusted, tests.n_tests);
    for (gsize i = 0; i < n_units; i++) {
        results[i].p_adjusted = adjusted[i];
        if (!isnan(results[i].expected))
            set_position(spread, threshold, &results[i]);
    }
    g_free(p_values);
    g_free(adjusted);
    g_free(errors);
    summary->n_compared = tests.n_tests;
    summary->expected_by_chance = tests.expected_by_chance;
    summary->n_different = tests.n_found;
}

BenchmarkSummary benchmark_compare(gsize n_units, const BenchmarkUnit *units, gint64 suppress_below,
                                   BenchmarkResult *results)
{
    Comparison comparison;
    comparison_init(&comparison, n_units, units, suppress_below);
    gsize n_in = 0;
    for (gsize i = 0; i < n_units; i++)
        n_in += comparison.stratum[i] >= 0;
    find_rates(&comparison);
    set_expected(&comparison, n_in >= BENCHMARK_LEAST, results);
    BenchmarkSummary summary = {.spread = find_spread(&comparison, results)};
    summary.tau2 = summary.spread.median;
    judge(n_units, units, comparison.n_strata, results, &summary);
    comparison_clear(&comparison);
    return summary;
}

const char *benchmark_position_word(BenchmarkPosition position)
{
    static const char *const words[] = {"inside", "by-chance", "higher", "lower"};
    return words[position];
}

const char *benchmark_refusal_word(BenchmarkRefusal refusal)
{
    static const char *const words[] = {"",        "suppressed", "no-figure", "no-population",
                                        "no-ages", "no-group",   "too-few"};
    return words[refusal];
}
