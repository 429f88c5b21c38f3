#include "ingest/simulate/random.h"

#include <check.h>
#include <gsl/gsl_cdf.h>

/* The published test vector of SplitMix64 for state 1234567. */
START_TEST(bits_are_those_of_splitmix64)
{
    static const guint64 expected[] = {
        G_GUINT64_CONSTANT(6457827717110365317), G_GUINT64_CONSTANT(3203168211198807973),
        G_GUINT64_CONSTANT(9817491932198370423), G_GUINT64_CONSTANT(4593380528125082431),
        G_GUINT64_CONSTANT(16408922859458223821)};
    RandomStream stream = {1234567};
    for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
        ck_assert(random_bits(&stream) == expected[i]);
}
END_TEST

START_TEST(streams_differ_by_each_part_of_their_name)
{
    RandomStream streams[] = {random_stream(1, "om", 2024, 0), random_stream(2, "om", 2024, 0),
                              random_stream(1, "on", 2024, 0), random_stream(1, "om", 2023, 0),
                              random_stream(1, "om", 2024, 1)};
    for (gsize i = 0; i < G_N_ELEMENTS(streams); i++)
        for (gsize j = 0; j < i; j++)
            ck_assert(streams[i].counter != streams[j].counter);
    RandomStream again = random_stream(1, "om", 2024, 0);
    ck_assert(again.counter == streams[0].counter);
}
END_TEST

/* Pearson's chi-squared against equal shares and against weights 1:0:3. */
START_TEST(choices_follow_their_weights)
{
    enum { N = 60000 };
    RandomStream stream = random_stream(7, "test", 0, 0);
    gint64 below[10] = {0};
    gint64 chosen[3] = {0};
    static const double weights[] = {1, 0, 3};
    for (int i = 0; i < N; i++) {
        below[random_below(&stream, 10)]++;
        chosen[random_choice(&stream, 3, weights)]++;
    }
    double chi = 0;
    for (int i = 0; i < 10; i++)
        chi += ((double)below[i] - N / 10.0) * ((double)below[i] - N / 10.0) / (N / 10.0);
    ck_assert_double_gt(gsl_cdf_chisq_Q(chi, 9), 1e-4);
    ck_assert_int_eq(chosen[1], 0);
    ck_assert_double_gt(gsl_cdf_binomial_P((guint)chosen[0], 0.25, N), 1e-4);
    ck_assert_double_gt(gsl_cdf_binomial_Q((guint)chosen[0], 0.25, N), 1e-4);
}
END_TEST

START_TEST(cumulative_choice_agrees_with_the_plain_one)
{
    static const double weights[] = {0, 2, 0, 5, 1, 0};
    static const double cumulative[] = {0, 2, 2, 7, 8, 8};
    RandomStream one = random_stream(3, "test", 1, 0);
    RandomStream other = one;
    for (int i = 0; i < 10000; i++)
        ck_assert_uint_eq(random_choice(&one, 6, weights),
                          random_choice_cumulative(&other, 6, cumulative));
}
END_TEST

Suite *random_suite(void);
Suite *random_suite(void)
{
    Suite *suite = suite_create("random");
    TCase *tcase = tcase_create("streams");
    tcase_add_test(tcase, bits_are_those_of_splitmix64);
    tcase_add_test(tcase, streams_differ_by_each_part_of_their_name);
    tcase_add_test(tcase, choices_follow_their_weights);
    tcase_add_test(tcase, cumulative_choice_agrees_with_the_plain_one);
    suite_add_tcase(suite, tcase);
    return suite;
}
