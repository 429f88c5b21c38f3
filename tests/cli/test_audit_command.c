#include "tests/support/edition_sample.h"
#include "tests/support/program.h"

#include <check.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

Suite *audit_command_suite(void);

/* Runs the program on a path. Returns its exit status; *text: what it printed (transfer full). */
static int audit(const char *path, char **text)
{
    const char *const words[] = {"audit", path, NULL};
    g_autofree char *messages = NULL;
    return program_run_words(NULL, words, text, &messages);
}

/* Only numbers 1-4 are hidden in the sample, nothing protects them: sums give many away. */
START_TEST(a_release_with_the_primary_rule_alone_is_found_out)
{
    g_autofree char *folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "publication.db", NULL);
    const EditionSample sample = {.with_estimates = FALSE};
    edition_sample_write(path, &sample);
    g_autofree char *text = NULL;
    ck_assert_int_eq(audit(path, &text), 65);
    ck_assert_ptr_nonnull(strstr(text, "a reader can work out that it is "));
    g_remove(path);
    g_rmdir(folder);
}
END_TEST

START_TEST(csv_files_are_attacked_like_a_database)
{
    g_autofree char *folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "cijfers-om_ingeschreven.csv", NULL);
    const char *rows = "maat;gebied;periode;dimensie;categorie;toestand;waarde\n"
                       "om_ingeschreven;PK01;2023;;;value;9\n"
                       "om_ingeschreven;PK01;2023KW1;;;value;4\n"
                       "om_ingeschreven;PK01;2023KW2;;;suppressed;\n"
                       "om_ingeschreven;PK01;2023KW3;;;value;3\n"
                       "om_ingeschreven;PK01;2023KW4;;;value;0\n";
    ck_assert(g_file_set_contents(path, rows, -1, NULL));
    g_autofree char *text = NULL;
    ck_assert_int_eq(audit(folder, &text), 65);
    ck_assert_ptr_nonnull(
        strstr(text, "PK01 2023KW2: a reader can work out that it is 2\n")); /* 9 - 4 - 3 - 0 */
    g_remove(path);
    g_autofree char *none = NULL;
    ck_assert_int_eq(audit(folder, &none), 66);
    g_rmdir(folder);
}
END_TEST

Suite *audit_command_suite(void)
{
    Suite *suite = suite_create("audit_command");
    TCase *tcase = tcase_create("audit_command");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, a_release_with_the_primary_rule_alone_is_found_out);
    tcase_add_test(tcase, csv_files_are_attacked_like_a_database);
    suite_add_tcase(suite, tcase);
    return suite;
}
