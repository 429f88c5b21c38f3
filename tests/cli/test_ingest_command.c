#include "tests/support/program.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>

static char *folder;

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void write_file(const char *name, const char *text)
{
    g_autofree char *path = in_folder(name);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
}

static void setup(void)
{
    folder = scratch_folder();
    g_unsetenv("INBEELD_KEY");
    write_file("p.csv", "Registratienummer;Soort;Datum_kennisname;Gemeente;Klasse\n"
                        "R1;signaal;2024-01-01;Ede;1.6.3\nR2;signaal;2024-02-01;Ede;3.1.2\n\n"
                        "R1;signaal;2024-01-01;Ede;1.6.3\n");
    write_file("wrong.csv", "Registratienummer;Soort;Datum_kennisname;Gemeente;Klasse\n"
                            "R1;signaal;31-02-2024;Ede;1.6.3\n");
}

static void teardown(void)
{
    scratch_remove(folder);
}

/* Runs the program in the folder; returns the exit status. out, err: (transfer full). */
static int run(const char *command, char **out, char **err)
{
    return program_run(folder, command, out, err);
}

#define INGEST "ingest --register r.db --profile politie --peildatum 2025-01-01 "

START_TEST(json_keeps_its_contract)
{
    g_autofree char *out = NULL;
    g_autofree char *err = NULL;
    ck_assert_int_eq(run(INGEST "--quiet --json p.csv", &out, &err), 0);
    ck_assert_ptr_null(strstr(err, "p.csv"));
    g_autoptr(JsonParser) parser = json_parser_new();
    ck_assert(json_parser_load_from_data(parser, out, -1, NULL));
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonObject *delivery =
        json_array_get_object_element(json_object_get_array_member(root, "deliveries"), 0);
    ck_assert_str_eq(json_object_get_string_member(delivery, "file"), "p.csv");
    ck_assert_uint_eq(strlen(json_object_get_string_member(delivery, "sha256")), 64);
    ck_assert_str_eq(json_object_get_string_member(delivery, "profile"), "politie");
    ck_assert_str_eq(json_object_get_string_member(delivery, "encoding"), "UTF-8");
    ck_assert_str_eq(json_object_get_string_member(delivery, "separator"), ";");
    ck_assert_str_eq(json_object_get_string_member(delivery, "status"), "accepted");
    const struct {
        const char *key;
        gint64 expected;
    } counts[] = {{"rows", 3},      {"accepted", 1}, {"rejected", 0},
                  {"duplicate", 1}, {"excluded", 1}, {"blank", 1}};
    for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
        ck_assert_int_eq(json_object_get_int_member(delivery, counts[i].key), counts[i].expected);
    JsonObject *excluded = json_object_get_object_member(
        json_object_get_object_member(delivery, "reasons"), "excluded");
    ck_assert_int_eq(json_object_get_int_member(excluded, "mensensmokkel (3.1.2)"), 1);
}
END_TEST

START_TEST(exit_statuses)
{
    const struct {
        const char *command;
        int expected;
        const char *message;
    } cases[] = {
        {INGEST "p.csv", 0, ""},
        {INGEST "p.csv", 0, ""},
        {INGEST "wrong.csv", 65, "1 of 1 files refused"},
        {INGEST "p.csv wrong.csv", 65, "1 of 2 files refused"},
        {INGEST "absent.csv", 66, "absent.csv: cannot be opened"},
        {INGEST "--key absent.key p.csv", 66, "'inbeeld key absent.key' makes one"},
        {INGEST "--period 2024KW9 p.csv", 64, "--period"},
        {INGEST "--max-rejected veel p.csv", 64, "--max-rejected"},
        {"ingest --register r.db --profile politie", 64, "at least one file"},
        {"ingest --register r.db --profile kadaster p.csv", 66, "there are comensha, "},
        {"key r.db.key", 73, "never written over"},
        {"key other.key", 0, ""},
        {INGEST "--key other.key p.csv", 78, "made with another key"},
        {"status --register absent.db", 66, "there is no such register"},
        {"status", 64, "--register"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *out = NULL;
        g_autofree char *err = NULL;
        int status = run(cases[i].command, &out, &err);
        ck_assert_msg(status == cases[i].expected, "%s: %d %s", cases[i].command, status, err);
        ck_assert_msg(strstr(err, cases[i].message) != NULL, "%s: %s", cases[i].command, err);
    }
}
END_TEST

/* The message of the house style: file, line, column, value, reason. */
START_TEST(a_wrong_row_is_told)
{
    g_autofree char *out = NULL;
    g_autofree char *err = NULL;
    ck_assert_int_eq(run(INGEST "wrong.csv", &out, &err), 65);
    ck_assert_ptr_nonnull(strstr(err, "wrong.csv:2: column \"Datum_kennisname\": \"31-02-2024\" is "
                                      "not a date (yyyy-mm-dd or dd-mm-yyyy or yyyymmdd)"));
    ck_assert_ptr_nonnull(
        strstr(out, "1 rows = 0 accepted + 1 rejected + 0 duplicate + 0 excluded"));
}
END_TEST

START_TEST(status_tells_what_is_there)
{
    g_autofree char *out = NULL;
    g_autofree char *err = NULL;
    ck_assert_int_eq(run(INGEST "--quiet p.csv", &out, &err), 0);
    g_clear_pointer(&out, g_free);
    g_clear_pointer(&err, g_free);
    ck_assert_int_eq(run("status --register r.db --json", &out, &err), 0);
    g_autoptr(JsonParser) parser = json_parser_new();
    ck_assert(json_parser_load_from_data(parser, out, -1, NULL));
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonObject *source =
        json_array_get_object_element(json_object_get_array_member(root, "sources"), 0);
    ck_assert_str_eq(json_object_get_string_member(source, "source"), "politie");
    ck_assert_str_eq(json_object_get_string_member(source, "last_day"), "2024-12-31");
    ck_assert_int_eq(json_object_get_int_member(source, "records"), 1);
}
END_TEST

START_TEST(files_are_private)
{
    const char *names[] = {"r.db", "r.db.key", "r.db.rejects.csv"};
    g_autofree char *out = NULL;
    g_autofree char *err = NULL;
    ck_assert_int_eq(run(INGEST "--quiet p.csv", &out, &err), 0);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = in_folder(names[i]);
        GStatBuf facts;
        ck_assert_int_eq(g_stat(path, &facts), 0);
        ck_assert_int_eq(facts.st_mode & 0777, 0600);
    }
}
END_TEST

Suite *ingest_command_suite(void);
Suite *ingest_command_suite(void)
{
    Suite *suite = suite_create("ingest_command");
    TCase *tcase = tcase_create("command");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, json_keeps_its_contract);
    tcase_add_test(tcase, exit_statuses);
    tcase_add_test(tcase, a_wrong_row_is_told);
    tcase_add_test(tcase, status_tells_what_is_there);
    tcase_add_test(tcase, files_are_private);
    suite_add_tcase(suite, tcase);
    return suite;
}
