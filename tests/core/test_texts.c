#include "core/texts.h"

#include "core/error.h"

#include <check.h>
#include <string.h>

START_TEST(references_become_markup)
{
    g_autofree char *text =
        texts_with_references("{Zie:waar.kaart} en {zie:om.gedrukt}, {jaar}", NULL);
    ck_assert_str_eq(text, "<Ref name=\"waar.kaart\"/> en <ref name=\"om.gedrukt\"/>, {jaar}");
}
END_TEST

START_TEST(a_name_is_no_markup)
{
    static const char *const wrong[] = {"{zie:}", "{zie:a b}", "{zie:\"/><b>}", "{Zie:Waar}"};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = texts_with_references(wrong[i], &error);
        ck_assert_ptr_null(text);
        ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG));
    }
}
END_TEST

/* In every language the text about the map points to the map, and no braces are left over. */
START_TEST(texts_of_the_house_are_resolved)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Texts) texts = texts_load((Language)language, &error);
        ck_assert_msg(texts != NULL, "%s", error != NULL ? error->message : "");
        const char *text = texts_get(texts, "gemeld.per-jaar-tekst");
        ck_assert_ptr_nonnull(strstr(text, "<ref name=\"gemeld.per-jaar\"/>"));
        ck_assert_ptr_null(strstr(text, "{"));
    }
}
END_TEST

Suite *texts_suite(void);
Suite *texts_suite(void)
{
    Suite *suite = suite_create("texts");
    TCase *tcase = tcase_create("texts");
    tcase_add_test(tcase, references_become_markup);
    tcase_add_test(tcase, a_name_is_no_markup);
    tcase_add_test(tcase, texts_of_the_house_are_resolved);
    suite_add_tcase(suite, tcase);
    return suite;
}
