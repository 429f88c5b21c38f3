#include "stats/counts/many_tests.h"

#include <check.h>
#include <math.h>

/* By hand from the definition: ranks 1 3 2 of 0.001, 0.5, 0.02 give 0.003, 0.5, 0.03. */
START_TEST(adjusted_by_hand)
{
    const double p_values[] = {0.001, 0.5, NAN, 0.02};
    double adjusted[4];
    ManyTests found = benjamini_hochberg(4, p_values, 0.05, adjusted);
    ck_assert_double_eq_tol(adjusted[0], 0.003, 1e-15);
    ck_assert_double_eq_tol(adjusted[1], 0.5, 1e-15);
    ck_assert(isnan(adjusted[2]));
    ck_assert_double_eq_tol(adjusted[3], 0.03, 1e-15);
    ck_assert_uint_eq(found.n_tests, 3);
    ck_assert_uint_eq(found.n_nominal, 2);
    ck_assert_uint_eq(found.n_found, 2);
    ck_assert_double_eq_tol(found.expected_by_chance, 0.15, 1e-15);
}
END_TEST

/* Evenly spread p-values: all become the largest. */
START_TEST(adjusted_never_falls_with_rank)
{
    const double p_values[] = {0.04, 0.01, 0.03, 0.05, 0.02};
    double adjusted[5];
    benjamini_hochberg(5, p_values, 0.05, adjusted);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq_tol(adjusted[i], 0.05, 1e-15);
}
END_TEST

Suite *many_tests_suite(void);
Suite *many_tests_suite(void)
{
    Suite *suite = suite_create("many_tests");
    TCase *tcase = tcase_create("many tests");
    tcase_add_test(tcase, adjusted_by_hand);
    tcase_add_test(tcase, adjusted_never_falls_with_rank);
    suite_add_tcase(suite, tcase);
    return suite;
}
