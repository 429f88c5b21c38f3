#include "stats/trend/trend_sentence.h"

#include <math.h>
#include <string.h>

static char *percent(double ratio, Language language)
{
    g_autofree char *number = format_decimal(100 * (ratio - 1), 1, language);
    gboolean plus = g_ascii_isdigit(number[0]) && strpbrk(number, "123456789") != NULL;
    return g_strconcat(plus ? "+" : "", number, "%", NULL);
}

/* p with three decimals; below 0.001 the sentence says "<". */
static char *p_value_text(double p_value, Language language)
{
    return format_decimal(fmax(p_value, 0.001), 3, language);
}

static void add(GString *text, char *sentence)
{
    if (text->len > 0)
        g_string_append_c(text, ' ');
    g_string_append(text, sentence);
    g_free(sentence);
}

static char *size_text(const Texts *texts, const TrendResult *result)
{
    Language language = texts_language(texts);
    if ((result->caveats & TREND_CAVEAT_SMALL) != 0) {
        g_autofree char *first = format_decimal(result->first_level, 0, language);
        g_autofree char *last = format_decimal(result->last_level, 0, language);
        return texts_fill(texts, "trend.maat-klein", "eerste", first, "laatste", last,
                          (char *)NULL);
    }
    g_autofree char *change = percent(result->change, language);
    g_autofree char *lower = percent(result->lower, language);
    g_autofree char *upper = percent(result->upper, language);
    return texts_fill(texts, result->per_inhabitant ? "trend.maat-inwoner" : "trend.maat-aantal",
                      "verandering", change, "onder", lower, "boven", upper, (char *)NULL);
}

static Period stretch_of(const TrendResult *result)
{
    return period_window(result->to.year, result->to.year - result->from.year + 1);
}

static char *model_sentence(const Texts *texts, const TrendResult *result)
{
    static const char *const keys[] = {"trend.geen", "trend.toename", "trend.afname"};
    g_autofree char *period = format_period(stretch_of(result), texts_language(texts));
    g_autofree char *size = size_text(texts, result);
    return texts_fill(texts, keys[result->direction], "periode", period, "maat", size,
                      (char *)NULL);
}

static char *pair_sentence(const Texts *texts, const TrendResult *result)
{
    Language language = texts_language(texts);
    g_autofree char *from = format_period(result->from, language);
    g_autofree char *to = format_period(result->to, language);
    g_autofree char *first = format_count((gint64)result->first_level, language);
    g_autofree char *last = format_count((gint64)result->last_level, language);
    g_autofree char *p_value = p_value_text(result->p_value, language);
    static const char *const keys[] = {"trend.paar-geen", "trend.paar-toename",
                                       "trend.paar-afname"};
    return texts_fill(texts, keys[result->direction], "van", from, "tot", to, "eerste", first,
                      "laatste", last, "p-teken", result->p_value < 0.001 ? "<" : "=", "p", p_value,
                      (char *)NULL);
}

static char *step_sentence(const Texts *texts, const TrendResult *result,
                           const TrendContext *context)
{
    Language language = texts_language(texts);
    g_autofree char *factor = format_decimal(result->step, 1, language);
    g_autofree char *lower = format_decimal(result->step_lower, 1, language);
    g_autofree char *upper = format_decimal(result->step_upper, 1, language);
    return texts_fill(texts, "trend.sprong", "gebeurtenis",
                      context->event_names[result->step_event], "factor", factor, "onder", lower,
                      "boven", upper, (char *)NULL);
}

static char *breaks_sentence(const Texts *texts, const TrendResult *result,
                             const TrendContext *context)
{
    const char *names[TREND_MAX_BREAKS];
    for (gsize i = 0; i < result->n_breaks; i++)
        names[i] = context->event_names[result->breaks[i]];
    g_autofree char *list = format_list(names, result->n_breaks, texts_language(texts));
    return texts_fill(texts, "trend.breuken", "gebeurtenissen", list, (char *)NULL);
}

static char *chance_sentence(const Texts *texts, const TrendContext *context)
{
    Language language = texts_language(texts);
    g_autofree char *n = format_count((gint64)context->n_together, language);
    g_autofree char *expected = format_decimal(context->expected_by_chance, 1, language);
    return texts_fill(texts, "trend.toeval", "n", n, "verwacht", expected, (char *)NULL);
}

static char *coverage_sentence(const Texts *texts, const TrendResult *result,
                               const TrendContext *context)
{
    Language language = texts_language(texts);
    g_autofree char *period = format_period(context->points[result->worst].period, language);
    g_autofree char *share = format_decimal(100 * (1 - result->least_coverage), 0, language);
    return texts_fill(texts, "trend.dekking", "periode", period, "deel", share, (char *)NULL);
}

static char *spread_sentence(const Texts *texts, const TrendResult *result)
{
    g_autofree char *dispersion = format_decimal(result->dispersion, 0, texts_language(texts));
    return texts_fill(texts, "trend.spreiding", "dispersie", dispersion, (char *)NULL);
}

/* Caveats that need no figure. */
static void add_fixed(GString *text, const Texts *texts, guint caveats)
{
    static const struct {
        TrendCaveat caveat;
        const char *key;
    } fixed[] = {{TREND_CAVEAT_CHANCE_ONLY, "trend.alleen-toeval"},
                 {TREND_CAVEAT_DISAGREE, "trend.rangorde"},
                 {TREND_CAVEAT_DEPENDENT, "trend.samenhang"},
                 {TREND_CAVEAT_EARLIER, "trend.eerder"},
                 {TREND_CAVEAT_PROVISIONAL, "trend.voorlopig"}};
    for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
        if ((caveats & fixed[i].caveat) != 0)
            add(text, g_strdup(texts_get(texts, fixed[i].key)));
}

static void add_caveats(GString *text, const Texts *texts, const TrendResult *result,
                        const TrendContext *context)
{
    Language language = texts_language(texts);
    if ((result->caveats & TREND_CAVEAT_CHANCE) != 0)
        add(text, chance_sentence(texts, context));
    if (result->step_event >= 0)
        add(text, step_sentence(texts, result, context));
    if ((result->caveats & TREND_CAVEAT_SPREAD) != 0)
        add(text, spread_sentence(texts, result));
    if (result->n_breaks > 0)
        add(text, breaks_sentence(texts, result, context));
    if ((result->caveats & TREND_CAVEAT_SOURCES) != 0)
        add(text, coverage_sentence(texts, result, context));
    if (result->bend >= 0) {
        g_autofree char *year = format_period(context->points[result->bend].period, language);
        add(text, texts_fill(texts, "trend.bocht", "jaar", year, (char *)NULL));
    }
    if ((result->caveats & TREND_CAVEAT_NOT_LATEST) != 0) {
        g_autofree char *to = format_period(result->to, language);
        add(text, texts_fill(texts, "trend.niet-laatste", "tot", to, (char *)NULL));
    }
    add_fixed(text, texts, result->caveats);
}

char *trend_sentence(const Texts *texts, const TrendResult *result, const TrendContext *context)
{
    if (result->refusal != TREND_FINE) {
        g_autofree char *key =
            g_strconcat("trend.weiger-", trend_refusal_word(result->refusal), NULL);
        return g_strdup(texts_get(texts, key));
    }
    GString *text = g_string_new(NULL);
    add(text, result->method == TREND_METHOD_RATIO ? pair_sentence(texts, result)
                                                   : model_sentence(texts, result));
    if (result->method == TREND_METHOD_RATIO && result->per_inhabitant)
        add(text, g_strdup(texts_get(texts, "trend.paar-inwoners")));
    add_caveats(text, texts, result, context);
    return g_string_free(text, FALSE);
}

/* --- quarters -------------------------------------------------------------------------------- */

static char *judged_sentence(const Texts *texts, const Aberration *aberration,
                             const TrendPoint *quarter, const char *period)
{
    Language language = texts_language(texts);
    const char *key = aberration->kind == ABERRATION_HIGH  ? "kwartaal.opvallend-hoog"
                      : aberration->kind == ABERRATION_LOW ? "kwartaal.opvallend-laag"
                                                           : "kwartaal.gewoon";
    g_autofree char *n = format_count(quarter->count, language);
    g_autofree char *expected = format_decimal(aberration->expected, 0, language);
    g_autofree char *lower = format_count(aberration->usual_lower, language);
    g_autofree char *upper = format_count(aberration->usual_upper, language);
    return texts_fill(texts, key, "periode", period, "n", n, "verwacht", expected, "onder", lower,
                      "boven", upper, (char *)NULL);
}

char *quarter_sentence(const Texts *texts, const Aberration *aberration, const TrendPoint *quarter,
                       const TrendPoint *year_before)
{
    Language language = texts_language(texts);
    g_autofree char *period = format_period(quarter->period, language);
    GString *text = g_string_new(NULL);
    if (quarter->state != STATE_VALUE)
        add(text, texts_fill(texts, "kwartaal.geen-cijfer", "periode", period, (char *)NULL));
    else if (aberration->kind == ABERRATION_TOO_SHORT)
        add(text, texts_fill(texts, "kwartaal.te-kort", "periode", period, (char *)NULL));
    else if (aberration->kind == ABERRATION_TOO_SPARSE)
        add(text, texts_fill(texts, "kwartaal.te-weinig", "periode", period, (char *)NULL));
    else
        add(text, judged_sentence(texts, aberration, quarter, period));
    if (quarter->state == STATE_VALUE && year_before != NULL && year_before->state == STATE_VALUE) {
        g_autofree char *before = format_count(year_before->count, language);
        add(text, texts_fill(texts, "kwartaal.vorig-jaar", "vorig", before, (char *)NULL));
    }
    if (quarter->provisional)
        add(text, g_strdup(texts_get(texts, "trend.voorlopig")));
    return g_string_free(text, FALSE);
}
