#include "stats/benchmark/benchmark.h"
#include "stats/trend/trend.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* statistics_bench THREADS: trends of 342 gemeenten over ten years with four events, and the
 * comparison of all gemeenten in each year, for 12 measures; counts drawn with a fixed seed. Prints
 * "<seconds> <checksum>": the checksum is over the bits of all results and the same for any number
 * of threads. */

#define N_GEMEENTEN 342
#define N_YEARS 10
#define N_MEASURES 12
#define N_EVENTS 4

typedef struct {
    TrendPoint points[N_GEMEENTEN][N_YEARS];
    TrendResult trends[N_GEMEENTEN];
    BenchmarkResult comparisons[N_YEARS][N_GEMEENTEN];
} Measure;

static void draw_measure(gsl_rng *random, double mean, Measure *measure)
{
    for (int i = 0; i < N_GEMEENTEN; i++) {
        double level = mean * gsl_ran_gamma(random, 0.7, 1 / 0.7);
        for (int year = 0; year < N_YEARS; year++)
            measure->points[i][year] =
                (TrendPoint){.period = period_year(2015 + year),
                             .state = STATE_VALUE,
                             .count = gsl_ran_poisson(random, gsl_ran_gamma(random, level, 1)),
                             .exposure = 20000 + 500 * i};
    }
}

static void find_trends(Measure *measure)
{
    const TrendEvent events[N_EVENTS] = {{"a", day_from_ymd(2017, 1, 1)},
                                         {"b", day_from_ymd(2018, 5, 25)},
                                         {"c", day_from_ymd(2020, 3, 12)},
                                         {"d", day_from_ymd(2022, 1, 1)}};
    TrendResult *pointers[N_GEMEENTEN];
    double expected;
    for (int i = 0; i < N_GEMEENTEN; i++) {
        measure->trends[i] = trend_find(N_YEARS, measure->points[i], N_EVENTS, events, 1);
        pointers[i] = &measure->trends[i];
    }
    trend_adjust(N_GEMEENTEN, pointers, &expected);
}

static void compare_years(Measure *measure)
{
    BenchmarkUnit units[N_GEMEENTEN];
    for (int year = 0; year < N_YEARS; year++) {
        for (int i = 0; i < N_GEMEENTEN; i++) {
            const TrendPoint *point = &measure->points[i][year];
            units[i] = (BenchmarkUnit){.state = point->state,
                                       .count = point->count,
                                       .exposure = point->exposure,
                                       .size_class = (AreaSizeClass)(i % 4),
                                       .urbanity = 1 + i % 5};
        }
        benchmark_compare(N_GEMEENTEN, units, 5, measure->comparisons[year]);
    }
}

static void run_measure(gpointer data, gpointer unused)
{
    (void)unused;
    find_trends(data);
    compare_years(data);
}

static guint64 mix(guint64 sum, double value)
{
    guint64 bits;
    memcpy(&bits, &value, sizeof bits);
    return (sum ^ bits) * 1099511628211U;
}

static guint64 checksum(const Measure *measures)
{
    guint64 sum = 14695981039346656037U;
    for (int m = 0; m < N_MEASURES; m++)
        for (int i = 0; i < N_GEMEENTEN; i++) {
            const TrendResult *trend = &measures[m].trends[i];
            sum = mix(mix(mix(sum, trend->change), trend->p_adjusted), trend->theta);
            for (int year = 0; year < N_YEARS; year++)
                sum = mix(sum, measures[m].comparisons[year][i].p_adjusted);
        }
    return sum;
}

int main(int argc, char **argv)
{
    int n_threads = argc > 1 ? (int)g_ascii_strtoll(argv[1], NULL, 10) : 1;
    gsl_set_error_handler_off();
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    Measure *measures = g_new0(Measure, N_MEASURES);
    for (int m = 0; m < N_MEASURES; m++)
        draw_measure(random, 1 << (m % 6), &measures[m]);
    gint64 start = g_get_monotonic_time();
    GThreadPool *pool = g_thread_pool_new(run_measure, NULL, n_threads, TRUE, NULL);
    for (int m = 0; m < N_MEASURES; m++)
        g_thread_pool_push(pool, &measures[m], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
    printf("%.3f %016" G_GINT64_MODIFIER "x\n", (double)(g_get_monotonic_time() - start) / 1e6,
           checksum(measures));
    g_free(measures);
    gsl_rng_free(random);
    return EXIT_SUCCESS;
}
