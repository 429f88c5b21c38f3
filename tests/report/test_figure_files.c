#include "core/output.h"
#include "report/opendata/merge.h"
#include "report/opendata/opendata.h"
#include "report/opendata/spreadsheet.h"
#include "report/report.h"
#include "tests/support/edition_fixture.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static EditionFixture *fixture;

static void make_publication(void)
{
    fixture = edition_fixture_new(&(EditionSample){.with_estimates = TRUE, .suppressed = "GM0088"});
}

static void remove_publication(void)
{
    edition_fixture_free(fixture);
}

static char *in_folder(const char *name)
{
    return g_build_filename(edition_fixture_folder(fixture), name, NULL);
}

/* --- from workers to one table */

static FigureRecord *record_new(const char *title, gboolean with_range, double value)
{
    FigureRecord *record = g_new0(FigureRecord, 1);
    record->name = g_strdup("inbeeld.figuur");
    record->label = g_strdup("Figuur 1");
    record->title = g_strdup(title);
    record->subtitle = g_strdup("personen");
    record->source = g_strdup("Bron: x");
    record->data = figure_data_new(LANGUAGE_NL);
    figure_data_add(record->data, FIGURE_NAME);
    figure_data_add(record->data, FIGURE_VALUE);
    if (with_range) {
        figure_data_add_column(record->data, FIGURE_NUMBER, "marge_ondergrens", "Marge, van");
        figure_data_add_column(record->data, FIGURE_NUMBER, "marge_bovengrens", "Marge, tot");
    } else {
        figure_data_add_column(record->data, FIGURE_NUMBER, "marge", "Marge");
    }
    figure_data_set_common(record->data, TRUE);
    figure_data_begin_row(record->data);
    figure_data_text(record->data, "land");
    figure_data_number(record->data, 100);
    figure_data_set_common(record->data, FALSE);
    figure_data_begin_row(record->data);
    figure_data_text(record->data, "eigen");
    figure_data_number(record->data, value);
    if (with_range)
        figure_data_number(record->data, value - 1);
    else
        figure_data_state(record->data, STATE_SUPPRESSED);
    return record;
}

static void hand_over(FigureSpool *spool, gsize index, FigureRecord *record)
{
    g_autoptr(GPtrArray) records =
        g_ptr_array_new_with_free_func((GDestroyNotify)figure_record_free);
    g_ptr_array_add(records, record);
    ck_assert(figure_spool_save(spool, index, records, NULL));
}

/* Two workers; the report about Breda failed. */
START_TEST(reports_of_many_areas_become_one_table)
{
    g_autofree char *spooled = in_folder("spool");
    g_mkdir(spooled, 0700);
    g_autoptr(FigureSpool) one = figure_spool_new(spooled), other = figure_spool_new(spooled);
    hand_over(one, 0, record_new("Gemeld in Assen", FALSE, 7));
    hand_over(other, 2, record_new("Gemeld in Delft", TRUE, 12.5));
    SpoolFile *files[] = {spool_file_open(spooled, 0), spool_file_open(spooled, 1),
                          spool_file_open(spooled, 2)};
    ck_assert_ptr_null(files[1]);
    const char *const codes[] = {"GM0106", "GM0758", "GM0503"};
    const char *const names[] = {"Assen", "Breda", "Delft"};
    MergeInput input = {3, files, codes, names, TRUE};
    g_autoptr(FigureRecord) merged = merge_records(&input, "inbeeld.figuur");
    ck_assert_str_eq(merged->title, "Gemeld in …");
    const FigureData *data = merged->data;
    ck_assert_uint_eq(figure_data_n_columns(data), 6); /* area, name, and four: no "marge" */
    ck_assert_uint_eq(figure_data_n_rows(data), 3);    /* the land once */
    ck_assert_int_eq(figure_data_cell(data, 0, 0)->kind, FIGURE_CELL_EMPTY);
    ck_assert_double_eq(figure_data_cell(data, 0, 3)->number, 100);
    ck_assert_str_eq(figure_data_cell(data, 1, 0)->text, "GM0106");
    ck_assert_int_eq(figure_data_cell(data, 1, 4)->state, STATE_SUPPRESSED);
    ck_assert_int_eq(figure_data_cell(data, 1, 5)->state, STATE_SUPPRESSED);
    ck_assert_str_eq(figure_data_cell(data, 2, 1)->text, "Delft");
    ck_assert_double_eq(figure_data_cell(data, 2, 3)->number, 12.5);
    ck_assert_double_eq(figure_data_cell(data, 2, 4)->number, 11.5);
    for (guint i = 0; i < 3; i++)
        spool_file_close(files[i]);
    scratch_remove(g_steal_pointer(&spooled));
}
END_TEST

/* What is drawn in the second report is not about the gemeente. */
START_TEST(a_figure_about_another_area_says_so)
{
    g_autofree char *spooled = in_folder("spool");
    g_mkdir(spooled, 0700);
    g_autoptr(FigureSpool) spool = figure_spool_new(spooled);
    hand_over(spool, 0, record_new("Gemeld per jaar, Assen", TRUE, 7));
    hand_over(spool, 1, record_new("Gemeld per jaar, politie-eenheid Oost-Brabant", TRUE, 39));
    SpoolFile *files[] = {spool_file_open(spooled, 0), spool_file_open(spooled, 1)};
    const char *const codes[] = {"GM0106", "GM0758"};
    const char *const names[] = {"Assen", "Breda"};
    MergeInput input = {2, files, codes, names, TRUE};
    g_autoptr(FigureRecord) merged = merge_records(&input, "inbeeld.figuur");
    ck_assert_str_eq(merged->title, "Gemeld per jaar, …");
    int title = figure_data_find(merged->data, "titel");
    ck_assert_int_eq(title, 2);
    ck_assert_str_eq(figure_data_cell(merged->data, 1, 2)->text, "Gemeld per jaar, Assen");
    ck_assert_str_eq(figure_data_cell(merged->data, 2, 1)->text, "Breda");
    ck_assert_str_eq(figure_data_cell(merged->data, 2, 2)->text,
                     "Gemeld per jaar, politie-eenheid Oost-Brabant");
    ck_assert_double_eq(figure_data_cell(merged->data, 2, 4)->number, 39);
    for (guint i = 0; i < 2; i++)
        spool_file_close(files[i]);
    scratch_remove(g_steal_pointer(&spooled));
}
END_TEST

/* --- files */

static void draw(const char *edition, int jobs, const char *out)
{
    g_auto(ReportSummary) summary = {0};
    g_autoptr(GError) error = NULL;
    ReportOptions options = {.publication = edition_fixture_publication(fixture),
                             .edition = edition,
                             .area = "GM0363,GM0772,GM0088,GM0106",
                             .skip_unfitting = TRUE,
                             .out = out,
                             .jobs = jobs,
                             .quiet = TRUE};
    ck_assert_msg(report_run(&options, &summary, &error), "%s", error ? error->message : "");
    for (guint i = 0; i < summary.data_files->len; i++) {
        g_autofree char *path =
            g_build_filename(out, "open-data", g_ptr_array_index(summary.data_files, i), NULL);
        ck_assert_msg(g_file_test(path, G_FILE_TEST_EXISTS), "%s", path);
    }
}

static int compare_folders(const char *one, const char *other)
{
    g_autoptr(GDir) directory = g_dir_open(one, 0, NULL);
    const char *entry;
    int n = 0;
    while ((entry = g_dir_read_name(directory)) != NULL) {
        g_autofree char *a = g_build_filename(one, entry, NULL);
        g_autofree char *b = g_build_filename(other, entry, NULL);
        if (g_file_test(a, G_FILE_TEST_IS_DIR)) {
            n += compare_folders(a, b);
            continue;
        }
        g_autofree char *hash = output_sha256(a, NULL), *other_hash = output_sha256(b, NULL);
        ck_assert_msg(g_strcmp0(hash, other_hash) == 0, "%s differs", a);
        n++;
    }
    return n;
}

/* CSV, description and spreadsheet: number of workers, time zone and the clock leave no trace. The
 * second that lies between is one that a time of day would show. */
START_TEST(same_publication_same_data)
{
    g_autofree char *one = in_folder("one");
    g_autofree char *other = in_folder("other");
    draw("gemeente", 1, one);
    draw("jaarmonitor", 1, one);
    g_setenv("TZ", "Pacific/Auckland", TRUE);
    tzset();
    g_usleep(2100000);
    draw("gemeente", 3, other);
    draw("jaarmonitor", 1, other);
    ck_assert_int_gt(compare_folders(one, other), 50);
}
END_TEST

static char *content_of(const char *path)
{
    char *content = NULL;
    g_autofree char *whole = in_folder(path);
    ck_assert_msg(g_file_get_contents(whole, &content, NULL, NULL), "%s", whole);
    return content;
}

START_TEST(the_description_is_true)
{
    g_autofree char *out = in_folder("described");
    draw("gemeente", 2, out);
    g_autofree char *base = g_build_filename(out, "open-data", "figuren", "gemeente-2024", NULL);
    g_autofree char *path = g_build_filename(base, "datapackage.json", NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    ck_assert(json_parser_load_from_file(parser, path, NULL));
    JsonObject *package = json_node_get_object(json_parser_get_root(parser));
    JsonArray *resources = json_object_get_array_member(package, "resources");
    ck_assert_uint_gt(json_array_get_length(resources), 10);
    for (guint i = 0; i < json_array_get_length(resources); i++) {
        JsonObject *resource = json_array_get_object_element(resources, i);
        g_autofree char *file =
            g_build_filename(base, json_object_get_string_member(resource, "path"), NULL);
        g_autofree char *sha256 = output_sha256(file, NULL);
        ck_assert_str_eq(json_object_get_string_member(resource, "hash") + strlen("sha256:"),
                         sha256);
        ck_assert_str_eq(json_object_get_string_member(resource, "edition"), "gemeente-2024");
    }
    g_autofree char *series =
        content_of("described/open-data/figuren/gemeente-2024/keten.jaren.csv");
    ck_assert(g_str_has_prefix(series, "gebied;gebied_naam;"));
    ck_assert_ptr_nonnull(strstr(series, "\nGM0363;Amsterdam;"));
    ck_assert_ptr_nonnull(strstr(series, "\nGM0772;Eindhoven;"));
    ck_assert_ptr_nonnull(strstr(series, ";suppressed;"));
}
END_TEST

/* The package of the whole names every file of the editions by its path from there. */
START_TEST(the_whole_package_lists_the_editions)
{
    g_autofree char *out = in_folder("whole");
    draw("gemeente", 1, out);
    g_autofree char *open_data = g_build_filename(out, "open-data", NULL);
    g_autoptr(GPtrArray) packages = g_ptr_array_new();
    g_ptr_array_add(packages, (gpointer) "figuren/gemeente-2024/datapackage.json");
    g_autoptr(GError) error = NULL;
    ck_assert_msg(
        opendata_write(edition_fixture_publication(fixture), open_data, packages, NULL, &error),
        "%s", error != NULL ? error->message : "");
    g_autofree char *path = g_build_filename(open_data, "datapackage.json", NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    ck_assert(json_parser_load_from_file(parser, path, NULL));
    JsonArray *resources = json_object_get_array_member(
        json_node_get_object(json_parser_get_root(parser)), "resources");
    guint n_figures = 0;
    for (guint i = 0; i < json_array_get_length(resources); i++) {
        const char *name =
            json_object_get_string_member(json_array_get_object_element(resources, i), "path");
        g_autofree char *file = g_build_filename(open_data, name, NULL);
        ck_assert_msg(g_file_test(file, G_FILE_TEST_EXISTS), "%s", file);
        n_figures += g_str_has_prefix(name, "figuren/gemeente-2024/") ? 1 : 0;
    }
    ck_assert_uint_gt(n_figures, 10);
}
END_TEST

/* The address in the PDF leads from the report to the file. */
START_TEST(a_report_links_to_its_data)
{
    g_autofree char *out = in_folder("linked");
    draw("gemeente", 1, out);
    g_autofree char *target = g_build_filename(
        out, "gemeente-2024", "../open-data/figuren/gemeente-2024/keten.jaren.csv", NULL);
    ck_assert(g_file_test(target, G_FILE_TEST_EXISTS));
    g_autofree char *pdf = g_build_filename(out, "gemeente-2024", "GM0772.pdf", NULL);
    g_autoptr(GSubprocess) process =
        g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "pdfinfo", "-url", pdf, NULL);
    g_autofree char *links = NULL;
    ck_assert(g_subprocess_communicate_utf8(process, NULL, NULL, &links, NULL, NULL));
    ck_assert_ptr_nonnull(strstr(links, " ../open-data/figuren/gemeente-2024/keten.jaren.csv\n"));
}
END_TEST

/* --- spreadsheet */

/* Names of sheets have at most 31 characters and are unique in any case. */
START_TEST(long_and_like_names_of_sheets)
{
    g_autofree char *path = in_folder("sheets.xlsx");
    SpreadsheetInfo info = {.title = "t", .edition = "e-2024", .period = "2024", .created = 86400};
    Spreadsheet *spreadsheet = spreadsheet_new(path, &info);
    static const char *const names[] = {"verborgen.gevoelig-slachtoffers-2010-2015",
                                        "verborgen.gevoelig-slachtoffers-2010-2016", "Kaart",
                                        "kaart", "a/b:c"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(FigureRecord) record = record_new("t", TRUE, (double)i);
        g_free(record->name);
        record->name = g_strdup(names[i]);
        spreadsheet_add(spreadsheet, record);
    }
    g_autoptr(GError) error = NULL;
    ck_assert_msg(spreadsheet_close(spreadsheet, &error), "%s", error ? error->message : "");
    g_autofree char *bytes = NULL;
    gsize length;
    ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
    ck_assert(length > 5000 && memcmp(bytes, "PK", 2) == 0);
}
END_TEST

Suite *figure_files_suite(void);
Suite *figure_files_suite(void)
{
    Suite *suite = suite_create("figure_files");
    TCase *tcase = tcase_create("figure_files");
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, reports_of_many_areas_become_one_table);
    tcase_add_test(tcase, a_figure_about_another_area_says_so);
    tcase_add_test(tcase, same_publication_same_data);
    tcase_add_test(tcase, the_description_is_true);
    tcase_add_test(tcase, the_whole_package_lists_the_editions);
    tcase_add_test(tcase, a_report_links_to_its_data);
    tcase_add_test(tcase, long_and_like_names_of_sheets);
    suite_add_tcase(suite, tcase);
    return suite;
}
