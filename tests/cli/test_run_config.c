#include "cli/run_config.h"
#include "core/error.h"
#include "tests/support/scratch.h"

#include <check.h>

static char *folder;

static void make_folder(void)
{
    folder = scratch_folder();
    for (int i = 3; i >= 1; i--) {
        g_autofree char *name = g_strdup_printf("export-%d.csv", i);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_file_set_contents(path, "a;b\n", -1, NULL);
    }
}

static void remove_folder(void)
{
    scratch_remove(folder);
}

static RunConfig *load(const char *text, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "run.ini", NULL);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return run_config_load(path, error);
}

#define GOOD_RUN "[run]\nperiod = 2024\nout = uit\n"
#define GOOD_DELIVERY "[delivery comensha]\nprofile = comensha\nfiles = export-*.csv ; all years\n"

START_TEST(a_full_configuration)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(RunConfig) config = load(
        GOOD_RUN
        "peildatum = 2025-03-01\nlanguage = en\nseed = 7\neditions = gemeente; kwartaal 2024KW3;\n"
        "areas = GM0772\nkey = /etc/inbeeld.key\nsuppress-below = 10\n" GOOD_DELIVERY
        "max-rejected = 2.5\nlegal-basis = Wpg art. 22\n",
        &error);
    ck_assert_msg(config != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_int_eq(config->period.year, 2024);
    ck_assert(g_str_has_suffix(config->out, "/uit"));
    ck_assert_int_eq(config->peildatum, day_from_ymd(2025, 3, 1));
    ck_assert_int_eq(config->language, LANGUAGE_EN);
    ck_assert_int_eq(config->seed, 7);
    ck_assert_int_eq(config->suppress_below, 10);
    ck_assert_uint_eq(config->editions->len, 2);
    const RunEdition *first = g_ptr_array_index(config->editions, 0);
    ck_assert_str_eq(first->name, "gemeente");
    ck_assert_int_eq(first->period.kind, PERIOD_NONE);
    const RunEdition *second = g_ptr_array_index(config->editions, 1);
    ck_assert_str_eq(second->name, "kwartaal");
    ck_assert_int_eq(period_compare(second->period, period_quarter(2024, 3)), 0);
    ck_assert_str_eq(config->key, "/etc/inbeeld.key");
    const RunDelivery *delivery = g_ptr_array_index(config->deliveries, 0);
    ck_assert_str_eq(delivery->name, "comensha");
    ck_assert_uint_eq(delivery->files->len, 3);
    ck_assert(g_str_has_suffix(g_ptr_array_index(delivery->files, 0), "export-1.csv"));
    ck_assert_double_eq_tol(delivery->max_rejected, 0.025, 1e-15);
}
END_TEST

START_TEST(slips_are_named)
{
    static const struct {
        const char *text;
        int code;
        const char *word;
    } cases[] = {
        {GOOD_DELIVERY, 78, "[run]"},
        {"[run]\nout = x\n" GOOD_DELIVERY, 78, "period"},
        {"[run]\nperiod = 2024\n" GOOD_DELIVERY, 78, "out"},
        {GOOD_RUN, 78, "delivery"},
        {GOOD_RUN "perid = 2024\n" GOOD_DELIVERY, 78, "perid"},
        {GOOD_RUN "editions = kwartaal 2024KW9\n" GOOD_DELIVERY, 78, "2024KW9"},
        {GOOD_RUN "peildatum = 31-02-2024\n" GOOD_DELIVERY, 78, "31-02-2024"},
        {GOOD_RUN "language = de\n" GOOD_DELIVERY, 78, "\"de\""},
        {GOOD_RUN "seed = -3\n" GOOD_DELIVERY, 78, "seed"},
        {GOOD_RUN "[deliveries]\n", 78, "deliveries"},
        {GOOD_RUN "[delivery a]\nfiles = export-1.csv\n", 78, "profile"},
        {GOOD_RUN "[delivery a]\nprofile = om\n", 78, "files"},
        {GOOD_RUN "[delivery a]\nprofile = om\nfiles = gone-*.csv\n", 66, "gone-*.csv"},
        {GOOD_RUN GOOD_DELIVERY "max-rejected = 120\n", 78, "120"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        ck_assert_msg(load(cases[i].text, &error) == NULL, "case %zu", i);
        ck_assert_int_eq(inbeeld_error_exit_status(error), cases[i].code);
        ck_assert_msg(strstr(error->message, cases[i].word) != NULL, "%s", error->message);
    }
}
END_TEST

Suite *run_config_suite(void);
Suite *run_config_suite(void)
{
    Suite *suite = suite_create("run_config");
    TCase *tcase = tcase_create("run_config");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, a_full_configuration);
    tcase_add_test(tcase, slips_are_named);
    suite_add_tcase(suite, tcase);
    return suite;
}
