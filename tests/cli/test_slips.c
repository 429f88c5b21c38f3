#include "core/output.h"
#include "tests/support/edition_sample.h"
#include "tests/support/program.h"

#include <check.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Slips of the pen, by the program itself: each is named, none makes a report. */

static char *folder;

static void make_folder(void)
{
    folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    g_autofree char *publication = g_build_filename(folder, "p.db", NULL);
    g_autofree char *export = g_build_filename(folder, "om.csv", NULL);
    edition_sample_write(publication, &(EditionSample){.only_land = TRUE});
    ck_assert(g_file_set_contents(export, "a;b\n", -1, NULL));
}

/* Only files stand in the folder, and the one folder that a test makes itself. */
static void remove_folder(void)
{
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    for (const char *name = g_dir_read_name(files); name != NULL; name = g_dir_read_name(files)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        ck_assert_msg(g_remove(path) == 0, "%s is not empty", path);
    }
    g_rmdir(folder);
    g_free(folder);
}

static int run(const char *arguments, char **errors)
{
    g_autofree char *output = NULL;
    return program_run(folder, arguments, &output, errors);
}

#define REPORT "report --publication p.db --out . "

START_TEST(reports_that_cannot_be)
{
    static const struct {
        const char *arguments;
        int status;
        const char *word;
    } cases[] = {
        {REPORT "--edition gemeenten", 64, "known are jaarmonitor, gemeente"},
        {REPORT "--edition jaarmonitor --period 2031", 64, "its years are 2015 to 2024"},
        {REPORT "--edition jaarmonitor --period 2024KW1", 64, "is about a year"},
        {REPORT "--edition jaarmonitor --area GM0772", 64, "land (NL01"},
        {REPORT "--edition gemeente --area GM0772 GM0363", 64, "\"GM0363\" belongs to no option"},
        {REPORT "--edition gemeente --area Brielle", 64, "Voorne aan Zee, GM1992"},
        {REPORT "--edition jaarmonitor --mark draft", 64, "concept and vertrouwelijk"},
        {"report --publication gone.db --out . --edition jaarmonitor", 66, "gone.db"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *errors = NULL;
        int status = run(cases[i].arguments, &errors);
        ck_assert_msg(status == cases[i].status, "%s: %d, %s", cases[i].arguments, status, errors);
        ck_assert_msg(strstr(errors, cases[i].word) != NULL, "%s: %s", cases[i].arguments, errors);
    }
}
END_TEST

START_TEST(the_last_message_is_json_too)
{
    static const char *const cases[] = {REPORT "--edition gemeenten --log-json",
                                        REPORT "--log-json --edition"};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *errors = NULL;
        ck_assert_int_eq(run(cases[i], &errors), 64);
        g_autoptr(JsonNode) node = json_from_string(errors, NULL);
        ck_assert_msg(node != NULL, "%s", errors);
        JsonObject *object = json_node_get_object(node);
        ck_assert_str_eq(json_object_get_string_member(object, "level"), "error");
    }
}
END_TEST

#define CONFIG                                                                                     \
    "[run]\nperiod = 2024\nout = .\n%s\n[delivery om]\nprofile = om\nfiles = om.csv\npeildatum = " \
    "2025-03-01\n"

static int run_with(const char *settings, char **errors)
{
    g_autofree char *text = g_strdup_printf(CONFIG, settings);
    g_autofree char *path = g_build_filename(folder, "run.ini", NULL);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return run("run run.ini", errors);
}

START_TEST(configurations_that_cannot_be)
{
    static const struct {
        const char *settings;
        const char *word;
    } cases[] = {
        {"areas = GM0772;GM07772", "there is no area \"GM07772\""},
        {"areas = Eindhovn", "there is no area \"Eindhovn\""},
        {"editions = jaarmonitr", "there is no edition \"jaarmonitr\""},
        {"edition = jaarmonitor", "there is no such setting"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *errors = NULL;
        ck_assert_int_eq(run_with(cases[i].settings, &errors), 78);
        ck_assert_msg(strstr(errors, cases[i].word) != NULL, "%s", errors);
    }
}
END_TEST

START_TEST(the_second_of_two_runs_goes_away)
{
    g_autofree char *work = g_build_filename(folder, "work", NULL);
    ck_assert(output_make_folder(work, NULL));
    OutputLock *lock = output_lock(work, NULL);
    g_autofree char *errors = NULL;
    ck_assert_int_eq(run_with("areas = Eindhoven, veiligheidsregio", &errors), 75);
    ck_assert_msg(strstr(errors, "another inbeeld is at work") != NULL, "%s", errors);
    output_unlock(lock);
}
END_TEST

Suite *slips_suite(void);
Suite *slips_suite(void)
{
    Suite *suite = suite_create("slips");
    TCase *tcase = tcase_create("program");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, reports_that_cannot_be);
    tcase_add_test(tcase, the_last_message_is_json_too);
    tcase_add_test(tcase, configurations_that_cannot_be);
    tcase_add_test(tcase, the_second_of_two_runs_goes_away);
    suite_add_tcase(suite, tcase);
    return suite;
}
