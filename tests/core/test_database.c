#include "core/database.h"
#include "core/error.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <sys/stat.h>

static char *folder;

static void make_folder(void)
{
    folder = scratch_folder();
}

static void remove_folder(void)
{
    scratch_remove(folder);
}

static char *path_of(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

START_TEST(a_new_register_is_private_and_has_its_schema)
{
    g_autofree char *path = path_of("r.db");
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(path, DATABASE_REGISTER, DATABASE_CREATE, &error);
    ck_assert_msg(database != NULL, "%s", error ? error->message : "");
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0600);
    gint64 tables = 0;
    ck_assert(database_number(database, "SELECT count(*) FROM sqlite_schema WHERE type='table'",
                              &tables, &error));
    ck_assert_int_eq(tables, 8);
}
END_TEST

START_TEST(sums_of_a_delivery_must_agree)
{
    g_autofree char *path = path_of("r.db");
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(path, DATABASE_REGISTER, DATABASE_CREATE, &error);
    ck_assert_ptr_nonnull(database);
    ck_assert(
        !database_exec(database,
                       "INSERT INTO delivery VALUES (1,'om','om','f','h','UTF-8',';',1,'2024',1,2,"
                       "'b',1,0, 10, 8,1,0,0, 0, NULL)",
                       &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL));
}
END_TEST

START_TEST(another_kind_of_file_is_refused)
{
    g_autofree char *path = path_of("r.db");
    g_autofree char *text = path_of("notes.txt");
    g_autoptr(GError) error = NULL;
    database_close(database_open(path, DATABASE_REGISTER, DATABASE_CREATE, NULL));
    ck_assert_ptr_null(database_open(path, DATABASE_PUBLICATION, DATABASE_READ, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
    g_clear_error(&error);
    g_file_set_contents(text, "this is no database at all, only words that stand in a file", -1,
                        NULL);
    ck_assert_ptr_null(database_open(text, DATABASE_REGISTER, DATABASE_CREATE, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
}
END_TEST

START_TEST(a_newer_schema_is_refused)
{
    g_autofree char *path = path_of("p.db");
    g_autoptr(GError) error = NULL;
    Database *database = database_open(path, DATABASE_PUBLICATION, DATABASE_CREATE, NULL);
    ck_assert(database_exec(database, "PRAGMA user_version=99", NULL));
    database_close(database);
    ck_assert_ptr_null(database_open(path, DATABASE_PUBLICATION, DATABASE_WRITE, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
    ck_assert_ptr_nonnull(strstr(error->message, "newer"));
}
END_TEST

START_TEST(an_older_publication_is_to_be_made_again)
{
    g_autofree char *path = path_of("p.db");
    g_autoptr(GError) error = NULL;
    Database *database = database_open(path, DATABASE_PUBLICATION, DATABASE_CREATE, NULL);
    ck_assert(database_exec(database, "PRAGMA user_version=2", NULL));
    database_close(database);
    ck_assert_ptr_null(database_open(path, DATABASE_PUBLICATION, DATABASE_READ, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
    ck_assert_ptr_nonnull(strstr(error->message, "older"));
    ck_assert_ptr_nonnull(strstr(error->message, "inbeeld stats"));
}
END_TEST

START_TEST(absent_and_uncreatable_files)
{
    g_autofree char *absent = path_of("absent.db");
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(database_open(absent, DATABASE_REGISTER, DATABASE_READ, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT));
    g_clear_error(&error);
    ck_assert_ptr_null(
        database_open("/nonexistent/r.db", DATABASE_REGISTER, DATABASE_CREATE, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE));
}
END_TEST

START_TEST(a_locked_register_says_try_again)
{
    g_autofree char *path = path_of("r.db");
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) first = database_open(path, DATABASE_REGISTER, DATABASE_CREATE, NULL);
    g_autoptr(Database) second = database_open(path, DATABASE_REGISTER, DATABASE_WRITE, NULL);
    ck_assert(database_exec(first, "BEGIN EXCLUSIVE", NULL));
    sqlite3_busy_timeout(database_handle(second), 10);
    ck_assert(!database_exec(second, "BEGIN IMMEDIATE", &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_TRY_AGAIN));
}
END_TEST

Suite *database_suite(void);
Suite *database_suite(void)
{
    Suite *suite = suite_create("database");
    TCase *tcase = tcase_create("database");
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, a_new_register_is_private_and_has_its_schema);
    tcase_add_test(tcase, sums_of_a_delivery_must_agree);
    tcase_add_test(tcase, another_kind_of_file_is_refused);
    tcase_add_test(tcase, a_newer_schema_is_refused);
    tcase_add_test(tcase, an_older_publication_is_to_be_made_again);
    tcase_add_test(tcase, absent_and_uncreatable_files);
    tcase_add_test(tcase, a_locked_register_says_try_again);
    suite_add_tcase(suite, tcase);
    return suite;
}
