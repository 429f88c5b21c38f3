#include "core/csv_write.h"

#include <check.h>
#include <math.h>

START_TEST(fields_are_quoted_only_when_they_must)
{
    const char *const header[] = {"gebied", "waarde", "noot", NULL};
    g_autoptr(CsvWriter) writer = csv_writer_new(header);
    csv_writer_text(writer, "'s-Hertogenbosch");
    csv_writer_integer(writer, -12);
    csv_writer_text(writer, "a;b");
    csv_writer_end_row(writer);
    csv_writer_text(writer, "zegt \"ja\"");
    csv_writer_number(writer, NAN);
    csv_writer_text(writer, "twee\nregels");
    csv_writer_end_row(writer);
    csv_writer_text(writer, NULL);
    csv_writer_number(writer, 0.1);
    csv_writer_text(writer, " rand ");
    csv_writer_end_row(writer);
    ck_assert_str_eq(csv_writer_content(writer)->str, "gebied;waarde;noot\n"
                                                      "'s-Hertogenbosch;-12;\"a;b\"\n"
                                                      "\"zegt \"\"ja\"\"\";;\"twee\nregels\"\n"
                                                      ";0.1;\" rand \"\n");
    ck_assert_int_eq(csv_writer_n_rows(writer), 3);
}
END_TEST

START_TEST(numbers_read_back_as_the_same_double)
{
    const char *const header[] = {"x", NULL};
    const double values[] = {1.0 / 3.0, 1e-300, 123456789.123456789, 5.1, 4.795388800000001,
                             -0.5,      1e21};
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autoptr(CsvWriter) writer = csv_writer_new(header);
        csv_writer_number(writer, values[i]);
        ck_assert(g_ascii_strtod(csv_writer_content(writer)->str + 2, NULL) == values[i]);
    }
}
END_TEST

Suite *csv_write_suite(void);
Suite *csv_write_suite(void)
{
    Suite *suite = suite_create("csv_write");
    TCase *tcase = tcase_create("csv_write");
    tcase_add_test(tcase, fields_are_quoted_only_when_they_must);
    tcase_add_test(tcase, numbers_read_back_as_the_same_double);
    suite_add_tcase(suite, tcase);
    return suite;
}
