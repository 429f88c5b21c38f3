#include "stats/trend/trend.h"

#include "core/table_file.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <math.h>
#include <string.h>

#define MAX_POINTS 40

typedef struct {
    TrendPoint points[MAX_POINTS];
    gsize n;
} Series;

static void add(Series *series, Period period, gint64 count)
{
    series->points[series->n++] =
        (TrendPoint){.period = period, .state = STATE_VALUE, .count = count};
}

static Series years(int first, gsize n, const gint64 *counts)
{
    Series series = {.n = 0};
    for (gsize i = 0; i < n; i++)
        add(&series, period_year(first + (int)i), counts[i]);
    return series;
}

static TrendResult find(const Series *series)
{
    return trend_find(series->n, series->points, 0, NULL, 1);
}

static const gint64 rapporteur[] = {1255, 1150, 952, 958, 668, 1334, 984, 791};

/* The national events of reference/events.csv that lie in 2014-2021. */
static TrendEvent national[] = {
    {"decentralisatie", 0}, {"politie-2017", 0}, {"avg", 0}, {"corona", 0}};

static void set_days(void)
{
    national[0].day = day_from_ymd(2015, 1, 1);
    national[1].day = day_from_ymd(2017, 1, 1);
    national[2].day = day_from_ymd(2018, 5, 25);
    national[3].day = day_from_ymd(2020, 3, 12);
}

/* Series comensha-rapporteur-2014-2021: Poisson calls the fall significant, but the counts vary 50
 * times as much as Poisson: quasi-Poisson p 0.31, Mann-Kendall p 0.386. */
START_TEST(rapporteur_has_no_trend_and_says_why)
{
    set_days();
    Series series = years(2014, 8, rapporteur);
    TrendResult result = trend_find(8, series.points, 4, national, 1);
    ck_assert_int_eq(result.refusal, TREND_FINE);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
    ck_assert_double_eq_tol(result.dispersion, 49.97301, 5e-6);
    ck_assert_double_eq_tol(result.p_value, 0.3115719, 5e-8);
    ck_assert_double_eq_tol(result.change, exp(-0.03798027), 1e-8);
    /* t with 6 df: 2.446912 x 0.0343777. */
    ck_assert_double_eq_tol(result.lower, exp(-0.03798027 - 2.446912 * 0.0343777), 1e-7);
    ck_assert_double_eq_tol(result.upper, exp(-0.03798027 + 2.446912 * 0.0343777), 1e-7);
    ck_assert_double_eq_tol(result.negative_binomial_change, exp(-0.03692944), 1e-8);
    ck_assert_double_eq_tol(result.theta, 27.039, 5e-4);
    ck_assert_double_eq_tol(result.rank.p_value, 0.3864762, 5e-8);
    ck_assert_double_eq_tol(result.sen.slope, -52.5, 1e-12);
    ck_assert_uint_eq(result.n_breaks, 4);
    ck_assert_int_eq(result.step_event, -1);
    ck_assert_uint_eq(result.caveats, TREND_CAVEAT_BREAKS | TREND_CAVEAT_SPREAD);
    g_autofree char *words = trend_caveat_words(result.caveats);
    ck_assert_str_eq(words, "breaks+spread");
}
END_TEST

/* Drenthe 24 -> 34: exact p 0.237 (afgeleide_waarden.csv); 984 -> 791: the row "exact ratio of two
 * poisson counts". */
START_TEST(two_years_are_compared_exactly)
{
    const gint64 drenthe[] = {24, 34};
    Series series = years(2010, 2, drenthe);
    TrendResult result = find(&series);
    ck_assert_int_eq(result.refusal, TREND_FINE);
    ck_assert_int_eq(result.method, TREND_METHOD_RATIO);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
    ck_assert_double_eq_tol(result.p_value, 0.237, 5e-4);
    ck_assert_double_eq_tol(result.change, 34.0 / 24, 1e-12);
    const gint64 national_years[] = {984, 791};
    series = years(2020, 2, national_years);
    result = find(&series);
    ck_assert_int_eq(result.direction, TREND_FALL);
    ck_assert_double_eq_tol(result.change, 0.8038618, 5e-8);
    ck_assert_double_eq_tol(result.lower, 0.7311091, 5e-7);
    ck_assert_double_eq_tol(result.upper, 0.8836363, 5e-7);
    ck_assert_double_eq_tol(result.p_value, 5.079211e-06, 5e-11);
    /* With the spread of the whole series it is nothing to speak of. */
    ck_assert_int_eq(trend_find(2, series.points, 0, NULL, 50).direction, TREND_NO_CHANGE);
}
END_TEST

/* Twice the inhabitants: twice the count is the same rate. */
START_TEST(rates_take_inhabitants_out)
{
    const gint64 pair[] = {20, 40};
    Series series = years(2010, 2, pair);
    series.points[0].exposure = 100000;
    series.points[1].exposure = 200000;
    TrendResult result = find(&series);
    ck_assert_double_eq_tol(result.change, 1, 1e-12);
    ck_assert_double_gt(result.p_value, 0.9);
    Series grown = {.n = 0};
    for (int i = 0; i < 8; i++) {
        add(&grown, period_year(2010 + i), 100 + 10 * i);
        grown.points[i].exposure = 1000 * (100 + 10 * i);
    }
    result = find(&grown);
    ck_assert(result.per_inhabitant);
    ck_assert_double_eq_tol(result.change, 1, 1e-9);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
    ck_assert_int_eq(find(&grown).refusal, TREND_FINE);
    grown.points[3].exposure = 0;
    ck_assert_int_eq(find(&grown).refusal, TREND_NO_POPULATION);
}
END_TEST

/* A clear rise is a rise; its level per year by hand: 100 x 1.1^i, rounded. */
START_TEST(clear_rise)
{
    const gint64 counts[] = {100, 110, 121, 133, 146, 161, 177};
    Series series = years(2015, 7, counts);
    series.points[6].provisional = TRUE;
    TrendResult result = find(&series);
    ck_assert_int_eq(result.direction, TREND_RISE);
    ck_assert_double_eq_tol(result.change, 1.1, 1e-3);
    ck_assert_uint_eq(result.caveats, TREND_CAVEAT_PROVISIONAL);
    ck_assert_double_eq_tol(result.first_level, 100, 0.5);
    ck_assert_double_eq_tol(result.last_level, 177, 0.5);
}
END_TEST

/* A level that halves at an event, otherwise flat: a step, no trend. Without the event the same
 * series reads as a fall. */
START_TEST(step_at_an_event_is_no_trend)
{
    const gint64 counts[] = {200, 204, 197, 199, 202, 101, 98, 103, 99, 100};
    Series series = years(2013, 10, counts);
    TrendEvent events[] = {{"early", day_from_ymd(2014, 1, 1)}, {"avg", day_from_ymd(2018, 5, 25)}};
    TrendResult result = trend_find(10, series.points, 2, events, 1);
    ck_assert_int_eq(result.step_event, 1);
    ck_assert_double_eq_tol(result.step, 0.5, 0.03);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
    ck_assert(result.caveats & TREND_CAVEAT_STEP);
    ck_assert_int_eq(find(&series).direction, TREND_FALL);
}
END_TEST

/* A saw: up, down at the event, up again. The line beside the step rises steeply, the line through
 * all is flat: no direction, and limits that hold both. */
START_TEST(direction_beside_a_step_needs_both_lines)
{
    const gint64 counts[] = {100, 120, 144, 173, 207, 100, 120, 144, 173, 207};
    Series series = years(2013, 10, counts);
    TrendEvent event = {"avg", day_from_ymd(2018, 5, 25)};
    TrendResult alone = find(&series), beside = trend_find(10, series.points, 1, &event, 1);
    ck_assert_int_eq(beside.step_event, 0);
    ck_assert_double_eq_tol(beside.change, 1.2, 2e-3);
    ck_assert_int_eq(alone.direction, TREND_NO_CHANGE);
    ck_assert_int_eq(beside.direction, TREND_NO_CHANGE);
    ck_assert_double_eq_tol(beside.lower, alone.lower, 1e-12);
    ck_assert_double_ge(beside.upper, 1.2);
    /* Down all the way, and further at the event: both lines fall. */
    const gint64 falling[] = {400, 360, 324, 292, 262, 118, 106, 96, 86, 77};
    series = years(2013, 10, falling);
    beside = trend_find(10, series.points, 1, &event, 1);
    ck_assert_int_eq(beside.step_event, 0);
    ck_assert_int_eq(beside.direction, TREND_FALL);
    ck_assert_double_eq_tol(beside.change, 0.9, 2e-3);
}
END_TEST

/* Counts that lie closer to their line than chance allows: limits are those of Poisson. For a flat
 * series of m a year the error of the slope is 1 / sqrt(m sum (t - mean t)^2): 1 / sqrt(50 x 10).
 */
START_TEST(less_spread_than_chance_is_poisson)
{
    const gint64 counts[] = {50, 50, 50, 50, 50};
    Series series = years(2015, 5, counts);
    TrendResult result = find(&series);
    ck_assert_double_eq_tol(result.upper, exp(1.959963985 / sqrt(500)), 1e-8);
    ck_assert_double_eq_tol(result.lower * result.upper, 1, 1e-9);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
    ck_assert_double_eq_tol(result.p_value, 1, 1e-6);
}
END_TEST

/* Up and down again, no event: no trend, and the bend is named. */
START_TEST(bend_is_named)
{
    Series series = {.n = 0};
    for (int i = 0; i < 15; i++)
        add(&series, period_year(2010 + i), (gint64)rint(300 * exp(0.15 * (i < 8 ? i : 14 - i))));
    TrendResult result = find(&series);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
    ck_assert(result.caveats & TREND_CAVEAT_BEND);
    ck_assert_int_ge(result.bend, 7);
    ck_assert_int_le(result.bend, 8);
}
END_TEST

static const gint64 six[] = {30, 31, 29, 33, 30, 32};

/* A refusal has no direction, no size and no p-value. */
static void check_refused(TrendResult result, TrendRefusal why)
{
    ck_assert_int_eq(result.refusal, why);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
    ck_assert_int_eq(result.method, TREND_METHOD_NONE);
    ck_assert(isnan(result.change) && isnan(result.lower) && isnan(result.upper));
    ck_assert(isnan(result.p_value) && isnan(result.first_level));
}

START_TEST(no_figures_are_refused)
{
    check_refused(trend_find(0, NULL, 0, NULL, 1), TREND_NO_FIGURES);
    Series series = years(2015, 1, six);
    series.points[0].state = STATE_NOT_AVAILABLE;
    check_refused(find(&series), TREND_NO_FIGURES);
}
END_TEST

START_TEST(single_point_series_is_refused)
{
    Series series = years(2015, 1, six);
    check_refused(find(&series), TREND_SINGLE_POINT);
    /* And a window that has no window before it. */
    series.points[0].period = period_window(2024, 5);
    check_refused(find(&series), TREND_SINGLE_POINT);
}
END_TEST

/* Values of 2015, 2017 and 2020 alone: nothing follows anything. */
START_TEST(missing_source_is_refused)
{
    Series series = years(2015, 6, six);
    series.points[1].state = series.points[3].state = series.points[4].state = STATE_NOT_DELIVERED;
    check_refused(find(&series), TREND_NOT_DELIVERED);
    series.points[1].state = series.points[3].state = series.points[4].state = STATE_NOT_LOOKED_FOR;
    check_refused(find(&series), TREND_NOT_LOOKED_FOR);
}
END_TEST

START_TEST(suppressed_series_is_refused)
{
    Series series = years(2015, 6, six);
    series.points[1].state = series.points[3].state = series.points[4].state = STATE_SUPPRESSED;
    check_refused(find(&series), TREND_SUPPRESSED);
}
END_TEST

START_TEST(partial_year_is_refused)
{
    Series series = years(2015, 3, six);
    series.points[1].partial = TRUE;
    check_refused(find(&series), TREND_PARTIAL);
    check_refused(trend_compare(&series.points[0], &series.points[1], 1), TREND_PARTIAL);
}
END_TEST

/* Inhabitants in all periods but one: neither a rate nor a count. */
START_TEST(zero_population_is_refused)
{
    Series series = years(2015, 6, six);
    for (gsize i = 0; i < 6; i++)
        series.points[i].exposure = i == 2 ? 0 : 50000;
    check_refused(find(&series), TREND_NO_POPULATION);
    check_refused(trend_compare(&series.points[2], &series.points[3], 1), TREND_NO_POPULATION);
}
END_TEST

START_TEST(mixed_periods_are_refused)
{
    Series series = years(2015, 6, six);
    series.points[5].period = period_quarter(2020, 1);
    check_refused(find(&series), TREND_NOT_COMPARABLE);
}
END_TEST

START_TEST(sparse_series_is_refused)
{
    const gint64 sparse[] = {0, 1, 0, 0, 2, 1}, none[8] = {0};
    Series series = years(2015, 6, sparse);
    check_refused(find(&series), TREND_TOO_SPARSE);
    series = years(2015, 8, none);
    check_refused(find(&series), TREND_TOO_SPARSE);
    /* All in one year: the slope of 0 0 0 0 40 runs off to infinity. */
    const gint64 last[] = {0, 0, 0, 0, 40};
    series = years(2015, 5, last);
    check_refused(find(&series), TREND_TOO_SPARSE);
}
END_TEST

/* --- odd series ------------------------------------------------------------------------------ */

/* One year of 5,000 among years of 20: the spread is named, no direction, all figures are finite.
 */
START_TEST(one_huge_outlier_makes_no_trend)
{
    gint64 counts[] = {20, 21, 19, 20, 22, 20, 18, 20, 21, 5000};
    for (int at = 0; at < 10; at++) {
        gint64 swapped[10];
        memcpy(swapped, counts, sizeof counts);
        swapped[9] = counts[at];
        swapped[at] = 5000;
        Series series = years(2013, 10, swapped);
        TrendResult result = find(&series);
        ck_assert_int_eq(result.refusal, TREND_FINE);
        ck_assert_msg(result.direction == TREND_NO_CHANGE ||
                          (result.caveats & TREND_CAVEAT_DISAGREE) != 0,
                      "outlier in place %d: p %g", at, result.p_value);
        ck_assert(result.caveats & TREND_CAVEAT_SPREAD);
        ck_assert(isfinite(result.lower) && isfinite(result.upper) && result.lower > 0);
    }
}
END_TEST

/* A perfect line: dispersion almost 0, the limits those of Poisson, and a rise. Zeros at the end of
 * a fall are no obstacle; counts of a hundred million are none either. */
START_TEST(perfect_fits_zeros_and_huge_counts)
{
    const gint64 powers[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
    Series series = years(2013, 10, powers);
    TrendResult result = find(&series);
    ck_assert_double_eq_tol(result.change, 2, 1e-8);
    ck_assert_double_lt(result.dispersion, 1e-9);
    ck_assert_double_lt(result.lower, 2 - 1e-3);
    ck_assert_int_eq(result.direction, TREND_RISE);
    const gint64 ending[] = {40, 22, 9, 6, 1, 0, 0, 0, 0, 0};
    series = years(2013, 10, ending);
    result = find(&series);
    ck_assert_int_eq(result.direction, TREND_FALL);
    ck_assert(isfinite(result.lower) && isfinite(result.negative_binomial_change));
    gint64 huge[8];
    for (int i = 0; i < 8; i++)
        huge[i] = 100000000 + 1000000 * i;
    series = years(2013, 8, huge);
    result = find(&series);
    ck_assert_int_eq(result.direction, TREND_RISE);
    ck_assert_double_eq_tol(result.change, 1.00967, 2e-4);
}
END_TEST

/* Sources with a third of the reports are gone in two years: the caveat, and the year that is
 * named. A source with a twentieth is none. */
START_TEST(missing_reporters_are_a_caveat)
{
    Series series = years(2015, 6, six);
    series.points[3].missing = 0.33;
    series.points[4].missing = 0.2;
    TrendResult result = find(&series);
    ck_assert(result.caveats & TREND_CAVEAT_SOURCES);
    ck_assert_double_eq_tol(result.least_coverage, 0.67, 1e-12);
    ck_assert_uint_eq(result.worst, 3);
    series.points[3].missing = series.points[4].missing = 0.05;
    ck_assert(!(find(&series).caveats & TREND_CAVEAT_SOURCES));
}
END_TEST

/* A partial last year does not make a fall: the stretch ends before it, and says so. */
START_TEST(partial_last_year_is_left_out)
{
    const gint64 counts[] = {100, 101, 99, 102, 98, 100, 12};
    Series series = years(2015, 7, counts);
    series.points[6].partial = TRUE;
    TrendResult result = find(&series);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
    ck_assert_int_eq(result.to.year, 2020);
    ck_assert(result.caveats & TREND_CAVEAT_NOT_LATEST);
    series.points[6].partial = FALSE;
    series.points[0].state = STATE_NOT_DELIVERED;
    ck_assert_int_eq(find(&series).from.year, 2016);
}
END_TEST

/* Quarters have levels of their own: a season is no trend. */
START_TEST(season_is_no_trend)
{
    Series series = {.n = 0};
    const gint64 season[] = {40, 60, 80, 100};
    for (int i = 0; i < 12; i++)
        add(&series, period_quarter(2020 + i / 4, i % 4 + 1), season[i % 4]);
    TrendResult result = find(&series);
    ck_assert_int_eq(result.refusal, TREND_FINE);
    ck_assert_double_eq_tol(result.change, 1, 1e-9);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
}
END_TEST

/* Of 19 parketten, on their own some rise or fall from 2007 to 2011; among all together fewer, and
 * none by more than the number that stands out alone. */
START_TEST(parketten_together)
{
    g_autofree char *path =
        shared_data_path("data/seed-tables/om_ingeschreven_zaken_per_parket_2007_2011.csv");
    if (path == NULL)
        return;
    g_autoptr(TableFile) table = table_file_open(path, NULL);
    TrendResult results[19];
    TrendResult *pointers[19];
    gsize n = 0, alone = 0;
    Series series = {.n = 0};
    while (table_file_next(table, NULL)) {
        gint64 year, count;
        ck_assert(table_file_integer(table, 1, &year, NULL));
        ck_assert(table_file_integer(table, 2, &count, NULL));
        add(&series, period_year((int)year), count);
        if (series.n < 5)
            continue;
        results[n] = find(&series);
        alone += results[n].direction != TREND_NO_CHANGE;
        pointers[n] = &results[n];
        n++;
        series.n = 0;
    }
    double expected;
    gsize found = trend_adjust(n, pointers, &expected);
    ck_assert_uint_le(found, alone);
    gsize tested = 0, by_chance = 0;
    for (gsize i = 0; i < n; i++) {
        tested += results[i].refusal == TREND_FINE;
        by_chance += (results[i].caveats & TREND_CAVEAT_CHANCE) != 0;
        ck_assert(!(results[i].p_adjusted < results[i].p_value));
    }
    ck_assert_uint_eq(found + by_chance, alone);
    ck_assert_double_eq_tol(expected, 0.05 * (double)tested, 1e-12);
}
END_TEST

/* By hand: all pairs at the common ratio 1, chi-square 0, dispersion at least 1; and pairs 0/10 and
 * 10/0: each (10 - 5)^2 / 2.5 = 10, six of them over 5. */
START_TEST(dispersion_of_pairs)
{
    const gint64 even[] = {5, 6, 7, 8, 9, 10};
    ck_assert_double_eq(trend_pair_dispersion(6, even, even), 1);
    const gint64 before[] = {0, 10, 0, 10, 0, 10};
    const gint64 after[] = {10, 0, 10, 0, 10, 0};
    ck_assert_double_eq_tol(trend_pair_dispersion(6, before, after), 12, 1e-12);
    /* Of four pairs nothing is known. */
    ck_assert(isnan(trend_pair_dispersion(4, before, after)));
}
END_TEST

/* 984 -> 791 is beyond chance, but how much such counts vary otherwise is not known: no direction,
 * and the sentence says why. The same beside other tests: it is no finding among them. */
START_TEST(two_years_of_unknown_spread_have_no_direction)
{
    const gint64 counts[] = {984, 791};
    Series series = years(2020, 2, counts);
    TrendResult result = trend_find(2, series.points, 0, NULL, NAN);
    ck_assert_int_eq(result.refusal, TREND_FINE);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
    ck_assert_double_eq_tol(result.p_value, 5.079211e-06, 5e-11);
    g_autofree char *words = trend_caveat_words(result.caveats);
    ck_assert_str_eq(words, "chance-only");
    TrendResult *results[] = {&result};
    double expected;
    ck_assert_uint_eq(trend_adjust(1, results, &expected), 0);
    /* Within chance nothing more is to be said. */
    const gint64 drenthe[] = {24, 34};
    series = years(2010, 2, drenthe);
    ck_assert_uint_eq(trend_find(2, series.points, 0, NULL, NAN).caveats, 0);
}
END_TEST

/* Corona lies between 2019 and 2021: named, also when two years are compared. */
START_TEST(breaks_between_two_years_are_named)
{
    const gint64 counts[] = {120, 130, 110};
    Series series = years(2019, 3, counts);
    set_days();
    TrendResult result = trend_find(3, series.points, 4, national, 1);
    ck_assert_int_eq(result.method, TREND_METHOD_RATIO);
    ck_assert_uint_eq(result.n_breaks, 1);
    ck_assert_uint_eq(result.breaks[0], 3);
    ck_assert_uint_eq(result.caveats, TREND_CAVEAT_BREAKS);
}
END_TEST

Suite *trend_suite(void);
Suite *trend_suite(void)
{
    Suite *suite = suite_create("trend");
    TCase *tcase = tcase_create("trend");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, rapporteur_has_no_trend_and_says_why);
    tcase_add_test(tcase, two_years_are_compared_exactly);
    tcase_add_test(tcase, rates_take_inhabitants_out);
    tcase_add_test(tcase, clear_rise);
    tcase_add_test(tcase, step_at_an_event_is_no_trend);
    tcase_add_test(tcase, direction_beside_a_step_needs_both_lines);
    tcase_add_test(tcase, less_spread_than_chance_is_poisson);
    tcase_add_test(tcase, bend_is_named);
    tcase_add_test(tcase, no_figures_are_refused);
    tcase_add_test(tcase, single_point_series_is_refused);
    tcase_add_test(tcase, missing_source_is_refused);
    tcase_add_test(tcase, suppressed_series_is_refused);
    tcase_add_test(tcase, partial_year_is_refused);
    tcase_add_test(tcase, zero_population_is_refused);
    tcase_add_test(tcase, mixed_periods_are_refused);
    tcase_add_test(tcase, sparse_series_is_refused);
    tcase_add_test(tcase, one_huge_outlier_makes_no_trend);
    tcase_add_test(tcase, perfect_fits_zeros_and_huge_counts);
    tcase_add_test(tcase, missing_reporters_are_a_caveat);
    tcase_add_test(tcase, partial_last_year_is_left_out);
    tcase_add_test(tcase, season_is_no_trend);
    tcase_add_test(tcase, parketten_together);
    tcase_add_test(tcase, dispersion_of_pairs);
    tcase_add_test(tcase, two_years_of_unknown_spread_have_no_direction);
    tcase_add_test(tcase, breaks_between_two_years_are_named);
    suite_add_tcase(suite, tcase);
    return suite;
}
