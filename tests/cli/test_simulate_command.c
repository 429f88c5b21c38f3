#include "core/error.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <string.h>

static char *folder;

static void make_folder(void)
{
    folder = scratch_folder();
}

static void remove_folder(void)
{
    scratch_remove(folder);
}

/* Runs the program with arguments in which OUT stands for the folder; its exit status. */
static int run(const char *arguments, char **output, char **errors)
{
    g_auto(GStrv) words = g_strsplit(arguments, " ", -1);
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    for (char **word = words; *word != NULL; word++)
        g_ptr_array_add(argv, strcmp(*word, "OUT") == 0 ? folder : *word);
    g_ptr_array_add(argv, NULL);
    return program_run_words(NULL, (const char *const *)argv->pdata, output, errors);
}

START_TEST(one_year)
{
    g_autofree char *output = NULL;
    g_autofree char *errors = NULL;
    ck_assert_int_eq(run("simulate --out OUT --seed 1 --scale 0.1 --years 2024 --politie-rows 50",
                         &output, &errors),
                     0);
    /* 944 and 5,000 x 0.1; CoMensha, OM and politie */
    ck_assert_msg(strstr(output, "population 500, registered 94") != NULL, "%s", output);
    ck_assert_msg(strstr(output, "3 files") != NULL, "%s", output);
    ck_assert_str_eq(errors, "");
    static const char *const names[] = {"fictief-comensha-2024.csv", "fictief-om-2024.csv",
                                        "fictief-politie-2024.csv", "truth.csv", "truth.json"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        ck_assert_msg(g_file_test(path, G_FILE_TEST_IS_REGULAR), "%s", names[i]);
    }
}
END_TEST

static const struct {
    const char *arguments;
    int status;
    const char *part; /* of the message */
} refused[] = {{"simulate --out OUT", INBEELD_ERROR_USAGE, "--seed"},
               {"simulate --seed 1", INBEELD_ERROR_USAGE, "--out"},
               {"simulate --out OUT --seed 1 --scale 0,5", INBEELD_ERROR_USAGE, "decimal point"},
               {"simulate --out OUT --seed 1 --scale 1000", INBEELD_ERROR_USAGE, "scale"},
               {"simulate --out OUT --seed 1 --years 24", INBEELD_ERROR_USAGE, "2015-2024"},
               {"simulate --out OUT --seed 1 --years 2031", INBEELD_ERROR_CONFIG, "2031"},
               {"simulate --out OUT --seed 1 extra", INBEELD_ERROR_USAGE, "nothing else"},
               {"simulate --out /dev/null/x --seed 1", INBEELD_ERROR_CANNOT_CREATE, "/dev/null"}};

START_TEST(what_is_refused)
{
    g_autofree char *output = NULL;
    g_autofree char *errors = NULL;
    ck_assert_int_eq(run(refused[_i].arguments, &output, &errors), refused[_i].status);
    ck_assert_msg(strstr(errors, refused[_i].part) != NULL, "%s", errors);
    ck_assert_str_eq(output, "");
}
END_TEST

Suite *simulate_command_suite(void);
Suite *simulate_command_suite(void)
{
    Suite *suite = suite_create("simulate_command");
    TCase *tcase = tcase_create("command line");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, one_year);
    tcase_add_loop_test(tcase, what_is_refused, 0, (int)G_N_ELEMENTS(refused));
    suite_add_tcase(suite, tcase);
    return suite;
}
