#include "report/chart/duration_chart.h"

#include "tests/support/chart_check.h"

#include <check.h>
#include <math.h>
#include <string.h>

#define MOST_STEPS 400

/* n steps to `share` in `days` days. */
static void fill(guint n, DurationStep *steps, double days, double share)
{
    for (guint i = 0; i < n; i++) {
        double done = share * (i + 1) / n;
        steps[i] = (DurationStep){days * (i + 1) / n, done, done * 0.9, MIN(done * 1.1, 1)};
    }
}

static Graphic *curves_of(guint n_curves, guint n_steps, double days, double share)
{
    DurationStep steps[2][MOST_STEPS];
    const double open[] = {days * 0.4, days, days * 1.05};
    fill(n_steps, steps[0], days, share);
    fill(n_steps, steps[1], days / 3, share);
    DurationCurve curves[] = {{"uitspraak van de rechtbank", "helft binnen 300 dagen (280–322)",
                               COLOUR_REGISTERED, n_steps, steps[0], days / 2, 3, open},
                              {"geëindigd zonder uitspraak van de rechtbank", NULL, COLOUR_TEAL,
                               n_steps, steps[1], NAN, 0, NULL}};
    return duration_chart_new(&(DurationChart){
        .n_curves = n_curves, .curves = curves, .axis_title = "dagen na inschrijving"});
}

START_TEST(curves_of_any_length)
{
    static const guint lengths[] = {0, 1, 2, 5, 40, MOST_STEPS};
    static const double days[] = {1, 90, 855, 20000};
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (guint n_curves = 0; n_curves <= 2; n_curves++)
        for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++)
            for (gsize d = 0; d < G_N_ELEMENTS(days); d++) {
                g_autofree char *words =
                    chart_check_draw(engine, curves_of(n_curves, lengths[i], days[d], 0.98),
                                     curves_of(n_curves, lengths[i], days[d], 0));
                ck_assert_ptr_nonnull(strstr(words, "|100%|"));
            }
}
END_TEST

/* Two curves that end on the same share: their names do not touch (chart_check_draw fails then). */
START_TEST(names_of_curves_keep_apart)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autofree char *words =
        chart_check_draw(engine, curves_of(2, 30, 900, 0.5), curves_of(2, 30, 900, 0.5));
    ck_assert_ptr_nonnull(strstr(words, "|uitspraak van de rechtbank|"));
}
END_TEST

START_TEST(the_file_holds_the_curve)
{
    g_autoptr(Graphic) graphic = curves_of(1, 4, 100, 0.8);
    g_autoptr(FigureData) data = graphic_data(graphic);
    ck_assert_uint_eq(figure_data_n_rows(data), 4);
    int day = figure_data_find(data, "dag"), share = figure_data_find(data, "waarde");
    ck_assert_double_eq_tol(figure_data_cell(data, 1, (guint)day)->number, 50, 1e-9);
    ck_assert_double_eq_tol(figure_data_cell(data, 1, (guint)share)->number, 0.4, 1e-9);
}
END_TEST

Suite *duration_chart_suite(void);
Suite *duration_chart_suite(void)
{
    Suite *suite = suite_create("duration_chart");
    TCase *tcase = tcase_create("duration_chart");
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, curves_of_any_length);
    tcase_add_test(tcase, names_of_curves_keep_apart);
    tcase_add_test(tcase, the_file_holds_the_curve);
    suite_add_tcase(suite, tcase);
    return suite;
}
