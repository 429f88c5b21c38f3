#include "report/edition/edition.h"

#include "report/report.h"
#include "tests/support/edition_fixture.h"

#include <check.h>
#include <string.h>

static EditionFixture *fixture;

static void make_publication(void)
{
    fixture = edition_fixture_new(&(EditionSample){.only_land = TRUE});
}

static void remove_publication(void)
{
    edition_fixture_free(fixture);
}

START_TEST(wrong_requests_are_refused)
{
    g_auto(ReportSummary) none = {0};
    g_autoptr(GError) error = NULL;
    ReportOptions options = {.publication = edition_fixture_publication(fixture),
                             .edition = "weekblad",
                             .out = edition_fixture_folder(fixture),
                             .jobs = 1,
                             .quiet = TRUE};
    ck_assert(!report_run(&options, &none, &error));
    ck_assert(strstr(error->message, "weekblad") != NULL);
    g_clear_error(&error);
    report_summary_clear(&none);
    options.edition = "gemeente";
    options.area = "GM9999";
    ck_assert(!report_run(&options, &none, &error));
    ck_assert(strstr(error->message, "GM9999") != NULL);
}
END_TEST

Suite *edition_suite(void);
Suite *edition_suite(void)
{
    Suite *suite = suite_create("edition");
    TCase *tcase = tcase_create("files");
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, wrong_requests_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
