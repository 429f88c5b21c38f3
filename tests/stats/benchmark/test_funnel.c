#include "stats/benchmark/funnel.h"

#include <check.h>
#include <math.h>

/* Row "funnel overdispersion tau2" of trend-reference.csv (R FunnelPlotR). */
static const double observed[] = {2, 8, 7, 15, 11, 9, 28, 20, 40, 35, 48, 104};
static const double expected[] = {3.2,  5.5,  8.1,  10.4, 12.7, 15.0,
                                  20.3, 25.8, 31.2, 40.6, 55.0, 80.5};
#define N_UNITS G_N_ELEMENTS(observed)

START_TEST(tau2_and_limits_as_r)
{
    FunnelDispersion found = funnel_dispersion(N_UNITS, observed, expected, 0.1, FUNNEL_TRUNCATE);
    ck_assert_double_eq_tol(found.phi, 1.092087, 5e-7);
    ck_assert_double_eq_tol(found.tau2, 0.01070508, 5e-9);
    Interval adjusted = funnel_overdispersed_limits(3.2, found.tau2, 0.95);
    ck_assert_double_eq_tol(adjusted.lower, 0.3281575, 5e-7);
    ck_assert_double_eq_tol(adjusted.upper, 3.047317, 5e-6);
    Interval exact = funnel_exact_limits(3.2, 0.95);
    ck_assert_double_eq_tol(exact.lower, 0.2208381, 5e-8);
    ck_assert_double_eq_tol(exact.upper, 2.833359, 5e-7);
}
END_TEST

/* Winsorised by hand: of three units the middle z counts three times. O / E = 1, e, e^2 at E = 4:
 * z = 0, 2, 4, all become 2: phi = 4, tau2 = (12 - 2) / (12 - 48 / 12) = 1.25. */
START_TEST(winsorised_by_hand)
{
    const double four[] = {4, 4, 4};
    const double rising[] = {4, 4 * exp(1), 4 * exp(2)};
    FunnelDispersion found = funnel_dispersion(3, rising, four, 0.34, FUNNEL_WINSORISE);
    ck_assert_double_eq_tol(found.phi, 4, 1e-12);
    ck_assert_double_eq_tol(found.tau2, 1.25, 1e-12);
    FunnelDispersion even = funnel_dispersion(3, four, four, 0, FUNNEL_WINSORISE);
    ck_assert_double_eq(even.tau2, 0);
}
END_TEST

Suite *funnel_suite(void);
Suite *funnel_suite(void)
{
    Suite *suite = suite_create("funnel");
    TCase *tcase = tcase_create("funnel");
    tcase_add_test(tcase, tau2_and_limits_as_r);
    tcase_add_test(tcase, winsorised_by_hand);
    suite_add_tcase(suite, tcase);
    return suite;
}
