#include "report/edition/edition.h"
#include "report/edition/regio.h"
#include "report/request.h"
#include "tests/support/edition_draw.h"
#include "tests/support/edition_fixture.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

static EditionFixture *fixture;

static void make_publication(void)
{
    fixture = edition_fixture_new(&(EditionSample){
        .with_estimates = TRUE, .zero = "PE04", .suppressed = "PE05", .missing = "PE06"});
}

static void remove_publication(void)
{
    edition_fixture_free(fixture);
}

static char *text_of(Language language, const char *area)
{
    g_autoptr(Writer) writer =
        edition_draw(edition_fixture_year(fixture, language), regio_compose, area);
    return edition_text(writer);
}

static void check_says(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) != NULL, "\"%s\" is missing in: %.2000s", words, text);
}

/* The largest unit, one of one veiligheidsregio, all zero, all suppressed, nothing; two
 * veiligheidsregio's. */
START_TEST(pages_are_sound)
{
    static const char *const areas[] = {"PE02", "PE03", "PE04", "PE05",
                                        "PE06", "VR21", "VR25", NULL};
    for (const char *const *area = areas; *area != NULL; area++) {
        g_autoptr(Writer) writer =
            edition_draw(edition_fixture_year(fixture, (Language)_i), regio_compose, *area);
        guint n = document_n_pages(writer->document);
        ck_assert_msg(n >= 6 && n <= 13, "%s: %u pages", *area, n);
        edition_check_layout(writer, *area);
    }
}
END_TEST

/* Oost-Brabant borders on Limburg, Oost-Nederland, Rotterdam and Zeeland-West-Brabant. */
START_TEST(a_region_beside_its_neighbours)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "PE09");
    check_says(text, "Buren van de politie-eenheid Oost-Brabant zijn ");
    check_says(text, "Limburg");
    check_says(text, "Gemeenten in de politie-eenheid Oost-Brabant");
    check_says(text, "Eindhoven");
    ck_assert(strstr(text, "Groningen ") == NULL);
    check_says(text, "Wie u uitnodigt");
    check_says(text, "Waar u op let Spreiding. Signalen bij de politie:");
}
END_TEST

/* The sample has estimates of the land only. */
START_TEST(no_estimate_is_a_reason)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "PE09");
    check_says(
        text,
        "Voor de politie-eenheid Oost-Brabant is geen schatting van het verborgen aantal vrijgegeven.");
    check_says(text, "betekent niet dat het verborgen aantal klein is");
}
END_TEST

START_TEST(empty_regions_say_why)
{
    g_autofree char *zero = text_of(LANGUAGE_NL, "PE04");
    check_says(zero, "Weinig, of niet gezien?");
    g_autofree char *suppressed = text_of(LANGUAGE_NL, "PE05");
    check_says(suppressed, "niet te tonen");
    g_autofree char *missing = text_of(LANGUAGE_NL, "PE06");
    check_says(missing, "Dat is geen nul");
    check_says(missing, "is er geen cijfer beschikbaar");
}
END_TEST

START_TEST(a_veiligheidsregio_says_what_its_source_cannot_split)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "VR21");
    check_says(text, "in de veiligheidsregio");
    check_says(text, "niet naar veiligheidsregio");
    check_says(text, "Veiligheidsregio’s naast elkaar");
}
END_TEST

START_TEST(units_without_territory_have_no_region)
{
    const EditionContext *context = edition_fixture_year(fixture, LANGUAGE_NL);
    static const struct {
        const char *wanted;
        guint n;
    } cases[] = {{"all", 10}, {"veiligheidsregio", 25}, {"VR21,PE02", 2}, {"PE11", 0}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);
        g_autoptr(GError) error = NULL;
        gboolean done = request_areas(edition_find("regio"), context->areas,
                                      publication_division(context->publication), cases[i].wanted,
                                      FALSE, codes, &error);
        ck_assert(done == (cases[i].n > 0));
        ck_assert_uint_eq(codes->len, cases[i].n);
    }
}
END_TEST

Suite *edition_regio_suite(void);
Suite *edition_regio_suite(void)
{
    Suite *suite = suite_create("edition_regio");
    TCase *tcase = tcase_create("pages");
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, pages_are_sound, 0, LANGUAGE_COUNT);
    tcase_add_test(tcase, a_region_beside_its_neighbours);
    tcase_add_test(tcase, no_estimate_is_a_reason);
    tcase_add_test(tcase, empty_regions_say_why);
    tcase_add_test(tcase, a_veiligheidsregio_says_what_its_source_cannot_split);
    tcase_add_test(tcase, units_without_territory_have_no_region);
    suite_add_tcase(suite, tcase);
    return suite;
}
