#include "stats/benchmark/benchmark_sentence.h"

static char *different_sentence(const Texts *texts, const char *key, const char *area,
                                const char *count, const char *expected,
                                const BenchmarkResult *result)
{
    Language language = texts_language(texts);
    g_autofree char *ratio = format_decimal(result->ratio, 1, language);
    g_autofree char *lower = format_decimal(result->limits.lower, 1, language);
    g_autofree char *upper = format_decimal(result->limits.upper, 1, language);
    return texts_fill(texts, key, "gebied", area, "n", count, "verwacht", expected, "verhouding",
                      ratio, "onder", lower, "boven", upper, (char *)NULL);
}

static char *by_chance_sentence(const Texts *texts, const char *key, const char *area,
                                const char *count, const char *expected,
                                const BenchmarkSummary *summary)
{
    Language language = texts_language(texts);
    g_autofree char *compared = format_count((gint64)summary->n_compared, language);
    g_autofree char *chance = format_decimal(summary->expected_by_chance, 0, language);
    return texts_fill(texts, key, "gebied", area, "n", count, "verwacht", expected, "gemeenten",
                      compared, "toeval", chance, (char *)NULL);
}

char *benchmark_sentence(const Texts *texts, const char *area, gint64 count,
                         const BenchmarkResult *result, const BenchmarkSummary *summary)
{
    Language language = texts_language(texts);
    if (result->refusal != BENCHMARK_FINE) {
        g_autofree char *refusal =
            g_strconcat("funnel.weiger-", benchmark_refusal_word(result->refusal), NULL);
        return texts_fill(texts, refusal, "gebied", area, (char *)NULL);
    }
    g_autofree char *key = g_strconcat("funnel.", benchmark_position_word(result->position), NULL);
    g_autofree char *n = format_count(count, language);
    /* Below 10 a whole number would hide that a small expectation is meant. */
    g_autofree char *expected =
        format_decimal(result->expected, result->expected < 10 ? 1 : 0, language);
    switch (result->position) {
    case BENCHMARK_BY_CHANCE:
        return by_chance_sentence(texts, key, area, n, expected, summary);
    case BENCHMARK_HIGHER:
    case BENCHMARK_LOWER:
        return different_sentence(texts, key, area, n, expected, result);
    default:
        return texts_fill(texts, key, "gebied", area, "n", n, "verwacht", expected, (char *)NULL);
    }
}
