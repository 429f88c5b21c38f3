#include "report/edition/terms.h"

#include <check.h>
#include <string.h>

Suite *terms_suite(void);

static char *used(const char *text, TermKind kind, Language language)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Texts) texts = texts_load(language, &error);
    ck_assert_msg(texts != NULL, "%s", error != NULL ? error->message : "");
    g_autoptr(Terms) terms = terms_new(texts);
    terms_see(terms, text);
    g_autoptr(GPtrArray) keys = terms_used(terms, kind);
    g_ptr_array_add(keys, NULL);
    return g_strjoinv(" ", (char **)keys->pdata);
}

START_TEST(an_abbreviation_is_a_whole_word_with_its_capitals)
{
    g_autofree char *found =
        used("Het OM en (KMar) om CBS-cijfers; KMarine en OMA.", TERM_ABBREVIATED, LANGUAGE_NL);
    ck_assert_str_eq(found, "CBS KMar OM");
    g_autofree char *none = used("om het, Avg", TERM_ABBREVIATED, LANGUAGE_NL);
    ck_assert_str_eq(none, "");
}
END_TEST

START_TEST(a_term_is_found_in_any_form_that_begins_with_its_word)
{
    g_autofree char *found = used("Signalen en <b>Aangiften</b>; buiten beeld; terugmelding.",
                                  TERM_EXPLAINED, LANGUAGE_NL);
    ck_assert_str_eq(found, "aangifte signaal");
    g_autofree char *english = used("Dismissed cases in sight", TERM_EXPLAINED, LANGUAGE_EN);
    ck_assert_str_eq(english, "inbeeld sepot");
}
END_TEST

/* An explanation that cannot be found would never be printed, and the other way round. */
START_TEST(every_explained_term_has_words_to_find_it)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        g_autoptr(Texts) texts = texts_load((Language)language, NULL);
        g_autoptr(GPtrArray) sought = texts_group(texts, "begrip-zoek");
        g_autoptr(GPtrArray) explained = texts_group(texts, "begrip");
        ck_assert_uint_gt(sought->len, 10);
        for (guint i = 0; i < sought->len; i++) {
            ck_assert(g_ptr_array_find_with_equal_func(explained, g_ptr_array_index(sought, i),
                                                       g_str_equal, NULL));
            g_autofree char *key = g_strconcat("begrip.", g_ptr_array_index(sought, i), NULL);
            ck_assert_msg(g_str_has_prefix(texts_get(texts, key), "<b>"), "%s", key);
        }
        ck_assert_uint_eq(explained->len, sought->len + 2); /* kop and tekst */
    }
}
END_TEST

Suite *terms_suite(void)
{
    Suite *suite = suite_create("terms");
    TCase *tcase = tcase_create("terms");
    tcase_add_test(tcase, an_abbreviation_is_a_whole_word_with_its_capitals);
    tcase_add_test(tcase, a_term_is_found_in_any_form_that_begins_with_its_word);
    tcase_add_test(tcase, every_explained_term_has_words_to_find_it);
    suite_add_tcase(suite, tcase);
    return suite;
}
