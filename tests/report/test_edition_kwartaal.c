#include "core/database.h"
#include "report/edition/edition.h"
#include "report/edition/kwartaal.h"
#include "report/request.h"
#include "tests/support/edition_draw.h"
#include "tests/support/edition_fixture.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

/* Three publications: with quarters and judgements, with quarters only, with neither. */
enum { JUDGED, UNJUDGED, NONE, N_CASES };

static EditionFixture *fixtures[N_CASES];

static void make_publications(void)
{
    for (int c = 0; c < N_CASES; c++)
        fixtures[c] = edition_fixture_new(&(EditionSample){
            .only_land = TRUE, .with_quarters = c != NONE, .with_estimates = c == JUDGED});
}

static void remove_publications(void)
{
    for (int c = 0; c < N_CASES; c++)
        edition_fixture_free(fixtures[c]);
}

static Writer *draw(int which, Language language)
{
    return edition_draw(edition_fixture_quarter(fixtures[which], language), kwartaal_compose, NULL);
}

static void check_says(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) != NULL, "\"%s\" is missing in: %.2000s", words, text);
}

START_TEST(two_to_four_pages)
{
    static const guint least[N_CASES] = {2, 2, 1};
    for (int c = 0; c < N_CASES; c++)
        for (int i = 0; i < LANGUAGE_COUNT; i++) {
            g_autoptr(Writer) writer = draw(c, (Language)i);
            guint n = document_n_pages(writer->document);
            ck_assert_msg(n >= least[c] && n <= 4, "case %d: %u pages", c, n);
            edition_check_layout(writer, "kwartaal");
        }
}
END_TEST

/* The sample says of signals 700 against an expected 600, usual 560 to 640. */
START_TEST(what_stands_out_is_what_the_publication_says)
{
    g_autoptr(Writer) writer = draw(JUDGED, LANGUAGE_NL);
    g_autofree char *text = edition_text(writer);
    check_says(text, "Eén landelijke reeks valt op: Signalen bij de politie.");
    check_says(text, "Opvallend: 700 signalen.");
    check_says(text, "560–640");
    check_says(text, "1 van 2");
    check_says(text, "Gewoon nu: 560 tot 640");
    check_says(text, "reeks te kort");
}
END_TEST

START_TEST(completeness_comes_first)
{
    g_autoptr(Writer) writer = draw(JUDGED, LANGUAGE_NL);
    g_autofree char *text = edition_text(writer);
    const char *complete = strstr(text, "Hoe volledig zijn de bronnen?");
    const char *figures = strstr(text, "Het kwartaal in cijfers");
    ck_assert(complete != NULL && figures != NULL && complete < figures);
    check_says(text, "CoMensha geleverd 01-02-2025 32"); /* 31 December to 1 February */
    check_says(text, "VOORLOPIG");
}
END_TEST

/* Of the fourth quarter of 2023 a delivery of 1 February 2024 said 200, where now 250 stands. */
START_TEST(earlier_quarters_at_the_same_delay)
{
    g_autoptr(Writer) writer = draw(JUDGED, LANGUAGE_NL);
    g_autofree char *text = edition_text(writer);
    check_says(text, "vierde kwartaal 2023 32 200 250 80%");
    g_autoptr(Writer) other = draw(UNJUDGED, LANGUAGE_NL);
    g_autofree char *unknown = edition_text(other);
    check_says(unknown, "is niet bewaard hoeveel er op ditzelfde moment bekend was");
}
END_TEST

START_TEST(missing_reporters_are_named)
{
    g_autoptr(Writer) writer = draw(JUDGED, LANGUAGE_NL);
    g_autofree char *text = edition_text(writer);
    check_says(text,
               "terwijl zij gewoonlijk melden: FairWork. Weinig gemeld, of nog niet geleverd?");
    check_says(text, "4e kw. 2023 100%, 4e kw. 2024 93%");
}
END_TEST

START_TEST(no_judgement_is_said)
{
    g_autoptr(Writer) writer = draw(UNJUDGED, LANGUAGE_NL);
    g_autofree char *text = edition_text(writer);
    check_says(text, "Of iets opvalt, is nog niet te zeggen");
    check_says(text, "geen oordeel");
    ck_assert(strstr(text, "Er valt landelijk niets op") == NULL);
}
END_TEST

START_TEST(no_quarter_is_a_reason_and_not_zero)
{
    g_autoptr(Writer) writer = draw(NONE, LANGUAGE_NL);
    g_autofree char *text = edition_text(writer);
    check_says(text, "Over het vierde kwartaal 2024 zijn geen cijfers gepubliceerd.");
    check_says(text, "Dat is geen nul.");
    check_says(text, "Geen van de bronnen leverde");
    g_autoptr(Writer) english = draw(NONE, LANGUAGE_EN);
    ck_assert(edition_is_drawn(english, "No figures were published on the fourth quarter"));
}
END_TEST

/* --- which quarter, which areas */

static Period resolve(int which, Period wanted, GError **error)
{
    const EditionContext *context = edition_fixture_quarter(fixtures[which], LANGUAGE_NL);
    Period period = {PERIOD_NONE, 0, 0};
    request_period(edition_find("kwartaal"), context->areas, context->publication, wanted, &period,
                   error);
    return period;
}

START_TEST(the_last_quarter_is_the_default)
{
    Period none = {PERIOD_NONE, 0, 0};
    ck_assert_int_eq(period_compare(resolve(JUDGED, none, NULL), period_quarter(2024, 4)), 0);
    ck_assert_int_eq(
        period_compare(resolve(JUDGED, period_year(2023), NULL), period_quarter(2023, 4)), 0);
    ck_assert_int_eq(period_compare(resolve(NONE, none, NULL), period_quarter(2024, 4)), 0);
    g_autoptr(GError) error = NULL;
    resolve(JUDGED, period_quarter(2031, 1), &error);
    ck_assert(error != NULL && strstr(error->message, "2031KW1") != NULL &&
              strstr(error->message, "2022KW1 to 2024KW4") != NULL);
}
END_TEST

START_TEST(areas_by_code_and_by_kind)
{
    const EditionContext *context = edition_fixture_quarter(fixtures[NONE], LANGUAGE_NL);
    Day division = publication_division(context->publication);
    static const struct {
        const char *edition, *wanted;
        guint n; /* 0: refused */
    } cases[] = {{"gemeente", "all", 342},
                 {"gemeente", "GM0772; gm0363", 2},
                 {"bestuurlijk", NULL, 342},
                 {"bestuurlijk", "politie-eenheid", 10},
                 {"bestuurlijk", "PE02,GM0772", 2},
                 {"kwartaal", "all", 1},
                 {"gemeente", "Den Haag, s-gravenhage", 1},
                 {"regio", "Oost-Nederland", 1},
                 {"jaarmonitor", "NL01", 1},
                 {"jaarmonitor", "GM0772", 0},
                 {"gemeente", "Brielle", 0},
                 {"gemeente", "PE02", 0},
                 {"gemeente", "GM0772,GM9999", 0},
                 {"bestuurlijk", "PE11", 0}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);
        g_autoptr(GError) error = NULL;
        gboolean done = request_areas(edition_find(cases[i].edition), context->areas, division,
                                      cases[i].wanted, FALSE, codes, &error);
        ck_assert_msg(done == (cases[i].n > 0), "case %zu", i);
        if (done)
            ck_assert_uint_eq(codes->len, cases[i].n);
        else
            ck_assert(strstr(error->message, "known are ") != NULL);
    }
}
END_TEST

Suite *edition_kwartaal_suite(void);
Suite *edition_kwartaal_suite(void)
{
    Suite *suite = suite_create("edition_kwartaal");
    TCase *tcase = tcase_create("pages");
    tcase_add_unchecked_fixture(tcase, make_publications, remove_publications);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, two_to_four_pages);
    tcase_add_test(tcase, what_stands_out_is_what_the_publication_says);
    tcase_add_test(tcase, completeness_comes_first);
    tcase_add_test(tcase, earlier_quarters_at_the_same_delay);
    tcase_add_test(tcase, missing_reporters_are_named);
    tcase_add_test(tcase, no_judgement_is_said);
    tcase_add_test(tcase, no_quarter_is_a_reason_and_not_zero);
    tcase_add_test(tcase, the_last_quarter_is_the_default);
    tcase_add_test(tcase, areas_by_code_and_by_kind);
    suite_add_tcase(suite, tcase);
    return suite;
}
