#include "stats/duration/duration_sentence.h"

#include <math.h>

const char *duration_step_word(DurationStep step)
{
    static const char *const words[] = {"assessment", "trial", "case"};
    return words[step];
}

const char *duration_state_word(DurationState state)
{
    static const char *const words[] = {"fine", "no-median", "too-few", "not-delivered"};
    return words[state];
}

static char *margin_words(const Texts *texts, const SurvivalQuantile *median)
{
    Language language = texts_language(texts);
    g_autofree char *lower = format_decimal(median->limits.lower, 0, language);
    if (isnan(median->limits.upper))
        return texts_fill(texts, "doorloop.marge-open", "onder", lower, (char *)NULL);
    g_autofree char *upper = format_decimal(median->limits.upper, 0, language);
    return texts_fill(texts, "doorloop.marge", "onder", lower, "boven", upper, (char *)NULL);
}

char *duration_sentence(const Texts *texts, DurationStep step, DurationState state, Period period,
                        Day until, const SurvivalQuantile *median)
{
    Language language = texts_language(texts);
    g_autofree char *when = format_period(period, language);
    if (state == DURATION_NOT_DELIVERED)
        return texts_fill(texts, "doorloop.not-delivered", "periode", when, (char *)NULL);
    g_autofree char *key =
        g_strconcat("doorloop.", duration_step_word(step), "-", duration_state_word(state), NULL);
    if (state == DURATION_TOO_FEW)
        return texts_fill(texts, key, "periode", when, (char *)NULL);
    if (state == DURATION_NO_MEDIAN) {
        g_autofree char *day = format_day(until, language);
        return texts_fill(texts, key, "periode", when, "peil", day, (char *)NULL);
    }
    g_autofree char *days = format_decimal(median->time, 0, language);
    g_autofree char *margin = margin_words(texts, median);
    return texts_fill(texts, key, "periode", when, "mediaan", days, "marge", margin, (char *)NULL);
}
