#include "stats/counts/gamma_poisson.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Below this the distribution is Poisson to all digits that matter. */
#define LEAST_TAU2 1e-6
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

double gamma_poisson_none(double expected, double tau2)
{
    return is_poisson(tau2) ? exp(-expected) : exp(-log1p(tau2 * expected) / tau2);
}

double gamma_poisson_next(gint64 k, double expected, double tau2)
{
    double step =
        is_poisson(tau2) ? expected : (1 + tau2 * (double)k) * expected / (1 + tau2 * expected);
    return step / (double)(k + 1);
}

static double summed_at_most(gint64 count, double expected, double tau2)
{
    double probability = gamma_poisson_none(expected, tau2), sum = probability;
    for (gint64 k = 0; k < count; k++) {
        probability *= gamma_poisson_next(k, expected, tau2);
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
    double probability = gamma_poisson_none(expected, tau2), sum = probability;
    for (gint64 k = 0; k < SUM_COUNT; k++) {
        if (inside.lower < 0 && sum > tail)
            inside.lower = k;
        /* P(X >= k + 1) <= tail: k is the last one inside. */
        if (1 - sum <= tail) {
            inside.upper = k;
            return inside;
        }
        probability *= gamma_poisson_next(k, expected, tau2);
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
