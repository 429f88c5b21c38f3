#include "ingest/simulate/calibration.h"

#include "core/error.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define HEADER "onderwerp;jaar;groep;categorie;waarde;herkomst;bron\n"

static Calibration *load_text(const char *text, GError **error)
{
    char *path = NULL;
    int file = g_file_open_tmp("ijkpunten-XXXXXX.csv", &path, NULL);
    ck_assert_int_ge(file, 0);
    close(file);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    Calibration *calibration = calibration_load(path, error);
    (void)g_unlink(path);
    g_free(path);
    return calibration;
}

START_TEST(a_year_goes_before_all_years)
{
    GError *error = NULL;
    Calibration *calibration = load_text(HEADER "a;;g;x;0.25;verzonnen;\n"
                                                "a;;g;y;0.75;verzonnen;\n"
                                                "a;2018-2020;g;z;1;gepubliceerd;Boek\n",
                                         &error);
    ck_assert_ptr_nonnull(calibration);
    ck_assert_double_eq(calibration_value(calibration, "a", 2017, "g", "x", -1), 0.25);
    ck_assert_double_eq(calibration_value(calibration, "a", 2019, "g", "z", -1), 1);
    ck_assert_double_eq(calibration_value(calibration, "a", 2021, "g", "z", -1), -1);
    CalibrationShares *general = calibration_shares(calibration, "a", 2017, "g");
    ck_assert_uint_eq(general->n, 2);
    ck_assert_str_eq(general->names[1], "y");
    CalibrationShares *dated = calibration_shares(calibration, "a", 2020, "g");
    ck_assert_uint_eq(dated->n, 1);
    ck_assert_str_eq(dated->names[0], "z");
    calibration_shares_free(general);
    calibration_shares_free(dated);
    calibration_free(calibration);
}
END_TEST

static const struct {
    const char *row;
    const char *part; /* of the message */
} refused[] = {{"a;2018-2017;g;x;1;verzonnen;\n", ":2:"},
               {"a;;g;x;-1;verzonnen;\n", "waarde"},
               {"a;;g;x;een;verzonnen;\n", "waarde"},
               {"a;;g;x;1;gehoord;\n", "herkomst"},
               {"a;;g;x;1;gepubliceerd;\n", "bron"},
               {";;g;x;1;verzonnen;\n", "onderwerp"},
               {"a;;g;x;1\n", ":2:"}};

START_TEST(a_wrong_row_is_refused_with_its_place)
{
    GError *error = NULL;
    g_autofree char *text = g_strconcat(HEADER, refused[_i].row, NULL);
    ck_assert_ptr_null(load_text(text, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG));
    ck_assert_msg(strstr(error->message, refused[_i].part) != NULL, "%s", error->message);
    g_error_free(error);
}
END_TEST

/* Shares that have to be a whole add up to 1 for every year and group. */
static void check_whole(const Calibration *calibration, const char *subject, gboolean by_group)
{
    static const char *const groups[] = {"seksueel_binnenland", "seksueel_grens", "arbeid",
                                         "crimineel", "onbekend"};
    for (int year = 2015; year <= 2024; year++)
        for (gsize g = 0; g < (by_group ? 1 : G_N_ELEMENTS(groups)); g++) {
            CalibrationShares *shares =
                by_group ? calibration_group_shares(calibration, subject, year)
                         : calibration_shares(calibration, subject, year, groups[g]);
            double sum = 0;
            for (gsize i = 0; i < shares->n; i++)
                sum += shares->values[i];
            ck_assert_msg(fabs(sum - 1) < 1e-9, "%s %d %s: %f", subject, year, groups[g], sum);
            calibration_shares_free(shares);
        }
}

START_TEST(shares_of_the_product_are_whole)
{
    Calibration *calibration = calibration_load(NULL, NULL);
    ck_assert_ptr_nonnull(calibration);
    check_whole(calibration, "vormgroep", TRUE);
    check_whole(calibration, "populatie_vorm", TRUE);
    check_whole(calibration, "populatie_eenheid", TRUE);
    check_whole(calibration, "politie_soort", TRUE);
    check_whole(calibration, "geslacht", FALSE);
    check_whole(calibration, "leeftijd", FALSE);
    check_whole(calibration, "nationaliteit", FALSE);
    check_whole(calibration, "sector", FALSE);
    check_whole(calibration, "hoofdvorm", FALSE);
    calibration_free(calibration);
}
END_TEST

Suite *calibration_suite(void);
Suite *calibration_suite(void)
{
    Suite *suite = suite_create("calibration");
    TCase *tcase = tcase_create("file");
    tcase_add_test(tcase, a_year_goes_before_all_years);
    tcase_add_loop_test(tcase, a_wrong_row_is_refused_with_its_place, 0,
                        (int)G_N_ELEMENTS(refused));
    tcase_add_test(tcase, shares_of_the_product_are_whole);
    suite_add_tcase(suite, tcase);
    return suite;
}
