#include "stats/trend/equality.h"

#include "core/table_file.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <math.h>
#include <string.h>

/* By hand: 2 and 4 have mean 3, chi-square 2/3. With 1 df P(chi2 > 2/3) = P(|z| > 0.8165) = 0.4142.
 */
START_TEST(two_counts_by_hand)
{
    const gint64 counts[] = {2, 4};
    CountEquality found = count_equality(2, counts);
    ck_assert_double_eq_tol(found.chi_square, 2.0 / 3, 1e-12);
    ck_assert_double_eq_tol(found.p_value, erfc(sqrt(1.0 / 3)), 1e-10);
    const gint64 none[] = {0, 0, 0};
    ck_assert_double_eq(count_equality(3, none).p_value, 1);
}
END_TEST

/* Cases registered per parket 2007-2011: of the 19 parketten 9 reject equal counts in the five
 * years at 5 %, among them Zwolle: 30 6 8 21 8, mean 14.6, chi-square
 * 1505 / 14.6 - 73 = 30.08 by hand. */
START_TEST(nineteen_parketten)
{
    g_autofree char *path =
        shared_data_path("data/seed-tables/om_ingeschreven_zaken_per_parket_2007_2011.csv");
    if (path == NULL)
        return;
    g_autoptr(TableFile) table = table_file_open(path, NULL);
    gsize n_parketten = 0, n_rejected = 0, n_years = 0;
    gint64 counts[5];
    while (table_file_next(table, NULL)) {
        ck_assert(table_file_integer(table, 2, &counts[n_years++], NULL));
        if (n_years < 5)
            continue;
        n_years = 0;
        n_parketten++;
        CountEquality found = count_equality(5, counts);
        ck_assert_uint_eq(found.df, 4);
        n_rejected += found.p_value < 0.05;
        if (strcmp(table_file_text(table, 0), "Zwolle") == 0)
            ck_assert_double_eq_tol(found.chi_square, 1505 / 14.6 - 73, 1e-9);
    }
    ck_assert_uint_eq(n_parketten, 19);
    ck_assert_uint_eq(n_rejected, 9);
}
END_TEST

Suite *equality_suite(void);
Suite *equality_suite(void)
{
    Suite *suite = suite_create("equality");
    TCase *tcase = tcase_create("equality");
    tcase_add_test(tcase, two_counts_by_hand);
    tcase_add_test(tcase, nineteen_parketten);
    suite_add_tcase(suite, tcase);
    return suite;
}
