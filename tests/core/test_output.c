#include "core/error.h"
#include "core/output.h"

#include <check.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

START_TEST(a_file_is_replaced_whole_with_its_mode)
{
    g_autofree char *folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
    ck_assert(output_write(path, "oud", 3, OUTPUT_PUBLIC, NULL));
    ck_assert(output_write(path, "abc", 3, OUTPUT_PRIVATE, NULL));
    g_autofree char *content = NULL;
    ck_assert(g_file_get_contents(path, &content, NULL, NULL));
    ck_assert_str_eq(content, "abc");
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0600);
    /* FIPS 180-2, appendix B.1 */
    g_autofree char *sha256 = output_sha256(path, NULL);
    ck_assert_str_eq(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    g_remove(path);
    g_rmdir(folder);
}
END_TEST

START_TEST(places_that_cannot_be_written)
{
    g_autoptr(GError) error = NULL;
    ck_assert(!output_write("/nonexistent/a.csv", "abc", 3, OUTPUT_PUBLIC, &error));
    ck_assert_int_eq(inbeeld_error_exit_status(error), 73);
    g_clear_error(&error);
    ck_assert(!output_make_folder("/proc/nonexistent/a", &error));
    ck_assert_int_eq(inbeeld_error_exit_status(error), 73);
    g_clear_error(&error);
    ck_assert_ptr_null(output_sha256("/nonexistent", &error));
    ck_assert_int_eq(inbeeld_error_exit_status(error), 66);
}
END_TEST

START_TEST(a_lock_keeps_others_away_until_it_is_gone)
{
    g_autofree char *folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    g_autoptr(GError) error = NULL;
    OutputLock *first = output_lock(folder, &error);
    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(output_lock(folder, &error));
    ck_assert_int_eq(inbeeld_error_exit_status(error), 75);
    g_clear_error(&error);
    output_unlock(first);
    g_autoptr(OutputLock) second = output_lock(folder, &error);
    ck_assert_ptr_nonnull(second);
    g_rmdir(folder);
    ck_assert_ptr_null(output_lock(folder, &error));
    ck_assert_int_eq(inbeeld_error_exit_status(error), 66);
}
END_TEST

Suite *output_suite(void);
Suite *output_suite(void)
{
    Suite *suite = suite_create("output");
    TCase *tcase = tcase_create("output");
    tcase_add_test(tcase, a_file_is_replaced_whole_with_its_mode);
    tcase_add_test(tcase, places_that_cannot_be_written);
    tcase_add_test(tcase, a_lock_keeps_others_away_until_it_is_gone);
    suite_add_tcase(suite, tcase);
    return suite;
}
