#include "report/chart/bar_chart.h"
#include "report/chart/estimate_chart.h"
#include "report/chart/funnel_chart.h"
#include "report/chart/line_chart.h"
#include "report/chart/row_chart.h"

#include "tests/support/chart_check.h"

#include <check.h>
#include <math.h>
#include <string.h>

static Graphic *line_of(const Series *series)
{
    LineSeries lines[] = {{"dit jaar", "95%: 7–22", COLOUR_REGISTERED, series->values},
                          {"ook deze", NULL, COLOUR_TEAL, series->values}};
    LineEvent events[] = {{series->n / 3.0, "AVG, mei 2018", TRUE},
                          {series->n / 3.0 + 0.6, "corona, maart 2020", FALSE},
                          {series->n - 1.0, "Arbeidsinspectie, 2022", FALSE}};
    return line_chart_new(&(LineChart){.n_periods = series->n,
                                       .periods = (const char *const *)series->names,
                                       .n_series = 2,
                                       .series = lines,
                                       .n_events = series->n > 2 ? 3 : 0,
                                       .events = events,
                                       .whole = TRUE});
}

START_TEST(lines_of_any_length)
{
    static const guint lengths[] = {1, 2, 3, 5, 10, 17, 40};
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (Fill fill = 0; fill < N_FILLS; fill++)
        for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
            Series series = series_new(fill, lengths[i]);
            g_autofree char *words = chart_check_draw(engine, line_of(&series), line_of(&series));
            ck_assert_ptr_nonnull(strstr(words, "|1985|"));
            series_clear(&series);
        }
}
END_TEST

static Graphic *bars_of(const Series *series)
{
    BarSeries bars = {NULL, COLOUR_REGISTERED, series->values};
    return bar_chart_new(&(BarChart){.n_categories = series->n,
                                     .categories = (const char *const *)series->names,
                                     .n_series = 1,
                                     .series = &bars,
                                     .whole = TRUE});
}

START_TEST(bars_of_any_length)
{
    static const guint lengths[] = {1, 2, 5, 10, 17, 40};
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (Fill fill = 0; fill < N_FILLS; fill++)
        for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
            Series series = series_new(fill, lengths[i]);
            g_autofree char *words = chart_check_draw(engine, bars_of(&series), bars_of(&series));
            ck_assert_uint_eq(chart_check_count(words, "|1985|"), 2); /* whole and half a page */
            series_clear(&series);
        }
}
END_TEST

static Graphic *groups_of(const Series *series)
{
    BarSeries bars[] = {{"Eindhoven", COLOUR_REGISTERED, series->values},
                        {"vergelijkbare gemeenten", COLOUR_TEAL, series->values}};
    return bar_chart_new(&(BarChart){.n_categories = series->n,
                                     .categories = (const char *const *)series->names,
                                     .n_series = 2,
                                     .series = bars,
                                     .whole = TRUE});
}

/* Two bars of the same height side by side: names and numbers keep apart. */
START_TEST(grouped_bars_of_any_length)
{
    static const guint lengths[] = {1, 2, 5, 10, 40};
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (Fill fill = 0; fill < N_FILLS; fill++)
        for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
            Series series = series_new(fill, lengths[i]);
            g_autofree char *words =
                chart_check_draw(engine, groups_of(&series), groups_of(&series));
            ck_assert_ptr_nonnull(strstr(words, "|Eindhoven|"));
            series_clear(&series);
        }
}
END_TEST

static Graphic *estimates_of(const Series *series)
{
    return estimate_chart_new(&(EstimateChart){.n_periods = series->n,
                                               .periods = (const char *const *)series->names,
                                               .registered = series->values,
                                               .estimated = series->values,
                                               .registered_name = "gemelde slachtoffers",
                                               .estimated_name = "geschat aantal",
                                               .estimated_note = "lijn en 95%-interval"});
}

START_TEST(estimates_of_any_length)
{
    static const guint lengths[] = {1, 2, 10, 25};
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (Fill fill = 0; fill < N_FILLS; fill++)
        for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
            Series series = series_new(fill, lengths[i]);
            g_autofree char *words =
                chart_check_draw(engine, estimates_of(&series), estimates_of(&series));
            ck_assert_uint_eq(chart_check_count(words, "|1985|"), 2);
            series_clear(&series);
        }
}
END_TEST

static RowChart rows_of(guint n, ChartRow *rows, Fill fill)
{
    static const char *const names[] = {
        "Krimpen aan den IJssel", "Súdwest-Fryslân", "'s-Hertogenbosch",
        "Grensoverschrijdende seksuele uitbuiting", "Arbeidsuitbuiting en dienstverlening"};
    for (guint i = 0; i < n; i++)
        rows[i] = (ChartRow){names[i % 5], chart_check_value(fill, i), 40, i == 2, NULL};
    return (RowChart){.n_rows = n,
                      .rows = rows,
                      .decimals = 1,
                      .axis_title = "per 100.000 inwoners",
                      .reference = 44,
                      .reference_name = "Nederland 44,0"};
}

START_TEST(rows_with_long_names)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    ChartRow rows[12];
    for (Fill fill = 0; fill < N_FILLS; fill++)
        for (guint n = 0; n <= 12; n += 3) {
            RowChart chart = rows_of(n, rows, fill);
            g_autofree char *bars =
                chart_check_draw(engine, row_bars_new(&chart), row_bars_new(&chart));
            g_autofree char *dots =
                chart_check_draw(engine, row_intervals_new(&chart), row_intervals_new(&chart));
            ck_assert_uint_eq(chart_check_count(bars, "|per 100.000 inwoners|"), 2);
            ck_assert_uint_eq(chart_check_count(dots, "|per 100.000 inwoners|"), 2);
        }
}
END_TEST

/* A protected number is in no label of any chart: only its mark is. */
START_TEST(suppressed_values_are_not_printed)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    Series series = series_new(ALL_GIVEN, 5);
    series.values[2] = (ChartValue){.state = STATE_SUPPRESSED, .value = 3, .lower = 3, .upper = 3};
    ChartRow row = {"Eindhoven", series.values[2], NAN, FALSE, NULL};
    RowChart rows = {.n_rows = 1, .rows = &row, .whole = TRUE};
    char *const drawn[] = {chart_check_draw(engine, bars_of(&series), bars_of(&series)),
                           chart_check_draw(engine, line_of(&series), line_of(&series)),
                           chart_check_draw(engine, estimates_of(&series), estimates_of(&series)),
                           chart_check_draw(engine, row_bars_new(&rows), row_intervals_new(&rows))};
    for (gsize i = 0; i < G_N_ELEMENTS(drawn); i++) {
        ck_assert_ptr_nonnull(strstr(drawn[i], "|×|"));
        ck_assert_ptr_null(strstr(drawn[i], "|3|"));
        g_free(drawn[i]);
    }
    series_clear(&series);
}
END_TEST

START_TEST(axis_ticks_are_round_dutch_numbers)
{
    static const struct {
        double largest;
        guint wanted;
        gboolean whole;
        double upper;
        guint n;
        const char *last;
    } cases[] = {{29.8, 4, TRUE, 30, 4, "30"},        {6900, 4, TRUE, 8000, 5, "8.000"},
                 {9100, 4, TRUE, 10000, 5, "10.000"}, {3, 4, TRUE, 3, 4, "3"},
                 {0.9, 4, FALSE, 1, 5, "1,00"},       {0, 4, TRUE, 1, 2, "1"},
                 {NAN, 4, TRUE, 1, 2, "1"},           {1e6, 4, TRUE, 1e6, 5, "1.000.000"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        Ticks ticks = ticks_from_zero(cases[i].largest, cases[i].wanted, cases[i].whole);
        g_autofree char *last = tick_label(&ticks, ticks.n - 1, LANGUAGE_NL);
        ck_assert_double_eq_tol(ticks.upper, cases[i].upper, 1e-9);
        ck_assert_uint_eq(ticks.n, cases[i].n);
        ck_assert_str_eq(last, cases[i].last);
    }
}
END_TEST

START_TEST(funnel_names_only_the_own_area)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    FunnelPoint points[200];
    FunnelLimits limits[2] = {{0.5, 0, 4, 0, 6}, {60, 0.7, 1.3, 0.5, 1.6}};
    for (guint i = 0; i < 200; i++)
        points[i] = (FunnelPoint){.expected = 0.2 + i * 0.4, .ratio = (i * 37 % 60) / 10.0};
    points[100].is_own = TRUE;
    FunnelChart chart = {.n_points = 200,
                         .points = points,
                         .n_limits = 2,
                         .limits = limits,
                         .own_name = "Krimpen aan den IJssel",
                         .x_title = "verwacht aantal"};
    g_autofree char *words =
        chart_check_draw(engine, funnel_chart_new(&chart), funnel_chart_new(&chart));
    ck_assert_ptr_nonnull(strstr(words, "|Krimpen aan den IJssel 4,00|")); /* 3700 % 60 / 10 */
}
END_TEST

Suite *chart_suite(void);
Suite *chart_suite(void)
{
    Suite *suite = suite_create("chart");
    TCase *tcase = tcase_create("chart");
    tcase_set_timeout(tcase, 40);
    tcase_add_test(tcase, lines_of_any_length);
    tcase_add_test(tcase, bars_of_any_length);
    tcase_add_test(tcase, grouped_bars_of_any_length);
    tcase_add_test(tcase, estimates_of_any_length);
    tcase_add_test(tcase, rows_with_long_names);
    tcase_add_test(tcase, suppressed_values_are_not_printed);
    tcase_add_test(tcase, axis_ticks_are_round_dutch_numbers);
    tcase_add_test(tcase, funnel_names_only_the_own_area);
    suite_add_tcase(suite, tcase);
    return suite;
}
