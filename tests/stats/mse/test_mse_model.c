#include "core/error.h"
#include "stats/mse/model.h"

#include <check.h>
#include <string.h>

static MseTable *table_of(guint n_lists, gboolean with_covariates)
{
    const char *lists[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    const char *sexes[] = {"f", "m"};
    const char *years[] = {"2013", "2014", "2015", "2016"};
    MseTable *table = mse_table_new(n_lists, lists, NULL);
    if (with_covariates) {
        ck_assert(mse_table_add_covariate(table, "sex", 2, sexes, NULL));
        ck_assert(mse_table_add_covariate(table, "year of report", 4, years, NULL));
        ck_assert(mse_table_add_covariate(table, "2", 2, sexes, NULL));
    }
    return table;
}

static void assert_canonical(const MseTable *table, const char *text, const char *expected,
                             guint n_terms)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(MseModel) model = mse_model_parse(table, text, &error);
    ck_assert_msg(model != NULL, "%s", error != NULL ? error->message : "");
    g_autofree char *canonical = mse_model_to_string(model, table);
    ck_assert_str_eq(canonical, expected);
    guint counted = 0;
    mse_model_terms(model, &counted);
    ck_assert_uint_eq(counted, n_terms);
    g_autoptr(MseModel) again = mse_model_parse(table, canonical, NULL);
    ck_assert(mse_model_equal(model, again));
}

START_TEST(canonical_notation)
{
    g_autoptr(MseTable) table = table_of(5, FALSE);
    assert_canonical(table, "[1,2,3,4,5]", "[1,2,3,4,5]", 6);
    assert_canonical(table, " [ 5, 43 ,21,123,34, 14 ] ", "[123,14,34,5]", 12);
    assert_canonical(table, "[13,135,24,12,34]", "[135,12,24,34]", 13);
    assert_canonical(table, "[1.3.5,2.4,34]", "[135,24,34]", 12);
}
END_TEST

START_TEST(covariates_in_the_notation)
{
    g_autoptr(MseTable) table = table_of(3, TRUE);
    assert_canonical(table, "[12,1.sex,3,sex.\"year of report\",\"2\"]",
                     "[12,1.sex,sex.\"year of report\",3,\"2\"]", 10);
    assert_canonical(table, "[sex.12,3,\"year of report\",\"2\".3]",
                     "[12.sex,3.\"2\",\"year of report\"]", 12);
}
END_TEST

START_TEST(list_ten_is_zero)
{
    g_autoptr(MseTable) table = table_of(10, FALSE);
    assert_canonical(table, "[0123456789]", "[1234567890]", 1024);
    assert_canonical(table, "[1,2,3,4,5,6,7,8,90]", "[90,1,2,3,4,5,6,7,8]", 12);
}
END_TEST

START_TEST(refuses_what_is_no_model)
{
    const char *texts[] = {"",        "12,3",     "[12,3",   "[12,]",           "[,12,3]",
                           "[12,34]", "[11,2,3]", "[1,2]",   "[1,2,3] x",       "[1,2,3,sexe]",
                           "[12;3]",  "[1,2,3.]", "[\"sex]", "[1,2,3,sex.sex]", "[]"};
    g_autoptr(MseTable) table = table_of(3, FALSE);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(MseModel) model = mse_model_parse(table, texts[i], &error);
        ck_assert_msg(model == NULL, "\"%s\" is accepted", texts[i]);
        ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_USAGE));
    }
    g_autoptr(MseTable) covariates = table_of(3, TRUE);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(mse_model_parse(covariates, "[1,2,3]", &error));
    ck_assert_ptr_nonnull(strstr(error->message, "sex"));
}
END_TEST

START_TEST(terms_come_and_go)
{
    g_autoptr(MseTable) table = table_of(4, FALSE);
    g_autoptr(MseModel) model = mse_model_parse(table, "[123,34]", NULL);
    ck_assert_uint_eq(mse_model_order(model), 3);
    ck_assert(mse_model_contains(model, 3));
    ck_assert(!mse_model_contains(model, 9));
    ck_assert_ptr_null(mse_model_add_term(model, 6));
    ck_assert_ptr_null(mse_model_remove_term(model, 3));
    ck_assert_ptr_null(mse_model_remove_term(model, 1));
    g_autoptr(MseModel) more = mse_model_add_term(model, 9);
    g_autofree char *more_text = mse_model_to_string(more, table);
    ck_assert_str_eq(more_text, "[123,14,34]");
    g_autoptr(MseModel) less = mse_model_remove_term(model, 7);
    g_autofree char *less_text = mse_model_to_string(less, table);
    ck_assert_str_eq(less_text, "[12,13,23,34]");
}
END_TEST

Suite *mse_model_suite(void);
Suite *mse_model_suite(void)
{
    Suite *suite = suite_create("mse_model");
    TCase *tcase = tcase_create("notation");
    tcase_add_test(tcase, canonical_notation);
    tcase_add_test(tcase, covariates_in_the_notation);
    tcase_add_test(tcase, list_ten_is_zero);
    tcase_add_test(tcase, refuses_what_is_no_model);
    tcase_add_test(tcase, terms_come_and_go);
    suite_add_tcase(suite, tcase);
    return suite;
}
