#include "report/chart/chain_blocks.h"

#include "core/error.h"
#include "tests/support/chart_check.h"

#include <check.h>
#include <string.h>

static ChainBox block_of(Fill fill, guint i)
{
    return (ChainBox){.name = i % 2 == 0 ? "Signalen bij de politie" : "Uitspraken",
                      .value = chart_check_value(fill, i),
                      .unit = "signalen; één gebeurtenis kan meer signalen geven",
                      .period = "2024",
                      .source = "Politie, plaats van uitbuiting Krimpen aan den IJssel",
                      .gap = "Een melding gaat over een persoon, een signaal over een "
                             "gebeurtenis; het signaal kan van jaren geleden zijn."};
}

static Graphic *chain_of(Fill fill, guint n)
{
    ChainBox blocks[8];
    for (guint i = 0; i < n; i++)
        blocks[i] = block_of(fill, i);
    Graphic *graphic = chain_blocks_new(&(ChainBlocks){.n_blocks = n, .blocks = blocks}, NULL);
    ck_assert_ptr_nonnull(graphic);
    return graphic;
}

START_TEST(any_chain)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (Fill fill = 0; fill < N_FILLS; fill++)
        for (guint n = 0; n <= 6; n += 2) {
            g_autofree char *words = chart_check_draw(engine, chain_of(fill, n), chain_of(fill, n));
            ck_assert_uint_eq(chart_check_count(words, "Uitspraken|"), n); /* of two drawings */
        }
}
END_TEST

/* The chain is no funnel: whatever the numbers, the blocks are the same size, so the height of the
 * figure does not depend on them. */
START_TEST(size_says_nothing)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(Graphic) large = chain_of(ALL_GIVEN, 5), zero = chain_of(ALL_ZERO, 5);
    ck_assert_double_eq_tol(large->class->height(large->data, engine, 480),
                            zero->class->height(zero->data, engine, 480), 1e-9);
}
END_TEST

START_TEST(a_suppressed_block_has_its_mark)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autofree char *words = chart_check_draw(engine, chain_of(ALL_SUPPRESSED, 2), NULL);
    ck_assert_ptr_nonnull(strstr(words, "|×|"));
}
END_TEST

START_TEST(a_percentage_needs_a_documented_whole)
{
    g_autoptr(GError) error = NULL;
    ChainBox blocks[] = {block_of(ALL_GIVEN, 0), block_of(ALL_GIVEN, 1)};
    blocks[1].share = "42% een veroordeling";
    ck_assert_ptr_null(chain_blocks_new(&(ChainBlocks){.n_blocks = 2, .blocks = blocks}, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
    g_clear_error(&error);
    blocks[1].part_of = "van de uitspraken in eerste aanleg";
    g_autoptr(Graphic) fine =
        chain_blocks_new(&(ChainBlocks){.n_blocks = 2, .blocks = blocks}, &error);
    ck_assert_ptr_nonnull(fine);
}
END_TEST

START_TEST(neighbours_say_why_they_do_not_divide)
{
    g_autoptr(GError) error = NULL;
    ChainBox blocks[] = {block_of(ALL_GIVEN, 0), block_of(ALL_GIVEN, 1)};
    blocks[0].gap = NULL;
    ck_assert_ptr_null(chain_blocks_new(&(ChainBlocks){.n_blocks = 2, .blocks = blocks}, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
}
END_TEST

Suite *chain_blocks_suite(void);
Suite *chain_blocks_suite(void)
{
    Suite *suite = suite_create("chain_blocks");
    TCase *tcase = tcase_create("chain_blocks");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, any_chain);
    tcase_add_test(tcase, size_says_nothing);
    tcase_add_test(tcase, a_suppressed_block_has_its_mark);
    tcase_add_test(tcase, a_percentage_needs_a_documented_whole);
    tcase_add_test(tcase, neighbours_say_why_they_do_not_divide);
    suite_add_tcase(suite, tcase);
    return suite;
}
