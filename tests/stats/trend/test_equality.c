#include "stats/trend/equality.h"

#include "core/table_file.h"

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

/* Published values of the test of equal counts in 2007-2011, 4 degrees of freedom: rejected for
 * nine of the nineteen parketten, and three that are not. */
static const struct {
    const char *parket;
    double chi_square;
    gboolean rejected;
} published[] = {{"Breda", 13.89, TRUE},   {"Maastricht", 15.95, TRUE}, {"Zwolle", 30.08, TRUE},
                 {"Almelo", 20.97, TRUE},  {"Den Haag", 14.06, TRUE},   {"Rotterdam", 11.63, TRUE},
                 {"Alkmaar", 21.53, TRUE}, {"Utrecht", 16.62, TRUE},    {"Groningen", 15.38, TRUE},
                 {"Arnhem", 5.80, FALSE},  {"Den Bosch", 3.22, FALSE},  {"Assen", 5.00, FALSE}};

static gsize check_published(const char *parket, CountEquality found)
{
    for (guint i = 0; i < G_N_ELEMENTS(published); i++) {
        if (strcmp(published[i].parket, parket) != 0)
            continue;
        ck_assert_msg(fabs(found.chi_square - published[i].chi_square) <= 5.1e-3,
                      "%s: chi-square %.4f, not %.2f", parket, found.chi_square,
                      published[i].chi_square);
        ck_assert_int_eq(found.p_value < 0.05, published[i].rejected);
        return 1;
    }
    return 0;
}

/* Zwolle by hand: 30 6 8 21 8, mean 14.6, chi-square 1505 / 14.6 - 73 = 30.08. */
START_TEST(nineteen_parketten_nine_rejected)
{
    g_autoptr(TableFile) table = table_file_open("data-samples/om-parket-2007-2011.csv", NULL);
    ck_assert_ptr_nonnull(table);
    gsize n_parketten = 0, n_rejected = 0, n_published = 0;
    while (table_file_next(table, NULL)) {
        gint64 counts[5] = {0};
        for (int i = 0; i < 5; i++)
            if (strcmp(table_file_text(table, i + 1), "-") != 0)
                ck_assert(table_file_integer(table, i + 1, &counts[i], NULL));
        CountEquality found = count_equality(5, counts);
        n_parketten++;
        ck_assert_uint_eq(found.df, 4);
        n_rejected += found.p_value < 0.05;
        n_published += check_published(table_file_text(table, 0), found);
    }
    ck_assert_uint_eq(n_parketten, 19);
    ck_assert_uint_eq(n_rejected, 9);
    ck_assert_uint_eq(n_published, G_N_ELEMENTS(published));
}
END_TEST

Suite *equality_suite(void);
Suite *equality_suite(void)
{
    Suite *suite = suite_create("equality");
    TCase *tcase = tcase_create("equality");
    tcase_add_test(tcase, two_counts_by_hand);
    tcase_add_test(tcase, nineteen_parketten_nine_rejected);
    suite_add_tcase(suite, tcase);
    return suite;
}
