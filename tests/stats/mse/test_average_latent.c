#include "core/error.h"
#include "stats/mse/average_latent.h"
#include "stats/mse/latent_sampler.h"
#include "stats/mse/philox.h"
#include "stats/mse/table_read.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

static const char *const five_lists[] = {"A", "B", "C", "D", "E"};

static MseTable *table_of(guint n_lists, const gint64 *counts)
{
    MseTable *table = mse_table_new(n_lists, five_lists, NULL);
    for (guint history = 1; history < 1U << n_lists; history++)
        ck_assert(mse_table_add(table, history, 0, counts[history], NULL));
    return table;
}

/* --- one chain against exact sums */

enum { EXACT_HIDDEN = 40 }; /* compared given at most so many hidden persons */
static const gint64 tiny[8] = {0, 2, 1, 1, 1, 0, 0, 1};

/* Frequencies of 0 .. EXACT_HIDDEN hidden persons among the draws within that range. */
static void sample_tiny(guint n_classes, double shape, double rate, guint n_steps, double *share)
{
    g_autoptr(MseTable) table = table_of(3, tiny);
    gsl_rng *generator = philox_new(20240229, 0);
    LatentSampler *sampler = latent_sampler_new(table, n_classes, shape, rate, generator);
    double n_within = 0.0;
    memset(share, 0, (EXACT_HIDDEN + 1) * sizeof *share);
    for (guint step = 0; step < n_steps; step++) {
        latent_sampler_step(sampler);
        gint64 hidden = latent_sampler_hidden(sampler);
        if (hidden > EXACT_HIDDEN)
            continue;
        share[hidden] += 1.0;
        n_within += 1.0;
    }
    for (guint hidden = 0; hidden <= EXACT_HIDDEN; hidden++)
        share[hidden] /= n_within;
    latent_sampler_free(sampler);
    gsl_rng_free(generator);
}

static void normalise(double *share)
{
    double total = 0.0;
    for (guint hidden = 0; hidden <= EXACT_HIDDEN; hidden++)
        total += share[hidden];
    for (guint hidden = 0; hidden <= EXACT_HIDDEN; hidden++)
        share[hidden] /= total;
}

static void assert_same_distribution(const double *sampled, const double *exact, double tolerance)
{
    double below_sampled = 0.0, below_exact = 0.0;
    for (guint hidden = 0; hidden < EXACT_HIDDEN; hidden++) {
        below_sampled += sampled[hidden];
        below_exact += exact[hidden];
        ck_assert_msg(fabs(below_sampled - below_exact) <= tolerance,
                      "P(hidden <= %u): %.4f sampled, %.4f exact", hidden, below_sampled,
                      below_exact);
    }
}

/* One class: p(m) ~ N! / m! 1 / N prod_j B(n_j + 1, N - n_j + 1). */
START_TEST(one_class_is_independence)
{
    double sampled[EXACT_HIDDEN + 1], exact[EXACT_HIDDEN + 1];
    const double on_list[3] = {4.0, 3.0, 2.0};
    sample_tiny(1, 1.0, 1.0, 100000, sampled);
    for (guint m = 0; m <= EXACT_HIDDEN; m++) {
        double total = 6.0 + m;
        exact[m] = exp(gsl_sf_lngamma(total) - gsl_sf_lngamma(m + 1.0));
        for (guint j = 0; j < 3; j++)
            exact[m] *= gsl_sf_beta(on_list[j] + 1.0, total - on_list[j] + 1.0);
    }
    normalise(exact);
    assert_same_distribution(sampled, exact, 0.01);
}
END_TEST

/* Two classes: the sum over all divisions of the cells. integral[s1][s2]: E over alpha of
 * alpha B(1 + s1, alpha + s2). */
typedef struct {
    double integral[64][64];
    double exact[EXACT_HIDDEN + 1];
} TwoClasses;

static void integrate_alpha(TwoClasses *two, double shape, double rate)
{
    gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(
        gsl_integration_fixed_laguerre, 64, 0.0, rate, shape - 1.0, 0.0);
    const double *alphas = gsl_integration_fixed_nodes(rule);
    const double *weights = gsl_integration_fixed_weights(rule);
    for (guint s1 = 0; s1 < 64; s1++)
        for (guint s2 = 0; s2 < 64; s2++)
            for (guint i = 0; i < 64; i++)
                two->integral[s1][s2] +=
                    weights[i] * alphas[i] *
                    exp(gsl_sf_lngamma(1.0 + s1) + gsl_sf_lngamma(alphas[i] + s2) -
                        gsl_sf_lngamma(1.0 + s1 + alphas[i] + s2));
    gsl_integration_fixed_free(rule);
}

static double beta_products(const guint on[2][3], const guint size[2])
{
    double product = 1.0;
    for (guint k = 0; k < 2; k++)
        for (guint j = 0; j < 3; j++)
            product *= gsl_sf_beta(1.0 + on[k][j], 1.0 + size[k] - on[k][j]);
    return product;
}

/* Adds the hidden persons to a division of the observed ones. */
static void add_division(TwoClasses *two, guint on[2][3], const guint seen[2], double ways)
{
    for (guint m = 0; m <= EXACT_HIDDEN; m++)
        for (guint first = 0; first <= m; first++) {
            guint size[2] = {seen[0] + first, seen[1] + m - first};
            double log_ways = gsl_sf_lngamma(6.0 + m) - gsl_sf_lngamma(first + 1.0) -
                              gsl_sf_lngamma(m - first + 1.0);
            two->exact[m] += ways * exp(log_ways) * two->integral[size[0]][size[1]] *
                             beta_products((const guint(*)[3])on, size);
        }
}

static void divide_cells(TwoClasses *two, guint history, guint on[2][3], guint seen[2], double ways)
{
    if (history == 8) {
        add_division(two, on, seen, ways);
        return;
    }
    guint count = (guint)tiny[history];
    for (guint first = 0; first <= count; first++) {
        const guint part[2] = {first, count - first};
        guint next[2][3];
        for (guint k = 0; k < 2; k++)
            for (guint j = 0; j < 3; j++)
                next[k][j] = on[k][j] + ((history >> j & 1) ? part[k] : 0);
        guint next_seen[2] = {seen[0] + part[0], seen[1] + part[1]};
        divide_cells(two, history + 1, next, next_seen, ways * gsl_sf_choose(count, first));
    }
}

START_TEST(two_classes_equal_the_sum_over_divisions)
{
    double sampled[EXACT_HIDDEN + 1];
    sample_tiny(2, 2.0, 1.0, 300000, sampled);
    TwoClasses *two = g_new0(TwoClasses, 1);
    integrate_alpha(two, 2.0, 1.0);
    guint on[2][3] = {{0}}, seen[2] = {0};
    divide_cells(two, 1, on, seen, 1.0);
    normalise(two->exact);
    assert_same_distribution(sampled, two->exact, 0.01);
    g_free(two);
}
END_TEST

/* --- whole results */

/* Rows "Dirichlet-process latent class" of reference-results.csv, R package LCMCR 0.4.14: medians
 * 10,422 and 10,599, limits 9,108 to 9,245 and 13,620 to 14,786 for two seeds. */
START_TEST(agrees_with_a_peer_on_kosovo)
{
    static const gint64 kosovo[16] = {0,   1131, 845, 177, 936, 228, 217, 181,
                                      306, 106,  31,  18,  123, 42,  32,  27};
    g_autoptr(MseTable) table = table_of(4, kosovo);
    const MseLatentOptions options = {.burn_in = 5000, .n_draws = 1000, .thinning = 40, .seed = 2};
    g_autoptr(MseLatentResult) result = mse_average_latent(table, &options, NULL);
    ck_assert_ptr_nonnull(result);
    ck_assert_int_eq(result->status, MSE_LATENT_MIXED);
    ck_assert_double_gt(result->ess_bulk, 50.0);
    ck_assert(result->is_rough); /* so few steps do not settle the limits, and it says so */
    ck_assert_double_eq_tol(result->posterior.median, 10510.0, 300.0);
    /* limits: effective draws in the tails are a tenth of those in the middle */
    ck_assert_double_eq_tol(result->posterior.lower, 9000.0, 600.0);
    ck_assert_double_eq_tol(result->posterior.upper, 14200.0, 1200.0);
    ck_assert_uint_eq(result->posterior.n_modes, 1);
    ck_assert_uint_eq(result->options.n_classes, 10);
}
END_TEST

/* The peer gives 20,972 or 12,918 by seed; we give no number. */
START_TEST(gives_no_number_when_chains_disagree)
{
    g_autofree char *path = shared_data_path("data/mse/uk2013-5.csv");
    if (path == NULL)
        return;
    g_autoptr(MseTable) table = mse_table_read(path, NULL, NULL);
    const MseLatentOptions options = {.burn_in = 3000, .n_draws = 500, .thinning = 30};
    g_autoptr(MseLatentResult) result = mse_average_latent(table, &options, NULL);
    ck_assert_int_eq(result->status, MSE_LATENT_NOT_MIXED);
    ck_assert_double_gt(result->r_hat, 1.05);
    ck_assert(isnan(result->posterior.median) && isnan(result->posterior.upper));
    ck_assert_uint_eq(result->posterior.n_modes, 0);
    for (guint chain = 0; chain < 4; chain++) /* what each chain said is there */
        ck_assert(result->chains[chain].median > 2744.0);
    ck_assert_str_eq(mse_latent_status_name(result->status), "not mixed");
}
END_TEST

/* Persons of two classes, one of them much easier to find. */
static MseTable *simulate(gsl_rng *generator, guint n_persons)
{
    static const double capture[2][4] = {{0.1, 0.15, 0.08, 0.12}, {0.5, 0.4, 0.6, 0.45}};
    gint64 counts[16] = {0};
    for (guint person = 0; person < n_persons; person++) {
        guint k = gsl_rng_uniform(generator) < 0.3, history = 0;
        for (guint list = 0; list < 4; list++)
            if (gsl_rng_uniform(generator) < capture[k][list])
                history |= 1U << list;
        counts[history]++;
    }
    counts[0] = 0;
    return table_of(4, counts);
}

START_TEST(finds_the_truth_of_two_classes)
{
    gsl_rng *generator = philox_new(5, 0);
    guint n_covered = 0;
    for (guint data_set = 0; data_set < 5; data_set++) {
        g_autoptr(MseTable) table = simulate(generator, 6000);
        const MseLatentOptions options = {
            .burn_in = 2000, .n_draws = 300, .thinning = 20, .n_chains = 2, .max_r_hat = 1.2};
        g_autoptr(MseLatentResult) result = mse_average_latent(table, &options, NULL);
        ck_assert_int_eq(result->status, MSE_LATENT_MIXED);
        n_covered += result->posterior.lower <= 6000.0 && 6000.0 <= result->posterior.upper;
        /* an interval that says something */
        ck_assert_double_lt(result->posterior.upper, 9000.0);
    }
    gsl_rng_free(generator);
    ck_assert_uint_ge(n_covered, 4);
}
END_TEST

START_TEST(threads_do_not_change_a_bit)
{
    static const gint64 counts[8] = {0, 40, 30, 12, 25, 8, 6, 5};
    g_autoptr(MseTable) table = table_of(3, counts);
    MseLatentOptions options = {
        .burn_in = 200, .n_draws = 200, .thinning = 3, .n_chains = 3, .seed = 42, .n_threads = 1};
    g_autoptr(MseLatentResult) one = mse_average_latent(table, &options, NULL);
    options.n_threads = 2;
    g_autoptr(MseLatentResult) two = mse_average_latent(table, &options, NULL);
    options.seed = 43;
    g_autoptr(MseLatentResult) other = mse_average_latent(table, &options, NULL);
    gsize size = 3 * 200 * sizeof(double);
    ck_assert_mem_eq(one->totals, two->totals, size);
    ck_assert_mem_eq(&one->r_hat, &two->r_hat, sizeof(double));
    ck_assert(memcmp(one->totals, other->totals, size) != 0);
    ck_assert(memcmp(one->totals, one->totals + 200, size / 3) != 0); /* chains differ */
}
END_TEST

START_TEST(posterior_of_draws)
{
    enum { N_DRAWS = 20000 };
    double *draws = g_new(double, N_DRAWS);
    gsl_rng *generator = philox_new(3, 0);
    for (guint i = 0; i < N_DRAWS; i++)
        draws[i] = exp((i % 4 == 0 ? log(5000.0) : log(2000.0)) + gsl_ran_gaussian(generator, 0.1));
    gsl_rng_free(generator);
    MsePosterior posterior;
    mse_posterior_from_draws(N_DRAWS, draws, 5000.0, 0.95, &posterior);
    g_free(draws);
    ck_assert_uint_eq(posterior.n_modes, 2);
    ck_assert_double_eq_tol((double)posterior.modes[0].total, 2000.0, 60.0);
    ck_assert_double_eq_tol((double)posterior.modes[1].total, 5000.0, 150.0);
    ck_assert_double_eq_tol(posterior.modes[1].probability, 0.25, 0.01);
    /* the median is the 2/3 quantile of the first component */
    ck_assert_double_eq_tol(posterior.median, 2000.0 * exp(0.1 * 0.4307), 10.0);
    mse_posterior_clear(&posterior);
}
END_TEST

static void assert_refused(const MseTable *table, const MseLatentOptions *options, gint code,
                           const char *piece)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(mse_average_latent(table, options, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, code));
    ck_assert_msg(strstr(error->message, piece) != NULL, "%s", error->message);
}

START_TEST(refuses_what_it_cannot_fit)
{
    static const char *const sexes[] = {"m", "f"};
    g_autoptr(MseTable) two = mse_table_new(2, five_lists, NULL);
    ck_assert(mse_table_add(two, 3, 0, 4, NULL));
    assert_refused(two, NULL, INBEELD_ERROR_DATA, "2 lists");
    g_autoptr(MseTable) strata = mse_table_new(3, five_lists, NULL);
    ck_assert(mse_table_add_covariate(strata, "sex", 2, sexes, NULL));
    ck_assert(mse_table_add(strata, 7, 0, 4, NULL));
    assert_refused(strata, NULL, INBEELD_ERROR_DATA, "covariates");
    g_autoptr(MseTable) zeros = mse_table_new(3, five_lists, NULL);
    ck_assert(mse_table_exclude_cell(zeros, 3, 0, NULL));
    ck_assert(mse_table_add(zeros, 7, 0, 4, NULL));
    assert_refused(zeros, NULL, INBEELD_ERROR_DATA, "structural");
    g_autoptr(MseTable) good = table_of(3, tiny);
    const gint usage = INBEELD_ERROR_USAGE;
    assert_refused(good, &(MseLatentOptions){.n_classes = 51}, usage, "classes");
    assert_refused(good, &(MseLatentOptions){.alpha_shape = -1.0}, usage, "alpha");
    assert_refused(good, &(MseLatentOptions){.n_chains = 1}, usage, "chains");
    assert_refused(good, &(MseLatentOptions){.n_draws = 99}, usage, "draws");
    assert_refused(good, &(MseLatentOptions){.thinning = 4000000000U}, usage, "steps");
    assert_refused(good, &(MseLatentOptions){.level = 2.0}, usage, "level");
    assert_refused(good, &(MseLatentOptions){.max_r_hat = 1.0}, usage, "R-hat");
}
END_TEST

Suite *average_latent_suite(void);
Suite *average_latent_suite(void)
{
    Suite *suite = suite_create("average_latent");
    TCase *exact = tcase_create("one chain");
    tcase_set_timeout(exact, 60);
    tcase_add_test(exact, one_class_is_independence);
    tcase_add_test(exact, two_classes_equal_the_sum_over_divisions);
    suite_add_tcase(suite, exact);
    TCase *whole = tcase_create("several chains");
    tcase_set_timeout(whole, 90);
    tcase_add_test(whole, agrees_with_a_peer_on_kosovo);
    tcase_add_test(whole, gives_no_number_when_chains_disagree);
    tcase_add_test(whole, finds_the_truth_of_two_classes);
    tcase_add_test(whole, threads_do_not_change_a_bit);
    tcase_add_test(whole, posterior_of_draws);
    tcase_add_test(whole, refuses_what_it_cannot_fit);
    suite_add_tcase(suite, whole);
    return suite;
}
