#include "ingest/simulate/capture_model.h"

#include <check.h>

static CaptureModel one_stratum(gsize n_lists)
{
    CaptureModel model;
    capture_model_init(&model, n_lists, 1);
    model.strata[0].population = 100;
    model.n_strata = 1;
    return model;
}

START_TEST(histories_have_one_to_three_lists)
{
    CaptureModel model;
    capture_model_init(&model, 3, 1);
    ck_assert_uint_eq(model.n_histories, 7);
    capture_model_init(&model, 7, 1);
    ck_assert_uint_eq(model.n_histories, 7 + 21 + 35);
    capture_model_init(&model, 8, 1);
    ck_assert_uint_eq(model.n_histories, CAPTURE_MAX_HISTORIES);
}
END_TEST

/* Independent lists with odds 1 and 1/4: 50 and 20 persons of 100, 60 on at least one. */
START_TEST(independent_lists)
{
    CaptureModel model = one_stratum(2);
    model.form_odds[1][0] = 0.25;
    CaptureExpectation expected;
    capture_model_expect(&model, &expected);
    ck_assert_double_eq_tol(expected.on_list[0], 50, 1e-9);
    ck_assert_double_eq_tol(expected.on_list[1], 20, 1e-9);
    ck_assert_double_eq_tol(expected.seen[0], 60, 1e-9);
}
END_TEST

/* Odds 1 and 1 with odds ratio 2: cells 1, 1, 1, 2 of 5. */
START_TEST(an_odds_ratio_links_two_lists)
{
    CaptureModel model = one_stratum(2);
    model.pair_odds[0][1] = 2;
    CaptureExpectation expected;
    capture_model_expect(&model, &expected);
    ck_assert_double_eq_tol(expected.on_list[0], 60, 1e-9);
    ck_assert_double_eq_tol(expected.seen[0], 80, 1e-9);
}
END_TEST

START_TEST(the_fit_meets_both_margins)
{
    CaptureModel model;
    capture_model_init(&model, 4, 2);
    for (guint8 g = 0; g < 2; g++)
        for (guint8 c = 0; c < 2; c++)
            model.strata[model.n_strata++] = (CaptureStratum){g, 0, c, 1000 + 500 * g};
    model.class_odds[1] = 0.3;
    model.pair_odds[0][1] = 2;
    model.form_odds[3][0] = 0; /* a structural zero */
    static const double shares[] = {0.5, 0.2, 0.2, 0.1};
    static const double seen[] = {300, 900};
    ck_assert_double_lt(capture_model_fit(&model, shares, seen), 1e-6);
    CaptureExpectation expected;
    capture_model_expect(&model, &expected);
    ck_assert_double_eq_tol(expected.seen[0], 300, 1e-3);
    ck_assert_double_eq_tol(expected.seen[1], 900, 1e-3);
    double memberships = 0;
    for (int l = 0; l < 4; l++)
        memberships += expected.on_list[l];
    for (int l = 0; l < 4; l++)
        ck_assert_double_eq_tol(expected.on_list[l] / memberships, shares[l], 1e-4);
}
END_TEST

Suite *capture_model_suite(void);
Suite *capture_model_suite(void)
{
    Suite *suite = suite_create("capture_model");
    TCase *tcase = tcase_create("odds");
    tcase_add_test(tcase, histories_have_one_to_three_lists);
    tcase_add_test(tcase, independent_lists);
    tcase_add_test(tcase, an_odds_ratio_links_two_lists);
    tcase_add_test(tcase, the_fit_meets_both_margins);
    suite_add_tcase(suite, tcase);
    return suite;
}
