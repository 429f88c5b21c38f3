#include "core/error.h"

#include <check.h>
#include <gio/gio.h>

START_TEST(exit_status_follows_the_code)
{
    g_autoptr(GError) data = g_error_new(INBEELD_ERROR, INBEELD_ERROR_DATA, "refused");
    g_autoptr(GError) gone = g_error_new(G_FILE_ERROR, G_FILE_ERROR_NOENT, "no such file");
    g_autoptr(GError) file = g_error_new(G_FILE_ERROR, G_FILE_ERROR_NOSPC, "disk full");
    g_autoptr(GError) option = g_error_new(G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, "--x");
    ck_assert_int_eq(inbeeld_error_exit_status(NULL), 0);
    ck_assert_int_eq(inbeeld_error_exit_status(data), 65);
    ck_assert_int_eq(inbeeld_error_exit_status(gone), 66);
    ck_assert_int_eq(inbeeld_error_exit_status(file), 74);
    ck_assert_int_eq(inbeeld_error_exit_status(option), 64);
}
END_TEST

Suite *error_suite(void);
Suite *error_suite(void)
{
    Suite *suite = suite_create("error");
    TCase *tcase = tcase_create("exit status");
    tcase_add_test(tcase, exit_status_follows_the_code);
    suite_add_tcase(suite, tcase);
    return suite;
}
