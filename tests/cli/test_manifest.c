#include "cli/manifest.h"
#include "tests/support/edition_sample.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <json-glib/json-glib.h>
#include <string.h>

static char *folder;

static char *path_of(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void write_text(const char *name, const char *text)
{
    g_autofree char *path = path_of(name);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
}

static void make_folder(void)
{
    folder = scratch_folder();
    g_autofree char *publication = path_of("p.db");
    edition_sample_write(publication, &(EditionSample){.only_land = TRUE});
    write_text("run.ini", "abc");
    write_text("slot.md", "");
    write_text("all.csv", "a;b\n");
}

static void remove_folder(void)
{
    scratch_remove(folder);
}

/* A text of the editor that is not `present` is one that was taken away during the run. */
static gboolean write_manifest(gboolean present, GError **error)
{
    g_autofree char *publication = path_of("p.db"), *ini = path_of("run.ini");
    g_autofree char *slot = path_of(present ? "slot.md" : "gone.md");
    g_autoptr(GArray) given = manifest_given_new();
    g_autoptr(GPtrArray) files = g_ptr_array_new();
    g_ptr_array_add(files, (gpointer) "all.csv");
    manifest_given_add(given, "text inleiding", slot);
    manifest_given_add(given, "configuration", ini);
    return manifest_write(folder, publication, given, files, 3, error);
}

static void check_entry(JsonObject *entry, const char *name, const char *value, gint64 bytes,
                        const char *sha256)
{
    ck_assert_str_eq(json_object_get_string_member(entry, name), value);
    ck_assert_int_eq(json_object_get_int_member(entry, "bytes"), bytes);
    ck_assert_str_eq(json_object_get_string_member(entry, "sha256"), sha256);
}

/* SHA-256 of "abc" and of nothing: FIPS 180-4, examples; of "a;b" with a line end: sha256sum. */
START_TEST(everything_given_and_made_is_listed)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autofree char *path = path_of("manifest.json");
    ck_assert_msg(write_manifest(TRUE, &error), "%s", error != NULL ? error->message : "");
    ck_assert(json_parser_load_from_file(parser, path, NULL));
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonArray *given = json_object_get_array_member(root, "given");
    ck_assert_uint_eq(json_array_get_length(given), 2);
    JsonObject *first = json_array_get_object_element(given, 0);
    JsonObject *second = json_array_get_object_element(given, 1);
    ck_assert_str_eq(json_object_get_string_member(first, "use"), "configuration");
    check_entry(first, "file", "run.ini", 3,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ck_assert_str_eq(json_object_get_string_member(second, "use"), "text inleiding");
    check_entry(second, "file", "slot.md", 0,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    JsonArray *files = json_object_get_array_member(root, "files");
    check_entry(json_array_get_object_element(files, 0), "path", "all.csv", 4,
                "9a8be2eb1604c06722f17a9bbdb1160123efa0dcf87979013ead941593977af2");
    JsonObject *report =
        json_object_get_object_member(json_object_get_object_member(root, "stages"), "report");
    ck_assert_int_eq(json_object_get_int_member(report, "files"), 1);
    ck_assert_int_eq(json_object_get_int_member(report, "failed"), 3);
}
END_TEST

START_TEST(a_file_that_is_gone_is_told)
{
    g_autoptr(GError) error = NULL;
    ck_assert(!write_manifest(FALSE, &error));
    ck_assert_msg(strstr(error->message, "gone.md") != NULL, "%s", error->message);
}
END_TEST

Suite *manifest_suite(void);
Suite *manifest_suite(void)
{
    Suite *suite = suite_create("manifest");
    TCase *tcase = tcase_create("manifest");
    tcase_add_unchecked_fixture(tcase, make_folder, remove_folder);
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, everything_given_and_made_is_listed);
    tcase_add_test(tcase, a_file_that_is_gone_is_told);
    suite_add_tcase(suite, tcase);
    return suite;
}
