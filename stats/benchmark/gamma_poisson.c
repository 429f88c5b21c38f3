#include "stats/benchmark/gamma_poisson.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>

/* Below this the distribution is Poisson to all digits that matter. */
#define LEAST_TAU2 1e-6
#define MOST_TAU2 100.0
#define MAX_ROUNDS 2
#define SECTION_STEPS 16
/* Half the square of the 90 % quantile of the normal distribution, 1.2816. */
#define UPPER_DROP 0.8212
#define UPPER_STEPS 9
#define LEAST_SPREAD 1e-4
#define GOLDEN 0.6180339887498949
#define MAX_COUNT 4e9

static gboolean is_poisson(double tau2)
{
    return tau2 < LEAST_TAU2;
}

/* Above these the tails come from GSL; below them a sum of the probabilities is faster. */
#define SUM_MEAN 500.0
#define SUM_COUNT 2000
/* A tail found as 1 - sum has this many digits left. */
#define SUM_TAIL 1e-7

/* P(X = 0), and P(X = k + 1) / P(X = k). */
static double first_probability(double expected, double tau2)
{
    return is_poisson(tau2) ? exp(-expected) : exp(-log1p(tau2 * expected) / tau2);
}

static double next_factor(gint64 k, double expected, double tau2)
{
    double step =
        is_poisson(tau2) ? expected : (1 + tau2 * (double)k) * expected / (1 + tau2 * expected);
    return step / (double)(k + 1);
}

static double summed_at_most(gint64 count, double expected, double tau2)
{
    double probability = first_probability(expected, tau2), sum = probability;
    for (gint64 k = 0; k < count; k++) {
        probability *= next_factor(k, expected, tau2);
        sum += probability;
    }
    return fmin(sum, 1);
}

static gboolean may_sum(gint64 count, double expected)
{
    return expected <= SUM_MEAN && count <= SUM_COUNT;
}

double gamma_poisson_at_most(gint64 count, double expected, double tau2)
{
    if (count < 0)
        return 0;
    if (may_sum(count, expected))
        return summed_at_most(count, expected, tau2);
    if (is_poisson(tau2))
        return gsl_cdf_poisson_P((unsigned int)count, expected);
    double shape = 1 / tau2;
    return gsl_cdf_negative_binomial_P((unsigned int)count, shape / (shape + expected), shape);
}

double gamma_poisson_at_least(gint64 count, double expected, double tau2)
{
    if (count <= 0)
        return 1;
    double tail = may_sum(count, expected) ? 1 - summed_at_most(count - 1, expected, tau2) : 0;
    if (tail > SUM_TAIL)
        return tail;
    if (is_poisson(tau2))
        return gsl_cdf_poisson_Q((unsigned int)count - 1, expected);
    double shape = 1 / tau2;
    return gsl_cdf_negative_binomial_Q((unsigned int)count - 1, shape / (shape + expected), shape);
}

double gamma_poisson_p_value(gint64 count, double expected, double tau2)
{
    double below = gamma_poisson_at_most(count, expected, tau2);
    double above = gamma_poisson_at_least(count, expected, tau2);
    return fmin(1, 2 * fmin(below, above));
}

/* The smallest count with P(X <= count) > tail, by bisection. */
static gint64 lowest_inside(double expected, double tau2, double tail)
{
    gint64 outside = -1, inside = (gint64)ceil(expected) + 1;
    while (gamma_poisson_at_most(inside, expected, tau2) <= tail && (double)inside < MAX_COUNT)
        inside *= 2;
    while (inside - outside > 1) {
        gint64 middle = outside + (inside - outside) / 2;
        if (gamma_poisson_at_most(middle, expected, tau2) > tail)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

static gint64 highest_inside(double expected, double tau2, double tail)
{
    gint64 inside = 0, outside = (gint64)ceil(expected) + 1;
    while (gamma_poisson_at_least(outside, expected, tau2) > tail && (double)outside < MAX_COUNT)
        outside *= 2;
    while (outside - inside > 1) {
        gint64 middle = inside + (outside - inside) / 2;
        if (gamma_poisson_at_least(middle, expected, tau2) > tail)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

/* Both ends in one walk up from 0. Tails as small as SUM_TAIL are left to the bisection. */
static CountRange summed_inside(double expected, double tau2, double tail)
{
    CountRange inside = {-1, -1};
    double probability = first_probability(expected, tau2), sum = probability;
    for (gint64 k = 0; k < SUM_COUNT; k++) {
        if (inside.lower < 0 && sum > tail)
            inside.lower = k;
        /* P(X >= k + 1) <= tail: k is the last one inside. */
        if (1 - sum <= tail) {
            inside.upper = k;
            return inside;
        }
        probability *= next_factor(k, expected, tau2);
        sum += probability;
    }
    return inside;
}

CountRange gamma_poisson_inside(double expected, double tau2, double level)
{
    double tail = (1 - level) / 2;
    CountRange inside = {-1, -1};
    if (expected <= SUM_MEAN && tail > SUM_TAIL)
        inside = summed_inside(expected, tau2, tail);
    if (inside.upper >= 0)
        return inside;
    return (CountRange){lowest_inside(expected, tau2, tail), highest_inside(expected, tau2, tail)};
}

/* --- dispersion ------------------------------------------------------------------------------ */

/* A unit as it enters the likelihood. */
typedef struct {
    CountRange range; /* upper G_MAXINT64: no upper end */
    double expected;
    double place; /* P(X < count) + P(X = count) / 2 under the tau2 of the round */
} Unit;

/* Product of (1 + tau2 j) for j < count: what remains of the gamma functions. */
#define PRODUCT_COUNT 64

/* log P(X = count) + log count!, which does not depend on tau2. */
static double log_kernel(gint64 count, double expected, double tau2)
{
    double x = (double)count;
    if (is_poisson(tau2))
        return x * log(expected) - expected;
    double rising = 0;
    if (count <= PRODUCT_COUNT) {
        double product = 1;
        for (gint64 j = 1; j < count; j++)
            product *= 1 + tau2 * (double)j;
        rising = log(product);
    } else {
        rising = gsl_sf_lngamma(1 / tau2 + x) - gsl_sf_lngamma(1 / tau2) + x * log(tau2);
    }
    return rising + x * log(expected) - (1 / tau2 + x) * log1p(tau2 * expected);
}

static double log_probability(const Unit *unit, double tau2)
{
    if (unit->range.lower == unit->range.upper)
        return log_kernel(unit->range.lower, unit->expected, tau2);
    double probability =
        unit->range.upper == G_MAXINT64
            ? 1 - gamma_poisson_at_most(unit->range.lower - 1, unit->expected, tau2)
            : gamma_poisson_at_most(unit->range.upper, unit->expected, tau2) -
                  gamma_poisson_at_most(unit->range.lower - 1, unit->expected, tau2);
    return log(fmax(probability, 1e-15));
}

static double log_likelihood(gsize n_units, const Unit *units, double tau2)
{
    double sum = 0;
    for (gsize i = 0; i < n_units; i++)
        sum += log_probability(&units[i], tau2);
    return sum;
}

static double place_of(CountRange range, double expected, double tau2)
{
    double below = gamma_poisson_at_most(range.lower - 1, expected, tau2);
    double above = gamma_poisson_at_least(range.upper + 1, expected, tau2);
    return below + (1 - below - above) / 2;
}

static int compare_places(gconstpointer a, gconstpointer b)
{
    double left = ((const Unit *)a)->place, right = ((const Unit *)b)->place;
    return (left > right) - (left < right);
}

/* A lowest unit is known to lie at or below the cut: widens its range up to the last count whose
 * place is there. */
static void widen_down(Unit *unit, double cut, double tau2)
{
    gint64 upper = unit->range.upper;
    while (place_of((CountRange){upper + 1, upper + 1}, unit->expected, tau2) <= cut)
        upper++;
    unit->range = (CountRange){0, upper};
}

static void widen_up(Unit *unit, double cut, double tau2)
{
    gint64 lower = unit->range.lower;
    while (lower > 0 && place_of((CountRange){lower - 1, lower - 1}, unit->expected, tau2) >= cut)
        lower--;
    unit->range = (CountRange){lower, G_MAXINT64};
}

static void winsorise(gsize n_units, Unit *units, double trim_share, double tau2)
{
    gsize cut = (gsize)(trim_share * (double)n_units);
    for (gsize i = 0; i < n_units; i++)
        units[i].place = place_of(units[i].range, units[i].expected, tau2);
    qsort(units, n_units, sizeof *units, compare_places);
    double low = units[cut].place, high = units[n_units - 1 - cut].place;
    for (gsize i = 0; i < cut; i++) {
        widen_down(&units[i], low, tau2);
        widen_up(&units[n_units - 1 - i], high, tau2);
    }
}

/* Golden section on log tau2; 0 when Poisson is at least as likely. */
static double most_likely_tau2(gsize n_units, const Unit *units)
{
    double low = log(LEAST_SPREAD), high = log(MOST_TAU2);
    double left = high - GOLDEN * (high - low), right = low + GOLDEN * (high - low);
    double at_left = log_likelihood(n_units, units, exp(left));
    double at_right = log_likelihood(n_units, units, exp(right));
    for (int step = 0; step < SECTION_STEPS; step++) {
        if (at_left >= at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - GOLDEN * (high - low);
            at_left = log_likelihood(n_units, units, exp(left));
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + GOLDEN * (high - low);
            at_right = log_likelihood(n_units, units, exp(right));
        }
    }
    double tau2 = exp((low + high) / 2);
    return log_likelihood(n_units, units, tau2) > log_likelihood(n_units, units, 0) ? tau2 : 0;
}

/* The largest tau2 whose log likelihood is UPPER_DROP below the best: bisection on log tau2. */
static double upper_tau2(gsize n_units, const Unit *units, double tau2)
{
    double wanted = log_likelihood(n_units, units, tau2) - UPPER_DROP;
    double low = log(fmax(tau2, LEAST_SPREAD)), high = log(MOST_TAU2);
    if (log_likelihood(n_units, units, exp(low)) < wanted)
        return exp(low);
    for (int step = 0; step < UPPER_STEPS; step++) {
        double middle = (low + high) / 2;
        if (log_likelihood(n_units, units, exp(middle)) >= wanted)
            low = middle;
        else
            high = middle;
    }
    return exp(high);
}

double gamma_poisson_dispersion(gsize n_units, const CountRange *ranges, const double *expected,
                                double trim_share, double *upper)
{
    g_assert(trim_share >= 0 && trim_share < 0.5);
    if (upper != NULL)
        *upper = 0;
    if (n_units < 2)
        return 0;
    g_autofree Unit *units = g_new0(Unit, n_units);
    double tau2 = 0;
    for (int round = 0; round < MAX_ROUNDS; round++) {
        for (gsize i = 0; i < n_units; i++)
            units[i] = (Unit){ranges[i], expected[i], 0};
        winsorise(n_units, units, trim_share, tau2);
        tau2 = most_likely_tau2(n_units, units);
    }
    if (upper != NULL)
        *upper = upper_tau2(n_units, units, tau2);
    return tau2;
}

ShrunkenRatio gamma_poisson_shrink(gint64 count, double expected, double tau2, double level)
{
    if (is_poisson(tau2))
        return (ShrunkenRatio){1, {1, 1}};
    double tail = (1 - level) / 2;
    double shape = 1 / tau2 + (double)count, scale = 1 / (1 / tau2 + expected);
    return (ShrunkenRatio){
        shape * scale,
        {gsl_cdf_gamma_Pinv(tail, shape, scale), gsl_cdf_gamma_Qinv(tail, shape, scale)}};
}
