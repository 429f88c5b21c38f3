#include "stats/mse/chain_diagnostics.h"
#include "stats/mse/philox.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>

/* Known answers of the authors' Random123 distribution (kat_vectors, philox4x32 with 10 rounds). */
START_TEST(philox_gives_the_known_answers)
{
    static const guint32 counters[3][4] = {
        {0, 0, 0, 0},
        {0xffffffffU, 0xffffffffU, 0xffffffffU, 0xffffffffU},
        {0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U},
    };
    static const guint32 keys[3][2] = {
        {0, 0}, {0xffffffffU, 0xffffffffU}, {0xa4093822U, 0x299f31d0U}};
    static const guint32 expected[3][4] = {
        {0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U},
        {0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU},
        {0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U},
    };
    for (guint i = 0; i < 3; i++) {
        guint32 block[4];
        philox_block(counters[i], keys[i], block);
        for (guint word = 0; word < 4; word++)
            ck_assert_uint_eq(block[word], expected[i][word]);
    }
}
END_TEST

START_TEST(streams_start_where_they_should)
{
    gsl_rng *first = philox_new(0, 0), *other = philox_new(0, 1), *again = philox_new(0, 1);
    ck_assert_uint_eq(gsl_rng_get(first), 0x6627e8d5U);
    ck_assert_uint_eq(gsl_rng_get(first), 0xe169c58dU);
    guint n_equal = 0;
    for (guint i = 0; i < 1000; i++) {
        unsigned long a = gsl_rng_get(other);
        ck_assert_uint_eq(a, gsl_rng_get(again));
        n_equal += a == gsl_rng_get(first);
    }
    ck_assert_uint_eq(n_equal, 0);
    double sum = 0.0, squares = 0.0;
    for (guint i = 0; i < 100000; i++) {
        double u = gsl_rng_uniform(first);
        ck_assert(u >= 0.0 && u < 1.0);
        sum += u / 100000;
        squares += u * u / 100000;
    }
    /* five standard errors */
    ck_assert_double_le(fabs(sum - 0.5), 5.0 * sqrt(1.0 / 12 / 100000));
    ck_assert_double_le(fabs(squares - 1.0 / 3), 5.0 * sqrt(4.0 / 45 / 100000));
    gsl_rng_free(first);
    gsl_rng_free(other);
    gsl_rng_free(again);
}
END_TEST

typedef struct {
    guint n_chains, n_draws;
    double persistence, shift; /* of the autoregression; between chains */
    gboolean rounded;
    double r_hat, ess_bulk, ess_tail; /* Python package ArviZ 0.23.4: rhat() by rank, ess() */
} Case;

/* x = persistence x + u - 1/2 with u of Park and Miller's generator, multiplier 48271. */
static double *make_draws(const Case *of)
{
    double *draws = g_new(double, (gsize)of->n_chains * of->n_draws);
    guint64 state = 20240229;
    for (guint chain = 0; chain < of->n_chains; chain++) {
        double x = 0.0;
        for (guint i = 0; i < of->n_draws; i++) {
            state = 48271 * state % 2147483647;
            x = of->persistence * x + ((double)state / 2147483647.0 - 0.5);
            double value = 100.0 * x + of->shift * chain;
            draws[(gsize)chain * of->n_draws + i] = of->rounded ? floor(value) : value;
        }
    }
    return draws;
}

START_TEST(agrees_with_a_peer)
{
    static const Case cases[] = {
        {4, 1000, 0.9, 0.0, FALSE, 1.0322212715, 193.010924, 466.882526},
        {4, 1001, 0.5, 20.0, TRUE, 1.2034018797, 14.370448, 96.981706},
        {3, 200, 0.98, 0.0, TRUE, 1.8234404362, 4.566309, 14.000494},
        {2, 500, -0.6, 0.0, FALSE, 0.9994420343, 3000.0, 749.769525},
        {1, 400, 0.3, 0.0, FALSE, 0.0, 258.049924, 304.598701},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Case *of = &cases[i];
        g_autofree double *draws = make_draws(of);
        if (of->r_hat > 0.0)
            ck_assert_double_eq_tol(chains_r_hat(of->n_chains, of->n_draws, draws), of->r_hat,
                                    1e-9);
        ck_assert_double_eq_tol(chains_ess_bulk(of->n_chains, of->n_draws, draws), of->ess_bulk,
                                1e-5);
        ck_assert_double_eq_tol(chains_ess_tail(of->n_chains, of->n_draws, draws), of->ess_tail,
                                1e-5);
    }
}
END_TEST

/* Chains with one mean and different spreads: only the folded draws tell. */
START_TEST(sees_a_difference_in_spread)
{
    enum { N_DRAWS = 1000 };
    double draws[4 * N_DRAWS];
    gsl_rng *generator = philox_new(7, 0);
    for (guint i = 0; i < 4 * N_DRAWS; i++)
        draws[i] = gsl_ran_gaussian(generator, i < N_DRAWS ? 3.0 : 1.0);
    gsl_rng_free(generator);
    ck_assert_double_gt(chains_r_hat(4, N_DRAWS, draws), 1.1);
    ck_assert_double_le(chains_r_hat(3, N_DRAWS, draws + N_DRAWS), 1.01);
}
END_TEST

START_TEST(constant_draws_have_no_diagnostics)
{
    double draws[40];
    for (guint i = 0; i < 40; i++)
        draws[i] = 12.0;
    ck_assert(isnan(chains_r_hat(2, 20, draws)));
    ck_assert(isnan(chains_ess_bulk(2, 20, draws)));
}
END_TEST

Suite *average_chains_suite(void);
Suite *average_chains_suite(void)
{
    Suite *suite = suite_create("average_chains");
    TCase *streams = tcase_create("random streams");
    tcase_add_test(streams, philox_gives_the_known_answers);
    tcase_add_test(streams, streams_start_where_they_should);
    suite_add_tcase(suite, streams);
    TCase *diagnostics = tcase_create("diagnostics");
    tcase_add_test(diagnostics, agrees_with_a_peer);
    tcase_add_test(diagnostics, sees_a_difference_in_spread);
    tcase_add_test(diagnostics, constant_draws_have_no_diagnostics);
    suite_add_tcase(suite, diagnostics);
    return suite;
}
