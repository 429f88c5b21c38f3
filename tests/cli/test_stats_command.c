#include "core/database.h"
#include "core/error.h"
#include "core/publication.h"
#include "core/table_file.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* From synthetic exports with a known truth to the publication, by the program itself. */

static char *folder;

static void make_folder(void)
{
    folder = scratch_folder();
}

static void remove_folder(void)
{
    scratch_remove(folder);
}

/* Runs the program in the folder; its exit status. */
static int run(const char *arguments, char **output, char **errors)
{
    return program_run(folder, arguments, output, errors);
}

static void must(const char *arguments)
{
    g_autofree char *output = NULL;
    g_autofree char *errors = NULL;
    int status = run(arguments, &output, &errors);
    ck_assert_msg(status == 0, "%s: %d\n%s", arguments, status, errors);
}

static void make_register(void)
{
    must("simulate --out . --seed 7 --scale 0.2 --years 2023-2024 --politie-rows 2000");
    must("key r.db.key");
    must("ingest --register r.db --profile comensha --peildatum 2025-03-15 --max-rejected 20 "
         "fictief-comensha-2023.csv fictief-comensha-2023_herlevering.csv "
         "fictief-comensha-2024.csv");
    must("ingest --register r.db --profile om --peildatum 2025-03-15 --max-rejected 20 "
         "fictief-om-2023-2024.csv");
    must("ingest --register r.db --profile politie --peildatum 2025-03-15 --max-rejected 20 "
         "fictief-politie-2023-2024.csv");
}

/* Registered persons of a year by the truth of the simulation. */
static gint64 true_persons(const char *year)
{
    g_autofree char *path = g_build_filename(folder, "truth.csv", NULL);
    g_autoptr(TableFile) table = table_file_open(path, NULL);
    gint64 sum = 0;
    while (table_file_next(table, NULL)) {
        gint64 registered = 0;
        if (strcmp(table_file_text(table, table_file_column(table, "year", NULL)), year) == 0)
            table_file_integer(table, table_file_column(table, "registered", NULL), &registered,
                               NULL);
        sum += registered;
    }
    return sum;
}

static char *summary_text; /* what `stats --json` said */

/* Ten seconds of work, once for the tests that look at what came out. */
static void make_publication(void)
{
    g_autofree char *errors = NULL;
    make_folder();
    make_register();
    int status = run("stats --register r.db --publication p.db --json", &summary_text, &errors);
    ck_assert_msg(status == 0, "%d: %s", status, errors);
}

static void remove_publication(void)
{
    remove_folder();
    g_free(summary_text);
}

START_TEST(registered_persons_are_those_of_the_truth)
{
    g_autofree char *path = g_build_filename(folder, "p.db", NULL);
    g_autoptr(AreaRegister) areas = area_register_load(NULL);
    g_autoptr(Publication) publication = publication_open(path, areas, NULL);
    AreaId land = area_find_code(areas, "NL01");
    ck_assert(publication_is_synthetic(publication));
    for (int year = 2023; year <= 2024; year++) {
        g_autofree char *text = g_strdup_printf("%d", year);
        Cell cell = publication_total(publication, "gemelde_personen", land, period_year(year));
        ck_assert_int_eq(cell.state, STATE_VALUE);
        ck_assert_int_eq(cell.value, true_persons(text));
        ck_assert_int_gt(cell.value, 100);
    }
}
END_TEST

START_TEST(the_summary_is_json)
{
    g_autoptr(JsonNode) root = json_from_string(summary_text, NULL);
    ck_assert_ptr_nonnull(root);
    JsonObject *summary = json_node_get_object(root);
    ck_assert_str_eq(json_object_get_string_member(summary, "period"), "2024");
    ck_assert_str_eq(json_object_get_string_member(summary, "window"), "2020-2024");
    ck_assert(json_object_get_boolean_member(summary, "synthetic"));
    ck_assert_int_eq(json_object_get_int_member(summary, "sources"), 5);
    ck_assert_int_gt(json_object_get_int_member(summary, "cells"), 10000);
    JsonArray *measures = json_object_get_array_member(summary, "measures");
    ck_assert_uint_eq(json_array_get_length(measures), 13);
    for (guint i = 0; i < json_array_get_length(measures); i++) {
        JsonObject *measure = json_array_get_object_element(measures, i);
        ck_assert_int_eq(json_object_get_int_member(measure, "in"),
                         json_object_get_int_member(measure, "out"));
    }
}
END_TEST

START_TEST(mistakes_have_their_exit_status)
{
    g_autofree char *output = NULL;
    g_autofree char *errors = NULL;
    ck_assert_int_eq(run("stats --register r.db", NULL, NULL), INBEELD_ERROR_USAGE);
    ck_assert_int_eq(run("stats --register r.db --publication p.db", NULL, NULL),
                     INBEELD_ERROR_NO_INPUT);
    ck_assert_int_eq(run("stats --register r.db --publication p.db --threads 0", NULL, NULL),
                     INBEELD_ERROR_USAGE);
    make_register();
    ck_assert_int_eq(
        run("stats --register r.db --publication p.db --period 1999", &output, &errors),
        INBEELD_ERROR_DATA);
    ck_assert_ptr_nonnull(strstr(errors, "2023-01-01"));
    g_autofree char *path = g_build_filename(folder, "p.db", NULL);
    ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

Suite *stats_command_suite(void);
Suite *stats_command_suite(void)
{
    Suite *suite = suite_create("stats_command");
    TCase *made = tcase_create("publication");
    tcase_set_timeout(made, 120);
    tcase_add_unchecked_fixture(made, make_publication, remove_publication);
    tcase_add_test(made, registered_persons_are_those_of_the_truth);
    tcase_add_test(made, the_summary_is_json);
    suite_add_tcase(suite, made);
    TCase *mistakes = tcase_create("mistakes");
    tcase_set_timeout(mistakes, 120);
    tcase_add_checked_fixture(mistakes, make_folder, remove_folder);
    tcase_add_test(mistakes, mistakes_have_their_exit_status);
    suite_add_tcase(suite, mistakes);
    return suite;
}
