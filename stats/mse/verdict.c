#include "stats/mse/verdict.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* A fit with a smaller tail probability of its deviance gets a remark. */
#define POOR_FIT 0.001
#define FEWEST_LISTS_TO_LEAVE_ONE_OUT 4

typedef struct {
    const MseEvidence *evidence;
    const MseVerdictRules *rules;
    MseVerdict *verdict;
} Judge;

const char *mse_verdict_code_name(MseVerdictCode code)
{
    static const char *const names[] = {"usable", "wide", "conflicting", "no-upper-limit",
                                        "refused"};
    return names[code];
}

const char *mse_verdict_sentence(MseVerdictCode code, Language language)
{
    static const char *const sentences[][2] = {
        {"De schatting is bruikbaar, met haar marges.",
         "The estimate can be used, with its limits."},
        {"De schatting is erg onzeker: noem haar nooit zonder marges en wat hieronder staat.",
         "The estimate is very uncertain: never quote it without its limits and what follows."},
        {"De gegevens geven tegenstrijdige antwoorden: noem geen enkel getal als het antwoord.",
         "The data give conflicting answers: quote no single number as the answer."},
        {"De gegevens begrenzen het aantal niet naar boven: noem hooguit een ondergrens.",
         "The data set no upper limit to the number: quote at most a lower limit."},
        {"Geen schatting mogelijk.", "No estimate is possible."}};
    return sentences[code][language == LANGUAGE_NL ? 0 : 1];
}

static void reason_free(gpointer data)
{
    MseReason *reason = data;
    g_free(reason->texts[0]);
    g_free(reason->texts[1]);
    g_free(reason);
}

/* dutch, english: (transfer full). */
static void add(Judge *judge, MseVerdictCode speaks_for, const char *name, char *dutch,
                char *english)
{
    MseReason *reason = g_new0(MseReason, 1);
    reason->speaks_for = speaks_for;
    reason->name = name;
    reason->texts[LANGUAGE_NL] = dutch;
    reason->texts[LANGUAGE_EN] = english;
    g_ptr_array_add(judge->verdict->reasons, reason);
    judge->verdict->code = MAX(judge->verdict->code, speaks_for);
}

/* Puts numbers into a text, in order: %c is a count, %f has one decimal. A % after the last is
 * text. */
static char *fill(Language language, const char *text, guint n_values, const double *values)
{
    GString *result = g_string_new(NULL);
    guint next = 0;
    for (; *text != '\0'; text++) {
        if (*text != '%' || next == n_values) {
            g_string_append_c(result, *text);
            continue;
        }
        text++;
        g_autofree char *number = *text == 'c' ? format_count(llround(values[next]), language)
                                               : format_decimal(values[next], 1, language);
        g_string_append(result, number);
        next++;
    }
    return g_string_free(result, FALSE);
}

static void add_numbers(Judge *judge, MseVerdictCode speaks_for, const char *name,
                        const char *dutch, const char *english, guint n_values,
                        const double *values)
{
    add(judge, speaks_for, name, fill(LANGUAGE_NL, dutch, n_values, values),
        fill(LANGUAGE_EN, english, n_values, values));
}

/* ---- what refuses */

static void judge_existence(Judge *judge)
{
    const MseEvidence *evidence = judge->evidence;
    if (evidence->fit == NULL)
        add(judge, MSE_VERDICT_REFUSED, "no-estimate",
            g_strdup("geen enkel model heeft een schatting die bestaat en vastligt"),
            g_strdup("no model has an estimate that exists and is identified"));
    else if (evidence->fit->status != MSE_STATUS_FINE)
        add(judge, MSE_VERDICT_REFUSED, "model-status",
            g_strdup(evidence->fit->status == MSE_STATUS_NOT_EXISTING
                         ? "de schatting van dit model bestaat niet bij deze gegevens"
                         : "de schatting van dit model ligt niet vast bij deze gegevens"),
            g_strdup_printf("the estimate of this model %s with these data",
                            mse_status_text(evidence->fit->status)));
    double values[] = {(double)evidence->diagnosis->n_overlap, (double)judge->rules->least_overlap};
    if (evidence->diagnosis->n_overlap < judge->rules->least_overlap)
        add_numbers(judge, MSE_VERDICT_REFUSED, "little-overlap",
                    "maar %c personen staan op meer dan één lijst; er zijn er minstens %c nodig",
                    "only %c persons are on more than one list; at least %c are needed", 2, values);
}

/* ---- the interval */

static void judge_upper_limit(Judge *judge, const MseInterval *interval)
{
    double total = judge->evidence->fit->total;
    double values[] = {interval->upper, interval->upper / total};
    if (!isfinite(interval->upper))
        add(judge, MSE_VERDICT_NO_UPPER_LIMIT, "no-upper-limit",
            g_strdup("er is geen bovengrens te bepalen"),
            g_strdup("an upper limit cannot be determined"));
    else if (interval->upper > judge->rules->upper_to_estimate * total)
        add_numbers(judge, MSE_VERDICT_NO_UPPER_LIMIT, "far-upper-limit",
                    "de bovengrens is %c, %f keer de schatting",
                    "the upper limit is %c, %f times the estimate", 2, values);
    double failed = 100 * judge->evidence->failed_share;
    if (judge->evidence->failed_share > judge->rules->failed_share)
        add_numbers(judge, MSE_VERDICT_NO_UPPER_LIMIT, "failed-replicates",
                    "in %f% van de herhalingen bestond geen schatting",
                    "in %f% of the replicates there was no estimate", 1, &failed);
}

static void judge_interval(Judge *judge)
{
    const MseInterval *interval = judge->evidence->interval;
    if (interval == NULL) {
        add(judge, MSE_VERDICT_WIDE, "no-interval", g_strdup("er zijn geen marges berekend"),
            g_strdup("no limits were computed"));
        return;
    }
    judge_upper_limit(judge, interval);
    double factor = interval->upper / interval->lower;
    double values[] = {interval->lower, interval->upper, factor};
    if (isfinite(factor) && factor > judge->rules->upper_to_lower)
        add_numbers(judge, MSE_VERDICT_WIDE, "wide-interval",
                    "de marges lopen van %c tot %c, een factor %f",
                    "the limits run from %c to %c, a factor %f", 3, values);
    if (judge->evidence->fixed_model)
        add(judge, MSE_VERDICT_USABLE, "fixed-model",
            g_strdup("het model is opgegeven; de marges houden geen rekening met de keuze ervan"),
            g_strdup("the model was given; the limits do not allow for its choice"));
}

/* ---- models and lists that disagree */

static void judge_near_models(Judge *judge, const MseSensitivity *sensitivity)
{
    double low = INFINITY;
    double high = 0;
    for (guint i = 0; i < sensitivity->groups->len; i++) {
        const MseAnswerGroup *group = &g_array_index(sensitivity->groups, MseAnswerGroup, i);
        if (group->weight < judge->rules->near_weight)
            continue;
        low = MIN(low, group->low);
        high = MAX(high, group->high);
    }
    double values[] = {low, high, high / low};
    if (high > judge->rules->near_ratio * low)
        add_numbers(judge, MSE_VERDICT_CONFLICTING, "near-models",
                    "modellen die vrijwel even goed passen geven %c tot %c, een factor %f",
                    "models that fit almost equally well give %c to %c, a factor %f", 3, values);
}

/* An answer that fits as well and lies beyond the limits: the limits then say less than they seem
 * to.
 */
static void judge_limits(Judge *judge, const MseSensitivity *sensitivity)
{
    const MseInterval *limits = judge->evidence->interval;
    if (limits == NULL || !isfinite(limits->lower))
        return;
    double low = sensitivity->heterogeneity_low;
    double high = sensitivity->heterogeneity_high;
    double values[] = {low, high};
    if (low < limits->lower || high > limits->upper)
        add_numbers(
            judge, MSE_VERDICT_WIDE, "heterogeneity",
            "modellen waarin personen verschillen in hoe makkelijk zij gezien worden passen "
            "weinig slechter en geven %c tot %c, buiten de marges",
            "models in which persons differ in how easily they are seen fit little worse and "
            "give %c to %c, beyond the limits",
            2, values);
    if (judge->evidence->fixed_model)
        return;
    double other = sensitivity->other_criterion;
    if (other < limits->lower || other > limits->upper)
        add_numbers(
            judge, MSE_VERDICT_WIDE, "other-criterion",
            "het beste model volgens het andere criterium (AIC of BIC) geeft %c, buiten de "
            "marges",
            "the best model by the other criterion (AIC or BIC) gives %c, beyond the limits", 1,
            &other);
    double wider[] = {sensitivity->wider_low, sensitivity->wider_high};
    if (wider[0] < limits->lower || wider[1] > limits->upper)
        add_numbers(judge, MSE_VERDICT_WIDE, "near-models-beyond-limits",
                    "modellen die weinig slechter passen geven %c tot %c, deels buiten de marges",
                    "models that fit little worse give %c to %c, in part beyond the limits", 2,
                    wider);
}

static void judge_left_out(Judge *judge, const MseSensitivity *sensitivity)
{
    /* Two lists that are left cannot show whether they depend. */
    if (mse_table_n_lists(judge->evidence->table) < FEWEST_LISTS_TO_LEAVE_ONE_OUT)
        return;
    double low = judge->evidence->fit->total;
    double high = low;
    const MseVariant *lowest = NULL;
    const MseVariant *highest = NULL;
    for (guint i = 0; i < sensitivity->left_out->len; i++) {
        const MseVariant *variant = g_ptr_array_index(sensitivity->left_out, i);
        if (variant->total < low) {
            low = variant->total;
            lowest = variant;
        }
        if (variant->total > high) {
            high = variant->total;
            highest = variant;
        }
    }
    if (high <= judge->rules->left_out_ratio * low)
        return;
    double values[] = {low, high};
    g_autofree char *dutch =
        fill(LANGUAGE_NL, "met telkens één lijst weggelaten loopt het antwoord van %c tot %c", 2,
             values);
    g_autofree char *english = fill(
        LANGUAGE_EN, "with one list left out at a time the answer runs from %c to %c", 2, values);
    const char *least = lowest != NULL ? lowest->name : "-";
    const char *most = highest != NULL ? highest->name : "-";
    add(judge, MSE_VERDICT_CONFLICTING, "left-out-lists",
        g_strdup_printf("%s (zonder %s, zonder %s)", dutch, least, most),
        g_strdup_printf("%s (without %s, without %s)", english, least, most));
}

/* ---- remarks */

static void remark_lists(Judge *judge)
{
    const MseDiagnosis *diagnosis = judge->evidence->diagnosis;
    for (guint i = 0; i < diagnosis->n_lists; i++) {
        const MseListDiagnosis *list = &diagnosis->lists[i];
        const char *name = mse_table_list(judge->evidence->table, i);
        double share = 100 * (double)list->n_shared / (double)MAX(1, list->n_persons);
        double n_persons = (double)list->n_persons;
        g_autofree char *part_nl = fill(LANGUAGE_NL, "%f", 1, &share);
        g_autofree char *part_en = fill(LANGUAGE_EN, "%f", 1, &share);
        g_autofree char *count = format_count((gint64)n_persons, LANGUAGE_EN);
        if (list->is_isolated)
            add(judge, MSE_VERDICT_USABLE, "isolated-list",
                g_strdup_printf("lijst %s staat vrijwel los: %s%% van haar personen staat ook op "
                                "een andere lijst",
                                name, part_nl),
                g_strdup_printf("list %s is almost isolated: %s%% of its persons are on another "
                                "list as well",
                                name, part_en));
        if (list->is_tiny)
            add(judge, MSE_VERDICT_USABLE, "tiny-list",
                g_strdup_printf("lijst %s is erg klein: %s personen", name, count),
                g_strdup_printf("list %s is very small: %s persons", name, count));
    }
    for (guint i = 0; i < diagnosis->n_apart; i++) {
        const char *first = mse_table_list(judge->evidence->table, diagnosis->apart[i].first);
        const char *second = mse_table_list(judge->evidence->table, diagnosis->apart[i].second);
        add(judge, MSE_VERDICT_USABLE, "no-overlap",
            g_strdup_printf("de lijsten %s en %s delen niemand", first, second),
            g_strdup_printf("lists %s and %s share nobody", first, second));
    }
}

static void remark_fit(Judge *judge)
{
    const MseFit *fit = judge->evidence->fit;
    if (mse_table_n_lists(judge->evidence->table) == 2)
        add(judge, MSE_VERDICT_WIDE, "two-lists",
            g_strdup("met twee lijsten is niet na te gaan of zij van elkaar afhangen"),
            g_strdup("with two lists it cannot be checked whether they depend on each other"));
    if (fit->degrees_of_freedom > 0 && mse_table_n_covariates(judge->evidence->table) == 0 &&
        gsl_cdf_chisq_Q(fit->deviance, fit->degrees_of_freedom) < POOR_FIT)
        add(judge, MSE_VERDICT_USABLE, "poor-fit",
            g_strdup("het beste model past slecht bij de tellingen"),
            g_strdup("the best model fits the counts badly"));
}

static gint heaviest_first(gconstpointer a, gconstpointer b)
{
    const MseReason *left = *(const MseReason *const *)a;
    const MseReason *right = *(const MseReason *const *)b;
    return (gint)right->speaks_for - (gint)left->speaks_for;
}

MseVerdict *mse_verdict_new(const MseEvidence *evidence, const MseVerdictRules *rules)
{
    MseVerdict *verdict = g_new0(MseVerdict, 1);
    verdict->reasons = g_ptr_array_new_with_free_func(reason_free);
    Judge judge = {.evidence = evidence, .rules = rules, .verdict = verdict};
    judge_existence(&judge);
    if (evidence->fit != NULL && evidence->fit->status == MSE_STATUS_FINE) {
        judge_interval(&judge);
        if (evidence->sensitivity != NULL && !evidence->fixed_model)
            judge_near_models(&judge, evidence->sensitivity);
        if (evidence->sensitivity != NULL)
            judge_limits(&judge, evidence->sensitivity);
        if (evidence->sensitivity != NULL)
            judge_left_out(&judge, evidence->sensitivity);
        remark_fit(&judge);
    }
    remark_lists(&judge);
    g_ptr_array_sort(verdict->reasons, heaviest_first);
    return verdict;
}

void mse_verdict_free(MseVerdict *verdict)
{
    if (verdict == NULL)
        return;
    g_ptr_array_unref(verdict->reasons);
    g_free(verdict);
}
