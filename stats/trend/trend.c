#include "stats/trend/trend.h"

#include "stats/counts/beta.h"
#include "stats/counts/many_tests.h"
#include "stats/trend/trend_model.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define ALPHA (1 - TREND_LEVEL)
#define SMALL_MEAN 20
#define FEWEST_PAIRS 5

static TrendResult empty_result(void)
{
    return (TrendResult){.refusal = TREND_NO_FIGURES,
                         .change = NAN,
                         .lower = NAN,
                         .upper = NAN,
                         .first_level = NAN,
                         .last_level = NAN,
                         .p_value = NAN,
                         .p_adjusted = NAN,
                         .dispersion = NAN,
                         .negative_binomial_change = NAN,
                         .theta = NAN,
                         .rank = {NAN, NAN, NAN, NAN},
                         .sen = {NAN, NAN, NAN},
                         .autocorrelation = NAN,
                         .least_coverage = NAN,
                         .step_event = -1,
                         .step = NAN,
                         .step_lower = NAN,
                         .step_upper = NAN,
                         .bend = -1};
}

/* --- the stretch ----------------------------------------------------------------------------- */

static gboolean is_usable(const TrendPoint *point)
{
    return point->state == STATE_VALUE && !point->partial;
}

/* Whether `later` is the period right after `earlier`, of the same kind. */
static gboolean follows(const TrendPoint *earlier, const TrendPoint *later)
{
    return earlier->period.kind == later->period.kind &&
           period_first_day(later->period) == period_last_day(earlier->period) + 1;
}

typedef struct {
    gsize first;
    gsize n; /* 0: none */
} Run;

/* The last run of at least `least` consecutive usable points. */
static Run last_run(gsize n_points, const TrendPoint *points, gsize least)
{
    Run found = {0, 0};
    for (gsize start = 0; start < n_points;) {
        gsize end = start;
        while (end < n_points && is_usable(&points[end]) &&
               (end == start || follows(&points[end - 1], &points[end])))
            end++;
        if (end - start >= least && end > start)
            found = (Run){start, end - start};
        start = MAX(end, start + 1);
    }
    return found;
}

/* Why the stretch is not longer: the kind of the gap nearest to the end. */
static TrendRefusal reason_of_gap(gsize n_points, const TrendPoint *points)
{
    for (gsize back = n_points; back > 0; back--) {
        const TrendPoint *point = &points[back - 1];
        if (is_usable(point))
            continue;
        if (point->state == STATE_VALUE)
            return TREND_PARTIAL;
        switch (point->state) {
        case STATE_SUPPRESSED:
            return TREND_SUPPRESSED;
        case STATE_NOT_LOOKED_FOR:
            return TREND_NOT_LOOKED_FOR;
        case STATE_NOT_DELIVERED:
            return TREND_NOT_DELIVERED;
        default:
            return TREND_NO_FIGURES;
        }
    }
    return TREND_SINGLE_POINT;
}

static gboolean kinds_differ(gsize n_points, const TrendPoint *points)
{
    for (gsize i = 1; i < n_points; i++)
        if (points[i].period.kind != points[0].period.kind)
            return TRUE;
    return FALSE;
}

/* Exposure must be there for all points or for none. */
static gboolean set_exposure(gsize n, const TrendPoint *points, TrendResult *result)
{
    gsize n_with = 0;
    for (gsize i = 0; i < n; i++)
        n_with += points[i].exposure > 0;
    result->per_inhabitant = n_with == n;
    return n_with == n || n_with == 0;
}

static void set_caveats(gsize n, const TrendPoint *points, TrendResult *result)
{
    gint64 sum = 0;
    double most = points[0].missing, least = points[0].missing;
    result->worst = 0;
    for (gsize i = 0; i < n; i++) {
        sum += points[i].count;
        if (points[i].missing > most)
            result->worst = i;
        most = fmax(most, points[i].missing);
        least = fmin(least, points[i].missing);
    }
    result->least_coverage = 1 - most;
    if (most - least >= TREND_MISSING)
        result->caveats |= TREND_CAVEAT_SOURCES;
    if (points[n - 1].provisional)
        result->caveats |= TREND_CAVEAT_PROVISIONAL;
    if ((double)sum < SMALL_MEAN * (double)n)
        result->caveats |= TREND_CAVEAT_SMALL;
}

static gint64 sum_of(gsize n, const TrendPoint *points)
{
    gint64 sum = 0;
    for (gsize i = 0; i < n; i++)
        sum += points[i].count;
    return sum;
}

/* The stretch to speak about: long enough for a model, else for a comparison, else one point. */
static Run choose_run(gsize n_points, const TrendPoint *points)
{
    static const gsize wanted[] = {TREND_SHORTEST, 2, 1};
    Run run = {0, 0};
    for (guint i = 0; i < G_N_ELEMENTS(wanted) && run.n == 0; i++)
        run = last_run(n_points, points, wanted[i]);
    return run;
}

/* Why nothing can be said whatever the figures are; TREND_FINE when something may. */
static TrendRefusal refuse_run(gsize n_points, const TrendPoint *points, Run run)
{
    if (kinds_differ(n_points, points))
        return TREND_NOT_COMPARABLE;
    if (n_points == 0)
        return TREND_NO_FIGURES;
    return run.n <= 1 ? reason_of_gap(n_points, points) : TREND_FINE;
}

static void find_model(Run run, const TrendPoint *stretch, gsize n_events, const TrendEvent *events,
                       TrendResult *result)
{
    if (!set_exposure(run.n, stretch, result))
        result->refusal = TREND_NO_POPULATION;
    else if (sum_of(run.n, stretch) < TREND_SPARSE)
        result->refusal = TREND_TOO_SPARSE;
    else
        trend_fit_model(run.n, stretch, n_events, events, result);
    if (result->bend >= 0)
        result->bend += (gssize)run.first;
    if (result->direction != TREND_NO_CHANGE && result->step_event < 0 &&
        result->rank.p_value > ALPHA)
        result->caveats |= TREND_CAVEAT_DISAGREE;
}

TrendResult trend_find(gsize n_points, const TrendPoint *points, gsize n_events,
                       const TrendEvent *events, double dispersion)
{
    TrendResult result = empty_result();
    Run run = choose_run(n_points, points);
    const TrendPoint *stretch = points + run.first;
    if (run.n > 0) {
        result.from = stretch[0].period;
        result.to = stretch[run.n - 1].period;
        result.n_points = run.n;
    }
    result.refusal = refuse_run(n_points, points, run);
    if (result.refusal != TREND_FINE)
        return result;
    if (run.n < TREND_SHORTEST) {
        result = trend_compare(&stretch[0], &stretch[run.n - 1], dispersion);
        result.n_points = run.n;
        if (result.refusal == TREND_FINE)
            trend_list_breaks(run.n, stretch, n_events, events, &result);
    } else {
        find_model(run, stretch, n_events, events, &result);
    }
    if (run.first > 0 && last_run(run.first, points, 1).n > 0)
        result.caveats |= TREND_CAVEAT_EARLIER;
    if (run.first + run.n < n_points)
        result.caveats |= TREND_CAVEAT_NOT_LATEST;
    set_caveats(run.n, stretch, &result);
    result.worst += run.first;
    return result;
}

/* --- two points ------------------------------------------------------------------------------ */

static double odds(double probability)
{
    return probability / (1 - probability);
}

/* The ratio second / first of counts over exposures of which the second has `share`, as
 * poisson_exact_ratio() with both counts divided by the dispersion: conditional on their sum, with
 * binomial tails as beta integrals, which hold for parts of a count too. */
static PoissonRatio conditional_ratio(double first, double second, double share, double dispersion)
{
    double a = second / dispersion, b = first / dispersion, tail = ALPHA / 2;
    double at_most = b > 0 ? gsl_cdf_beta_Q(share, a + 1, b) : 1;
    double at_least = a > 0 ? gsl_cdf_beta_P(share, a, b + 1) : 1;
    double per_exposure = (1 - share) / share;
    PoissonRatio result = {.ratio = first > 0 ? second / first * per_exposure : INFINITY,
                           .limits = {0, INFINITY},
                           .p_value = fmin(1, 2 * fmin(at_most, at_least))};
    if (a > 0)
        result.limits.lower = odds(beta_quantile(tail, a, b + 1)) * per_exposure;
    if (b > 0)
        result.limits.upper = odds(beta_upper_quantile(tail, a + 1, b)) * per_exposure;
    return result;
}

TrendResult trend_compare(const TrendPoint *first, const TrendPoint *second, double dispersion)
{
    const TrendPoint pair[] = {*first, *second};
    TrendResult result = empty_result();
    result.from = first->period;
    result.to = second->period;
    result.n_points = 2;
    result.refusal = TREND_FINE;
    if (first->period.kind != second->period.kind)
        result.refusal = TREND_NOT_COMPARABLE;
    else if (!is_usable(first) || !is_usable(second))
        result.refusal = reason_of_gap(2, pair);
    else if (!set_exposure(2, pair, &result))
        result.refusal = TREND_NO_POPULATION;
    else if (first->count + second->count < TREND_SPARSE)
        result.refusal = TREND_TOO_SPARSE;
    if (result.refusal != TREND_FINE)
        return result;
    double share = 0.5;
    if (result.per_inhabitant)
        share = (double)second->exposure / (double)(first->exposure + second->exposure);
    PoissonRatio ratio =
        conditional_ratio((double)first->count, (double)second->count, share, fmax(1, dispersion));
    result.method = TREND_METHOD_RATIO;
    result.change = ratio.ratio;
    result.lower = ratio.limits.lower;
    result.upper = ratio.limits.upper;
    result.first_level = (double)first->count;
    result.last_level = (double)second->count;
    result.p_value = result.p_adjusted = ratio.p_value;
    if (dispersion > 1)
        result.dispersion = dispersion;
    if (ratio.p_value <= ALPHA && isnan(dispersion))
        result.caveats |= TREND_CAVEAT_CHANCE_ONLY;
    else if (ratio.p_value <= ALPHA)
        result.direction = ratio.ratio > 1 ? TREND_RISE : TREND_FALL;
    set_caveats(2, pair, &result);
    return result;
}

double trend_pair_dispersion(gsize n_pairs, const gint64 *first, const gint64 *second)
{
    gint64 before = 0, after = 0;
    gsize n_used = 0;
    for (gsize i = 0; i < n_pairs; i++) {
        before += first[i];
        after += second[i];
        n_used += first[i] + second[i] > 0;
    }
    if (n_used < FEWEST_PAIRS || before == 0 || after == 0)
        return NAN;
    double share = (double)after / (double)(before + after), sum = 0;
    for (gsize i = 0; i < n_pairs; i++) {
        double total = (double)(first[i] + second[i]);
        double difference = (double)second[i] - share * total;
        if (total > 0)
            sum += difference * difference / (total * share * (1 - share));
    }
    return fmax(1, sum / (double)(n_used - 1));
}

gsize trend_adjust(gsize n_results, TrendResult *const *results, double *expected)
{
    double *p_values = g_new(double, n_results + 1);
    for (gsize i = 0; i < n_results; i++)
        p_values[i] = results[i]->refusal != TREND_FINE                       ? NAN
                      : (results[i]->caveats & TREND_CAVEAT_CHANCE_ONLY) != 0 ? 1
                                                                              : results[i]->p_value;
    ManyTests tests = benjamini_hochberg(n_results, p_values, ALPHA, p_values);
    for (gsize i = 0; i < n_results; i++) {
        results[i]->p_adjusted = p_values[i];
        if (results[i]->direction != TREND_NO_CHANGE && !(p_values[i] <= ALPHA)) {
            results[i]->direction = TREND_NO_CHANGE;
            results[i]->caveats |= TREND_CAVEAT_CHANCE;
        }
    }
    g_free(p_values);
    *expected = tests.expected_by_chance;
    return tests.n_found;
}

/* --- words ----------------------------------------------------------------------------------- */

const char *trend_direction_word(TrendDirection direction)
{
    static const char *const words[] = {"no-change", "rise", "fall"};
    return words[direction];
}

const char *trend_refusal_word(TrendRefusal refusal)
{
    static const char *const words[] = {
        "",           "no-figures", "single-point", "not-delivered", "not-looked-for",
        "suppressed", "partial",    "too-sparse",   "no-population", "not-comparable"};
    return words[refusal];
}

const char *trend_method_word(TrendMethod method)
{
    static const char *const words[] = {"", "quasi-poisson", "exact-ratio"};
    return words[method];
}

char *trend_caveat_words(guint caveats)
{
    static const char *const words[] = {
        "breaks",   "step", "provisional", "small",      "spread",    "chance",     "sources",
        "disagree", "bend", "earlier",     "not-latest", "dependent", "chance-only"};
    GString *joined = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if ((caveats & (1u << i)) != 0)
            g_string_append_printf(joined, "%s%s", joined->len > 0 ? "+" : "", words[i]);
    return g_string_free(joined, FALSE);
}
