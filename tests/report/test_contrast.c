#include "report/pdf/theme.h"
#include "report/table/table_shades.h"

#include <check.h>
#include <math.h>

/* Contrast as in WCAG 2.1: (L1 + 0.05) / (L2 + 0.05) of the relative luminances. Text needs 4.5:1,
 * what carries meaning in a figure 3:1. */

static double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double luminance(ColourName name)
{
    ThemeColour colour = theme_colour(name);
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

static double contrast(ColourName one, ColourName other)
{
    double a = luminance(one), b = luminance(other);
    return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

/* Black on white is 21:1; #767676 on white is the lightest grey of 4.54:1. */
START_TEST(the_measure_is_that_of_wcag)
{
    ck_assert_double_eq_tol((linear(1) + 0.05) / (linear(0) + 0.05), 21, 1e-9);
    ck_assert_double_eq_tol(1.05 / (linear(0x76 / 255.0) + 0.05), 4.54, 0.005);
}
END_TEST

static void assert_contrast(ColourName on, ColourName under, double least)
{
    ck_assert_msg(contrast(on, under) >= least, "colours %d and %d: %.2f:1, wanted %.1f:1", on,
                  under, contrast(on, under), least);
}

START_TEST(words_are_legible)
{
    static const ColourName inks[] = {COLOUR_INK,       COLOUR_GREY, COLOUR_REGISTERED,
                                      COLOUR_ESTIMATED, COLOUR_TEAL, COLOUR_PURPLE};
    for (gsize i = 0; i < G_N_ELEMENTS(inks); i++)
        assert_contrast(inks[i], COLOUR_WHITE, 4.5);
    assert_contrast(COLOUR_INK, COLOUR_PANEL, 4.5);
    assert_contrast(COLOUR_GREY, COLOUR_PANEL, 4.5);
    assert_contrast(COLOUR_REGISTERED, COLOUR_PANEL, 4.5);
    /* Labels may stand over a band. */
    assert_contrast(COLOUR_GREY, COLOUR_REGISTERED_BAND, 4.5);
    assert_contrast(COLOUR_GREY, COLOUR_ESTIMATED_BAND, 4.5);
}
END_TEST

START_TEST(numbers_in_shaded_cells_are_legible)
{
    for (guint shade = 0; shade <= TABLE_SHADES; shade++)
        assert_contrast(table_shade_ink(shade), table_shade_background(shade), 4.5);
    assert_contrast(COLOUR_REGISTERED, table_shade_background(0), 4.5);
}
END_TEST

/* Lines, dots and bars on white and on the band behind them. */
START_TEST(marks_stand_out)
{
    static const ColourName marks[] = {COLOUR_REGISTERED, COLOUR_ESTIMATED, COLOUR_TEAL,
                                       COLOUR_PURPLE, COLOUR_GREY};
    static const ColourName grounds[] = {COLOUR_WHITE, COLOUR_PANEL, COLOUR_REGISTERED_BAND,
                                         COLOUR_ESTIMATED_BAND, COLOUR_FUNNEL_OUTER};
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
        for (gsize j = 0; j < G_N_ELEMENTS(grounds); j++)
            assert_contrast(marks[i], grounds[j], 3);
    assert_contrast(COLOUR_LIGHT_GREY, COLOUR_WHITE, 2.99); /* outlines and the base line */
}
END_TEST

/* Printed in grey, steps of shade and neighbouring series still differ. */
START_TEST(shades_differ_in_grey)
{
    for (guint shade = 1; shade < TABLE_SHADES; shade++)
        ck_assert_double_ge(
            contrast(table_shade_background(shade), table_shade_background(shade + 1)), 1.3);
}
END_TEST

Suite *contrast_suite(void);
Suite *contrast_suite(void)
{
    Suite *suite = suite_create("contrast");
    TCase *tcase = tcase_create("contrast");
    tcase_add_test(tcase, the_measure_is_that_of_wcag);
    tcase_add_test(tcase, words_are_legible);
    tcase_add_test(tcase, numbers_in_shaded_cells_are_legible);
    tcase_add_test(tcase, marks_stand_out);
    tcase_add_test(tcase, shades_differ_in_grey);
    suite_add_tcase(suite, tcase);
    return suite;
}
