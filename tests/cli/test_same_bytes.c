/* The same publication gives the same bytes, by the program itself: number of workers, locale and
 * time zone leave no trace in any file of any edition, nor in the open data. */
#include "core/output.h"
#include "report/opendata/opendata.h"
#include "tests/support/dutch_locale.h"
#include "tests/support/edition_fixture.h"
#include "tests/support/program.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

static EditionFixture *fixture;

/* All zero, all suppressed, merged, a long name. */
#define AREAS "GM0060,GM0088,GM1961,GM1884"

static void make_publication(void)
{
    fixture = edition_fixture_new(
        &(EditionSample){.with_estimates = TRUE, .zero = "GM0060", .suppressed = "GM0088"});
}

static void remove_publication(void)
{
    edition_fixture_free(fixture);
}

static char *in_folder(const char *name)
{
    return g_build_filename(edition_fixture_folder(fixture), name, NULL);
}

typedef struct {
    const char *edition, *areas; /* areas NULL: the land */
} Request;

static const Request requests[] = {{"jaarmonitor", NULL},
                                   {"gemeente", AREAS},
                                   {"bestuurlijk", AREAS},
                                   {"regio", "PE07,PE09"},
                                   {"kwartaal", NULL}};

static void report(const Request *request, const char *jobs, const char *out)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_strv_builder_add_many(builder, "report", "--publication",
                            edition_fixture_publication(fixture), "--edition", request->edition,
                            "--out", out, "--jobs", jobs, "--quiet", NULL);
    if (request->areas != NULL)
        g_strv_builder_add_many(builder, "--area", request->areas, NULL);
    g_auto(GStrv) words = g_strv_builder_end(builder);
    g_autofree char *output = NULL, *errors = NULL;
    int status = program_run_words(NULL, (const char *const *)words, &output, &errors);
    ck_assert_msg(status == 0, "%s: %s", request->edition, errors);
}

/* Reports, the data of their figures, and the open data. */
static void write_all(const char *jobs, const char *out)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *data = g_build_filename(out, "open-data", NULL);
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(requests); i++)
        report(&requests[i], jobs, out);
    ck_assert_msg(opendata_write(edition_fixture_publication(fixture), data, none, files, &error),
                  "%s", error != NULL ? error->message : "");
}

static char *hash_of(const char *file)
{
    char *hash = output_sha256(file, NULL);
    return hash != NULL ? hash : g_strdup("not there");
}

/* Counts the files of a kind below `one` and compares all with those below `other`. */
static guint compare(const char *one, const char *other, const char *kind)
{
    g_autoptr(GDir) directory = g_dir_open(one, 0, NULL);
    guint n = 0;
    for (const char *name = g_dir_read_name(directory); name != NULL;
         name = g_dir_read_name(directory)) {
        g_autofree char *a = g_build_filename(one, name, NULL);
        g_autofree char *b = g_build_filename(other, name, NULL);
        if (g_file_test(a, G_FILE_TEST_IS_DIR)) {
            n += compare(a, b, kind);
            continue;
        }
        g_autofree char *hash = hash_of(a), *other_hash = hash_of(b);
        ck_assert_msg(strcmp(hash, other_hash) == 0, "%s differs", a);
        n += g_str_has_suffix(name, kind) ? 1 : 0;
    }
    return n;
}

START_TEST(jobs_locale_and_zone_leave_no_trace)
{
    g_autofree char *one = in_folder("one");
    g_autofree char *other = in_folder("other");
    g_autofree char *locale = in_folder("locale");
    g_setenv("LC_ALL", "C", TRUE);
    g_setenv("TZ", "UTC", TRUE);
    write_all("1", one);
    ck_assert_int_eq(g_mkdir(locale, 0700), 0);
    dutch_locale_set(locale);
    g_setenv("TZ", "Pacific/Auckland", TRUE);
    write_all("2", other);
    ck_assert_uint_eq(compare(one, other, ".pdf"), 12);
    ck_assert_uint_eq(compare(one, other, ".xlsx"), 5);
    ck_assert_uint_gt(compare(one, other, ".csv"), 100);
    ck_assert_uint_gt(compare(other, one, ".json"), 5); /* and no file more */
}
END_TEST

Suite *same_bytes_suite(void);
Suite *same_bytes_suite(void)
{
    Suite *suite = suite_create("same_bytes");
    TCase *tcase = tcase_create("same_bytes");
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, jobs_locale_and_zone_leave_no_trace);
    suite_add_tcase(suite, tcase);
    return suite;
}
