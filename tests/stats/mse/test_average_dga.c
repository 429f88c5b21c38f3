#include "core/error.h"
#include "stats/mse/average_dga.h"
#include "stats/mse/average_dga_sum.h"
#include "stats/mse/table_read.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

/* Ball et al. 2002 (AAAS); counts by history, bit 0 is the first list. */
static const gint64 kosovo[16] = {0,   1131, 845, 177, 936, 228, 217, 181,
                                  306, 106,  31,  18,  123, 42,  32,  27};
static const char *const four_lists[] = {"EXH", "ABA", "OSCE", "HRW"};

static MseTable *table_of(guint n_lists, const char *const *lists, const gint64 *counts)
{
    MseTable *table = mse_table_new(n_lists, lists, NULL);
    for (guint history = 1; history < 1U << n_lists; history++)
        ck_assert(mse_table_add(table, history, 0, counts[history], NULL));
    return table;
}

static void assert_near(double actual, double expected, double relative)
{
    ck_assert_msg(fabs(actual - expected) <= relative * fabs(expected), "%.15g is not %.15g",
                  actual, expected);
}

START_TEST(counts_of_graphs)
{
    static const guint expected[] = {1, 2, 8, 61, 822, 18154};
    for (guint n_lists = 1; n_lists <= 6; n_lists++) {
        guint n_graphs;
        g_autofree DecomposableGraph *graphs = decomposable_graphs(n_lists, &n_graphs);
        ck_assert_ptr_nonnull(graphs);
        ck_assert_uint_eq(n_graphs, expected[n_lists - 1]);
    }
}
END_TEST

static guint size_of(guint set)
{
    return (guint)__builtin_popcount(set);
}

/* Every list and every edge is in one clique more than it is in separators. */
START_TEST(cliques_less_separators_cover_once)
{
    guint n_graphs;
    g_autofree DecomposableGraph *graphs = decomposable_graphs(5, &n_graphs);
    for (guint g = 0; g < n_graphs; g++) {
        gint lists = 0, pairs = 0;
        for (guint i = 0; i < graphs[g].n_cliques; i++) {
            gint size = (gint)size_of(graphs[g].cliques[i]);
            lists += size;
            pairs += size * (size - 1) / 2;
        }
        for (guint i = 0; i < graphs[g].n_separators; i++) {
            gint size = (gint)size_of(graphs[g].separators[i]);
            ck_assert_int_gt(size, 0);
            lists -= size;
            pairs -= size * (size - 1) / 2;
        }
        ck_assert_int_eq(lists, 5);
        ck_assert_int_eq(pairs, (gint)size_of(graphs[g].edges));
    }
}
END_TEST

START_TEST(graphs_are_written_by_list_number)
{
    guint n_graphs;
    g_autofree DecomposableGraph *graphs = decomposable_graphs(4, &n_graphs);
    g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint g = 0; g < n_graphs; g++)
        g_hash_table_add(texts, decomposable_graph_to_string(&graphs[g]));
    ck_assert_uint_eq(g_hash_table_size(texts), 61);
    ck_assert(g_hash_table_contains(texts, "[1,2,3,4]"));
    ck_assert(g_hash_table_contains(texts, "[123,14]"));
    ck_assert(g_hash_table_contains(texts, "[123,134]"));
    ck_assert(g_hash_table_contains(texts, "[14,23]"));
    ck_assert(!g_hash_table_contains(texts, "[12,14,23,34]")); /* the four-cycle */
}
END_TEST

START_TEST(gamma_ratios_do_not_cancel)
{
    assert_near(log_gamma_ratio(1000001.0, 1000000.0), log(1e6), 1e-15);
    assert_near(log_gamma_ratio(1e9 + 3.0, 1e9), log(1e9) + log(1e9 + 1.0) + log(1e9 + 2.0), 1e-15);
    assert_near(log_gamma_ratio(13.0, 11.0), log(132.0), 1e-14);
    assert_near(log_gamma_ratio(5.0, 3.0), log(12.0), 1e-14);
    assert_near(log_gamma_ratio(0.5, 1.0), log(M_PI) / 2.0, 1e-14);
    assert_near(log_gamma_ratio(20.0, 30000.0), gsl_sf_lngamma(20.0) - gsl_sf_lngamma(30000.0),
                1e-14);
}
END_TEST

/* Independent lists with a uniform prior on each list's share (delta 1/4 of three lists):
 * p(m) ~ N! / m! 1 / N prod_i n_i! (N - n_i)! / (N + 1)!, from which p(m + 1) / p(m) is a ratio of
 * integers. */
START_TEST(independent_lists_in_closed_form)
{
    static const gint64 counts[8] = {0, 5, 4, 2, 6, 1, 3, 2};
    static const char *const lists[] = {"A", "B", "C"};
    const double on_list[3] = {10.0, 11.0, 12.0};
    g_autoptr(MseTable) table = table_of(3, lists, counts);
    DgaTerms terms;
    dga_terms_init(&terms, table, 0.25, MSE_SIZE_PRIOR_RECIPROCAL);
    DecomposableGraph independent = {.n_cliques = 3, .cliques = {1, 2, 4}};
    enum { N_SIZES = 501 };
    double probability[N_SIZES], expected[N_SIZES], total = 0.0;
    DgaGraphSum sum;
    dga_sum(&terms, 1, &independent, 0, N_SIZES - 1, probability, &sum);
    expected[0] = 1.0;
    for (guint m = 0; m < N_SIZES; m++) {
        double size = 23.0 + m;
        total += expected[m];
        if (m + 1 == N_SIZES)
            break;
        expected[m + 1] = expected[m] * size / (m + 1.0);
        for (guint i = 0; i < 3; i++)
            expected[m + 1] *= (size + 1.0 - on_list[i]) / (size + 2.0);
    }
    for (guint m = 0; m < N_SIZES; m++)
        if (expected[m] / total > 1e-9)
            assert_near(probability[m], expected[m] / total, 1e-11);
    assert_near(sum.weight, 1.0, 1e-13);
}
END_TEST

/* The marginal likelihood of a graph cell by cell, from the definition. */
static double direct_log_weight(const gint64 *counts, guint n_lists, const DecomposableGraph *graph,
                                double hidden, double delta)
{
    double total = hidden, weight = 0.0;
    for (guint history = 1; history < 1U << n_lists; history++)
        total += (double)counts[history];
    for (guint i = 0; i < graph->n_cliques + graph->n_separators; i++) {
        gboolean clique = i < graph->n_cliques;
        guint set = clique ? graph->cliques[i] : graph->separators[i - graph->n_cliques];
        double delta_cell = delta * (1U << (n_lists - size_of(set)));
        double margin = gsl_sf_lngamma(delta * (1U << n_lists)) -
                        gsl_sf_lngamma(total + delta * (1U << n_lists));
        for (guint cell = 0; cell < 1U << n_lists; cell++) {
            if ((cell & ~set) != 0)
                continue;
            double count = cell == 0 ? hidden : 0.0;
            for (guint history = 1; history < 1U << n_lists; history++)
                if ((history & set) == cell)
                    count += (double)counts[history];
            margin += gsl_sf_lngamma(count + delta_cell) - gsl_sf_lngamma(delta_cell);
        }
        weight += clique ? margin : -margin;
    }
    return weight + gsl_sf_lngamma(total + 1.0) - gsl_sf_lngamma(hidden + 1.0);
}

START_TEST(equals_the_sum_written_out)
{
    enum { N_SIZES = 400 };
    static const gint64 counts[16] = {0, 9, 7, 0, 8, 2, 1, 0, 4, 1, 0, 1, 2, 0, 0, 1};
    g_autoptr(MseTable) table = table_of(4, four_lists, counts);
    guint n_graphs;
    g_autofree DecomposableGraph *graphs = decomposable_graphs(4, &n_graphs);
    double expected[N_SIZES] = {0}, total = 0.0;
    for (guint g = 0; g < n_graphs; g++)
        for (guint m = 0; m < N_SIZES; m++)
            expected[m] += exp(direct_log_weight(counts, 4, &graphs[g], 3.0 + m, 0.5) + 100.0);
    for (guint m = 0; m < N_SIZES; m++)
        total += expected[m];
    const MseDgaOptions options = {
        .delta = 0.5, .min_hidden = 3, .max_hidden = 2 + N_SIZES, .prior = MSE_SIZE_PRIOR_UNIFORM};
    g_autoptr(MseDgaResult) result = mse_average_dga(table, &options, NULL);
    ck_assert_ptr_nonnull(result);
    ck_assert_uint_eq(result->n_sizes, N_SIZES);
    for (guint m = 0; m < N_SIZES; m++)
        ck_assert_double_le(fabs(result->probability[m] - expected[m] / total),
                            1e-11 * expected[m] / total + 1e-13);
}
END_TEST

/* Rows of reference-results.csv, method "decomposable-graph BMA": R package dga 2.0.2, bma.cr(). */
typedef struct {
    const char *file;
    double delta;
    gint64 max_hidden;
    double mean, mean_unit, lower, upper;
    gint64 mode;   /* 0: not given */
    double median; /* 0: not given */
} Reference;

static void check_reference(const MseTable *table, const Reference *row)
{
    const MseDgaOptions options = {
        .delta = row->delta, .min_hidden = 1, .max_hidden = row->max_hidden};
    g_autoptr(MseDgaResult) result = mse_average_dga(table, &options, NULL);
    ck_assert_ptr_nonnull(result);
    ck_assert_msg(fabs(result->posterior.mean - row->mean) <= row->mean_unit / 2.0, "%s: mean %.6f",
                  row->file, result->posterior.mean);
    ck_assert_double_eq(result->posterior.lower, row->lower);
    ck_assert_double_eq(result->posterior.upper, row->upper);
    if (row->median > 0.0)
        ck_assert_double_eq(result->posterior.median, row->median);
    gsize highest = 0;
    for (gsize i = 0; i < result->n_sizes; i++)
        if (result->probability[i] > result->probability[highest])
            highest = i;
    if (row->mode > 0)
        ck_assert_int_eq(result->observed + 1 + (gint64)highest, row->mode);
}

START_TEST(reproduces_kosovo_without_files)
{
    const Reference row = {"kosovo-4", 1.0 / 16, 20000, 12749.17, 0.01, 9827, 16543, 0, 0};
    g_autoptr(MseTable) table = table_of(4, four_lists, kosovo);
    check_reference(table, &row);
}
END_TEST

START_TEST(reproduces_reference_rows)
{
    static const Reference rows[] = {
        {"kosovo-4", 1.0 / 16, 20000, 12749.17, 0.01, 9827, 16543, 0, 0},
        {"uk2013-5", 1.0 / 32, 40000, 21264.94, 0.01, 10387, 33439, 11718, 22985},
        {"netherlands-5", 1.0 / 32, 200000, 85976.98, 0.01, 41628, 193735, 47655, 0},
        {"western-us-5", 1.0 / 32, 10000, 2253.643, 0.001, 1343, 3870, 0, 0},
        {"korea-3", 1.0 / 8, 1000, 192.3591, 0.0001, 127, 389, 0, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *relative = g_strdup_printf("data/mse/%s.csv", rows[i].file);
        g_autofree char *path = shared_data_path(relative);
        if (path == NULL)
            return;
        g_autoptr(MseTable) table = mse_table_read(path, NULL, NULL);
        ck_assert_ptr_nonnull(table);
        check_reference(table, &rows[i]);
    }
}
END_TEST

START_TEST(probabilities_add_to_one)
{
    g_autoptr(MseTable) table = table_of(4, four_lists, kosovo);
    const MseDgaOptions options = {.n_top = 61};
    g_autoptr(MseDgaResult) result = mse_average_dga(table, &options, NULL);
    double graphs = 0.0, sizes = 0.0, mean = 0.0;
    for (guint i = 0; i < result->n_top; i++) {
        graphs += result->top[i].weight;
        mean += result->top[i].weight * result->top[i].mean;
        ck_assert(i == 0 || result->top[i - 1].weight >= result->top[i].weight);
    }
    for (gsize i = 0; i < result->n_sizes; i++)
        sizes += result->probability[i];
    assert_near(graphs, 1.0, 1e-12);
    assert_near(sizes, 1.0, 1e-12);
    assert_near(mean, result->posterior.mean, 1e-10);
    ck_assert_str_eq(result->top[0].model, "[123,134]");
    ck_assert_int_eq(result->max_hidden, 50 * 4400);
    ck_assert_double_eq(result->delta, 1.0 / 16);
}
END_TEST

START_TEST(order_of_lists_does_not_matter)
{
    static const guint place[4] = {2, 0, 3, 1};
    gint64 counts[16] = {0};
    for (guint history = 1; history < 16; history++) {
        guint moved = 0;
        for (guint list = 0; list < 4; list++)
            if (history >> list & 1)
                moved |= 1U << place[list];
        counts[moved] = kosovo[history];
    }
    static const char *const lists[] = {"ABA", "HRW", "EXH", "OSCE"};
    g_autoptr(MseTable) table = table_of(4, four_lists, kosovo);
    g_autoptr(MseTable) other = table_of(4, lists, counts);
    g_autoptr(MseDgaResult) a = mse_average_dga(table, NULL, NULL);
    g_autoptr(MseDgaResult) b = mse_average_dga(other, NULL, NULL);
    assert_near(a->posterior.mean, b->posterior.mean, 1e-11);
    for (gsize i = 0; i < a->n_sizes; i++)
        ck_assert_double_le(fabs(a->probability[i] - b->probability[i]), 1e-13);
    ck_assert_str_eq(b->top[0].model, "[134,234]"); /* [123,134] with the lists renumbered */
}
END_TEST

/* The Korean table: the reference row's upper limit of 389 comes from its bound of 1,000 hidden
 * persons. Under the complete graph p(N) falls like N^-(1 + delta_total - delta), 1.875 here: in
 * the end that graph has the tail for itself, and without a bound the posterior has no mean. */
START_TEST(tells_that_the_bound_matters)
{
    static const gint64 korea[8] = {0, 5, 0, 54, 41, 6, 5, 12};
    static const char *const lists[] = {"b", "c", "d"};
    g_autoptr(MseTable) table = table_of(3, lists, korea);
    MseDgaOptions options = {.min_hidden = 1, .max_hidden = 1000};
    g_autoptr(MseDgaResult) low = mse_average_dga(table, &options, NULL);
    options.max_hidden = 1000000;
    g_autoptr(MseDgaResult) high = mse_average_dga(table, &options, NULL);
    ck_assert(low->touches_bound);
    ck_assert(!high->touches_bound);
    ck_assert_double_gt(high->posterior.upper, 1.2 * low->posterior.upper);
    assert_near(high->tail_power, 1.875, 1e-3);
    double beyond = 0.0;
    for (gsize i = 1000; i < high->n_sizes; i++)
        beyond += high->probability[i];
    assert_near(low->tail_beyond, beyond / (1.0 - beyond), 0.15);
}
END_TEST

START_TEST(finds_modes_that_stand_out)
{
    enum { N = 1000 };
    double probability[N], total = 0.0;
    for (guint i = 0; i < N; i++) {
        double a = (i - 200.0) / 40.0, b = (i - 700.0) / 60.0;
        probability[i] = exp(-a * a / 2.0) + 0.5 * exp(-b * b / 2.0) + (i % 2) * 0.01;
        total += probability[i];
    }
    for (guint i = 0; i < N; i++)
        probability[i] /= total;
    MsePosterior posterior;
    mse_posterior_summarise(N, probability, 1000, 0.9, &posterior);
    ck_assert_uint_eq(posterior.n_modes, 2); /* the ripple is not counted */
    ck_assert_int_le(llabs(posterior.modes[0].total - 1200), 5);
    ck_assert_int_le(llabs(posterior.modes[1].total - 1700), 9);
    assert_near(posterior.modes[0].probability, 40.0 / 70.0, 0.02);
    assert_near(posterior.modes[0].probability + posterior.modes[1].probability, 1.0, 1e-12);
    assert_near(posterior.modes[1].prominence, 0.5, 0.05);
    mse_posterior_clear(&posterior);
}
END_TEST

static void assert_refused(const MseTable *table, const MseDgaOptions *options, gint code,
                           const char *piece)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(mse_average_dga(table, options, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, code));
    ck_assert_msg(strstr(error->message, piece) != NULL, "%s", error->message);
}

START_TEST(refuses_what_it_cannot_average)
{
    static const char *const lists[] = {"A", "B", "C", "D", "E", "F", "G"};
    static const char *const sexes[] = {"m", "f"};
    g_autoptr(MseTable) seven = mse_table_new(7, lists, NULL);
    ck_assert(mse_table_add(seven, 127, 0, 4, NULL));
    assert_refused(seven, NULL, INBEELD_ERROR_DATA, "7 lists");
    g_autoptr(MseTable) two = mse_table_new(2, lists, NULL);
    ck_assert(mse_table_add(two, 3, 0, 4, NULL));
    assert_refused(two, NULL, INBEELD_ERROR_DATA, "2 lists");
    g_autoptr(MseTable) strata = mse_table_new(3, lists, NULL);
    ck_assert(mse_table_add_covariate(strata, "sex", 2, sexes, NULL));
    ck_assert(mse_table_add(strata, 7, 0, 4, NULL));
    assert_refused(strata, NULL, INBEELD_ERROR_DATA, "covariates");
    g_autoptr(MseTable) zeros = mse_table_new(3, lists, NULL);
    ck_assert(mse_table_exclude_cell(zeros, 3, 0, NULL));
    ck_assert(mse_table_add(zeros, 7, 0, 4, NULL));
    assert_refused(zeros, NULL, INBEELD_ERROR_DATA, "structural");
    g_autoptr(MseTable) good = table_of(4, four_lists, kosovo);
    assert_refused(good, &(MseDgaOptions){.delta = -1.0}, INBEELD_ERROR_USAGE, "delta");
    assert_refused(good, &(MseDgaOptions){.delta = NAN}, INBEELD_ERROR_USAGE, "delta");
    assert_refused(good, &(MseDgaOptions){.level = 1.0}, INBEELD_ERROR_USAGE, "level");
    assert_refused(good, &(MseDgaOptions){.min_hidden = 5, .max_hidden = 5}, INBEELD_ERROR_USAGE,
                   "hidden");
}
END_TEST

Suite *average_dga_suite(void);
Suite *average_dga_suite(void)
{
    Suite *suite = suite_create("average_dga");
    TCase *graphs = tcase_create("decomposable graphs");
    tcase_add_test(graphs, counts_of_graphs);
    tcase_add_test(graphs, cliques_less_separators_cover_once);
    tcase_add_test(graphs, graphs_are_written_by_list_number);
    suite_add_tcase(suite, graphs);
    TCase *sum = tcase_create("sum");
    tcase_set_timeout(sum, 30);
    tcase_add_test(sum, gamma_ratios_do_not_cancel);
    tcase_add_test(sum, independent_lists_in_closed_form);
    tcase_add_test(sum, equals_the_sum_written_out);
    tcase_add_test(sum, reproduces_kosovo_without_files);
    tcase_add_test(sum, reproduces_reference_rows);
    tcase_add_test(sum, probabilities_add_to_one);
    tcase_add_test(sum, order_of_lists_does_not_matter);
    tcase_add_test(sum, tells_that_the_bound_matters);
    tcase_add_test(sum, finds_modes_that_stand_out);
    tcase_add_test(sum, refuses_what_it_cannot_average);
    suite_add_tcase(suite, sum);
    return suite;
}
