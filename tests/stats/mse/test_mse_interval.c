#include "core/error.h"
#include "stats/mse/interval.h"
#include "stats/mse/lists_fit.h"
#include "tests/stats/mse/reference.h"

/* The peer takes n! from Stirling's formula without its correction; ours is the gamma function.
 * With few hidden persons that moves a limit by up to a tenth of a person. Here is the peer's
 * profile, over our fits. */
typedef struct {
    ListsData *data;
    ListsModel *model;
    ListsWorkspace *workspace;
} PeerProfile;

static double stirling(double n)
{
    return n > 0 ? 0.5 * log(2 * G_PI * n) + n * log(n) - n : 0;
}

static double peer_profile(const PeerProfile *peer, double hidden)
{
    lists_data_set_hidden(peer->data, hidden);
    ListsFit fit =
        lists_fit(peer->data, peer->model->n_terms, peer->model->terms, NULL, peer->workspace);
    double total = peer->data->observed + hidden;
    return stirling(total) - stirling(hidden) + fit.objective + total - total * log(total);
}

static double peer_maximum(const PeerProfile *peer, double high)
{
    double low = 0.5;
    while (high - low > 1e-8 * high) {
        double left = low + (high - low) * 0.382;
        double right = low + (high - low) * 0.618;
        if (peer_profile(peer, left) < peer_profile(peer, right))
            low = left;
        else
            high = right;
    }
    return low;
}

static double peer_limit(const PeerProfile *peer, double maximum, double outside)
{
    double threshold = peer_profile(peer, maximum) - 3.841458820694124 / 2;
    double inside = maximum;
    while (fabs(outside - inside) > 1e-8 * maximum) {
        double middle = (outside + inside) / 2;
        if (peer_profile(peer, middle) > threshold)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

static void check_peer_profile(const MseTable *table, const MseModel *model,
                               const ReferenceRow *row)
{
    PeerProfile peer = {.data = lists_data_new(table),
                        .model = lists_model_new(model),
                        .workspace = lists_workspace_new(mse_table_n_lists(table))};
    double observed = (double)mse_table_total(table);
    double maximum = peer_maximum(&peer, 3 * (row->ci_estimate - observed) + 20);
    ck_assert_close(observed + maximum, row->ci_estimate, 5e-6);
    if (row->low > observed)
        ck_assert_close(observed + peer_limit(&peer, maximum, 0.01), row->low, 1e-6);
    ck_assert_close(observed + peer_limit(&peer, maximum, 20 * (row->high - observed)), row->high,
                    1e-6);
    lists_data_free(peer.data);
    lists_model_free(peer.model);
    lists_workspace_free(peer.workspace);
}

/* Every row with a multinomial profile likelihood interval. */
START_TEST(reproduces_the_profile_intervals)
{
    g_autoptr(GPtrArray) rows = reference_rows();
    guint n_checked = 0;
    for (guint i = 0; i < rows->len; i++) {
        const ReferenceRow *row = g_ptr_array_index(rows, i);
        if (strcmp(row->ci_method, "multinomial-profile-likelihood") != 0)
            continue;
        g_autoptr(MseTable) table = sample_table(row->dataset, NULL);
        g_autoptr(MseModel) model = mse_model_parse(table, row->model, NULL);
        MseInterval interval;
        ck_assert(mse_profile_interval(table, model, row->level, &interval, NULL));
        ck_assert_double_eq_tol(interval.lower, row->low, 0.2 + 1e-6 * row->low);
        ck_assert_double_eq_tol(interval.upper, row->high, 0.2 + 1e-6 * row->high);
        ck_assert_double_eq_tol(interval.estimate, row->ci_estimate, 0.2 + 2e-6 * row->high);
        check_peer_profile(table, model, row);
        n_checked++;
    }
    ck_assert_uint_eq(n_checked, 33);
}
END_TEST

/* Independence of three lists has the profile N! / (N - n)! prod (N - n_i)^(N - n_i) / N^N. Limits
 * for hepatitis A, computed from it: 350.3136442 (the peer prints 350.3110571), maximum
 * 387.1041639.
 */
START_TEST(profile_of_independence_has_a_closed_form)
{
    g_autoptr(MseTable) table = sample_table("hepatitis-a-taiwan-3", NULL);
    g_autoptr(MseModel) model = mse_model_parse(table, "[1,2,3]", NULL);
    MseInterval interval;
    ck_assert(mse_profile_interval(table, model, 0.95, &interval, NULL));
    ck_assert_close(interval.lower, 350.3136441790945, 1e-8);
    ck_assert_close(interval.estimate, 387.10416387771, 1e-6);
}
END_TEST

static MseSearchResult *search(const MseTable *table, MseSearchKind kind, guint max_order)
{
    MseSearchOptions options = {.kind = kind, .max_order = max_order};
    return mse_search(table, &options, NULL);
}

/* A limit from 1,000 replicates of the peer lies within a few standard errors of ours. The
 * tolerances are relative, from the spread of 10 runs of 1,000 replicates with different seeds. */
START_TEST(agrees_with_bootstrap_rows)
{
    const struct {
        const char *dataset;
        MseSearchKind kind;
        guint max_order, n_models;
        double p_to_enter, low, high, low_tolerance, high_tolerance;
    } cases[] = {
        {"korea-3", MSE_SEARCH_DEFAULT, 0, 0, 0, 128.31228, 349.71439, 0.02, 0.12},
        {"kosovo-4", MSE_SEARCH_DEFAULT, 3, 20, 0, 6947.037, 18009.9866, 0.1, 0.06},
        {"kosovo-4", MSE_SEARCH_DEFAULT, 3, 1, 0, 9101.3737, 12003.1535, 0.03, 0.03},
        {"uk2013-5", MSE_SEARCH_DEFAULT, 3, 100, 0, 11226.982, 55830.666, 0.06, 0.12},
        {"netherlands-5", MSE_SEARCH_DEFAULT, 3, 1, 0, 115175.66, 194151.84, 0.05, 0.06},
        {"netherlands-5", MSE_SEARCH_STEPWISE, 0, 0, 0.02, 47393.141, 162845.539, 0.08, 0.12},
        {"uk2013-5", MSE_SEARCH_STEPWISE, 0, 0, 0.02, 8784.7799, 14700.5492, 0.12, 0.1},
        {"western-us-5", MSE_SEARCH_STEPWISE, 0, 0, 0.02, 1293.2139, 3672.0366, 0.2, 0.12},
        {"neworleans-5-n185", MSE_SEARCH_STEPWISE, 0, 0, 0.02, 588.81747, 1703.69375, 0.3, 0.15},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MseTable) table = sample_table(cases[i].dataset, NULL);
        g_autoptr(MseSearchResult) models = search(table, cases[i].kind, cases[i].max_order);
        MseBootstrapOptions options = {.n_replicates = 4000,
                                       .seed = 1,
                                       .n_models = cases[i].n_models,
                                       .p_to_enter = cases[i].p_to_enter};
        g_autoptr(MseReplicates) replicates = mse_bootstrap(table, models, &options);
        MseInterval interval = mse_replicates_interval(replicates, NULL, NULL, 0.95);
        ck_assert_uint_eq(replicates->n_failed, 0);
        ck_assert_close(interval.lower, cases[i].low, cases[i].low_tolerance);
        ck_assert_close(interval.upper, cases[i].high, cases[i].high_tolerance);
    }
}
END_TEST

/* The Dutch table: the lower limit is that of the peer, the upper limit carries no information. */
START_TEST(dutch_upper_limit_runs_away)
{
    g_autoptr(MseTable) table = sample_table("netherlands-5", NULL);
    g_autoptr(MseSearchResult) models = search(table, MSE_SEARCH_DEFAULT, 3);
    MseBootstrapOptions options = {.n_replicates = 1000, .seed = 1};
    g_autoptr(MseReplicates) replicates = mse_bootstrap(table, models, &options);
    MseInterval interval = mse_replicates_interval(replicates, NULL, NULL, 0.95);
    ck_assert_close(interval.lower, 45663.0, 0.1);
    ck_assert_double_gt(interval.upper, 300000);
}
END_TEST

/* Cruyff's program: total 7,635-20,041, years 3466-10526, 1554-3751, 1195-2627, 1238-3172. */
START_TEST(years_from_the_same_replicates)
{
    const char *covariates[] = {"X1", "X2", "X3", "X4", "Y", NULL};
    g_autoptr(MseTable) table = sample_table("cruyff-simulated-4-covariates-year", covariates);
    ck_assert(mse_table_set_trend(table, 4, 2, NULL));
    g_autoptr(MseSearchResult) models = search(table, MSE_SEARCH_DEFAULT, 0);
    MseBootstrapOptions options = {
        .n_replicates = 600, .seed = 1, .n_models = 1, .parametric = TRUE};
    g_autoptr(MseReplicates) replicates = mse_bootstrap(table, models, &options);
    MseInterval total = mse_replicates_interval(replicates, NULL, NULL, 0.95);
    ck_assert_double_eq_tol(total.estimate, 11406.4, 0.05);
    ck_assert_close(total.lower, 7635.0, 0.08);
    ck_assert_close(total.upper, 20041.0, 0.12);
    const double years[] = {5661, 2249, 1667, 1829};
    const double lower[] = {3466, 1554, 1195, 1238};
    const double upper[] = {10526, 3751, 2627, 3172};
    guint n_strata = mse_table_n_strata(table);
    g_autofree double *first = g_new0(double, n_strata);
    for (guint year = 0; year < 4; year++) {
        g_autofree double *weights = g_new0(double, n_strata);
        for (guint i = 0; i < n_strata; i++) {
            weights[i] = mse_table_stratum_level(table, i, 4) == year;
            first[i] = mse_table_stratum_level(table, i, 4) == 0;
        }
        MseInterval one = mse_replicates_interval(replicates, weights, NULL, 0.95);
        ck_assert_double_eq_tol(one.estimate, years[year], 0.5);
        ck_assert_close(one.lower, lower[year], 0.1);
        ck_assert_close(one.upper, upper[year], 0.15);
        MseInterval change = mse_replicates_interval(replicates, weights, first, 0.95);
        ck_assert_close(change.estimate, years[year] / years[0], 1e-3);
        if (year == 0) {
            ck_assert_double_eq_tol(change.lower, 1, 1e-12);
            ck_assert_double_eq_tol(change.upper, 1, 1e-12);
        } else {
            /* Narrower than limits that do not know that both years come from the same draw. */
            ck_assert_double_gt(change.lower, one.lower / upper[0]);
            ck_assert_double_lt(change.upper, one.upper / lower[0]);
        }
    }
}
END_TEST

START_TEST(same_bits_for_any_number_of_threads)
{
    g_autoptr(MseTable) table = sample_table("uk2013-5", NULL);
    g_autoptr(MseSearchResult) models = search(table, MSE_SEARCH_DEFAULT, 0);
    MseBootstrapOptions options = {.n_replicates = 200, .seed = 7, .n_threads = 1};
    g_autoptr(MseReplicates) one = mse_bootstrap(table, models, &options);
    options.n_threads = 2;
    g_autoptr(MseReplicates) two = mse_bootstrap(table, models, &options);
    ck_assert_int_eq(memcmp(one->totals, two->totals, 200 * sizeof(double)), 0);
    for (guint i = 0; i < one->n_cells; i++)
        ck_assert(memcmp(&one->jackknife[i], &two->jackknife[i], sizeof(double)) == 0 ||
                  one->counts[i] <= 0);
    options.seed = 8;
    g_autoptr(MseReplicates) other = mse_bootstrap(table, models, &options);
    ck_assert_int_ne(memcmp(one->totals, other->totals, 200 * sizeof(double)), 0);
}
END_TEST

START_TEST(profile_refuses_a_model_without_estimate)
{
    g_autoptr(MseTable) table = sample_table("artificial-3", NULL);
    g_autoptr(MseModel) model = mse_model_parse(table, "[12,3]", NULL);
    MseInterval interval;
    g_autoptr(GError) error = NULL;
    ck_assert(!mse_profile_interval(table, model, 0.95, &interval, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_USAGE));
}
END_TEST

Suite *mse_interval_suite(void);
Suite *mse_interval_suite(void)
{
    Suite *suite = suite_create("mse_interval");
    TCase *tcase = tcase_create("intervals");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, reproduces_the_profile_intervals);
    tcase_add_test(tcase, profile_of_independence_has_a_closed_form);
    tcase_add_test(tcase, agrees_with_bootstrap_rows);
    tcase_add_test(tcase, dutch_upper_limit_runs_away);
    tcase_add_test(tcase, years_from_the_same_replicates);
    tcase_add_test(tcase, same_bits_for_any_number_of_threads);
    tcase_add_test(tcase, profile_refuses_a_model_without_estimate);
    suite_add_tcase(suite, tcase);
    return suite;
}
