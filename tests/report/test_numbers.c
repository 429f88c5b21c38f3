/* Every number on a page stands in a file with the data of a figure or in the numbers of the
 * sentences, or in a sentence of the publication database. The pages are read back from the PDF;
 * test_numbers_in_place.c says more exactly where each number may stand.
 *
 * INBEELD_NUMBERS=publication.db checks all reports of that publication (make check-numbers). */
#include "report/report.h"

#include "tests/support/edition_sample.h"
#include "tests/support/known_numbers.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <gio/gio.h>
#include <string.h>

static char *folder;
static char *publication;

/* Large, small, merged, all zero, suppressed, missing; from every province. */
#define SOME                                                                                       \
    "GM0363,GM0772,GM1961,GM0060,GM0088,GM0093,GM0796,GM1884,GM0542,GM1924,GM1900,GM0373,GM0014,"  \
    "GM0034,GM0106,GM0114,GM0153,GM0202,GM0344,GM0518,GM0599,GM0654,GM0758,GM0917,GM0935"

static void make_publication(void)
{
    folder = scratch_folder();
    publication = edition_sample_or("INBEELD_NUMBERS", folder);
}

static void remove_publication(void)
{
    scratch_remove(folder);
    g_free(publication);
}

static char *text_of(const char *file)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GSubprocess) process = g_subprocess_new(
        G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdftotext", "-enc", "UTF-8", path, "-", NULL);
    ck_assert_msg(process != NULL, "%s", error != NULL ? error->message : "");
    char *text = NULL;
    ck_assert(g_subprocess_communicate_utf8(process, NULL, NULL, &text, NULL, NULL));
    ck_assert(g_subprocess_get_successful(process));
    return text;
}

/* One line for each number that nothing accounts for, at most one a page. */
static char *faults_of(const char *file, const char *text, const KnownNumbers *known,
                       guint *n_checked)
{
    GString *faults = g_string_new(NULL);
    g_auto(GStrv) pages = g_strsplit(text, "\f", -1);
    for (guint i = 0; pages[i] != NULL; i++) {
        g_autofree char *fault = known_numbers_fault(known, pages, i, n_checked);
        if (fault != NULL)
            g_string_append_printf(faults, "%s, page %u: %s\n", file, i + 1, fault);
    }
    return g_string_free(faults, FALSE);
}

static void draw(const char *edition, const char *areas, ReportSummary *summary)
{
    g_autoptr(GError) error = NULL;
    ReportOptions options = {.publication = publication,
                             .edition = edition,
                             .area = g_getenv("INBEELD_NUMBERS") != NULL ? NULL : areas,
                             .language = LANGUAGE_NL,
                             .out = folder,
                             .jobs = 2,
                             .quiet = TRUE};
    ck_assert_msg(report_run(&options, summary, &error), "%s", error ? error->message : "");
}

/* The numbers that a report may show; its area is in the name of the file. */
static KnownNumbers *known_for(const ReportSummary *summary, const char *file)
{
    g_autofree char *base = g_path_get_basename(file);
    g_autofree char *area = strchr(file, '/') != NULL ? g_strndup(base, strlen(base) - 4) : NULL;
    g_autofree char *data = g_path_get_dirname(summary->package);
    g_autofree char *figures = g_build_filename(folder, "open-data", data, NULL);
    KnownNumbers *known = known_numbers_new();
    known_numbers_add_figures(known, figures, area);
    known_numbers_add_publication(known, publication, area);
    return known;
}

static void check_edition(const char *edition, const char *areas, guint least)
{
    g_auto(ReportSummary) summary = {0};
    draw(edition, areas, &summary);
    GString *faults = g_string_new(NULL);
    for (guint i = 0; i < summary.files->len; i++) {
        const char *file = g_ptr_array_index(summary.files, i);
        g_autoptr(KnownNumbers) known = known_for(&summary, file);
        g_autofree char *text = text_of(file);
        guint n_checked = 0;
        g_autofree char *fault = faults_of(file, text, known, &n_checked);
        g_string_append(faults, fault);
        ck_assert_msg(n_checked >= least, "%s: only %u numbers", file, n_checked);
    }
    g_string_truncate(faults, MIN(faults->len, 3000)); /* a message of Check has an end */
    ck_assert_msg(faults->len == 0, "%s", faults->str);
    g_string_free(faults, TRUE);
}

START_TEST(every_number_of_the_jaarmonitor_is_in_the_data)
{
    check_edition("jaarmonitor", NULL, 1000);
}
END_TEST

START_TEST(every_number_about_a_gemeente_is_in_the_data)
{
    check_edition("gemeente", SOME, 40);
}
END_TEST

START_TEST(every_number_of_a_quarter_is_in_the_data)
{
    check_edition("kwartaal", NULL, 10);
}
END_TEST

START_TEST(every_number_on_one_page_is_in_the_data)
{
    check_edition("bestuurlijk", SOME, 5);
}
END_TEST

/* A seeded defect: the report says 1 more than its data. */
START_TEST(a_number_that_is_one_off_is_found)
{
    g_auto(ReportSummary) summary = {0};
    draw("gemeente", "GM0772", &summary);
    const char *file = g_ptr_array_index(summary.files, 0);
    g_autoptr(KnownNumbers) known = known_for(&summary, file);
    guint n_checked = 0;
    char *right_pages[] = {"Er zijn 100 van de 100.000 gemeld in 2024.\n1", NULL};
    char *wrong_pages[] = {"Er zijn 98.761 gemeld in 2024.\n1", NULL};
    g_autofree char *right = known_numbers_fault(known, right_pages, 0, &n_checked);
    ck_assert_ptr_null(right);
    ck_assert_uint_eq(n_checked, 2);
    g_autofree char *wrong = known_numbers_fault(known, wrong_pages, 0, &n_checked);
    ck_assert_ptr_nonnull(strstr(wrong, "98.761 in"));
}
END_TEST

Suite *numbers_suite(void);
Suite *numbers_suite(void)
{
    Suite *suite = suite_create("numbers");
    TCase *tcase = tcase_create("numbers");
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_set_timeout(tcase, g_getenv("INBEELD_NUMBERS") != NULL ? 1200 : 60);
    tcase_add_test(tcase, every_number_of_the_jaarmonitor_is_in_the_data);
    tcase_add_test(tcase, every_number_about_a_gemeente_is_in_the_data);
    tcase_add_test(tcase, every_number_of_a_quarter_is_in_the_data);
    tcase_add_test(tcase, every_number_on_one_page_is_in_the_data);
    tcase_add_test(tcase, a_number_that_is_one_off_is_found);
    suite_add_tcase(suite, tcase);
    return suite;
}
