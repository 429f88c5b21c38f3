#include "stats/trend/moments.h"

#include "core/table_file.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <math.h>

/* NIST StRD, univariate: digits that agree with the certified mean, standard deviation and lag-1
 * autocorrelation. The data of NumAcc3 and 4 are not exact in binary, which leaves 9 and 8 digits
 * to anybody. */
static const struct {
    const char *name;
    double mean, deviation, autocorrelation;
} sets[] = {{"Lew", 15, 14, 14},      {"Lottery", 14, 14, 14},  {"Mavro", 15, 12, 13},
            {"Michelso", 15, 13, 13}, {"PiDigits", 14, 14, 13}, {"NumAcc1", 15, 15, 15},
            {"NumAcc2", 14, 14, 14},  {"NumAcc3", 15, 9, 9},    {"NumAcc4", 15, 8, 8}};

static double agreeing_digits(double found, double certified)
{
    double error = fabs(found - certified) / fabs(certified);
    return error > 0 ? -log10(error) : 15.9;
}

static GArray *read_values(const char *name)
{
    g_autofree char *relative = g_strdup_printf("data/test/nist-strd/univariate/%s.csv", name);
    g_autofree char *path = shared_data_path(relative);
    if (path == NULL)
        return NULL;
    g_autoptr(TableFile) table = table_file_open(path, NULL);
    ck_assert_ptr_nonnull(table);
    GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
    while (table_file_next(table, NULL)) {
        double value;
        ck_assert(table_file_number(table, 0, &value, NULL));
        g_array_append_val(values, value);
    }
    return values;
}

START_TEST(certified_moments)
{
    g_autoptr(GArray) values = read_values(sets[_i].name);
    if (values == NULL)
        return;
    g_autofree char *path = shared_data_path("data/test/nist-strd/univariate/certified.csv");
    g_autoptr(TableFile) table = table_file_open(path, NULL);
    while (table_file_next(table, NULL) && !g_str_equal(table_file_text(table, 0), sets[_i].name))
        continue;
    double certified[4];
    for (int j = 1; j <= 4; j++)
        ck_assert(table_file_number(table, j, &certified[j - 1], NULL));
    ck_assert_uint_eq(values->len, (guint)certified[0]);
    Moments found = moments_of(values->len, (const double *)values->data);
    double mean = agreeing_digits(found.mean, certified[1]);
    double deviation = agreeing_digits(found.standard_deviation, certified[2]);
    double autocorrelation = agreeing_digits(found.autocorrelation, certified[3]);
    ck_assert_msg(mean >= sets[_i].mean && deviation >= sets[_i].deviation &&
                      autocorrelation >= sets[_i].autocorrelation,
                  "%s: %.1f %.1f %.1f digits", sets[_i].name, mean, deviation, autocorrelation);
}
END_TEST

START_TEST(one_value_has_no_spread)
{
    const double value = 3;
    Moments found = moments_of(1, &value);
    ck_assert_double_eq(found.mean, 3);
    ck_assert(isnan(found.standard_deviation) && isnan(found.autocorrelation));
}
END_TEST

Suite *moments_suite(void);
Suite *moments_suite(void)
{
    Suite *suite = suite_create("moments");
    TCase *tcase = tcase_create("moments");
    tcase_add_loop_test(tcase, certified_moments, 0, G_N_ELEMENTS(sets));
    tcase_add_test(tcase, one_value_has_no_spread);
    suite_add_tcase(suite, tcase);
    return suite;
}
