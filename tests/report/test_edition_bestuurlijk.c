#include "report/edition/bestuurlijk.h"
#include "report/edition/edition.h"
#include "tests/support/edition_draw.h"
#include "tests/support/edition_fixture.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

static EditionFixture *fixture;

static void make_publication(void)
{
    fixture = edition_fixture_new(&(EditionSample){
        .with_estimates = TRUE, .zero = "GM0060", .suppressed = "GM0088", .missing = "GM0093"});
}

static void remove_publication(void)
{
    edition_fixture_free(fixture);
}

static Writer *draw(Language language, const char *area)
{
    return edition_draw(edition_fixture_year(fixture, language), bestuurlijk_compose, area);
}

/* The text of the page of a gemeente. */
static char *text_of(Language language, const char *area)
{
    g_autoptr(Writer) writer = draw(language, area);
    return edition_text(writer);
}

static void check_says(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) != NULL, "\"%s\" is missing in: %.2000s", words, text);
}

START_TEST(a_zero_is_a_question)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "GM0060");
    check_says(text, "Ameland: niemand in beeld.");
    check_says(text, "Weinig, of niet gezien?");
    check_says(text, "Ook nul heeft een marge");
    check_says(text, "was er weinig, of is het niet gezien?");
    check_says(text, "over land heeft u geen buurgemeenten");
    g_autofree char *english = text_of(LANGUAGE_EN, "GM0060");
    check_says(english, "Ameland: nobody in view.");
    check_says(english, "Few, or not seen?");
}
END_TEST

START_TEST(a_protected_number_stays_protected)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "GM0088");
    check_says(text, "Schiermonnikoog: een beschermd aantal");
    check_says(text, "Weinig gemeld is niet hetzelfde als weinig uitbuiting");
    check_says(text, "niet te vergelijken");
    ck_assert(strstr(text, "per 100.000 inwoners per jaar; toevalsmarge") == NULL);
}
END_TEST

START_TEST(no_figure_is_no_zero)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "GM0093");
    check_says(text, "Terschelling: geen cijfer, en dat is");
    check_says(text, "waarom er over Terschelling geen cijfer is geleverd");
    ck_assert(strstr(text, "niemand") == NULL);
}
END_TEST

/* Eindhoven is a centrumgemeente, Amsterdam reported more than its peers in the sample, Leiden's
 * neighbour Kaag en Braassem is neither. */
START_TEST(steps_follow_the_situation)
{
    g_autofree char *centre = text_of(LANGUAGE_NL, "GM0772");
    check_says(centre, "centrumgemeente voor de vrouwenopvang");
    check_says(centre, "wie voor de regio slachtoffers");
    g_autofree char *more = text_of(LANGUAGE_NL, "GM0363");
    check_says(more, "meer gemeld");
    check_says(more, "wat werkt: ga na wie deze personen");
    g_autofree char *other = text_of(LANGUAGE_NL, "GM1884");
    check_says(other, "een aandachtsfunctionaris aan");
    ck_assert(strstr(other, "centrumgemeente") == NULL);
}
END_TEST

START_TEST(a_unit_has_its_own_words)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "PE07");
    check_says(text, "Politie-eenheid Rotterdam: ");
    check_says(text, "Uitbuiting houdt zich niet aan gemeentegrenzen");
    check_says(text, "gemeenten met een aantal boven nul");
    ck_assert(strstr(text, "vergelijkbare gemeenten") == NULL);
}
END_TEST

Suite *edition_bestuurlijk_suite(void);
Suite *edition_bestuurlijk_suite(void)
{
    Suite *suite = suite_create("edition_bestuurlijk");
    TCase *tcase = tcase_create("page");
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_zero_is_a_question);
    tcase_add_test(tcase, a_protected_number_stays_protected);
    tcase_add_test(tcase, no_figure_is_no_zero);
    tcase_add_test(tcase, steps_follow_the_situation);
    tcase_add_test(tcase, a_unit_has_its_own_words);
    suite_add_tcase(suite, tcase);
    return suite;
}
