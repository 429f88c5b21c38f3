#include "stats/chain/chain.h"

#include "core/error.h"

#include <check.h>
#include <string.h>

static MeasureList *measures;
static Codes *codes;

static void load(void)
{
    measures = measure_list_load(NULL);
    codes = codes_load(NULL);
    ck_assert(measures != NULL && codes != NULL);
}

static void unload(void)
{
    measure_list_free(measures);
    codes_free(codes);
}

/* The file of the product: blocks in the order of the chain, percentages only of the own whole. */
START_TEST(rule_of_the_product_is_sound)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChainRule) rule = chain_rule_load(measures, codes, &error);
    ck_assert_msg(rule != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(chain_rule_step(rule, 0)->name, "signalen");
    for (gsize i = 0; i < chain_rule_count(rule); i++) {
        const ChainStep *step = chain_rule_step(rule, i);
        if (step->part_of < 0)
            continue;
        const ChainStep *whole = chain_rule_step(rule, (gsize)step->part_of);
        ck_assert_ptr_nonnull(step->why);
        for (int kind = 0; kind < AREA_KIND_COUNT; kind++)
            if (step->measure[kind] != NULL)
                ck_assert_str_eq(measure_unit(step->measure[kind]),
                                 measure_unit(whole->measure[kind]));
    }
    ck_assert_int_ge(chain_rule_least_share(rule), 20);
}
END_TEST

#define REST "[share]\nleast=20\n[duration]\nleast-cases=20\nleast-ended=10\n"

static const struct {
    const char *text, *names;
} wrong[] = {
    {"[steps]\norder=a\n[a]\nland=signalen\n" REST, "[a] land = \"signalen\""},
    {"[steps]\norder=a\n[a]\n" REST, "at least one kind of area"},
    {"[steps]\norder=a;a\n[a]\nland=om_afgehandeld\n" REST, "is there twice"},
    {"[steps]\norder=a\n[a]\nland=om_afgehandeld\ndimension=decision\ncategory=x\n" REST,
     "category = \"x\""},
    {"[steps]\norder=a\n[a]\nland=om_afgehandeld\ndimension=decision\n" REST, "go together"},
    /* Cases are no part of signals, whatever the file says. */
    {"[steps]\norder=a;b\n[a]\nland=politie_signalen\n[b]\nland=om_afgehandeld\n"
     "dimension=decision\ncategory=dagvaarding\npart-of=a\nwhy=x\n" REST,
     "counts something else"},
    /* A verdict is no part of the cases concluded in the same year. */
    {"[steps]\norder=a;b\n[a]\nland=om_afgehandeld\n[b]\nland=om_uitspraken\npart-of=a\nwhy=x\n" REST,
     "counts something else"},
    {"[steps]\norder=b;a\n[a]\nland=om_afgehandeld\n[b]\nland=om_afgehandeld\n"
     "dimension=decision\ncategory=dagvaarding\npart-of=a\nwhy=x\n" REST,
     "no step before this one"},
    {"[steps]\norder=a;b\n[a]\nland=om_afgehandeld\n[b]\nland=om_afgehandeld\n"
     "dimension=decision\ncategory=dagvaarding\npart-of=a\n" REST,
     "say why"},
    {"[steps]\norder=a\n[a]\nland=om_afgehandeld\n[share]\nleast=5\n", "[share] least = \"5\""},
    {"[steps]\n" REST, "name the steps"},
};

START_TEST(mistakes_are_named)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(chain_rule_parse("chain.ini", wrong[_i].text, measures, codes, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_CONFIG);
    ck_assert(g_str_has_prefix(error->message, "chain.ini: "));
    ck_assert_msg(strstr(error->message, wrong[_i].names) != NULL, "%s", error->message);
}
END_TEST

/* R: binom.test(81, 263)$conf.int is 0.2526-0.3676 (Clopper & Pearson); 0 of 10: 0-0.3085. */
START_TEST(share_limits_are_the_exact_ones)
{
    Interval limits = chain_share_limits(81, 263, 0.95);
    ck_assert_double_eq_tol(limits.lower, 0.2527, 0.0002);
    ck_assert_double_eq_tol(limits.upper, 0.3676, 0.0002);
    limits = chain_share_limits(0, 10, 0.95);
    ck_assert_double_eq(limits.lower, 0);
    ck_assert_double_eq_tol(limits.upper, 0.3084971, 1e-6);
    limits = chain_share_limits(10, 10, 0.95);
    ck_assert_double_eq_tol(limits.lower, 0.6915029, 1e-6);
    ck_assert_double_eq(limits.upper, 1);
}
END_TEST

Suite *chain_suite(void);
Suite *chain_suite(void)
{
    Suite *suite = suite_create("chain");
    TCase *tcase = tcase_create("chain");
    tcase_add_unchecked_fixture(tcase, load, unload);
    tcase_add_test(tcase, rule_of_the_product_is_sound);
    tcase_add_loop_test(tcase, mistakes_are_named, 0, G_N_ELEMENTS(wrong));
    tcase_add_test(tcase, share_limits_are_the_exact_ones);
    suite_add_tcase(suite, tcase);
    return suite;
}
