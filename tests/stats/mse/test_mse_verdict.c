#include "core/error.h"
#include "stats/mse/estimate.h"
#include "stats/mse/heterogeneity.h"
#include "stats/mse/report.h"
#include "tests/stats/mse/reference.h"

#include <glib/gstdio.h>

static MseVerdictRules rules(void)
{
    MseVerdictRules result;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(mse_verdict_rules_load("reference/mse-verdict.ini", &result, &error), "%s",
                  error != NULL ? error->message : "");
    return result;
}

static MseResult *estimate(const MseTable *table, MseOptions options)
{
    g_autoptr(GError) error = NULL;
    options.rules = rules();
    options.seed = 1;
    MseResult *result = mse_estimate(table, &options, &error);
    ck_assert_msg(result != NULL, "%s", error != NULL ? error->message : "");
    return result;
}

static gboolean has_reason(const MseVerdict *verdict, const char *name)
{
    for (guint i = 0; i < verdict->reasons->len; i++)
        if (strcmp(((const MseReason *)g_ptr_array_index(verdict->reasons, i))->name, name) == 0)
            return TRUE;
    return FALSE;
}

START_TEST(rules_are_data_and_checked)
{
    MseVerdictRules loaded = rules();
    ck_assert_double_eq(loaded.near_distance, 6);
    ck_assert_int_eq(loaded.least_overlap, 10);
    g_autoptr(GError) missing = NULL;
    ck_assert(!mse_verdict_rules_load("reference/nothing.ini", &loaded, &missing));
    ck_assert(g_error_matches(missing, INBEELD_ERROR, INBEELD_ERROR_CONFIG));
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "mse-verdict-XXXXXX", NULL);
    ck_assert_int_ge(g_mkstemp(path), 0);
    ck_assert(g_file_set_contents(path, "[refused]\nleast_overlap = many\n", -1, NULL));
    g_autoptr(GError) wrong = NULL;
    ck_assert(!mse_verdict_rules_load(path, &loaded, &wrong));
    ck_assert(g_error_matches(wrong, INBEELD_ERROR, INBEELD_ERROR_CONFIG));
    ck_assert_ptr_nonnull(strstr(wrong->message, "least_overlap"));
    g_remove(path);
}
END_TEST

/* The four best models give 148,789, 167,555, 48,013 and 184,718; leaving one list out gives 30,462
 * to 479,249; K shares 49 of its 1,348 persons. */
START_TEST(the_dutch_table_has_several_answers)
{
    g_autoptr(MseTable) table = sample_table("netherlands-5", NULL);
    g_autoptr(MseResult) result = estimate(table, (MseOptions){.n_replicates = 300});
    ck_assert_int_ge(result->verdict->code, MSE_VERDICT_CONFLICTING);
    ck_assert(has_reason(result->verdict, "near-models"));
    ck_assert(has_reason(result->verdict, "left-out-lists"));
    ck_assert(has_reason(result->verdict, "isolated-list"));
    const MseSensitivity *sensitivity = result->sensitivity;
    ck_assert_double_le(sensitivity->near_low, 48013);
    ck_assert_double_ge(sensitivity->near_high, 184718);
    ck_assert_uint_ge(sensitivity->groups->len, 2);
    double low = INFINITY;
    double high = 0;
    for (guint i = 0; i < sensitivity->left_out->len; i++) {
        const MseVariant *variant = g_ptr_array_index(sensitivity->left_out, i);
        low = fmin(low, variant->total);
        high = fmax(high, variant->total);
    }
    ck_assert_double_eq_tol(low, 30462, 0.5);
    ck_assert_double_eq_tol(high, 479249, 0.5);
    const MseListDiagnosis *k = &result->diagnosis.lists[1];
    ck_assert_int_eq(k->n_persons, 1348);
    ck_assert_int_eq(k->n_shared, 49);
    ck_assert(k->is_isolated);
    g_autofree char *text = mse_report_text(result, 5);
    ck_assert_ptr_nonnull(strstr(text, "not to be quoted alone"));
}
END_TEST

START_TEST(a_clear_table_is_usable)
{
    g_autoptr(MseTable) table = sample_table("diabetes-casale-4", NULL);
    MseOptions options = {.n_replicates = 300, .without_sensitivity = TRUE};
    g_autoptr(MseResult) result = estimate(table, options);
    ck_assert_int_eq(result->verdict->code, MSE_VERDICT_USABLE);
    ck_assert_double_lt(result->interval.upper, 1.2 * result->fit.total);
}
END_TEST

START_TEST(refusals)
{
    g_autoptr(MseTable) table = sample_table("artificial-3", NULL);
    g_autoptr(MseResult) given = estimate(table, (MseOptions){.model = "[12,3]"});
    ck_assert_int_eq(given->verdict->code, MSE_VERDICT_REFUSED);
    ck_assert(has_reason(given->verdict, "model-status"));
    ck_assert(isnan(given->fit.total) && isnan(given->interval.upper));
    g_autoptr(MseResult) searched = estimate(table, (MseOptions){.n_replicates = 50});
    ck_assert_int_eq(searched->verdict->code, MSE_VERDICT_REFUSED);
    ck_assert(has_reason(searched->verdict, "little-overlap"));
    g_autofree char *text = mse_report_text(searched, 5);
    ck_assert_ptr_null(strstr(text, "not to be quoted"));
}
END_TEST

/* Two lists: without dependence the hidden persons are n10 n01 / n11; with odds ratio r, r times
 * that. */
START_TEST(assumed_dependence_of_two_lists)
{
    const char *lists[] = {"A", "B"};
    g_autoptr(MseTable) table = mse_table_new(2, lists, NULL);
    ck_assert(mse_table_add(table, 1, 0, 60, NULL));
    ck_assert(mse_table_add(table, 2, 0, 80, NULL));
    ck_assert(mse_table_add(table, 3, 0, 40, NULL));
    g_autoptr(MseResult) result = estimate(table, (MseOptions){.n_replicates = 100});
    ck_assert_close(result->fit.hidden, 120.0, 1e-9);
    ck_assert_uint_eq(result->sensitivity->dependences->len, 1);
    const MseDependence *pair = &g_array_index(result->sensitivity->dependences, MseDependence, 0);
    ck_assert_close(pair->low, 180 + 60.0, 1e-9);
    ck_assert_close(pair->high, 180 + 240.0, 1e-9);
    ck_assert_int_ge(result->verdict->code, MSE_VERDICT_WIDE);
    ck_assert(has_reason(result->verdict, "two-lists"));
}
END_TEST

/* Counts that follow a model exactly, but for rounding, give back its hidden cell. */
START_TEST(heterogeneity_is_recovered)
{
    const char *lists[] = {"A", "B", "C", "D"};
    const double terms[][5] = {{0, 0.5, 2, 4.5, 8}, {0, 1, 3, 7, 15}};
    for (guint kind = 0; kind < G_N_ELEMENTS(terms); kind++) {
        g_autoptr(MseTable) table = mse_table_new(4, lists, NULL);
        for (guint history = 1; history < 16; history++) {
            double predictor = 16 + 0.15 * terms[kind][__builtin_popcount(history)];
            for (guint i = 0; i < 4; i++)
                predictor -= (history >> i & 1) * (1.0 + 0.3 * i);
            ck_assert(mse_table_add(table, history, 0, llround(exp(predictor)), NULL));
        }
        MseFit fit = mse_heterogeneity_fit(table, (MseHeterogeneity)kind);
        ck_assert_int_eq(fit.status, MSE_STATUS_FINE);
        ck_assert_close(fit.hidden, exp(16), 1e-4);
        ck_assert_double_lt(fit.deviance, 1);
        ck_assert_int_eq(fit.degrees_of_freedom, 9);
    }
}
END_TEST

START_TEST(checks_on_the_own_table)
{
    g_autoptr(MseTable) table = sample_table("diabetes-casale-4", NULL);
    MseSearchOptions search_options = {0};
    g_autoptr(MseSearchResult) search = mse_search(table, &search_options, NULL);
    MseValidationOptions options = {
        .level = 0.95, .n_simulations = 20, .n_replicates = 60, .seed = 3, .n_threads = 2};
    g_autoptr(MseValidation) two = mse_validate(table, search, &options);
    options.n_threads = 1;
    g_autoptr(MseValidation) one = mse_validate(table, search, &options);
    ck_assert_uint_eq(two->lists->len, 4);
    for (guint i = 0; i < 4; i++) {
        const MseListCheck *check = &g_array_index(two->lists, MseListCheck, i);
        ck_assert_int_eq(check->known, mse_table_list_total(table, i));
        ck_assert_int_eq(check->is_covered, (double)check->known >= check->lower &&
                                                (double)check->known <= check->upper);
    }
    ck_assert_uint_eq(two->n_simulations + two->n_failed, 20);
    ck_assert_uint_ge(two->n_covered, 14);
    ck_assert_double_eq(two->truth, 2472);
    ck_assert_uint_eq(one->n_covered, two->n_covered);
    ck_assert_double_eq(one->median, two->median);
}
END_TEST

Suite *mse_verdict_suite(void);
Suite *mse_verdict_suite(void)
{
    Suite *suite = suite_create("mse_verdict");
    TCase *tcase = tcase_create("verdict");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, rules_are_data_and_checked);
    tcase_add_test(tcase, the_dutch_table_has_several_answers);
    tcase_add_test(tcase, a_clear_table_is_usable);
    tcase_add_test(tcase, refusals);
    tcase_add_test(tcase, assumed_dependence_of_two_lists);
    tcase_add_test(tcase, heterogeneity_is_recovered);
    tcase_add_test(tcase, checks_on_the_own_table);
    suite_add_tcase(suite, tcase);
    return suite;
}
