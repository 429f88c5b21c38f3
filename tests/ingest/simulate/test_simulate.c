#include "ingest/simulate/simulate.h"

#include "core/csv.h"
#include "core/error.h"
#include "core/output.h"

#include <check.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define SAMPLE "data-samples/synthetisch"
#define SAMPLE_SEED 116
#define SAMPLE_SCALE 0.02
#define SAMPLE_POLITIE_ROWS 400

/* Published: see reference/simulatie/ijkpunten.csv. */
static const struct {
    const char *file;
    guint persons;
} published[] = {
    {"fictief-comensha-2015.csv", 1150}, {"fictief-comensha-2016.csv", 952},
    {"fictief-comensha-2017.csv", 956},  {"fictief-comensha-2018.csv", 668},
    {"fictief-comensha-2019.csv", 1334}, {"fictief-comensha-2020.csv", 984},
    {"fictief-comensha-2021.csv", 791},  {"fictief-comensha-2022.csv", 814},
    {"fictief-comensha-2024.csv", 944},  {"fictief-comensha-2023_herlevering.csv", 868}};

static char *folder;

static SimulateOptions options_for(guint64 seed, double scale, gint64 politie_rows)
{
    return (SimulateOptions){folder, seed, scale, 2015, 2024, politie_rows};
}

static void run(SimulateOptions options)
{
    GError *error = NULL;
    SimulateSummary summary;
    ck_assert_msg(simulate(&options, &summary, &error), "%s", error != NULL ? error->message : "");
    ck_assert_int_eq(summary.n_files, 13);
}

static void setup(void)
{
    folder = g_dir_make_tmp("simulate-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static GPtrArray *list_files(const char *path)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(path, 0, NULL);
    ck_assert_ptr_nonnull(dir);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
        g_ptr_array_add(names, g_strdup(name));
    g_dir_close(dir);
    return names;
}

static void teardown(void)
{
    GPtrArray *names = list_files(folder);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        ck_assert_int_eq(g_unlink(path), 0);
    }
    ck_assert_int_eq(g_rmdir(folder), 0);
    g_ptr_array_unref(names);
    g_free(folder);
}

static CsvReader *open_export(const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    GError *error = NULL;
    CsvReader *reader = csv_reader_new_file(path, NULL, &error);
    ck_assert_msg(reader != NULL, "%s", error != NULL ? error->message : "");
    return reader;
}

static gsize find_column(const CsvReader *reader, const char *name)
{
    for (gsize i = 0; i < csv_reader_n_columns(reader); i++)
        if (strcmp(csv_reader_column_name(reader, i), name) == 0)
            return i;
    ck_abort_msg("no column %s", name);
    return 0;
}

static GHashTable *distinct(const char *name, const char *column)
{
    GHashTable *values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    CsvReader *reader = open_export(name);
    gsize index = find_column(reader, column);
    const CsvRow *row;
    while ((row = csv_reader_next(reader, NULL)) != NULL) {
        ck_assert_int_eq(row->problem, CSV_PROBLEM_NONE);
        g_hash_table_add(values, g_strdup(row->fields[index].text));
    }
    csv_reader_free(reader);
    return values;
}

START_TEST(persons_in_the_files_are_the_published_numbers)
{
    run(options_for(1, 1, 1000));
    for (gsize i = 0; i < G_N_ELEMENTS(published); i++) {
        GHashTable *persons = distinct(published[i].file, "Slachtoffer_ID");
        ck_assert_msg(g_hash_table_size(persons) == published[i].persons, "%s: %u",
                      published[i].file, g_hash_table_size(persons));
        g_hash_table_unref(persons);
    }
    GHashTable *first = distinct("fictief-comensha-2023.csv", "Slachtoffer_ID");
    ck_assert_uint_lt(g_hash_table_size(first), 868);
    ck_assert_uint_gt(g_hash_table_size(first), 850);
    g_hash_table_unref(first);
}
END_TEST

static void check_convention(const char *name, const char *encoding, char separator,
                             const char *start, gsize n_start, gboolean crlf)
{
    CsvReader *reader = open_export(name);
    ck_assert_str_eq(csv_reader_encoding_label(reader), encoding);
    ck_assert_int_eq(csv_reader_separator(reader), separator);
    csv_reader_free(reader);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize n_bytes;
    ck_assert(g_file_get_contents(path, &bytes, &n_bytes, NULL));
    ck_assert_mem_eq(bytes, start, n_start);
    ck_assert(crlf == (memchr(bytes, '\r', n_bytes) != NULL));
}

START_TEST(each_source_has_its_own_convention)
{
    run(options_for(1, 0.1, 1000));
    check_convention("fictief-comensha-2024.csv", "windows-1252", ';', "Dossiernummer;", 14, TRUE);
    check_convention("fictief-om-2015-2024.csv", "UTF-8 BOM", ',', "\xEF\xBB\xBF\"Parketnummer\",",
                     18, FALSE);
    check_convention("fictief-politie-2015-2024.csv", "UTF-16LE", '\t', "\xFF\xFER\0e\0", 6, TRUE);
}
END_TEST

static gint64 member(JsonObject *object, const char *name)
{
    return json_object_get_int_member(object, name);
}

/* truth.json against what a reader counts; every identifier is marked as simulated. */
static void check_file(JsonObject *truth)
{
    const char *name = json_object_get_string_member(truth, "file");
    ck_assert(g_str_has_prefix(name, "fictief-"));
    CsvReader *reader = open_export(name);
    gint64 rows = 0;
    const CsvRow *row;
    while ((row = csv_reader_next(reader, NULL)) != NULL) {
        ck_assert_int_eq(row->problem, CSV_PROBLEM_NONE);
        ck_assert(*row->fields[0].text == '\0' || g_str_has_prefix(row->fields[0].text, "SIM-"));
        rows++;
    }
    ck_assert_int_eq(rows, member(truth, "rows"));
    ck_assert_int_eq(csv_reader_n_blank(reader), member(truth, "blank"));
    ck_assert_int_eq(rows, member(truth, "accepted") + member(truth, "rejected") +
                               member(truth, "duplicate") + member(truth, "excluded"));
    ck_assert_int_le(20 * member(truth, "rejected"), rows);
    csv_reader_free(reader);
}

START_TEST(the_truth_file_counts_the_rows)
{
    run(options_for(5, 0.5, 20000));
    g_autofree char *path = g_build_filename(folder, "truth.json", NULL);
    JsonParser *parser = json_parser_new();
    ck_assert(json_parser_load_from_file(parser, path, NULL));
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonArray *files = json_object_get_array_member(root, "files");
    ck_assert_uint_eq(json_array_get_length(files), 13);
    gint64 rejected = 0;
    gint64 excluded = 0;
    for (guint i = 0; i < json_array_get_length(files); i++) {
        JsonObject *truth = json_array_get_object_element(files, i);
        check_file(truth);
        rejected += member(truth, "rejected");
        excluded += member(truth, "excluded");
    }
    ck_assert_int_gt(rejected, 50);
    ck_assert_int_gt(excluded, 500);
    g_object_unref(parser);
}
END_TEST

static void check_same(const char *one, const char *other, gboolean same)
{
    GPtrArray *names = list_files(one);
    ck_assert_uint_eq(names->len, 15);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *first = g_build_filename(one, names->pdata[i], NULL);
        g_autofree char *second = g_build_filename(other, names->pdata[i], NULL);
        g_autofree char *sum = output_sha256(first, NULL);
        g_autofree char *other_sum = output_sha256(second, NULL);
        ck_assert_ptr_nonnull(sum);
        ck_assert_msg((g_strcmp0(sum, other_sum) == 0) == same, "%s", (char *)names->pdata[i]);
    }
    g_ptr_array_unref(names);
}

START_TEST(the_samples_are_made_again_byte_for_byte)
{
    run(options_for(SAMPLE_SEED, SAMPLE_SCALE, SAMPLE_POLITIE_ROWS));
    check_same(SAMPLE, folder, TRUE);
}
END_TEST

START_TEST(another_seed_gives_other_files)
{
    run(options_for(SAMPLE_SEED + 1, SAMPLE_SCALE, SAMPLE_POLITIE_ROWS));
    check_same(SAMPLE, folder, FALSE);
}
END_TEST

/* Many small gemeenten see nothing in a year, and the rows are as many as asked for. */
START_TEST(police_rows)
{
    run(options_for(1, 0.01, 30000));
    GHashTable *gemeenten = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    CsvReader *reader = open_export("fictief-politie-2015-2024.csv");
    gsize place = find_column(reader, "Gemeente");
    gsize day = find_column(reader, "Datum_kennisname");
    const CsvRow *row;
    gint64 n = 0;
    while ((row = csv_reader_next(reader, NULL)) != NULL) {
        n++;
        if (g_str_has_prefix(row->fields[day].text, "2024") &&
            g_str_has_prefix(row->fields[place].text, "GM"))
            g_hash_table_add(gemeenten, g_strndup(row->fields[place].text, 6));
    }
    ck_assert_int_ge(n, 30000);
    ck_assert_int_le(n, 30300);
    ck_assert_uint_lt(g_hash_table_size(gemeenten), 250);
    ck_assert_uint_gt(g_hash_table_size(gemeenten), 60);
    g_hash_table_unref(gemeenten);
    csv_reader_free(reader);
}
END_TEST

START_TEST(options_out_of_range)
{
    SimulateSummary summary;
    SimulateOptions options = options_for(1, 0, 10);
    GError *error = NULL;
    ck_assert(!simulate(&options, &summary, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_USAGE));
    g_clear_error(&error);
    options = options_for(1, 1, 10);
    options.last_year = 2030;
    ck_assert(!simulate(&options, &summary, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG));
    g_clear_error(&error);
}
END_TEST

START_TEST(years_of_the_command_line)
{
    int first = 0;
    int last = 0;
    ck_assert(simulate_parse_years("2016-2020", &first, &last));
    ck_assert_int_eq(first, 2016);
    ck_assert_int_eq(last, 2020);
    ck_assert(simulate_parse_years("2024", &first, &last));
    ck_assert_int_eq(first, 2024);
    ck_assert_int_eq(last, 2024);
    ck_assert(!simulate_parse_years("2020-2016", &first, &last));
    ck_assert(!simulate_parse_years("2020-", &first, &last));
    ck_assert(!simulate_parse_years("", &first, &last));
    ck_assert(!simulate_parse_years("2012", &first, &last)); /* other eenheden and parketten */
}
END_TEST

Suite *simulate_suite(void);
Suite *simulate_suite(void)
{
    Suite *suite = suite_create("simulate");
    TCase *tcase = tcase_create("files");
    tcase_set_timeout(tcase, 30);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, persons_in_the_files_are_the_published_numbers);
    tcase_add_test(tcase, each_source_has_its_own_convention);
    tcase_add_test(tcase, the_truth_file_counts_the_rows);
    tcase_add_test(tcase, the_samples_are_made_again_byte_for_byte);
    tcase_add_test(tcase, another_seed_gives_other_files);
    tcase_add_test(tcase, police_rows);
    tcase_add_test(tcase, options_out_of_range);
    tcase_add_test(tcase, years_of_the_command_line);
    suite_add_tcase(suite, tcase);
    return suite;
}
