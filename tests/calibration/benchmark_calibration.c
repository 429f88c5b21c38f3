#include "stats/benchmark/benchmark.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Calibration of comparisons by simulation with a known truth: make calibrate. Prints the tables of
 * docs/methods/benchmark.md. Seeded: the same figures every time.
 * First argument: number of families in each row, default 400. */

#define N_GEMEENTEN 342
#define N_DIFFERENT 5
#define LEVEL 0.95

/* How the 342 lie over the groups, and how many are expected in each. */
typedef struct {
    const char *name;
    double expected; /* 0: as many as inhabitants make */
    gboolean groups; /* sizes and urbanity that differ, so that many groups are made */
} Setting;

typedef struct {
    int n_units, n_alone, n_families, n_false_families, n_shrunken, n_different, n_found;
    double tau2, randomised, width;
} Outcome;

static double percent(double part, int whole)
{
    return whole > 0 ? 100.0 * part / whole : NAN;
}

static gint64 draw_count(gsl_rng *random, double mean)
{
    return gsl_ran_poisson(random, mean);
}

/* Inhabitants spread as those of the Netherlands: median 32,000, a few very large. */
static void make_gemeenten(gsl_rng *random, const Setting *setting, BenchmarkUnit *units,
                           double *expected)
{
    for (int i = 0; i < N_GEMEENTEN; i++) {
        double inhabitants = setting->groups ? 32000 * exp(0.8 * gsl_ran_ugaussian(random)) : 50000;
        AreaSizeClass size = inhabitants < 10000    ? AREA_SIZE_BELOW_10K
                             : inhabitants < 20000  ? AREA_SIZE_10K_20K
                             : inhabitants < 50000  ? AREA_SIZE_20K_50K
                             : inhabitants < 100000 ? AREA_SIZE_50K_100K
                             : inhabitants < 250000 ? AREA_SIZE_100K_250K
                                                    : AREA_SIZE_250K_AND_MORE;
        int urbanity = setting->groups ? 1 + (int)(5 * gsl_rng_uniform(random)) : 3;
        units[i] = (BenchmarkUnit){STATE_VALUE, 0, (gint64)inhabitants, size, urbanity};
        expected[i] = setting->expected > 0
                          ? setting->expected * (setting->groups ? inhabitants / 44000 : 1)
                          : inhabitants / 10000;
    }
}

/* Place of a count in its distribution, drawn where whole counts leave a gap: uniform when the
 * spread is right. */
static gboolean is_outside_randomised(gsl_rng *random, gint64 count, double expected,
                                      const Spread *spread)
{
    double below = spread_at_most(count - 1, expected, spread);
    double at_most = spread_at_most(count, expected, spread);
    double place = below + gsl_rng_uniform(random) * (at_most - below);
    return place <= (1 - LEVEL) / 2 || place >= 1 - (1 - LEVEL) / 2;
}

static void simulate(gsl_rng *random, const Setting *setting, double tau2, double different,
                     Outcome *outcome)
{
    static BenchmarkUnit units[N_GEMEENTEN];
    static BenchmarkResult results[N_GEMEENTEN];
    static double truth[N_GEMEENTEN], expected[N_GEMEENTEN];
    make_gemeenten(random, setting, units, expected);
    for (int i = 0; i < N_GEMEENTEN; i++) {
        truth[i] = tau2 > 0 ? gsl_ran_gamma(random, 1 / tau2, tau2) : 1;
        double ratio = i < N_DIFFERENT ? different * truth[i] : truth[i];
        units[i].count = draw_count(random, ratio * expected[i]);
    }
    BenchmarkSummary summary = benchmark_compare(N_GEMEENTEN, units, 0, results);
    outcome->n_families++;
    outcome->tau2 += summary.tau2;
    gboolean any = FALSE;
    for (int i = 0; i < N_GEMEENTEN; i++) {
        gboolean distinct =
            results[i].position == BENCHMARK_HIGHER || results[i].position == BENCHMARK_LOWER;
        if (i < N_DIFFERENT && different != 1) {
            outcome->n_different++;
            outcome->n_found += distinct;
            continue;
        }
        if (results[i].refusal != BENCHMARK_FINE)
            continue;
        Interval limits = results[i].shrunken.limits;
        outcome->n_units++;
        outcome->n_alone += results[i].p_value <= 1 - LEVEL;
        outcome->randomised +=
            is_outside_randomised(random, units[i].count, results[i].expected, &summary.spread);
        outcome->n_shrunken += limits.lower <= truth[i] && truth[i] <= limits.upper;
        outcome->width += limits.upper - limits.lower;
        any = any || distinct;
    }
    outcome->n_false_families += any;
}

/* The level that whole counts allow at exact 95 % limits and a known tau2. */
static double attainable(double expected, double tau2)
{
    if (expected <= 0)
        return NAN;
    CountRange inside = gamma_poisson_inside(expected, tau2, LEVEL);
    double below = inside.lower > 0 ? gamma_poisson_at_most(inside.lower - 1, expected, tau2) : 0;
    return 100 * (below + gamma_poisson_at_least(inside.upper + 1, expected, tau2));
}

static void print_row(gsl_rng *random, const Setting *setting, double tau2, int families)
{
    Outcome none = {0}, three = {0}, five = {0};
    for (int i = 0; i < families; i++) {
        simulate(random, setting, tau2, 1, &none);
        if (i % 5 == 0) {
            simulate(random, setting, tau2, 3, &three);
            simulate(random, setting, tau2, 5, &five);
        }
    }
    printf("| %s | %g | %.2f | %.1f | ", setting->name, tau2, none.tau2 / none.n_families,
           percent(none.n_alone, none.n_units));
    if (setting->expected > 0 && !setting->groups)
        printf("%.1f", attainable(setting->expected, tau2));
    else
        printf("–");
    printf(" | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f |\n", percent(none.randomised, none.n_units),
           percent(none.n_false_families, none.n_families), percent(none.n_shrunken, none.n_units),
           none.width / none.n_units, percent(three.n_found, three.n_different),
           percent(five.n_found, five.n_different));
    fflush(stdout);
}

static void print_head(const char *title)
{
    printf("\n%s\n\n", title);
    puts(
        "| expected | tau2 | tau2 found | outside 95 % limits | attainable | outside, randomised | "
        "families with a false difference | shrunken covers | its width | finds ratio 3 | finds "
        "ratio 5 |");
    puts("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
}

int main(int argc, char **argv)
{
    int families = argc > 1 ? (int)g_ascii_strtoll(argv[1], NULL, 10) : 400;
    static const Setting equal[] = {
        {"0.5", 0.5, FALSE}, {"1", 1, FALSE}, {"2", 2, FALSE}, {"5", 5, FALSE}, {"20", 20, FALSE}};
    static const Setting mixed[] = {
        {"mean 0.5", 0.5, TRUE}, {"mean 2", 2, TRUE}, {"mean 8", 8, TRUE}};
    static const double spreads[] = {0, 0.1, 0.5};
    gsl_set_error_handler_off();
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, 20250101);
    print_head("One group of 342 gemeenten, all alike but for a spread tau2 of their true ratios");
    for (guint s = 0; s < G_N_ELEMENTS(spreads); s++)
        for (guint e = 0; e < G_N_ELEMENTS(equal); e++)
            print_row(random, &equal[e], spreads[s], families);
    print_head("342 gemeenten of unlike size in some 20 groups: the expected count is estimated");
    for (guint s = 0; s < G_N_ELEMENTS(spreads); s++)
        for (guint e = 0; e < G_N_ELEMENTS(mixed); e++)
            print_row(random, &mixed[e], spreads[s], families);
    gsl_rng_free(random);
    return EXIT_SUCCESS;
}
