#include "stats/trend/trend_model.h"

#include "stats/trend/glm.h"
#include "stats/trend/moments.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#define ALPHA (1 - TREND_LEVEL)
/* A step is looked for at several events, and changes what the line then says: it must be clearer
 * than chance by more. */
#define STEP_ALPHA 0.01
#define STEP_SHORTEST 8
#define STEP_SIDE 3
#define MAX_COLUMNS 6 /* level, time, three quarters, step */
#define TIME_COLUMN 1
#define LARGE_SPREAD 3

/* A stretch as the regression takes it. */
typedef struct {
    gsize n;
    double *times; /* years since the middle of the first period */
    double *counts;
    double *offset; /* NULL: counts */
    int *quarters;  /* 0-3; NULL for years and windows */
} Stretch;

static double middle_of(Period period)
{
    return ((double)period_first_day(period) + (double)period_last_day(period)) / 2;
}

static void stretch_init(Stretch *stretch, gsize n, const TrendPoint *points,
                         gboolean per_inhabitant)
{
    stretch->n = n;
    stretch->times = g_new(double, n);
    stretch->counts = g_new(double, n);
    stretch->offset = per_inhabitant ? g_new(double, n) : NULL;
    stretch->quarters = points[0].period.kind == PERIOD_QUARTER ? g_new(int, n) : NULL;
    for (gsize i = 0; i < n; i++) {
        Period period = points[i].period;
        stretch->times[i] = period.year - points[0].period.year;
        if (stretch->quarters != NULL) {
            stretch->quarters[i] = period.number - 1;
            stretch->times[i] += (period.number - points[0].period.number) / 4.0;
        }
        stretch->counts[i] = (double)points[i].count;
        if (per_inhabitant)
            stretch->offset[i] = log((double)points[i].exposure);
    }
}

static void stretch_clear(Stretch *stretch)
{
    g_free(stretch->times);
    g_free(stretch->counts);
    g_free(stretch->offset);
    g_free(stretch->quarters);
}

/* Level, line, quarters of the year; after_from: first point after a step, 0: no step. */
static gsize fill_design(const Stretch *stretch, gsize after_from, double *design)
{
    gsize n_columns = 2u + (stretch->quarters != NULL ? 3u : 0u) + (after_from > 0 ? 1u : 0u);
    for (gsize i = 0; i < stretch->n; i++) {
        double *row = design + i * n_columns;
        *row++ = 1;
        *row++ = stretch->times[i];
        for (int quarter = 1; stretch->quarters != NULL && quarter < 4; quarter++)
            *row++ = stretch->quarters[i] == quarter;
        if (after_from > 0)
            *row = i >= after_from;
    }
    return n_columns;
}

static Glm *fit(const Stretch *stretch, gsize after_from)
{
    double *design = g_new(double, stretch->n *MAX_COLUMNS);
    gsize n_columns = fill_design(stretch, after_from, design);
    Glm *glm =
        glm_fit(stretch->n, n_columns, design, stretch->offset, stretch->counts, NULL, INFINITY);
    g_free(design);
    return glm;
}

/* --- events ---------------------------------------------------------------------------------- */

/* The first point whose middle lies on or after the event; n when there is none. */
static gsize first_after(gsize n, const TrendPoint *points, Day day)
{
    gsize point = 0;
    while (point < n && middle_of(points[point].period) < day)
        point++;
    return point;
}

void trend_list_breaks(gsize n, const TrendPoint *points, gsize n_events, const TrendEvent *events,
                       TrendResult *result)
{
    Day first = period_first_day(points[0].period), last = period_last_day(points[n - 1].period);
    for (gsize i = 0; i < n_events && result->n_breaks < TREND_MAX_BREAKS; i++)
        if (events[i].day > first && events[i].day <= last)
            result->breaks[result->n_breaks++] = i;
    if (result->n_breaks > 0)
        result->caveats |= TREND_CAVEAT_BREAKS;
}

static gboolean may_step(gsize n, gsize after_from)
{
    return after_from >= STEP_SIDE && after_from + STEP_SIDE <= n;
}

/* A coefficient with its margin: that of Student's t at the estimated dispersion, but never less
 * than that of Poisson, for counts do not vary less than by chance. The p-value likewise. */
typedef struct {
    double value, lower, upper, p_value;
} Effect;

static Effect effect_of(const Glm *glm, gsize column)
{
    double value = glm->coefficients[column], error = glm_standard_error(glm, column, 1);
    double quasi = error * sqrt(glm->dispersion);
    double margin = fmax(gsl_cdf_tdist_Qinv(ALPHA / 2, (double)glm->df) * quasi,
                         gsl_cdf_ugaussian_Qinv(ALPHA / 2) * error);
    return (Effect){value, value - margin, value + margin,
                    fmax(glm_p_value(value, quasi, glm->df), glm_p_value(value, error, 0))};
}

/* F test of one step, (D0 - D1) / phi with 1 and df degrees of freedom; chi-square where the
 * dispersion is below that of Poisson. Not below the p-value of the coefficient: at a handful of
 * counts the deviance is too eager. */
static double step_p_value(const Glm *without, const Glm *with)
{
    double gain = fmax(0, without->deviance - with->deviance);
    double p_value = gsl_cdf_chisq_Q(gain, 1);
    if (with->dispersion > 0)
        p_value = fmax(p_value, gsl_cdf_fdist_Q(gain / with->dispersion, 1, (double)with->df));
    return fmax(p_value, effect_of(with, with->n_columns - 1).p_value);
}

static void set_step(TrendResult *result, const Glm *glm, gsize event)
{
    Effect step = effect_of(glm, glm->n_columns - 1);
    result->step_event = (gssize)event;
    result->step = exp(step.value);
    result->step_lower = exp(step.lower);
    result->step_upper = exp(step.upper);
    result->caveats |= TREND_CAVEAT_STEP;
}

/* The model with the step that improves most, when it does so beyond chance; else NULL. */
static Glm *choose_step(const Stretch *stretch, const TrendPoint *points, const TrendEvent *events,
                        const Glm *plain, TrendResult *result)
{
    if (stretch->n < STEP_SHORTEST)
        return NULL;
    Glm *best = NULL;
    gsize best_event = 0, n_tried = 0, tried_last = 0;
    for (gsize b = 0; b < result->n_breaks; b++) {
        gsize from = first_after(stretch->n, points, events[result->breaks[b]].day);
        if (!may_step(stretch->n, from) || from == tried_last)
            continue;
        tried_last = from;
        n_tried++;
        Glm *glm = fit(stretch, from);
        if (glm->status == GLM_FITTED && glm->df > 1 &&
            (best == NULL || glm->deviance < best->deviance)) {
            g_clear_pointer(&best, glm_free);
            best = glm;
            best_event = result->breaks[b];
        } else {
            glm_free(glm);
        }
    }
    if (best != NULL && step_p_value(plain, best) * (double)n_tried > STEP_ALPHA)
        g_clear_pointer(&best, glm_free);
    if (best != NULL)
        set_step(result, best, best_event);
    return best;
}

/* --- beside the model ------------------------------------------------------------------------ */

/* A bend counts when an F test says so after a correction for all the places it could have been. */
static void find_bend(const Stretch *stretch, const Glm *line, TrendResult *result)
{
    if (stretch->quarters != NULL || stretch->n < JOINPOINT_SHORTEST || result->step_event >= 0)
        return;
    Joinpoints found =
        joinpoints_find(stretch->n, stretch->times, stretch->counts, stretch->offset);
    if (!found.fitted || found.n_joins == 0 || found.df < 2)
        return;
    double deviance = found.dispersion * (double)found.df; /* Pearson's, as line->pearson */
    double joins = (double)found.n_joins;
    double f = (line->pearson - deviance) / joins / fmax(1, found.dispersion);
    double places = pow((double)(stretch->n - 2 * JOINPOINT_SEGMENT), joins);
    if (f > 0 && gsl_cdf_fdist_Q(f, joins, (double)found.df) * places <= ALPHA) {
        result->bend = (gssize)found.joins[found.n_joins - 1];
        result->caveats |= TREND_CAVEAT_BEND;
    }
}

static void set_rank_trend(const Stretch *stretch, TrendResult *result)
{
    g_autofree double *values = g_memdup2(stretch->counts, stretch->n * sizeof(double));
    double mean_offset = 0;
    for (gsize i = 0; stretch->offset != NULL && i < stretch->n; i++)
        mean_offset += stretch->offset[i] / (double)stretch->n;
    for (gsize i = 0; stretch->offset != NULL && i < stretch->n; i++)
        values[i] *= exp(mean_offset - stretch->offset[i]);
    result->rank = mann_kendall(stretch->n, values);
    result->sen = sen_slope(stretch->n, stretch->times, values, TREND_LEVEL);
}

static void set_negative_binomial(const Stretch *stretch, TrendResult *result)
{
    g_autofree double *design = g_new(double, stretch->n *MAX_COLUMNS);
    gsize n_columns = fill_design(stretch, 0, design);
    g_autoptr(NegativeBinomial) fit_nb =
        negative_binomial_fit(stretch->n, n_columns, design, stretch->offset, stretch->counts);
    result->negative_binomial_change = result->theta = NAN;
    if (fit_nb->glm->status != GLM_FITTED)
        return;
    result->negative_binomial_change = exp(fit_nb->glm->coefficients[TIME_COLUMN]);
    result->theta = fit_nb->theta;
}

static void set_autocorrelation(const Stretch *stretch, const Glm *glm, TrendResult *result)
{
    g_autofree double *residuals = g_new(double, stretch->n);
    for (gsize i = 0; i < stretch->n; i++)
        residuals[i] = (stretch->counts[i] - glm->means[i]) / sqrt(glm->means[i]);
    result->autocorrelation = moments_of(stretch->n, residuals).autocorrelation;
    /* Two standard errors of an autocorrelation of nothing, 1 / sqrt(n). */
    if (result->autocorrelation > 2 / sqrt((double)stretch->n))
        result->caveats |= TREND_CAVEAT_DEPENDENT;
}

/* Limits and p-value of the line beside a step: a step and a line that go opposite ways are made of
 * the same years, so after a search for steps the line beside one is almost always "significant".
 * The limits therefore span those of the line with and without the step, and a direction is one
 * that both models show. */
static Effect both_lines(Effect with, Effect without)
{
    gboolean agree = (with.value > 0) == (without.value > 0);
    return (Effect){with.value, fmin(with.lower, without.lower), fmax(with.upper, without.upper),
                    agree ? fmax(with.p_value, without.p_value) : 1};
}

static void set_change(TrendResult *result, const Stretch *stretch, const Glm *glm, Effect line)
{
    result->method = TREND_METHOD_QUASI_POISSON;
    result->change = exp(line.value);
    result->lower = exp(line.lower);
    result->upper = exp(line.upper);
    result->p_value = result->p_adjusted = line.p_value;
    result->dispersion = glm->dispersion;
    result->df = glm->df;
    result->first_level = glm->means[0];
    result->last_level = glm->means[stretch->n - 1];
    if (result->p_value <= ALPHA)
        result->direction = line.value > 0 ? TREND_RISE : TREND_FALL;
    if (glm->dispersion > LARGE_SPREAD)
        result->caveats |= TREND_CAVEAT_SPREAD;
}

/* What is said with the chosen model: the plain line, or the one beside a step. */
static void describe(const Stretch *stretch, const Glm *plain, const Glm *stepped,
                     TrendResult *result)
{
    Effect line = effect_of(plain, TIME_COLUMN);
    if (stepped != NULL) {
        line = both_lines(effect_of(stepped, TIME_COLUMN), line);
        result->bend = -1;
        result->caveats &= ~(guint)TREND_CAVEAT_BEND;
    }
    const Glm *chosen = stepped != NULL ? stepped : plain;
    set_change(result, stretch, chosen, line);
    set_rank_trend(stretch, result);
    set_negative_binomial(stretch, result);
    set_autocorrelation(stretch, chosen, result);
}

void trend_fit_model(gsize n_points, const TrendPoint *points, gsize n_events,
                     const TrendEvent *events, TrendResult *result)
{
    Stretch stretch;
    stretch_init(&stretch, n_points, points, result->per_inhabitant);
    trend_list_breaks(n_points, points, n_events, events, result);
    g_autoptr(Glm) plain = fit(&stretch, 0);
    if (plain->status != GLM_FITTED || plain->df == 0) {
        result->refusal = TREND_TOO_SPARSE;
    } else {
        find_bend(&stretch, plain, result);
        Glm *stepped = choose_step(&stretch, points, events, plain, result);
        describe(&stretch, plain, stepped, result);
        g_clear_pointer(&stepped, glm_free);
    }
    stretch_clear(&stretch);
}
