#include "stats/duration/survival.h"

#include <check.h>
#include <math.h>

#define CENSORED(time)                                                                             \
    {                                                                                              \
        (time), 0                                                                                  \
    }
#define ENDED(time)                                                                                \
    {                                                                                              \
        (time), 1                                                                                  \
    }

/* Freireich et al. 1963, weeks of remission of 21 patients on 6-MP: the leukaemia data of every
 * textbook. */
static const SurvivalUnit treated[] = {
    ENDED(6),     ENDED(6),     ENDED(6),     CENSORED(6), ENDED(7),     CENSORED(9),
    ENDED(10),    CENSORED(10), CENSORED(11), ENDED(13),   ENDED(16),    CENSORED(17),
    CENSORED(19), CENSORED(20), ENDED(22),    ENDED(23),   CENSORED(25), CENSORED(32),
    CENSORED(32), CENSORED(34), CENSORED(35)};

/* The 21 on placebo: all relapsed. */
static const SurvivalUnit placebo[] = {
    ENDED(1),  ENDED(1),  ENDED(2),  ENDED(2),  ENDED(3),  ENDED(4),  ENDED(4),
    ENDED(5),  ENDED(5),  ENDED(8),  ENDED(8),  ENDED(8),  ENDED(8),  ENDED(11),
    ENDED(11), ENDED(12), ENDED(12), ENDED(15), ENDED(17), ENDED(22), ENDED(23)};

/* The published table: time, at risk, ended, remaining, Greenwood standard error (Kleinbaum &
 * Klein, Survival Analysis, table of the 6-MP group; R survfit prints the same). */
START_TEST(treated_table_is_the_published_one)
{
    static const struct {
        int time, at_risk, ended;
        double remaining, error;
    } rows[] = {{6, 21, 3, 0.857, 0.0764},  {7, 17, 1, 0.807, 0.0869},  {10, 15, 1, 0.753, 0.0963},
                {13, 12, 1, 0.690, 0.1068}, {16, 11, 1, 0.627, 0.1141}, {22, 7, 1, 0.538, 0.1282},
                {23, 6, 1, 0.448, 0.1346}};
    g_autoptr(GArray) curve = survival_curve(G_N_ELEMENTS(treated), treated, 0.95);
    ck_assert_uint_eq(curve->len, G_N_ELEMENTS(rows));
    for (guint i = 0; i < curve->len; i++) {
        const SurvivalStep *step = &g_array_index(curve, SurvivalStep, i);
        ck_assert_int_eq(step->time, rows[i].time);
        ck_assert_int_eq(step->n_at_risk, rows[i].at_risk);
        ck_assert_int_eq(step->n_ended, rows[i].ended);
        ck_assert_double_eq_tol(step->remaining, rows[i].remaining, 0.0005);
        ck_assert_double_eq_tol(step->error, rows[i].error, 0.00005);
    }
}
END_TEST

START_TEST(medians_are_the_published_ones)
{
    g_autoptr(GArray) first = survival_curve(G_N_ELEMENTS(treated), treated, 0.95);
    g_autoptr(GArray) second = survival_curve(G_N_ELEMENTS(placebo), placebo, 0.95);
    SurvivalQuantile long_one = survival_quantile(first, 0.5);
    SurvivalQuantile short_one = survival_quantile(second, 0.5);
    ck_assert_double_eq(long_one.time, 23);
    ck_assert_double_eq(short_one.time, 8);
    /* Limits on the scale log(-log S), as R survfit(conf.type = "log-log"). */
    ck_assert_double_eq(long_one.limits.lower, 13);
    ck_assert(isnan(long_one.limits.upper));
    ck_assert_double_eq(short_one.limits.lower, 4);
    ck_assert_double_eq(short_one.limits.upper, 11);
}
END_TEST

/* No censoring: what remains is the share of the sample, the error binomial. */
START_TEST(without_censoring_it_is_the_sample)
{
    g_autoptr(GArray) curve = survival_curve(G_N_ELEMENTS(placebo), placebo, 0.95);
    const SurvivalStep *step = survival_at(curve, 10);
    ck_assert_int_eq(step->time, 8);
    ck_assert_double_eq_tol(step->remaining, 8 / 21.0, 1e-12);
    ck_assert_double_eq_tol(step->error, sqrt(8 * 13 / (21.0 * 21 * 21)), 1e-12);
    ck_assert_ptr_null(survival_at(curve, 0));
    const SurvivalStep *last = survival_at(curve, 1000);
    ck_assert_double_eq(last->remaining, 0);
    ck_assert(isnan(last->limits.lower) && isnan(last->limits.upper));
}
END_TEST

/* Four at 1, 2, 3, 4: exactly half remain from 2 to 3. One censored with an end at the same time is
 * still at risk then. */
START_TEST(ties_are_exact)
{
    static const SurvivalUnit four[] = {ENDED(4), ENDED(2), ENDED(1), ENDED(3)};
    g_autoptr(GArray) curve = survival_curve(4, four, 0.95);
    ck_assert_double_eq(survival_quantile(curve, 0.5).time, 2.5);
    ck_assert_double_eq(survival_quantile(curve, 0.3).time, 2);
    static const SurvivalUnit tied[] = {CENSORED(5), ENDED(5), ENDED(5), CENSORED(5), CENSORED(9)};
    g_autoptr(GArray) second = survival_curve(5, tied, 0.95);
    ck_assert_uint_eq(second->len, 1);
    const SurvivalStep *step = &g_array_index(second, SurvivalStep, 0);
    ck_assert_int_eq(step->n_at_risk, 5);
    ck_assert_double_eq_tol(step->remaining, 0.6, 1e-12);
    ck_assert_double_eq_tol(step->error, sqrt(0.6 * 0.4 / 5), 1e-12);
    static const SurvivalUnit same_day[] = {ENDED(0), ENDED(0), ENDED(0)};
    g_autoptr(GArray) third = survival_curve(3, same_day, 0.95);
    ck_assert_double_eq(survival_quantile(third, 0.5).time, 0);
}
END_TEST

START_TEST(all_censored_has_no_median)
{
    static const SurvivalUnit open[] = {CENSORED(10), CENSORED(20), CENSORED(30)};
    g_autoptr(GArray) curve = survival_curve(3, open, 0.95);
    ck_assert_uint_eq(curve->len, 0);
    SurvivalQuantile median = survival_quantile(curve, 0.5);
    ck_assert(isnan(median.time) && isnan(median.limits.lower) && isnan(median.limits.upper));
    g_autoptr(GArray) nothing = survival_curve(0, NULL, 0.95);
    ck_assert_uint_eq(nothing->len, 0);
}
END_TEST

/* Two ways to end, nothing censored: shares of the sample, with the binomial error. */
START_TEST(incidence_without_censoring_is_the_sample)
{
    static const SurvivalUnit units[] = {{1, 1}, {2, 2}, {3, 1}, {4, 2}, {5, 1},
                                         {6, 2}, {7, 2}, {8, 1}, {9, 2}, {10, 2}};
    g_autoptr(GArray) steps = survival_incidence(10, units, 1, 0.95);
    ck_assert_uint_eq(steps->len, 4);
    for (guint i = 0; i < 4; i++) {
        const IncidenceStep *step = &g_array_index(steps, IncidenceStep, i);
        double share = (i + 1) / 10.0;
        ck_assert_double_eq_tol(step->share, share, 1e-12);
        ck_assert_double_eq_tol(step->error, sqrt(share * (1 - share) / 10), 1e-12);
        ck_assert_double_lt(step->limits.lower, share);
        ck_assert_double_gt(step->limits.upper, share);
    }
}
END_TEST

/* One way to end only: the complement of Kaplan-Meier, with its error. With several, the shares and
 * what remains add up to 1. */
START_TEST(incidence_agrees_with_the_curve)
{
    g_autoptr(GArray) curve = survival_curve(G_N_ELEMENTS(treated), treated, 0.95);
    g_autoptr(GArray) steps = survival_incidence(G_N_ELEMENTS(treated), treated, 1, 0.95);
    ck_assert_uint_eq(steps->len, curve->len);
    for (guint i = 0; i < steps->len; i++) {
        const IncidenceStep *step = &g_array_index(steps, IncidenceStep, i);
        const SurvivalStep *same = &g_array_index(curve, SurvivalStep, i);
        ck_assert_double_eq_tol(step->share, 1 - same->remaining, 1e-12);
        ck_assert_double_eq_tol(step->error, same->error, 1e-12);
        ck_assert_double_eq_tol(step->limits.upper, 1 - same->limits.lower, 1e-12);
    }
    static const SurvivalUnit mixed[] = {{1, 1}, {2, 0}, {3, 2}, {4, 1}, {4, 0}, {6, 2}, {8, 0}};
    g_autoptr(GArray) all = survival_curve(7, mixed, 0.95);
    g_autoptr(GArray) one = survival_incidence(7, mixed, 1, 0.95);
    g_autoptr(GArray) two = survival_incidence(7, mixed, 2, 0.95);
    ck_assert_double_eq_tol(g_array_index(one, IncidenceStep, one->len - 1).share +
                                g_array_index(two, IncidenceStep, two->len - 1).share +
                                survival_at(all, 100)->remaining,
                            1, 1e-12);
}
END_TEST

Suite *survival_suite(void);
Suite *survival_suite(void)
{
    Suite *suite = suite_create("survival");
    TCase *tcase = tcase_create("survival");
    tcase_add_test(tcase, treated_table_is_the_published_one);
    tcase_add_test(tcase, medians_are_the_published_ones);
    tcase_add_test(tcase, without_censoring_it_is_the_sample);
    tcase_add_test(tcase, ties_are_exact);
    tcase_add_test(tcase, all_censored_has_no_median);
    tcase_add_test(tcase, incidence_without_censoring_is_the_sample);
    tcase_add_test(tcase, incidence_agrees_with_the_curve);
    suite_add_tcase(suite, tcase);
    return suite;
}
