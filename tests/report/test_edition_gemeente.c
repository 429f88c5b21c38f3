#include "report/edition/gemeente.h"
#include "tests/support/edition_draw.h"
#include "tests/support/edition_fixture.h"

#include "core/database.h"

#include <check.h>
#include <string.h>

/* What the report about a gemeente says of words, sources and figures that would be empty. */

static EditionFixture *fixture;

/* Signals of Eindhoven in the windows that end in 2019, 2020 and 2024; of Veere two sums of zero.
 * The police delivered half of 2022; shelter did not report in 2021. */
static const char additions[] =
    "INSERT INTO moving_sum VALUES('politie_signalen','2015-2019','GM0772',41),"
    "('politie_signalen','2016-2020','GM0772',37),('politie_signalen','2020-2024','GM0772',52),"
    "('politie_verdachten','2015-2019','GM0717',0),('politie_verdachten','2016-2020','GM0717',0);"
    "DELETE FROM observation WHERE area='GM0772' AND measure='politie_signalen' AND period LIKE "
    "'%-%';"
    "DELETE FROM coverage;"
    "INSERT INTO coverage SELECT 'gemelde_personen',y,365,365,9,1.0,'',0 FROM "
    "(SELECT 2020 y UNION SELECT 2022 UNION SELECT 2023 UNION SELECT 2024);"
    "INSERT INTO coverage VALUES('gemelde_personen','2021',365,365,8,0.9,'opvang',0);"
    "INSERT INTO coverage SELECT 'om_ingeschreven',y,365,365,NULL,NULL,'',0 FROM "
    "(SELECT 2020 y UNION SELECT 2021 UNION SELECT 2022 UNION SELECT 2023 UNION SELECT 2024);"
    "INSERT INTO coverage SELECT 'politie_signalen',y,365,365,NULL,NULL,'',0 FROM "
    "(SELECT 2020 y UNION SELECT 2021 UNION SELECT 2023 UNION SELECT 2024);"
    "INSERT INTO coverage VALUES('politie_signalen','2022',180,365,NULL,NULL,'',0);"
    "UPDATE source SET legal_basis='Wpg art. 22' WHERE source='politie';"
    "UPDATE source SET legal_basis='art. 1 Beginselenwet' WHERE source='om';";

static void make_publication(void)
{
    fixture = edition_fixture_new(&(EditionSample){
        .with_estimates = TRUE, .zero = "GM0060", .suppressed = "GM0088", .missing = "GM0093"});
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(edition_fixture_publication(fixture),
                                                 DATABASE_PUBLICATION, DATABASE_WRITE, &error);
    if (database == NULL || !database_exec(database, additions, &error))
        g_error("edition_gemeente: %s", error->message);
}

static void remove_publication(void)
{
    edition_fixture_free(fixture);
}

static char *text_of(Language language, const char *area)
{
    g_autoptr(Writer) writer =
        edition_draw(edition_fixture_year(fixture, language), gemeente_compose, area);
    return edition_text(writer);
}

static void check_says(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) != NULL, "\"%s\" is missing in: %s", words, text);
}

static void check_says_not(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) == NULL, "\"%s\" is in: %s", words, text);
}

START_TEST(words_that_occur_are_explained_and_no_others)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "GM0363");
    check_says(text, "Begrippen");
    check_says(text, "CoMensha: het landelijke");
    check_says(text, "Poisson: de kansverdeling");
    check_says(text, "Parket: een kantoor van het OM");
    check_says(text, "Niet te onderscheiden: het verschil");
    check_says(text, "OM: Openbaar Ministerie");
    check_says_not(text, "Sepot:");
    check_says_not(text, "Schuivende som:");
    g_autofree char *moved = text_of(LANGUAGE_NL, "GM0772");
    check_says(moved, "Schuivende som: vijf jaren");
}
END_TEST

/* 41, 37, none for three windows, 52: as published, and no row of zeros. */
START_TEST(moving_sums_are_those_published)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "GM0772");
    check_says(text, "Vijf jaar bij elkaar");
    check_says(text, "Om naar te kijken, niet om te toetsen");
    check_says(text, " 41 37 – – – 52 ");
    g_autofree char *zero = text_of(LANGUAGE_NL, "GM0717");
    check_says_not(zero, "Vijf jaar bij elkaar");
}
END_TEST

START_TEST(completeness_names_what_is_missing)
{
    g_autofree char *text = text_of(LANGUAGE_NL, "GM0363");
    check_says(text, "CoMensha en Openbaar Ministerie leverden over alle dagen van 2020–2024.");
    check_says(text, "Niet alles kwam binnen: politie in 2022 (49% van de dagen).");
    check_says(text, "ontbraken groepen die gewoonlijk melden: de opvang (2021).");
}
END_TEST

/* A legal basis that the texts know is translated, another stays as it was delivered. */
START_TEST(legal_bases_are_in_the_language_of_the_report)
{
    g_autofree char *english = text_of(LANGUAGE_EN, "GM0363");
    check_says(english, "Police Data Act (Wpg), Section 22");
    check_says(english, "art. 1 Beginselenwet");
    g_autofree char *dutch = text_of(LANGUAGE_NL, "GM0363");
    check_says(dutch, "Wpg art. 22");
}
END_TEST

START_TEST(what_would_be_marks_only_is_said)
{
    g_autofree char *suppressed = text_of(LANGUAGE_NL, "GM0088");
    check_says(suppressed, "niet te tonen is het aantal gemelde personen.");
    check_says(suppressed, "Een tabel per jaar staat hier niet.");
    check_says_not(suppressed, "per jaar, Schiermonnikoog");
    g_autofree char *missing = text_of(LANGUAGE_NL, "GM0093");
    check_says(missing, "geen cijfer over gemelde (mogelijke) slachtoffers.");
}
END_TEST

/* The sample has no trends, and so nothing to mind about them. */
START_TEST(no_heading_stands_over_nothing)
{
    static const char *const areas[] = {"GM0363", "GM0088", "GM0093"};
    g_autofree char *text = text_of(LANGUAGE_NL, areas[_i]);
    check_says_not(text, "Waar u op let");
}
END_TEST

Suite *edition_gemeente_suite(void);
Suite *edition_gemeente_suite(void)
{
    Suite *suite = suite_create("edition_gemeente");
    TCase *tcase = tcase_create("pages");
    tcase_set_timeout(tcase, 60);
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_add_test(tcase, words_that_occur_are_explained_and_no_others);
    tcase_add_test(tcase, moving_sums_are_those_published);
    tcase_add_test(tcase, completeness_names_what_is_missing);
    tcase_add_test(tcase, legal_bases_are_in_the_language_of_the_report);
    tcase_add_test(tcase, what_would_be_marks_only_is_said);
    tcase_add_loop_test(tcase, no_heading_stands_over_nothing, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite;
}
