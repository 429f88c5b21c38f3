#include "stats/trend/trend_sentence.h"

#include "stats/benchmark/benchmark_sentence.h"

#include <check.h>
#include <math.h>
#include <string.h>

static const char *const names_nl[] = {"AVG (2018)", "Corona (2020)"};

static TrendPoint year(int number, gint64 count)
{
    return (TrendPoint){.period = period_year(number), .state = STATE_VALUE, .count = count};
}

/* The whole text on the series of the Rapporteur 2014-2021. Figures: exp(-0.03798027) - 1 = -3.7 %,
 * limits with t (6 df) exp(-0.0380 -+ 2.4469 x 0.0344) = -11.5 %, +4.7 %; dispersion 50. */
START_TEST(rapporteur_in_words)
{
    const gint64 counts[] = {1255, 1150, 952, 958, 668, 1334, 984, 791};
    TrendPoint points[8];
    for (int i = 0; i < 8; i++)
        points[i] = year(2014 + i, counts[i]);
    const TrendEvent events[] = {{"avg", day_from_ymd(2018, 5, 25)},
                                 {"corona", day_from_ymd(2020, 3, 12)}};
    TrendResult result = trend_find(8, points, 2, events, 1);
    TrendContext context = {2, names_nl, 1, 0.05, points};
    g_autoptr(Texts) dutch = texts_load(LANGUAGE_NL, NULL);
    ck_assert_ptr_nonnull(dutch);
    g_autofree char *text = trend_sentence(dutch, &result, &context);
    ck_assert_str_eq(
        text, "In 2014–2021 is geen aantoonbare verandering: de beste schatting is −3,7% "
              "per jaar, met een marge van −11,5% tot +4,7%. De jaren verschillen 50 keer zo "
              "veel van elkaar als door toeval alleen; alleen een grote verandering is dan "
              "aan te tonen. In deze periode veranderde de registratie: AVG (2018) en "
              "Corona (2020). Over zo’n breuk heen zegt de reeks niet of er meer of minder "
              "mensenhandel was.");
    g_autoptr(Texts) english = texts_load(LANGUAGE_EN, NULL);
    g_autofree char *translated = trend_sentence(english, &result, &context);
    ck_assert(g_str_has_prefix(translated, "In 2014–2021 no change can be demonstrated: the best "
                                           "estimate is −3.7% a year, with a margin from −11.5% to "
                                           "+4.7%."));
}
END_TEST

START_TEST(two_years_and_small_numbers_in_words)
{
    g_autoptr(Texts) texts = texts_load(LANGUAGE_NL, NULL);
    TrendPoint drenthe[] = {year(2010, 24), year(2011, 34)};
    TrendResult result = trend_find(2, drenthe, 0, NULL, 1);
    TrendContext context = {0, NULL, 1, 0.05, drenthe};
    g_autofree char *pair = trend_sentence(texts, &result, &context);
    ck_assert_str_eq(
        pair, "Tussen 2010 en 2011 is geen aantoonbare verandering: van 24 naar 34 (p = 0,237).");
    TrendPoint pair_of_years[] = {year(2020, 984), year(2021, 791)};
    TrendResult unknown = trend_find(2, pair_of_years, 0, NULL, NAN);
    g_autofree char *beyond = trend_sentence(texts, &unknown, &context);
    ck_assert_str_eq(beyond,
                     "Tussen 2020 en 2021 is geen aantoonbare verandering: van 984 naar 791 (p < "
                     "0,001). Dat verschil is groter dan toeval alleen zou geven, maar uit zo "
                     "weinig jaren blijkt niet hoeveel dit cijfer ook anders schommelt.");
    /* Bases under 20: no percentages. */
    const gint64 counts[] = {4, 5, 6, 5, 6, 7};
    TrendPoint points[6];
    for (int i = 0; i < 6; i++)
        points[i] = year(2015 + i, counts[i]);
    result = trend_find(6, points, 0, NULL, 1);
    g_autofree char *small = trend_sentence(texts, &result, &context);
    ck_assert_str_eq(small, "In 2015–2020 is geen aantoonbare verandering: de aantallen zijn te "
                            "klein voor percentages; de lijn door de jaren gaat van 4 naar 7 per "
                            "jaar.");
    ck_assert_ptr_null(strchr(small, '%'));
    result = trend_find(1, points, 0, NULL, 1);
    g_autofree char *one = trend_sentence(texts, &result, &context);
    ck_assert_str_eq(one, "Er is maar één cijfer: over verandering is niets te zeggen.");
}
END_TEST

/* Every refusal has words, in both languages. */
START_TEST(refusals_have_words)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        g_autoptr(Texts) texts = texts_load((Language)language, NULL);
        for (int refusal = TREND_NO_FIGURES; refusal <= TREND_NOT_COMPARABLE; refusal++) {
            TrendResult result = {.refusal = (TrendRefusal)refusal};
            TrendContext context = {0};
            g_autofree char *text = trend_sentence(texts, &result, &context);
            ck_assert_uint_gt(strlen(text), 20);
        }
        for (int refusal = BENCHMARK_SUPPRESSED; refusal <= BENCHMARK_TOO_FEW; refusal++) {
            BenchmarkResult result = {.refusal = (BenchmarkRefusal)refusal};
            BenchmarkSummary summary = {0};
            g_autofree char *text = benchmark_sentence(texts, "Zwolle", 0, &result, &summary);
            ck_assert_ptr_nonnull(strstr(text, "Zwolle"));
        }
    }
}
END_TEST

START_TEST(places_in_the_funnel_in_words)
{
    g_autoptr(Texts) texts = texts_load(LANGUAGE_NL, NULL);
    BenchmarkResult result = {.expected = 6.25, .ratio = 1.12};
    BenchmarkSummary summary = {.n_compared = 342, .expected_by_chance = 17.1};
    g_autofree char *inside = benchmark_sentence(texts, "Zwolle", 7, &result, &summary);
    ck_assert_str_eq(inside, "Zwolle is niet te onderscheiden van gemeenten van vergelijkbare "
                             "grootte en stedelijkheid: 7 geteld, 6,3 verwacht.");
    result = (BenchmarkResult){
        .position = BENCHMARK_HIGHER, .expected = 25, .ratio = 3, .limits = {2.41, 3.72}};
    g_autofree char *higher = benchmark_sentence(texts, "Zwolle", 75, &result, &summary);
    ck_assert_str_eq(higher, "In Zwolle is meer geteld dan in gemeenten van vergelijkbare grootte "
                             "en stedelijkheid: 75 geteld, 25 verwacht (verhouding 3,0, marge 2,4 "
                             "tot 3,7). Dat kan komen door meer uitbuiting, of doordat er beter is "
                             "gekeken.");
}
END_TEST

START_TEST(quarters_in_words)
{
    g_autoptr(Texts) texts = texts_load(LANGUAGE_NL, NULL);
    Aberration aberration = {
        .kind = ABERRATION_HIGH, .expected = 60.2, .usual_lower = 42, .usual_upper = 81};
    TrendPoint quarter = {
        .period = period_quarter(2024, 3), .state = STATE_VALUE, .count = 110, .provisional = TRUE};
    TrendPoint before = {.period = period_quarter(2023, 3), .state = STATE_VALUE, .count = 58};
    g_autofree char *text = quarter_sentence(texts, &aberration, &quarter, &before);
    ck_assert_str_eq(text, "Opvallend: het aantal van het derde kwartaal 2024, 110, ligt boven wat "
                           "op grond van de kwartalen ervoor gewoon is (42 tot 81; verwacht 60). "
                           "Een jaar eerder waren het er 58. Het laatste cijfer is voorlopig.");
}
END_TEST

Suite *trend_sentence_suite(void);
Suite *trend_sentence_suite(void)
{
    Suite *suite = suite_create("trend_sentence");
    TCase *tcase = tcase_create("trend sentence");
    tcase_add_test(tcase, rapporteur_in_words);
    tcase_add_test(tcase, two_years_and_small_numbers_in_words);
    tcase_add_test(tcase, refusals_have_words);
    tcase_add_test(tcase, places_in_the_funnel_in_words);
    tcase_add_test(tcase, quarters_in_words);
    suite_add_tcase(suite, tcase);
    return suite;
}
