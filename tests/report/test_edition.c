#include "report/edition/edition.h"

#include "report/edition/gemeente.h"
#include "report/edition/jaarmonitor.h"
#include "report/report.h"
#include "tests/support/edition_fixture.h"

#include <check.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Amsterdam (merged with Weesp in 2022), Eindhoven, Vijfheerenlanden (moved between units), and
 * three that are all zero, all suppressed, all missing; long and odd names. */
#define SOME "GM0363,GM0772,GM1961,GM0060,GM0088,GM0093,GM0796,GM1884,GM0542,GM1924,GM1900,GM0373"

static EditionFixture *fixture;

static void make_publication(void)
{
    fixture = edition_fixture_new(&(EditionSample){
        .with_estimates = TRUE, .zero = "GM0060", .suppressed = "GM0088", .missing = "GM0093"});
}

static void remove_publication(void)
{
    edition_fixture_free(fixture);
}

static char *in_folder(const char *name)
{
    return g_build_filename(edition_fixture_folder(fixture), name, NULL);
}

static void run(const char *edition, Language language, int jobs, const char *out)
{
    g_auto(ReportSummary) summary = {0};
    g_autoptr(GError) error = NULL;
    ReportOptions options = {.publication = edition_fixture_publication(fixture),
                             .edition = edition,
                             .area = SOME ",PE07,PE09",
                             .skip_unfitting = TRUE,
                             .language = language,
                             .out = out,
                             .jobs = jobs,
                             .quiet = TRUE};
    gboolean done = report_run(&options, &summary, &error);
    ck_assert_msg(done, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(summary.problems->len, 0);
}

static char *hash_of(const char *out, const char *file)
{
    g_autofree char *full = g_build_filename(out, file, NULL);
    g_autofree char *bytes = NULL;
    gsize length;
    ck_assert_msg(g_file_get_contents(full, &bytes, &length, NULL), "%s", full);
    ck_assert(memcmp(bytes, "%PDF-", 5) == 0);
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
}

static void same_files(const char *first, const char *second, const char *const *files)
{
    for (; *files != NULL; files++) {
        g_autofree char *a = hash_of(first, *files);
        g_autofree char *b = hash_of(second, *files);
        ck_assert_msg(strcmp(a, b) == 0, "%s differs", *files);
    }
}

/* Jobs, locale and time zone leave no trace in a file. */
START_TEST(same_publication_same_bytes)
{
    static const char *const files[] = {"jaarmonitor-2024.pdf",        "gemeente-2024/GM0772.pdf",
                                        "gemeente-2024/GM0363.pdf",    "gemeente-2024/GM0093.pdf",
                                        "bestuurlijk-2024/GM0772.pdf", "regio-2024/PE07.pdf",
                                        "kwartaal-2024KW4/NL01.pdf",   NULL};
    g_autofree char *first = in_folder("one");
    g_autofree char *second = in_folder("two");
    for (const Edition *edition = edition_list(); edition->name != NULL; edition++)
        run(edition->name, LANGUAGE_NL, 1, first);
    g_setenv("TZ", "Pacific/Auckland", TRUE);
    g_setenv("LC_ALL", "nl_NL.UTF-8", TRUE);
    tzset();
    setlocale(LC_ALL, "");
    for (const Edition *edition = edition_list(); edition->name != NULL; edition++)
        run(edition->name, LANGUAGE_NL, 2, second);
    setlocale(LC_ALL, "C");
    same_files(first, second, files);
}
END_TEST

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
    tcase_add_test(tcase, same_publication_same_bytes);
    tcase_add_test(tcase, wrong_requests_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
