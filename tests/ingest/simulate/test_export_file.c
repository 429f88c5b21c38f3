#include "ingest/simulate/export_file.h"

#include "core/error.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static void setup(void)
{
    folder = g_dir_make_tmp("export-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void teardown(void)
{
    g_autofree char *path = g_build_filename(folder, "x.csv", NULL);
    (void)g_unlink(path);
    ck_assert_int_eq(g_rmdir(folder), 0); /* no temporary file is left */
    g_free(folder);
}

/* Two rows, the second twice, then a blank line. */
static void check_bytes(ExportConvention convention, const void *expected, gsize n_expected)
{
    g_autofree char *path = g_build_filename(folder, "x.csv", NULL);
    ExportFile *file = export_file_new(path, convention, NULL);
    ck_assert_ptr_nonnull(file);
    export_field(file, "a");
    export_field(file, NULL);
    export_end_row(file);
    export_field(file, "é");
    export_field(file, "b;\"c\"");
    export_end_row(file);
    export_repeat_row(file);
    export_blank_line(file);
    ck_assert(export_file_close(file, NULL));
    g_autofree char *bytes = NULL;
    gsize n_bytes;
    ck_assert(g_file_get_contents(path, &bytes, &n_bytes, NULL));
    ck_assert_uint_eq(n_bytes, n_expected);
    ck_assert_mem_eq(bytes, expected, n_expected);
}

START_TEST(windows_1252_semicolon_crlf)
{
    static const char expected[] = "a;\r\n\xE9;\"b;\"\"c\"\"\"\r\n\xE9;\"b;\"\"c\"\"\"\r\n\r\n";
    check_bytes((ExportConvention){EXPORT_WINDOWS_1252, ';', FALSE, TRUE}, expected,
                sizeof expected - 1);
}
END_TEST

START_TEST(utf_8_with_mark_all_quoted)
{
    static const char expected[] = "\xEF\xBB\xBF\"a\",\"\"\n\"\xC3\xA9\",\"b;\"\"c\"\"\"\n"
                                   "\"\xC3\xA9\",\"b;\"\"c\"\"\"\n\n";
    check_bytes((ExportConvention){EXPORT_UTF8_BOM, ',', TRUE, FALSE}, expected,
                sizeof expected - 1);
}
END_TEST

START_TEST(utf_16_tab)
{
    static const char expected[] = "\xFF\xFE"
                                   "a\0\t\0\n\0"
                                   "\xE9\0\t\0\"\0b\0;\0\"\0\"\0c\0\"\0\"\0\"\0\n\0"
                                   "\xE9\0\t\0\"\0b\0;\0\"\0\"\0c\0\"\0\"\0\"\0\n\0\n\0";
    check_bytes((ExportConvention){EXPORT_UTF16LE, '\t', FALSE, FALSE}, expected,
                sizeof expected - 1);
}
END_TEST

START_TEST(a_character_that_the_encoding_lacks_fails_and_leaves_nothing)
{
    g_autofree char *path = g_build_filename(folder, "x.csv", NULL);
    ExportFile *file =
        export_file_new(path, (ExportConvention){EXPORT_WINDOWS_1252, ';', FALSE, TRUE}, NULL);
    export_field(file, "\xE2\x84\xB5");
    export_end_row(file);
    GError *error = NULL;
    ck_assert(!export_file_close(file, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_IO));
    ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
    g_error_free(error);
}
END_TEST

START_TEST(a_folder_that_is_not_there)
{
    GError *error = NULL;
    ExportConvention convention = {EXPORT_UTF8_BOM, ';', FALSE, TRUE};
    ck_assert_ptr_null(export_file_new("/nonexistent/x.csv", convention, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE));
    g_error_free(error);
}
END_TEST

Suite *export_file_suite(void);
Suite *export_file_suite(void)
{
    Suite *suite = suite_create("export_file");
    TCase *tcase = tcase_create("bytes");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, windows_1252_semicolon_crlf);
    tcase_add_test(tcase, utf_8_with_mark_all_quoted);
    tcase_add_test(tcase, utf_16_tab);
    tcase_add_test(tcase, a_character_that_the_encoding_lacks_fails_and_leaves_nothing);
    tcase_add_test(tcase, a_folder_that_is_not_there);
    suite_add_tcase(suite, tcase);
    return suite;
}
