#include "stats/duration/survival.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two shares nearer than this are the same: they are ratios of whole numbers. */
#define SAME 1e-9

static int compare_units(gconstpointer a, gconstpointer b)
{
    const SurvivalUnit *left = a, *right = b;
    return (left->time > right->time) - (left->time < right->time);
}

static SurvivalUnit *sorted_units(gsize n_units, const SurvivalUnit *units)
{
    SurvivalUnit *sorted = g_new(SurvivalUnit, n_units + 1);
    if (n_units > 0)
        memcpy(sorted, units, n_units * sizeof *units);
    qsort(sorted, n_units, sizeof *sorted, compare_units);
    return sorted;
}

/* Limits of a share whose complementary log-log has standard error `error`: S^exp(-+z error). */
static Interval log_log_limits(double share, double error, double level)
{
    if (!(share > 0 && share < 1) || !(error > 0) || !isfinite(error))
        return (Interval){NAN, NAN};
    double margin = gsl_cdf_ugaussian_Qinv((1 - level) / 2) * error;
    return (Interval){pow(share, exp(margin)), pow(share, exp(-margin))};
}

static SurvivalStep make_step(gint32 time, gint64 n_at_risk, gint64 n_ended, double remaining,
                              double greenwood, double level)
{
    double relative = sqrt(greenwood);
    return (SurvivalStep){.time = time,
                          .n_at_risk = n_at_risk,
                          .n_ended = n_ended,
                          .remaining = remaining,
                          .error = remaining > 0 ? remaining * relative : 0,
                          .limits = log_log_limits(remaining, relative / -log(remaining), level)};
}

GArray *survival_curve(gsize n_units, const SurvivalUnit *units, double level)
{
    g_autofree SurvivalUnit *sorted = sorted_units(n_units, units);
    GArray *curve = g_array_new(FALSE, FALSE, sizeof(SurvivalStep));
    double remaining = 1, greenwood = 0;
    gsize next;
    for (gsize first = 0; first < n_units; first = next) {
        gint64 n_at_risk = (gint64)(n_units - first), n_ended = 0;
        for (next = first; next < n_units && sorted[next].time == sorted[first].time; next++)
            n_ended += sorted[next].ending != 0;
        if (n_ended == 0)
            continue;
        double risk = (double)n_at_risk, ended = (double)n_ended;
        remaining *= (risk - ended) / risk;
        greenwood += ended / (risk * (risk - ended));
        SurvivalStep step =
            make_step(sorted[first].time, n_at_risk, n_ended, remaining, greenwood, level);
        g_array_append_val(curve, step);
    }
    return curve;
}

/* --- quantiles ------------------------------------------------------------------------------- */

typedef double (*StepValue)(const SurvivalStep *step);

static double value_remaining(const SurvivalStep *step)
{
    return step->remaining;
}

static double value_lower(const SurvivalStep *step)
{
    return step->limits.lower;
}

static double value_upper(const SurvivalStep *step)
{
    return step->limits.upper;
}

/* The first time at which the value is `wanted` or less; between two steps when it stays exactly
 * there. */
static double first_time(const GArray *curve, StepValue value, double wanted)
{
    for (guint i = 0; i < curve->len; i++) {
        const SurvivalStep *step = &g_array_index(curve, SurvivalStep, i);
        double here = value(step);
        if (isnan(here) || here > wanted + SAME)
            continue;
        if (fabs(here - wanted) > SAME || i + 1 == curve->len)
            return step->time;
        return (step->time + g_array_index(curve, SurvivalStep, i + 1).time) / 2.0;
    }
    return NAN;
}

SurvivalQuantile survival_quantile(const GArray *curve, double share)
{
    g_assert(share > 0 && share < 1);
    return (SurvivalQuantile){
        first_time(curve, value_remaining, 1 - share),
        {first_time(curve, value_lower, 1 - share), first_time(curve, value_upper, 1 - share)}};
}

const SurvivalStep *survival_at(const GArray *curve, gint32 time)
{
    const SurvivalStep *found = NULL;
    for (guint i = 0; i < curve->len; i++) {
        const SurvivalStep *step = &g_array_index(curve, SurvivalStep, i);
        if (step->time > time)
            break;
        found = step;
    }
    return found;
}

/* --- several ways to end --------------------------------------------------------------------- */

/* A time at which something ended. */
typedef struct {
    gint32 time;
    double n_at_risk;
    double n_ended; /* in any way */
    double n_this_way;
    double before; /* share that had not ended in any way just before */
    double share;  /* ended in this way up to and at `time` */
} Moment;

static GArray *find_moments(gsize n_units, const SurvivalUnit *units, gint32 ending)
{
    g_autofree SurvivalUnit *sorted = sorted_units(n_units, units);
    GArray *moments = g_array_new(FALSE, FALSE, sizeof(Moment));
    double remaining = 1, share = 0;
    gsize next;
    for (gsize first = 0; first < n_units; first = next) {
        Moment moment = {.time = sorted[first].time,
                         .n_at_risk = (double)(n_units - first),
                         .before = remaining};
        for (next = first; next < n_units && sorted[next].time == sorted[first].time; next++) {
            moment.n_ended += sorted[next].ending != 0;
            moment.n_this_way += sorted[next].ending == ending;
        }
        if (moment.n_ended <= 0)
            continue;
        share += remaining * moment.n_this_way / moment.n_at_risk;
        remaining *= (moment.n_at_risk - moment.n_ended) / moment.n_at_risk;
        moment.share = share;
        g_array_append_val(moments, moment);
    }
    return moments;
}

/* Variance of the share at moment `at` (Marubini & Valsecchi 1995, 10.12). Where the last one ends
 * nothing is left to vary in that term. */
static double incidence_variance(const GArray *moments, guint at)
{
    double now = g_array_index(moments, Moment, at).share, variance = 0;
    for (guint i = 0; i <= at; i++) {
        const Moment *m = &g_array_index(moments, Moment, i);
        double later = now - m->share, risk = m->n_at_risk;
        if (m->n_ended < risk)
            variance += later * later * m->n_ended / (risk * (risk - m->n_ended));
        variance +=
            m->before * m->before * (risk - m->n_this_way) * m->n_this_way / (risk * risk * risk);
        variance -= 2 * later * m->before * m->n_this_way / (risk * risk);
    }
    return fmax(variance, 0);
}

GArray *survival_incidence(gsize n_units, const SurvivalUnit *units, gint32 ending, double level)
{
    g_assert(ending >= 1);
    g_autoptr(GArray) moments = find_moments(n_units, units, ending);
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(IncidenceStep));
    for (guint i = 0; i < moments->len; i++) {
        const Moment *moment = &g_array_index(moments, Moment, i);
        if (moment->n_this_way <= 0)
            continue;
        double others = 1 - moment->share, error = sqrt(incidence_variance(moments, i));
        Interval left = log_log_limits(others, error / (others * -log(others)), level);
        IncidenceStep step = {.time = moment->time,
                              .n_ended = (gint64)moment->n_this_way,
                              .share = moment->share,
                              .error = error,
                              .limits = {1 - left.upper, 1 - left.lower}};
        g_array_append_val(steps, step);
    }
    return steps;
}
