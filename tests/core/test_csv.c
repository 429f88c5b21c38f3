#include "core/csv.h"
#include "core/error.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

static CsvReader *open_text(const char *text, const CsvOptions *options)
{
    GError *error = NULL;
    CsvReader *reader = csv_reader_new_memory(text, strlen(text), "t.csv", options, &error);
    ck_assert_msg(reader != NULL, "%s", error != NULL ? error->message : "");
    return reader;
}

/* The rest of a file in one string: rows "line:field|field", a problem row "line!problem". */
static char *dump(CsvReader *reader)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const CsvRow *row;
    while ((row = csv_reader_next(reader, NULL)) != NULL) {
        g_string_append_printf(text, "%" G_GINT64_FORMAT, row->line);
        if (row->problem != CSV_PROBLEM_NONE) {
            g_string_append_printf(text, "!%d", (int)row->problem);
        } else {
            for (gsize i = 0; i < row->n_fields; i++) {
                ck_assert_uint_eq(strlen(row->fields[i].text), row->fields[i].length);
                g_string_append_printf(text, "%c%s", i == 0 ? ':' : '|', row->fields[i].text);
            }
        }
        g_string_append_c(text, ' ');
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void check_rows(const char *text, const CsvOptions *options, const char *expected)
{
    g_autoptr(CsvReader) reader = open_text(text, options);
    g_autofree char *rows = dump(reader);
    ck_assert_str_eq(rows, expected);
}

/* --- independent cases */

static void compare_with_json(const char *csv_path, const char *json_path)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    ck_assert(json_parser_load_from_file(parser, json_path, NULL));
    JsonArray *rows = json_node_get_array(json_parser_get_root(parser));
    g_autoptr(CsvReader) reader = csv_reader_new_file(csv_path, NULL, NULL);
    ck_assert_ptr_nonnull(reader);
    for (guint i = 0; i < json_array_get_length(rows); i++) {
        JsonObject *expected = json_array_get_object_element(rows, i);
        const CsvRow *row = csv_reader_next(reader, NULL);
        ck_assert_msg(row != NULL && row->problem == CSV_PROBLEM_NONE, "%s", csv_path);
        ck_assert_uint_eq(row->n_fields, json_object_get_size(expected));
        for (gsize c = 0; c < row->n_fields; c++)
            ck_assert_str_eq(row->fields[c].text, json_object_get_string_member(
                                                      expected, csv_reader_column_name(reader, c)));
    }
    ck_assert_ptr_null(csv_reader_next(reader, NULL));
}

START_TEST(csv_spectrum)
{
    const char *cases[] = {"comma_in_quotes",
                           "empty",
                           "empty_crlf",
                           "escaped_quotes",
                           "json",
                           "newlines",
                           "newlines_crlf",
                           "quotes_and_newlines",
                           "simple",
                           "simple_crlf",
                           "utf8"};
    g_autofree char *folder = shared_data_path("data/test/csv-spectrum");
    for (gsize i = 0; folder != NULL && i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *csv = g_strdup_printf("%s/csvs/%s.csv", folder, cases[i]);
        g_autofree char *json = g_strdup_printf("%s/json/%s.json", folder, cases[i]);
        compare_with_json(csv, json);
    }
}
END_TEST

/* --- lines and blanks */

START_TEST(line_ends_and_numbers)
{
    const char *expected = "2:1|2 4:3|x\ny 6:5|6 ";
    check_rows("a;b\n1;2\n\n3;\"x\ny\"\n5;6\n", NULL, expected);
    check_rows("a;b\n1;2\n  \t \n3;\"x\ny\"\n5;6", NULL, expected);
    check_rows("a;b\r\n1;2\r\n\r\n3;\"x\ny\"\r\n5;6\r\n", NULL, expected);
    check_rows("a;b\r1;2\r\r3;\"x\ry\"\r5;6\r", NULL, "2:1|2 4:3|x\ry 6:5|6 ");
    check_rows("a;b\r\r\n1;2\r\r\n", NULL, "2:1|2 ");
    g_autoptr(CsvReader) reader = open_text("\n\na;b\r\n\r\n1;2\r\n\r\n\r\n", NULL);
    g_autofree char *rows = dump(reader);
    ck_assert_str_eq(rows, "5:1|2 ");
    ck_assert_int_eq(csv_reader_header_line(reader), 3);
    ck_assert_int_eq(csv_reader_n_blank(reader), 5);
    ck_assert_int_eq(csv_reader_n_lines(reader), 7);
}
END_TEST

START_TEST(carriage_return_inside_a_line)
{
    check_rows("a;b\n1;2\r3;4\n5;6\n", NULL, "2!8 3:5|6 ");
    check_rows("a;b\n1;2\r\"3\n5;6\n", NULL, "2!8 3:5|6 ");
    check_rows("a;b\n1;\"2\r3\"\n5;6\n", NULL, "2:1|2\r3 3:5|6 ");
}
END_TEST

START_TEST(spaces)
{
    check_rows("a;b\n 1 ;\" 2 \"\n\t3;4\t\n", NULL, "2:1| 2  3:3|4 ");
    check_rows("a\tb\tc\n\t\tx\n1\t\t\n", NULL, "2:||x 3:1|| ");
}
END_TEST

START_TEST(separator)
{
    const struct {
        const char *text;
        char expected;
    } cases[] = {{"a;b;c\n1;2;3\n", ';'},
                 {"a,b,c\n1,2,3\n", ','},
                 {"a\tb\tc\n1\t2\t3\n", '\t'},
                 {"naam, plaats;x;y\nJan, Ede;1,5;2\n", ';'},
                 {"\"a;b;c;d\",e\n\"1;2;3;4\",5\n", ','},
                 {"a;b\n1,5;2\n2,5;3\n", ';'},
                 {"a\n1\n", ';'},
                 {"sep=,\na;b,c\n1;2,3\n", ','}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(CsvReader) reader = open_text(cases[i].text, NULL);
        ck_assert_int_eq(csv_reader_separator(reader), cases[i].expected);
    }
    check_rows("sep=,\r\na,b\r\n1,2\r\n", NULL, "3:1|2 ");
}
END_TEST

START_TEST(number_of_fields)
{
    check_rows("a;b\n1\n1;2;\n1;2;3\n1;2\n", NULL, "2!5 3:1|2 4!4 5:1|2 ");
    check_rows("a;b;\n1;2;\n1;2\n", NULL, "2:1|2 3:1|2 ");
    CsvOptions options = {.no_header = TRUE};
    check_rows("1;2\n3\n", &options, "1:1|2 2!5 ");
}
END_TEST

/* --- quotes */

START_TEST(unclosed_quote_loses_one_line)
{
    /* to the end of the file */
    check_rows("a;b\n1;\"x\n2;y\n3;z\n", NULL, "2!1 3:2|y 4:3|z ");
    check_rows("a;b\n1;x\n2;y\n3;\"z", NULL, "2:1|x 3:2|y 4!1 ");
    /* to the next quote, which opens */
    check_rows("a;b\n1;\"x\n2;y\n3;\"z\"\n4;w\n", NULL, "2!1 3:2|y 4:3|z 5:4|w ");
    /* to a quote that could close it: the number of fields betrays it */
    check_rows("a;b\n1;\"x\n2;y\n\";z\"\n4;w\n", NULL, "2!4 3:2|y 4!5 5:4|w ");
}
END_TEST

START_TEST(unclosed_quote_meets_a_ceiling)
{
    CsvOptions options = {.max_row_lines = 3};
    check_rows("a;b\n1;\"x\n2;y\n3;z\n4;w\n5;v\n", &options, "2!3 3:2|y 4:3|z 5:4|w 6:5|v ");
    options = (CsvOptions){.max_field_bytes = 8};
    check_rows("a;b\n1;\"x\n2;yyyyyyyy\n3;z\n", &options, "2!2 3:2|yyyyyyyy 4:3|z ");
    options = (CsvOptions){.max_row_bytes = 16};
    check_rows("a;b\n1;\"x\n2;y\n3;z\n4;w\n5;v\n6;u\n", &options,
               "2!3 3:2|y 4:3|z 5:4|w 6:5|v 7:6|u ");
}
END_TEST

START_TEST(quote_inside_a_quoted_field)
{
    check_rows("a;b\n1;\"x\"y\"\n2;z\n", NULL, "2!1 3:2|z ");
    check_rows("a;b\n1;\"x\" y\n2;z\n", NULL, "2!1 3:2|z ");
    check_rows("a;b\n1;\"x\" \n2;z\n", NULL, "2:1|x 3:2|z ");
}
END_TEST

START_TEST(quote_inside_an_unquoted_field)
{
    check_rows("a;b\n1;De \"Witte\" Zwaan\n2;5\"\n", NULL, "2:1|De \"Witte\" Zwaan 3:2|5\" ");
}
END_TEST

START_TEST(take_back)
{
    g_autoptr(CsvReader) reader = open_text("a;b\n1;\"x\n2;y\n3;z\"\n4;w\n", NULL);
    const CsvRow *row = csv_reader_next(reader, NULL);
    ck_assert_int_eq(row->problem, CSV_PROBLEM_NONE);
    ck_assert_int_eq(row->n_lines, 3);
    ck_assert(csv_reader_take_back(reader));
    g_autofree char *rows = dump(reader);
    ck_assert_str_eq(rows, "2!9 3:2|y 4:3|z\" 5:4|w ");
    ck_assert(!csv_reader_take_back(reader));
}
END_TEST

/* --- ceilings */

START_TEST(ceilings)
{
    CsvOptions options = {.max_field_bytes = 4};
    check_rows("a;b\n1;12345\n1;1234\n", &options, "2!2 3:1|1234 ");
    options = (CsvOptions){.max_fields = 3};
    check_rows("a;b\n1;2;3;4\n1;2\n", &options, "2!4 3:1|2 ");
    options = (CsvOptions){.max_row_bytes = 10};
    check_rows("a;b\n1;234567890123456789\n1;2\n", &options, "2!3 3:1|2 ");
}
END_TEST

/* A line of 40 MB does not go through memory. */
START_TEST(endless_line)
{
    gsize length = 40 * 1024 * 1024;
    g_autofree char *text = g_malloc(length);
    memset(text, 'x', length);
    memcpy(text, "a;b\n1;\"", 7);
    memcpy(text + length - 5, "\n1;2\n", 5);
    g_autoptr(CsvReader) reader = csv_reader_new_memory(text, length, "t.csv", NULL, NULL);
    g_autofree char *rows = dump(reader);
    ck_assert_str_eq(rows, "2!3 3:1|2 ");
}
END_TEST

/* --- characters */

START_TEST(invalid_characters_are_placed)
{
    g_autoptr(CsvReader) reader = open_text("naam;plaats\n\xC3\xA9\xC3\xA9;x\n\xC3\xA9;ab\xE9"
                                            "c\n1;2\n",
                                            NULL);
    ck_assert_str_eq(csv_reader_encoding_label(reader), "UTF-8");
    ck_assert_int_eq(csv_reader_next(reader, NULL)->problem, CSV_PROBLEM_NONE);
    const CsvRow *row = csv_reader_next(reader, NULL);
    ck_assert_int_eq(row->problem, CSV_PROBLEM_ENCODING);
    g_autofree char *text = csv_reader_problem_text(reader, row);
    ck_assert_str_eq(text, "column \"plaats\": bytes that are no character (UTF-8, line 3, "
                           "character 5)");
    ck_assert_int_eq(csv_reader_next(reader, NULL)->problem, CSV_PROBLEM_NONE);
}
END_TEST

START_TEST(zero_bytes_are_placed)
{
    const char bytes[] = "a;b\n1;x\0y\n2;z\n";
    g_autoptr(CsvReader) reader =
        csv_reader_new_memory(bytes, sizeof bytes - 1, "t.csv", NULL, NULL);
    const CsvRow *row = csv_reader_next(reader, NULL);
    ck_assert_int_eq(row->problem, CSV_PROBLEM_NUL);
    ck_assert_int_eq(row->problem_place, 4);
    ck_assert_int_eq(row->problem_field, 1);
    ck_assert_str_eq(csv_reader_next(reader, NULL)->fields[1].text, "z");
}
END_TEST

START_TEST(every_encoding)
{
    const char *text = "naam;plaats\r\n\xE2\x80\x99s-Hertogenbosch;Frysl\xC3\xA2n\r\n";
    const struct {
        const char *encoding, *mark, *label;
        gsize mark_length;
    } cases[] = {{"UTF-8", "", "UTF-8", 0},
                 {"UTF-8", "\xEF\xBB\xBF", "UTF-8 BOM", 3},
                 {"WINDOWS-1252", "", "windows-1252", 0},
                 {"UTF-16LE", "\xFF\xFE", "UTF-16LE", 2},
                 {"UTF-16LE", "", "UTF-16LE", 0},
                 {"UTF-16BE", "\xFE\xFF", "UTF-16BE", 2},
                 {"UTF-16BE", "", "UTF-16BE", 0}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        gsize n = 0;
        g_autofree char *converted =
            g_convert(text, -1, cases[i].encoding, "UTF-8", NULL, &n, NULL);
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        g_byte_array_append(bytes, (const guint8 *)cases[i].mark, (guint)cases[i].mark_length);
        g_byte_array_append(bytes, (const guint8 *)converted, (guint)n);
        g_autoptr(CsvReader) reader =
            csv_reader_new_memory(bytes->data, bytes->len, "t.csv", NULL, NULL);
        ck_assert_str_eq(csv_reader_encoding_label(reader), cases[i].label);
        ck_assert_str_eq(csv_reader_column_name(reader, 0), "naam");
        g_autofree char *rows = dump(reader);
        ck_assert_str_eq(rows, "2:\xE2\x80\x99s-Hertogenbosch|Frysl\xC3\xA2n ");
    }
}
END_TEST

/* --- files */

/* A file larger than the window, in several encodings: the sum of a column is exact. */
static void check_large_file(const char *encoding, gboolean quoted)
{
    const gint64 n_rows = 60000;
    g_autoptr(GString) text = g_string_new("nummer;plaats;tekst\r\n");
    for (gint64 i = 1; i <= n_rows; i++)
        g_string_append_printf(text,
                               quoted ? "%" G_GINT64_FORMAT ";\"Frysl\xC3\xA2n\";\"a\r\nb\"\r\n"
                                      : "%" G_GINT64_FORMAT ";Frysl\xC3\xA2n;een tekst\r\n",
                               i);
    gsize n = 0;
    g_autofree char *bytes =
        g_convert(text->str, (gssize)text->len, encoding, "UTF-8", NULL, &n, NULL);
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "inbeeld-csv-XXXXXX", NULL);
    close(g_mkstemp(path));
    ck_assert(g_file_set_contents(path, bytes, (gssize)n, NULL));
    g_autoptr(CsvReader) reader = csv_reader_new_file(path, NULL, NULL);
    gint64 sum = 0;
    const CsvRow *row;
    while ((row = csv_reader_next(reader, NULL)) != NULL) {
        ck_assert_int_eq(row->problem, CSV_PROBLEM_NONE);
        ck_assert_str_eq(row->fields[1].text, "Frysl\xC3\xA2n");
        gint64 number = g_ascii_strtoll(row->fields[0].text, NULL, 10);
        ck_assert_int_eq(row->line, quoted ? 2 * number : number + 1);
        sum += number;
    }
    ck_assert_int_eq(sum, n_rows * (n_rows + 1) / 2);
    ck_assert_int_eq(csv_reader_position(reader), (gint64)n);
    g_unlink(path);
}

START_TEST(large_files)
{
    check_large_file("UTF-8", FALSE);
    check_large_file("UTF-8", TRUE);
    check_large_file("WINDOWS-1252", FALSE);
    check_large_file("UTF-16LE", TRUE);
}
END_TEST

static void check_open_fails(const char *path, int code)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(csv_reader_new_file(path, NULL, &error));
    ck_assert_int_eq(error->code, code);
}

START_TEST(files_that_are_no_tables)
{
    check_open_fails("/nonexistent.csv", INBEELD_ERROR_NO_INPUT);
    check_open_fails("/tmp", INBEELD_ERROR_NO_INPUT);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(csv_reader_new_memory("a;\"b\n1;2\n", 9, "t.csv", NULL, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_DATA);
    ck_assert_str_eq(error->message,
                     "t.csv:1: the line with column names cannot be read: a quote is opened and "
                     "not closed, or stands inside a quoted field");
}
END_TEST

/* --- damage: each line of a file is in one row, the header or a blank line */

/* Lines of the text, counted by their ends. */
static gint64 count_lines(const char *bytes, gsize n_bytes)
{
    char line_end =
        memchr(bytes, '\n', n_bytes) == NULL && memchr(bytes, '\r', n_bytes) != NULL ? '\r' : '\n';
    gint64 n = bytes[n_bytes - 1] != line_end;
    for (gsize i = 0; i < n_bytes; i++)
        n += bytes[i] == line_end;
    return n;
}

static void check_all_lines_counted(const char *bytes, gsize n_bytes)
{
    static const CsvOptions options = {
        .max_field_bytes = 60, .max_row_bytes = 200, .max_row_lines = 5, .no_header = TRUE};
    g_autoptr(CsvReader) reader = csv_reader_new_memory(bytes, n_bytes, "t.csv", &options, NULL);
    ck_assert_ptr_nonnull(reader);
    gint64 n_lines = csv_reader_n_lines(reader);
    const CsvRow *row;
    gint64 next_line = 1;
    while ((row = csv_reader_next(reader, NULL)) != NULL) {
        ck_assert_int_ge(row->line, next_line);
        next_line = row->line + row->n_lines;
        n_lines += row->n_lines;
        for (gsize i = 0; row->problem == CSV_PROBLEM_NONE && i < row->n_fields; i++)
            ck_assert(g_utf8_validate_len(row->fields[i].text, row->fields[i].length, NULL));
    }
    ck_assert_int_eq(n_lines + csv_reader_n_blank(reader), csv_reader_n_lines(reader));
    ck_assert_int_eq(csv_reader_n_lines(reader), count_lines(bytes, n_bytes));
    ck_assert_int_eq(csv_reader_position(reader), csv_reader_size(reader));
}

START_TEST(damaged_files)
{
    const char *sample = "dossier;gemeente;vorm\r\n1;\"'s-Gravenhage\";\"a \"\"b\"\"\"\r\n"
                         "2;Frysl\xC3\xA2n;c\r\n\r\n3;\"x\r\ny\";d\r\n4;Ede;e\r\n";
    const char alphabet[] = "\";,\n\r\t\0\xC3\xFF"
                            "a ";
    const char *chosen = g_getenv("INBEELD_MUTANTS"); /* fewer under a memory checker */
    int n_rounds = chosen != NULL ? (int)g_ascii_strtoll(chosen, NULL, 10) : 20000;
    g_autoptr(GRand) random = g_rand_new_with_seed(20241);
    for (int round = 0; round < n_rounds; round++) {
        g_autofree char *bytes = g_strdup(sample);
        gsize n = strlen(sample);
        for (int change = g_rand_int_range(random, 1, 6); change > 0; change--) {
            gsize at = (gsize)g_rand_int_range(random, 0, (gint32)n);
            bytes[at] = alphabet[g_rand_int_range(random, 0, sizeof alphabet - 1)];
        }
        check_all_lines_counted(bytes, (gsize)g_rand_int_range(random, 1, (gint32)n + 1));
    }
}
END_TEST

Suite *csv_suite(void);
Suite *csv_suite(void)
{
    Suite *suite = suite_create("csv");
    TCase *tcase = tcase_create("form");
    tcase_add_test(tcase, csv_spectrum);
    tcase_add_test(tcase, line_ends_and_numbers);
    tcase_add_test(tcase, carriage_return_inside_a_line);
    tcase_add_test(tcase, spaces);
    tcase_add_test(tcase, separator);
    tcase_add_test(tcase, number_of_fields);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("quotes");
    tcase_add_test(tcase, unclosed_quote_loses_one_line);
    tcase_add_test(tcase, unclosed_quote_meets_a_ceiling);
    tcase_add_test(tcase, quote_inside_a_quoted_field);
    tcase_add_test(tcase, quote_inside_an_unquoted_field);
    tcase_add_test(tcase, take_back);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("limits");
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, ceilings);
    tcase_add_test(tcase, endless_line);
    tcase_add_test(tcase, invalid_characters_are_placed);
    tcase_add_test(tcase, zero_bytes_are_placed);
    tcase_add_test(tcase, every_encoding);
    tcase_add_test(tcase, large_files);
    tcase_add_test(tcase, files_that_are_no_tables);
    tcase_add_test(tcase, damaged_files);
    suite_add_tcase(suite, tcase);
    return suite;
}
