#include "core/error.h"
#include "stats/mse/search.h"
#include "stats/mse/search_internal.h"
#include "tests/stats/mse/reference.h"

static MseSearchResult *search(const MseTable *table, MseSearchKind kind, guint max_order,
                               guint n_starts, guint n_threads)
{
    MseSearchOptions options = {
        .kind = kind, .max_order = max_order, .n_starts = n_starts, .n_threads = n_threads};
    g_autoptr(GError) error = NULL;
    MseSearchResult *result = mse_search(table, &options, &error);
    ck_assert_msg(result != NULL, "%s", error != NULL ? error->message : "");
    return result;
}

static void assert_candidate(const MseTable *table, const MseSearchResult *result, guint rank,
                             const char *model, double estimate)
{
    ck_assert_uint_lt(rank, result->candidates->len);
    const MseCandidate *candidate = g_ptr_array_index(result->candidates, rank);
    g_autofree char *text = mse_model_to_string(candidate->model, table);
    ck_assert_str_eq(text, model);
    ck_assert_close(candidate->fit.total, estimate, 5e-7);
}

/* Models fitted and refused: 8, 113 and 6,893 hierarchical models; of these 6, 6,519 (UK) and 6,568
 * (Netherlands) are admissible by the peer's count. */
START_TEST(counts_the_models)
{
    const struct {
        const char *dataset;
        guint64 considered, admissible;
    } cases[] = {{"korea-3", 8, 6},
                 {"kosovo-4", 113, 113},
                 {"uk2013-5", 6893, 6519},
                 {"netherlands-5", 6893, 6568},
                 {"netherlands-6", 32768, 32768}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MseTable) table = sample_table(cases[i].dataset, NULL);
        g_autoptr(MseSearchResult) result = search(table, MSE_SEARCH_DEFAULT, 0, 0, 0);
        ck_assert_uint_eq(result->n_considered, cases[i].considered);
        ck_assert_uint_eq(result->n_considered - result->n_refused, cases[i].admissible);
    }
}
END_TEST

/* Rows "exhaustive-bic-maxorder-K-rank-R" of the reference results. */
START_TEST(reproduces_the_exhaustive_rankings)
{
    g_autoptr(GPtrArray) rows = reference_rows();
    guint n_checked = 0;
    g_autoptr(MseTable) table = NULL;
    g_autoptr(MseSearchResult) result = NULL;
    for (guint i = 0; i < rows->len; i++) {
        const ReferenceRow *row = g_ptr_array_index(rows, i);
        g_auto(GStrv) parts = g_strsplit(row->method, "-", -1);
        if (g_strv_length(parts) != 6 || strcmp(parts[4], "rank") != 0)
            continue;
        guint max_order = (guint)g_ascii_strtoull(parts[3], NULL, 10);
        guint rank = (guint)g_ascii_strtoull(parts[5], NULL, 10);
        if (rank == 1) {
            g_clear_pointer(&table, mse_table_free);
            g_clear_pointer(&result, mse_search_result_free);
            table = sample_table(row->dataset, NULL);
            result = search(
                table, mse_table_n_lists(table) > 5 ? MSE_SEARCH_PAIRWISE : MSE_SEARCH_HIERARCHICAL,
                max_order, 0, 0);
        }
        assert_candidate(table, result, rank - 1, row->model, row->estimate);
        n_checked++;
    }
    ck_assert_uint_eq(n_checked, 35);
}
END_TEST

/* Silverman, Chan & Vincent 2024, table 6: one downhill walk stops at 12,262 for the UK. */
START_TEST(one_downhill_walk_stops_where_the_paper_says)
{
    g_autoptr(MseTable) uk = sample_table("uk2013-5", NULL);
    g_autoptr(MseSearchResult) single = search(uk, MSE_SEARCH_DOWNHILL, 0, 1, 1);
    assert_candidate(uk, single, 0, "[12,13,25,35,45]", 12262.41242);
    g_autoptr(MseSearchResult) several = search(uk, MSE_SEARCH_DOWNHILL, 0, 0, 1);
    assert_candidate(uk, several, 0, "[123,25,34]", 25311.29061);
    g_autoptr(MseTable) kosovo = sample_table("kosovo-4", NULL);
    g_autoptr(MseSearchResult) all = search(kosovo, MSE_SEARCH_DOWNHILL, 0, 1, 1);
    assert_candidate(kosovo, all, 0, "[123,14,34]", 10356.51896);
    g_autoptr(MseSearchResult) pairs = search(kosovo, MSE_SEARCH_DOWNHILL, 2, 1, 1);
    assert_candidate(kosovo, pairs, 0, "[12,13,14,23,34]", 14341.6638);
}
END_TEST

/* Rows "stepwise p=0.02": Chan, Silverman & Vincent 2021 and their program. */
START_TEST(stepwise_by_p_values)
{
    const struct {
        const char *dataset, *model;
        double estimate;
    } cases[] = {{"neworleans-5-n185", "[1,2,3,4,5]", 1034.151065},
                 {"western-us-5", "[15,2,3,4]", 2483.38392},
                 {"uk2013-5", "[12,13,24,25,35,45]", 11312.99029},
                 {"netherlands-5", "[12,13,15,24,34,35]", 121521.6137},
                 {"netherlands-6", "[12,16,23,25,34,36,45,46]", 111139.4}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MseTable) table = sample_table(cases[i].dataset, NULL);
        g_autoptr(MseSearchResult) result = search(table, MSE_SEARCH_STEPWISE, 0, 0, 1);
        assert_candidate(table, result, result->chosen, cases[i].model, cases[i].estimate);
    }
}
END_TEST

static double population(const MseTable *table, const double *totals, guint covariate, guint level)
{
    double sum = 0;
    for (guint i = 0; i < mse_table_n_strata(table); i++)
        if (mse_table_stratum_level(table, i, covariate) == level)
            sum += totals[i];
    return sum;
}

/* Cruyff's own program on his simulated table, with a quadratic trend of the years: 11,406.4. */
START_TEST(stepwise_with_covariates)
{
    const char *covariates[] = {"X1", "X2", "X3", "X4", "Y", NULL};
    g_autoptr(MseTable) table = sample_table("cruyff-simulated-4-covariates-year", covariates);
    ck_assert(mse_table_set_trend(table, 4, 2, NULL));
    g_autoptr(MseSearchResult) result = search(table, MSE_SEARCH_DEFAULT, 0, 0, 2);
    ck_assert_int_eq(result->kind, MSE_SEARCH_STEPWISE);
    const MseCandidate *best = g_ptr_array_index(result->candidates, result->chosen);
    ck_assert_double_eq_tol(best->fit.total, 11406.4, 0.05);
    g_autofree double *hidden = g_new0(double, mse_table_n_strata(table));
    MseFit fit = mse_fit(table, best->model, hidden);
    double sum = 0;
    for (guint i = 0; i < mse_table_n_strata(table); i++)
        sum += hidden[i];
    ck_assert_close(sum + 1043, fit.total, 1e-12);
    ck_assert_double_gt(population(table, hidden, 4, 0), 4000);
}
END_TEST

/* Branch and bound keeps what a full enumeration keeps, to the bit. */
START_TEST(bounded_search_is_exact)
{
    const char *datasets[] = {"netherlands-5", "uk2013-5", "western-us-5", "netherlands-6"};
    for (guint d = 0; d < G_N_ELEMENTS(datasets); d++) {
        g_autoptr(MseTable) table = sample_table(datasets[d], NULL);
        g_autoptr(MseSearchResult) all = search(table, MSE_SEARCH_PAIRWISE, 0, 0, 0);
        MseSearchOptions options = {.kind = MSE_SEARCH_PAIRWISE, .keep = MSE_SEARCH_KEEP};
        MseSearchResult *bounded = g_new0(MseSearchResult, 1);
        bounded->candidates = g_ptr_array_new_with_free_func(mse_candidate_free);
        search_bounded(table, &options, bounded);
        ck_assert_uint_lt(bounded->n_fitted, all->n_fitted);
        ck_assert_uint_eq(bounded->candidates->len, all->candidates->len);
        for (guint i = 0; i < all->candidates->len; i++) {
            const MseCandidate *expected = g_ptr_array_index(all->candidates, i);
            gboolean found = FALSE;
            for (guint j = 0; j < bounded->candidates->len && !found; j++) {
                const MseCandidate *candidate = g_ptr_array_index(bounded->candidates, j);
                found = mse_model_equal(candidate->model, expected->model) &&
                        fabs(candidate->fit.total / expected->fit.total - 1) < 1e-9;
            }
            ck_assert(found);
        }
        mse_search_result_free(bounded);
    }
}
END_TEST

START_TEST(refuses_what_cannot_be_searched)
{
    g_autoptr(MseTable) six = sample_table("netherlands-6", NULL);
    const char *covariates[] = {"eth", NULL};
    g_autoptr(MseTable) strata = sample_table("spina-bifida-ny-3-by-ethnicity", covariates);
    MseSearchOptions options = {.kind = MSE_SEARCH_HIERARCHICAL};
    g_autoptr(GError) lists = NULL;
    ck_assert_ptr_null(mse_search(six, &options, &lists));
    ck_assert(g_error_matches(lists, INBEELD_ERROR, INBEELD_ERROR_USAGE));
    g_autoptr(GError) covariate = NULL;
    ck_assert_ptr_null(mse_search(strata, &options, &covariate));
    ck_assert(g_error_matches(covariate, INBEELD_ERROR, INBEELD_ERROR_USAGE));
}
END_TEST

START_TEST(threads_do_not_matter)
{
    const MseSearchKind kinds[] = {MSE_SEARCH_HIERARCHICAL, MSE_SEARCH_DOWNHILL};
    g_autoptr(MseTable) table = sample_table("western-us-5", NULL);
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
        g_autoptr(MseSearchResult) one = search(table, kinds[k], 0, 0, 1);
        g_autoptr(MseSearchResult) two = search(table, kinds[k], 0, 0, 2);
        ck_assert_uint_eq(one->candidates->len, two->candidates->len);
        for (guint i = 0; i < one->candidates->len; i++) {
            const MseCandidate *a = g_ptr_array_index(one->candidates, i);
            const MseCandidate *b = g_ptr_array_index(two->candidates, i);
            ck_assert(mse_model_equal(a->model, b->model));
            ck_assert(memcmp(&a->fit.total, &b->fit.total, sizeof(double)) == 0);
            ck_assert(memcmp(&a->fit.bic, &b->fit.bic, sizeof(double)) == 0);
        }
    }
}
END_TEST

Suite *mse_search_suite(void);
Suite *mse_search_suite(void)
{
    Suite *suite = suite_create("mse_search");
    TCase *tcase = tcase_create("searches");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, counts_the_models);
    tcase_add_test(tcase, reproduces_the_exhaustive_rankings);
    tcase_add_test(tcase, one_downhill_walk_stops_where_the_paper_says);
    tcase_add_test(tcase, stepwise_by_p_values);
    tcase_add_test(tcase, stepwise_with_covariates);
    tcase_add_test(tcase, bounded_search_is_exact);
    tcase_add_test(tcase, refuses_what_cannot_be_searched);
    tcase_add_test(tcase, threads_do_not_matter);
    suite_add_tcase(suite, tcase);
    return suite;
}
