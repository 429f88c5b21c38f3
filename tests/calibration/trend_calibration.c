#include "stats/trend/aberration.h"
#include "stats/trend/trend.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Calibration of trends, pairs of windows and quarters by simulation with a known truth: make
 * calibrate. Prints the tables of docs/methods/trends.md. Every row has a random stream of its own:
 * the same figures every time, for any number of threads.
 * First argument: number of repeats of each row, default 3000. */

#define MOST_YEARS 20
#define N_EVENTS 4
#define N_AREAS 25
#define N_GEMEENTEN 342
#define ROW_LENGTH 160

/* One row of a table: what it is about, and the text that a thread makes of it. */
typedef struct {
    unsigned long seed;
    int repeats;
    int n_years;
    double mean, dispersion;
    char text[ROW_LENGTH];
} Row;

/* A count with this mean and variance `dispersion` x mean. */
static gint64 draw(gsl_rng *random, double mean, double dispersion)
{
    if (dispersion > 1)
        mean = gsl_ran_gamma(random, mean / (dispersion - 1), dispersion - 1);
    return gsl_ran_poisson(random, mean);
}

/* change: ratio of a year to the one before; the mean is that of the middle of the series. */
static void make_series(gsl_rng *random, const Row *row, double change, TrendPoint *points)
{
    for (int i = 0; i < row->n_years; i++) {
        double level = row->mean * pow(change, i - (row->n_years - 1) / 2.0);
        points[i] = (TrendPoint){.period = period_year(2000 + i),
                                 .state = STATE_VALUE,
                                 .count = draw(random, level, row->dispersion)};
    }
}

static double percent(int part, int whole)
{
    return whole > 0 ? 100.0 * part / whole : NAN;
}

/* --- one series ------------------------------------------------------------------------------ */

typedef struct {
    int n_fitted, n_covered, n_directions, n_rises, n_steps;
} Outcome;

static void add_result(Outcome *outcome, const TrendResult *result, double truth)
{
    if (result->refusal != TREND_FINE)
        return;
    outcome->n_fitted++;
    outcome->n_covered += result->lower <= truth && truth <= result->upper;
    outcome->n_directions += result->direction != TREND_NO_CHANGE;
    outcome->n_rises += result->direction == TREND_RISE;
    outcome->n_steps += result->step_event >= 0;
}

static void make_trend_row(Row *row, gsl_rng *random)
{
    TrendEvent events[N_EVENTS];
    TrendPoint points[MOST_YEARS];
    for (int e = 0; e < N_EVENTS; e++)
        events[e] =
            (TrendEvent){"x", day_from_ymd(2000 + (e + 1) * row->n_years / (N_EVENTS + 1), 5, 1)};
    Outcome none = {0}, two = {0}, four = {0}, doubled = {0};
    double doubling = pow(2, 1.0 / (row->n_years - 1));
    for (int i = 0; i < row->repeats; i++) {
        gsize n = (gsize)row->n_years;
        make_series(random, row, 1, points);
        TrendResult result = trend_find(n, points, 0, NULL, 1);
        add_result(&none, &result, 1);
        result = trend_find(n, points, 2, events + 1, 1);
        add_result(&two, &result, 1);
        result = trend_find(n, points, N_EVENTS, events, 1);
        add_result(&four, &result, 1);
        make_series(random, row, doubling, points);
        result = trend_find(n, points, N_EVENTS, events, 1);
        add_result(&doubled, &result, doubling);
    }
    g_snprintf(row->text, ROW_LENGTH,
               "| %d | %g | %g | %.0f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f |",
               row->n_years, row->mean, row->dispersion, percent(none.n_fitted, row->repeats),
               percent(none.n_covered, none.n_fitted), percent(doubled.n_covered, doubled.n_fitted),
               percent(none.n_directions, none.n_fitted), percent(two.n_directions, two.n_fitted),
               percent(four.n_directions, four.n_fitted), percent(four.n_steps, four.n_fitted),
               percent(doubled.n_rises, doubled.n_fitted));
}

/* --- families -------------------------------------------------------------------------------- */

/* Families in which any area gets a direction though none changes. */
static void make_family_row(Row *row, gsl_rng *random)
{
    int n_false = 0, n_families = row->repeats / 4, alone = 0;
    for (int family = 0; family < n_families; family++) {
        TrendResult results[N_AREAS];
        TrendResult *pointers[N_AREAS];
        TrendPoint points[MOST_YEARS];
        double expected;
        for (int area = 0; area < N_AREAS; area++) {
            make_series(random, row, 1, points);
            results[area] = trend_find((gsize)row->n_years, points, 0, NULL, 1);
            alone += results[area].direction != TREND_NO_CHANGE;
            pointers[area] = &results[area];
        }
        n_false += trend_adjust(N_AREAS, pointers, &expected) > 0;
    }
    g_snprintf(row->text, ROW_LENGTH, "| %g | %g | %.1f | %.1f |", row->mean, row->dispersion,
               percent(n_false, n_families), percent(alone, n_families * N_AREAS));
}

/* --- two windows of all gemeenten ------------------------------------------------------------ */

static gboolean is_shown(gint64 count)
{
    return count == 0 || count >= 5;
}

static TrendPoint shown_window(int last_year, gint64 count)
{
    return (TrendPoint){.period = period_window(last_year, 5),
                        .state = is_shown(count) ? STATE_VALUE : STATE_SUPPRESSED,
                        .count = count};
}

/* One gemeente in ten changes by `ratio`; with ratio 1 none does. Those of fewer than 5 in a window
 * are suppressed, as in a publication. */
static void judge_pairs(gsl_rng *random, const Row *row, double ratio, int *n_found, int *n_judged,
                        int *n_false, gboolean *any_false)
{
    gint64 first[N_GEMEENTEN], second[N_GEMEENTEN];
    gint64 shown_first[N_GEMEENTEN], shown_second[N_GEMEENTEN];
    gsize n_shown = 0;
    TrendResult results[N_GEMEENTEN];
    TrendResult *pointers[N_GEMEENTEN];
    double expected;
    for (int i = 0; i < N_GEMEENTEN; i++) {
        double level = row->mean * gsl_ran_gamma(random, 2, 0.5);
        first[i] = draw(random, level, row->dispersion);
        second[i] = draw(random, i % 10 == 0 ? level * ratio : level, row->dispersion);
        if (is_shown(first[i]) && is_shown(second[i])) {
            shown_first[n_shown] = first[i];
            shown_second[n_shown++] = second[i];
        }
    }
    double dispersion = trend_pair_dispersion(n_shown, shown_first, shown_second);
    for (int i = 0; i < N_GEMEENTEN; i++) {
        TrendPoint pair[] = {shown_window(2019, first[i]), shown_window(2024, second[i])};
        results[i] = trend_compare(&pair[0], &pair[1], dispersion);
        pointers[i] = &results[i];
    }
    trend_adjust(N_GEMEENTEN, pointers, &expected);
    for (int i = 0; i < N_GEMEENTEN; i++) {
        gboolean found = results[i].direction != TREND_NO_CHANGE;
        if (ratio != 1 && i % 10 == 0) {
            *n_judged += results[i].refusal == TREND_FINE;
            *n_found += found;
        } else if (found) {
            (*n_false)++;
            *any_false = TRUE;
        }
    }
}

static void make_pair_row(Row *row, gsl_rng *random)
{
    int n_families = row->repeats / 10, n_false_families = 0, ignored = 0;
    int n_found = 0, n_judged = 0, n_false = 0;
    for (int family = 0; family < n_families; family++) {
        gboolean any = FALSE, other = FALSE;
        judge_pairs(random, row, 1, &ignored, &ignored, &n_false, &any);
        judge_pairs(random, row, 2, &n_found, &n_judged, &ignored, &other);
        n_false_families += any;
    }
    g_snprintf(row->text, ROW_LENGTH, "| %g | %g | %.1f | %.2f | %.0f |", row->mean,
               row->dispersion, percent(n_false_families, n_families),
               percent(n_false, n_families * N_GEMEENTEN), percent(n_found, n_judged));
}

/* --- quarters -------------------------------------------------------------------------------- */

#define N_QUARTERS 23

static void make_quarter_row(Row *row, gsl_rng *random)
{
    static const double season[] = {0.8, 1, 1.2, 1};
    int n_false = 0, n_found = 0, n_judged = 0;
    gsize n = (gsize)row->n_years; /* quarters, here */
    for (int repeat = 0; repeat < row->repeats; repeat++) {
        double counts[N_QUARTERS];
        for (gsize q = 0; q < n; q++)
            counts[q] = (double)draw(random, row->mean * season[q % 4], row->dispersion);
        Aberration usual = aberration_find(n, counts, 1, 0.95);
        counts[n - 1] = (double)draw(random, 2 * row->mean * season[(n - 1) % 4], row->dispersion);
        Aberration doubled = aberration_find(n, counts, 1, 0.95);
        if (usual.kind > ABERRATION_LOW)
            continue;
        n_judged++;
        n_false += usual.kind != ABERRATION_USUAL;
        n_found += doubled.kind == ABERRATION_HIGH;
    }
    g_snprintf(row->text, ROW_LENGTH, "| %d | %g | %g | %.1f | %.0f |", row->n_years, row->mean,
               row->dispersion, percent(n_false, n_judged), percent(n_found, n_judged));
}

/* --- tables ---------------------------------------------------------------------------------- */

typedef void (*MakeRow)(Row *row, gsl_rng *random);

static void run_row(gpointer data, gpointer make)
{
    Row *row = data;
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, row->seed);
    (*(MakeRow *)make)(row, random);
    gsl_rng_free(random);
}

static void print_table(const char *title, const char *columns, GArray *rows, MakeRow make)
{
    GThreadPool *pool =
        g_thread_pool_new(run_row, &make, (gint)g_get_num_processors(), FALSE, NULL);
    for (guint i = 0; i < rows->len; i++)
        g_thread_pool_push(pool, &g_array_index(rows, Row, i), NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
    printf("\n%s\n\n%s\n", title, columns);
    for (const char *at = columns; *at != '\0'; at++)
        if (*at == '|')
            fputs(at[1] != '\0' ? "| ---: " : "|\n", stdout);
    for (guint i = 0; i < rows->len; i++)
        puts(g_array_index(rows, Row, i).text);
    fflush(stdout);
    g_array_unref(rows);
}

typedef struct {
    int n_years;
    double mean, dispersion;
} Setting;

static GArray *rows_of(gsize n, const Setting *settings, int repeats)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(Row));
    for (gsize i = 0; i < n; i++) {
        Row row = {.seed = 20250101 + i,
                   .repeats = repeats,
                   .n_years = settings[i].n_years,
                   .mean = settings[i].mean,
                   .dispersion = settings[i].dispersion};
        g_array_append_val(rows, row);
    }
    return rows;
}

static GArray *trend_grid(int repeats)
{
    static const int years[] = {5, 8, 10, 15};
    static const double means[] = {2, 5, 20, 200};
    static const double dispersions[] = {1, 2, 3, 5};
    GArray *settings = g_array_new(FALSE, FALSE, sizeof(Setting));
    for (guint y = 0; y < G_N_ELEMENTS(years); y++)
        for (guint m = 0; m < G_N_ELEMENTS(means); m++)
            for (guint d = 0; d < G_N_ELEMENTS(dispersions); d++) {
                Setting setting = {years[y], means[m], dispersions[d]};
                g_array_append_val(settings, setting);
            }
    static const Setting further[] = {{20, 2, 5},   {20, 20, 2},   {20, 20, 5},
                                      {20, 200, 5}, {10, 200, 20}, {10, 1000, 50}};
    g_array_append_vals(settings, further, G_N_ELEMENTS(further));
    GArray *rows = rows_of(settings->len, (const Setting *)settings->data, repeats);
    g_array_unref(settings);
    return rows;
}

int main(int argc, char **argv)
{
    static const Setting families[] = {
        {10, 5, 1}, {10, 5, 3}, {10, 20, 1}, {10, 20, 3}, {10, 100, 5}};
    static const Setting pairs[] = {{0, 5, 1}, {0, 20, 1}, {0, 20, 2}, {0, 100, 3}};
    static const Setting quarters[] = {{15, 10, 1}, {15, 10, 2}, {20, 2, 1},
                                       {20, 2, 2},  {20, 10, 1}, {20, 10, 2},
                                       {20, 80, 1}, {20, 80, 3}, {23, 80, 3}};
    int repeats = argc > 1 ? (int)g_ascii_strtoll(argv[1], NULL, 10) : 3000;
    gsl_set_error_handler_off();
    print_table(
        "Trends: one series, 95 % limits",
        "| years | mean | dispersion | judged | covers 0 | covers doubling | false change | "
        "2 events | 4 events | false step | finds doubling |",
        trend_grid(repeats), make_trend_row);
    print_table("Families: 25 areas, ten years, nothing changes",
                "| mean a year | dispersion | families with a false change | directions alone |",
                rows_of(G_N_ELEMENTS(families), families, repeats), make_family_row);
    print_table(
        "Gemeenten: 342 pairs of windows of five years",
        "| mean a window | dispersion | families with a false change | gemeenten with one | "
        "finds doubling |",
        rows_of(G_N_ELEMENTS(pairs), pairs, repeats), make_pair_row);
    print_table("Quarters: a season, nothing notable",
                "| quarters | mean a quarter | dispersion | called notable | finds twice as many |",
                rows_of(G_N_ELEMENTS(quarters), quarters, repeats), make_quarter_row);
    return EXIT_SUCCESS;
}
