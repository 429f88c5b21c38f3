#include "stats/benchmark/benchmark.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Calibration of comparisons by simulation with a known truth: make calibrate. Prints the table of
 * docs/methods/benchmark.md. Seeded: the same figures every time.
 * First argument: number of repeats of each row, default 4000. */

#define N_GEMEENTEN 342

/* A count with this mean and variance `dispersion` x mean. */
static gint64 draw(gsl_rng *random, double mean, double dispersion)
{
    if (dispersion > 1)
        mean = gsl_ran_gamma(random, mean / (dispersion - 1), dispersion - 1);
    return gsl_ran_poisson(random, mean);
}

static double percent(int part, int whole)
{
    return whole > 0 ? 100.0 * part / whole : NAN;
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

int main(int argc, char **argv)
{
    int repeats = argc > 1 ? (int)g_ascii_strtoll(argv[1], NULL, 10) : 4000;
    gsl_set_error_handler_off();
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, 20250101);
    funnel_table(random, repeats);
    gsl_rng_free(random);
    return EXIT_SUCCESS;
}
