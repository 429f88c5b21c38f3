#include "stats/benchmark/benchmark.h"
#include "stats/trend/aberration.h"
#include "stats/trend/trend.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Calibration of trends and comparisons by simulation with a known truth: make calibrate. Prints
 * the tables of docs/methods/trends.md and benchmark.md. Seeded: the same figures every time.
 * First argument: number of repeats of each row, default 4000. */

#define N_YEARS 10
#define N_AREAS 25
#define N_GEMEENTEN 342

/* A count with this mean and variance `dispersion` x mean. */
static gint64 draw(gsl_rng *random, double mean, double dispersion)
{
    if (dispersion > 1)
        mean = gsl_ran_gamma(random, mean / (dispersion - 1), dispersion - 1);
    return gsl_ran_poisson(random, mean);
}

static void make_series(gsl_rng *random, double mean, double dispersion, double change,
                        TrendPoint *points)
{
    for (int i = 0; i < N_YEARS; i++) {
        double level = mean * pow(change, i - (N_YEARS - 1) / 2.0);
        points[i] = (TrendPoint){.period = period_year(2015 + i),
                                 .state = STATE_VALUE,
                                 .count = draw(random, level, dispersion),
                                 .n_sources = -1};
    }
}

typedef struct {
    int n_fitted, n_covered, n_directions, n_steps;
} Outcome;

static Outcome simulate_trend(gsl_rng *random, int repeats, double mean, double dispersion,
                              double change, gsize n_events, const TrendEvent *events)
{
    Outcome outcome = {0};
    TrendPoint points[N_YEARS];
    for (int repeat = 0; repeat < repeats; repeat++) {
        make_series(random, mean, dispersion, change, points);
        TrendResult result = trend_find(N_YEARS, points, n_events, events, 1);
        if (result.refusal != TREND_FINE)
            continue;
        outcome.n_fitted++;
        outcome.n_covered += result.lower <= change && change <= result.upper;
        outcome.n_directions += result.direction != TREND_NO_CHANGE;
        outcome.n_steps += result.step_event >= 0;
    }
    return outcome;
}

static double percent(int part, int whole)
{
    return whole > 0 ? 100.0 * part / whole : NAN;
}

static void trend_table(gsl_rng *random, int repeats)
{
    static const struct {
        double mean, dispersion;
    } rows[] = {{5, 1},   {5, 2},   {20, 1},   {20, 2},   {20, 5},   {100, 1},
                {100, 2}, {100, 5}, {100, 20}, {1000, 5}, {1000, 50}};
    const TrendEvent events[] = {{"a", day_from_ymd(2017, 1, 1)},
                                 {"b", day_from_ymd(2018, 5, 25)},
                                 {"c", day_from_ymd(2020, 3, 12)},
                                 {"d", day_from_ymd(2022, 1, 1)}};
    puts("\nTrends: ten years, one series, 95 % limits\n");
    puts(
        "| mean a year | dispersion | covers 0 | covers +5 % | false change | false change, 4 events "
        "| false step | finds +5 % | finds +15 % |");
    puts("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        double mean = rows[i].mean, dispersion = rows[i].dispersion;
        Outcome none = simulate_trend(random, repeats, mean, dispersion, 1, 0, NULL);
        Outcome small = simulate_trend(random, repeats, mean, dispersion, 1.05, 0, NULL);
        Outcome large = simulate_trend(random, repeats, mean, dispersion, 1.15, 0, NULL);
        Outcome stepped = simulate_trend(random, repeats, mean, dispersion, 1, 4, events);
        printf("| %g | %g | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f |\n", mean, dispersion,
               percent(none.n_covered, none.n_fitted), percent(small.n_covered, small.n_fitted),
               percent(none.n_directions, none.n_fitted),
               percent(stepped.n_directions, stepped.n_fitted),
               percent(stepped.n_steps, stepped.n_fitted),
               percent(small.n_directions, small.n_fitted),
               percent(large.n_directions, large.n_fitted));
    }
}

/* Families in which any area gets a direction though none changes. */
static void family_table(gsl_rng *random, int repeats)
{
    static const struct {
        double mean, dispersion;
    } rows[] = {{5, 1}, {20, 1}, {20, 3}, {100, 5}};
    puts("\nFamilies: 25 areas, ten years, nothing changes\n");
    puts("| mean a year | dispersion | families with a false change | directions alone |");
    puts("| ---: | ---: | ---: | ---: |");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        int n_false = 0, n_families = repeats / 4, alone = 0;
        for (int family = 0; family < n_families; family++) {
            TrendResult results[N_AREAS];
            TrendResult *pointers[N_AREAS];
            TrendPoint points[N_YEARS];
            double expected;
            for (int area = 0; area < N_AREAS; area++) {
                make_series(random, rows[i].mean, rows[i].dispersion, 1, points);
                results[area] = trend_find(N_YEARS, points, 0, NULL, 1);
                alone += results[area].direction != TREND_NO_CHANGE;
                pointers[area] = &results[area];
            }
            n_false += trend_adjust(N_AREAS, pointers, &expected) > 0;
        }
        printf("| %g | %g | %.1f | %.1f |\n", rows[i].mean, rows[i].dispersion,
               percent(n_false, n_families), percent(alone, n_families * N_AREAS));
    }
}

/* --- funnel ---------------------------------------------------------------------------------- */

typedef struct {
    int n_units, n_alone, n_families, n_false_families, n_shrunken, n_different, n_found;
    double tau2;
} FunnelOutcome;

static void simulate_funnel(gsl_rng *random, double expected, double tau2, double different,
                            FunnelOutcome *outcome)
{
    static BenchmarkUnit units[N_GEMEENTEN];
    static BenchmarkResult results[N_GEMEENTEN];
    static double truth[N_GEMEENTEN];
    for (int i = 0; i < N_GEMEENTEN; i++) {
        truth[i] = tau2 > 0 ? gsl_ran_gamma(random, 1 / tau2, tau2) : 1;
        double ratio = i < 5 ? different * truth[i] : truth[i];
        units[i] = (BenchmarkUnit){STATE_VALUE, draw(random, ratio * expected, 1), 100000,
                                   AREA_SIZE_50K_100K, 3};
    }
    BenchmarkSummary summary = benchmark_compare(N_GEMEENTEN, units, 0, results);
    outcome->n_families++;
    outcome->tau2 += summary.tau2;
    gboolean any = FALSE;
    for (int i = 0; i < N_GEMEENTEN; i++) {
        gboolean distinct =
            results[i].position == BENCHMARK_HIGHER || results[i].position == BENCHMARK_LOWER;
        if (i < 5 && different != 1) {
            outcome->n_different++;
            outcome->n_found += distinct;
            continue;
        }
        outcome->n_units++;
        outcome->n_alone += results[i].p_value <= 0.05;
        outcome->n_shrunken += results[i].shrunken.limits.lower <= truth[i] &&
                               truth[i] <= results[i].shrunken.limits.upper;
        any = any || distinct;
    }
    outcome->n_false_families += any;
}

/* The attained level: counts are whole, so exact limits at 5 % are seldom exactly at 5 %. */
static double attained_level(double expected, double tau2)
{
    CountRange inside = gamma_poisson_inside(expected, tau2, 0.95);
    double below = inside.lower > 0 ? gamma_poisson_at_most(inside.lower - 1, expected, tau2) : 0;
    return 100 * (below + gamma_poisson_at_least(inside.upper + 1, expected, tau2));
}

static void funnel_table(gsl_rng *random, int repeats)
{
    static const double expected[] = {0.5, 1, 2, 5, 20};
    static const double spreads[] = {0, 0.2, 0.5};
    puts("\nFunnel: 342 gemeenten, all alike but for a spread tau2 of their true ratios\n");
    puts(
        "| expected | tau2 | tau2 found | outside 95 % limits | attainable | families with a false "
        "difference | finds ratio 3 | finds ratio 5 | shrunken covers |");
    puts("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (guint s = 0; s < G_N_ELEMENTS(spreads); s++)
        for (guint e = 0; e < G_N_ELEMENTS(expected); e++) {
            FunnelOutcome none = {0}, three = {0}, five = {0};
            for (int repeat = 0; repeat < repeats / 10; repeat++) {
                simulate_funnel(random, expected[e], spreads[s], 1, &none);
                simulate_funnel(random, expected[e], spreads[s], 3, &three);
                simulate_funnel(random, expected[e], spreads[s], 5, &five);
            }
            printf("| %g | %g | %.2f | %.1f | %.1f | %.1f | %.0f | %.0f | ", expected[e],
                   spreads[s], none.tau2 / none.n_families, percent(none.n_alone, none.n_units),
                   attained_level(expected[e], spreads[s]),
                   percent(none.n_false_families, none.n_families),
                   percent(three.n_found, three.n_different),
                   percent(five.n_found, five.n_different));
            printf(spreads[s] > 0 ? "%.1f |\n" : "n/a |\n", percent(none.n_shrunken, none.n_units));
        }
}

/* --- quarters -------------------------------------------------------------------------------- */

static void quarter_table(gsl_rng *random, int repeats)
{
    static const struct {
        double mean, dispersion;
    } rows[] = {{2, 1}, {2, 2}, {10, 1}, {10, 2}, {80, 1}, {80, 3}};
    static const double season[] = {0.8, 1, 1.2, 1};
    puts("\nQuarters: 20 quarters before, a season, nothing notable\n");
    puts("| mean a quarter | dispersion | called notable | finds twice as many |");
    puts("| ---: | ---: | ---: | ---: |");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        int n_false = 0, n_found = 0, n_judged = 0;
        for (int repeat = 0; repeat < repeats; repeat++) {
            double counts[23];
            for (int q = 0; q < 23; q++)
                counts[q] = (double)draw(random, rows[i].mean * season[q % 4], rows[i].dispersion);
            Aberration usual = aberration_find(23, counts, 1, 0.95);
            counts[22] =
                (double)draw(random, 2 * rows[i].mean * season[22 % 4], rows[i].dispersion);
            Aberration doubled = aberration_find(23, counts, 1, 0.95);
            if (usual.kind > ABERRATION_LOW)
                continue;
            n_judged++;
            n_false += usual.kind != ABERRATION_USUAL;
            n_found += doubled.kind == ABERRATION_HIGH;
        }
        printf("| %g | %g | %.1f | %.0f |\n", rows[i].mean, rows[i].dispersion,
               percent(n_false, n_judged), percent(n_found, n_judged));
    }
}

int main(int argc, char **argv)
{
    int repeats = argc > 1 ? (int)g_ascii_strtoll(argv[1], NULL, 10) : 4000;
    gsl_set_error_handler_off();
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, 20250101);
    trend_table(random, repeats);
    family_table(random, repeats);
    funnel_table(random, repeats);
    quarter_table(random, repeats);
    gsl_rng_free(random);
    return EXIT_SUCCESS;
}
