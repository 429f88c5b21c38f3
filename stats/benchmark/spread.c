#include "stats/benchmark/spread.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* tau from 0.01 (nobody can tell it from 0) to 10. */
#define LEAST_TAU 0.01
#define MOST_TAU 10.0
#define SEARCH_NODES 11
/* Nodes run over what is less than this below the highest log posterior. */
#define NODES_DROP 7.0
#define LEAST_WEIGHT 1e-7
#define QUANTILE_STEPS 40
#define QUANTILE_PRECISION 1e-5
#define MAX_COUNT 4e9

/* A unit as it enters the likelihood. */
typedef struct {
    CountRange range; /* upper G_MAXINT64: no upper end */
    double expected;
    double place; /* P(X < count) + P(X = count) / 2 under the tau2 of the round */
} Unit;

/* --- likelihood ------------------------------------------------------------------------------ */

/* Product of (1 + tau2 j) for j < count: what remains of the gamma functions. */
#define PRODUCT_COUNT 64

/* log P(X = count) without the terms that do not depend on tau2. */
static double log_kernel(gint64 count, double expected, double tau2)
{
    double x = (double)count, rising;
    if (count <= PRODUCT_COUNT) {
        double product = 1;
        for (gint64 j = 1; j < count; j++)
            product *= 1 + tau2 * (double)j;
        rising = log(product);
    } else {
        rising = gsl_sf_lngamma(1 / tau2 + x) - gsl_sf_lngamma(1 / tau2) + x * log(tau2);
    }
    return rising - (1 / tau2 + x) * log1p(tau2 * expected);
}

static double log_probability(const Unit *unit, double tau2)
{
    if (unit->range.lower == unit->range.upper)
        return log_kernel(unit->range.lower, unit->expected, tau2);
    double upto = unit->range.upper == G_MAXINT64
                      ? 1
                      : gamma_poisson_at_most(unit->range.upper, unit->expected, tau2);
    double below = gamma_poisson_at_most(unit->range.lower - 1, unit->expected, tau2);
    return log(fmax(upto - below, 1e-15));
}

static double log_posterior(gsize n_units, const Unit *units, double log_tau)
{
    double tau = exp(log_tau), sum = 0;
    for (gsize i = 0; i < n_units; i++)
        sum += log_probability(&units[i], tau * tau);
    /* d tau2 / (1 + tau2)^2, and d tau2 = 2 tau2 d log tau. */
    return sum - 2 * log1p(tau * tau) + 2 * log_tau;
}

/* --- winsorising ----------------------------------------------------------------------------- */

static double place_of(CountRange range, double expected, double tau2)
{
    double below = gamma_poisson_at_most(range.lower - 1, expected, tau2);
    double above = gamma_poisson_at_least(range.upper + 1, expected, tau2);
    return below + (1 - below - above) / 2;
}

static double place_of_count(gint64 count, double expected, double tau2)
{
    return place_of((CountRange){count, count}, expected, tau2);
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* All that is kept of a unit below the cut is that it is. */
static void widen_down(Unit *unit, double cut, double tau2)
{
    gint64 upper = unit->range.upper;
    while (place_of_count(upper + 1, unit->expected, tau2) < cut)
        upper++;
    unit->range = (CountRange){0, upper};
}

static void widen_up(Unit *unit, double cut, double tau2)
{
    gint64 lower = unit->range.lower;
    while (lower > 0 && place_of_count(lower - 1, unit->expected, tau2) > cut)
        lower--;
    unit->range = (CountRange){lower, G_MAXINT64};
}

static void winsorise(gsize n_units, Unit *units, double trim_share, double tau2)
{
    gsize cut = (gsize)(trim_share * (double)n_units);
    g_autofree double *places = g_new(double, n_units);
    for (gsize i = 0; i < n_units; i++)
        places[i] = units[i].place = place_of(units[i].range, units[i].expected, tau2);
    qsort(places, n_units, sizeof *places, compare_numbers);
    double low = places[cut], high = places[n_units - 1 - cut];
    for (gsize i = 0; i < n_units; i++) {
        if (units[i].place < low)
            widen_down(&units[i], low, tau2);
        else if (units[i].place > high)
            widen_up(&units[i], high, tau2);
    }
}

/* --- nodes ----------------------------------------------------------------------------------- */

/* The step between points of the search, in log tau. */
static double search_step(void)
{
    return log(MOST_TAU / LEAST_TAU) / (SEARCH_NODES - 1);
}

/* The point of log tau with the highest log posterior. */
static double search(gsize n_units, const Unit *units)
{
    double best = log(LEAST_TAU), highest = -INFINITY;
    for (gsize i = 0; i < SEARCH_NODES; i++) {
        double log_tau = log(LEAST_TAU) + (double)i * search_step();
        double value = log_posterior(n_units, units, log_tau);
        if (value > highest) {
            highest = value;
            best = log_tau;
        }
    }
    return best;
}

/* Where between two points, of which one is and one is not within the drop, the line between them
 * passes it. */
static double crossing(double inside, double outside, double at_inside, double at_outside,
                       double limit)
{
    double share = (at_inside - limit) / (at_inside - at_outside);
    return inside + CLAMP(share, 0.05, 1) * (outside - inside);
}

/* Highest log posterior near the best point of the search: golden section between its
 * neighbours. */
static double find_mode(gsize n_units, const Unit *units, double low, double high)
{
    const double golden = 0.6180339887498949;
    double left = high - golden * (high - low), right = low + golden * (high - low);
    double at_left = log_posterior(n_units, units, left);
    double at_right = log_posterior(n_units, units, right);
    for (int step = 0; step < 5; step++) {
        if (at_left >= at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - golden * (high - low);
            at_left = log_posterior(n_units, units, left);
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + golden * (high - low);
            at_right = log_posterior(n_units, units, right);
        }
    }
    return (low + high) / 2;
}

/* The end of the stretch of log tau in which the log posterior is within NODES_DROP of its highest,
 * walking from the mode in steps that double; step < 0: down. */
static double find_end(gsize n_units, const Unit *units, double mode, double highest, double step)
{
    double inside = mode, at_inside = highest;
    double limit = highest - NODES_DROP;
    for (int i = 0; i < 12; i++) {
        double next = CLAMP(inside + step, log(LEAST_TAU), log(MOST_TAU));
        double value = log_posterior(n_units, units, next);
        if (value < limit)
            return crossing(inside, next, at_inside, value, limit);
        if (next <= log(LEAST_TAU) || next >= log(MOST_TAU))
            return next;
        inside = next;
        at_inside = value;
        step *= 1.5;
    }
    return inside;
}

static double find_median(const Spread *spread)
{
    double below = 0;
    for (gsize i = 0; i < spread->n_nodes; i++) {
        double above = below + spread->weight[i];
        if (above >= 0.5) {
            /* Weight of a node lies half to its left: between the middles of the two cells. */
            double share = (0.5 - below) / spread->weight[i] - 0.5;
            gsize next = share < 0 ? (i > 0 ? i - 1 : 0) : MIN(i + 1, spread->n_nodes - 1);
            double here = log(spread->tau2[i]), there = log(spread->tau2[next]);
            return exp(here + fabs(share) * (there - here));
        }
        below = above;
    }
    return spread->tau2[spread->n_nodes - 1];
}

static Spread make_nodes(gsize n_units, const Unit *units, double low, double high)
{
    Spread spread = {.n_nodes = SPREAD_NODES};
    double values[SPREAD_NODES], highest = -INFINITY, sum = 0;
    for (gsize i = 0; i < SPREAD_NODES; i++) {
        double log_tau = low + (high - low) * (double)i / (SPREAD_NODES - 1);
        spread.tau2[i] = exp(2 * log_tau);
        values[i] = log_posterior(n_units, units, log_tau);
        highest = fmax(highest, values[i]);
    }
    for (gsize i = 0; i < SPREAD_NODES; i++) {
        spread.weight[i] = exp(values[i] - highest);
        sum += spread.weight[i];
    }
    for (gsize i = 0; i < SPREAD_NODES; i++)
        spread.weight[i] /= sum;
    spread.median = find_median(&spread);
    return spread;
}

Spread spread_known(double tau2)
{
    return (Spread){.n_nodes = 1, .tau2 = {tau2}, .weight = {1}, .median = tau2};
}

Spread spread_estimate(gsize n_units, const CountRange *ranges, const double *expected,
                       double trim_share)
{
    g_assert(trim_share >= 0 && trim_share < 0.5);
    if (n_units < 2)
        return spread_known(0);
    g_autofree Unit *units = g_new0(Unit, n_units);
    double best = 0, tau2 = 0;
    for (int round = 0; round < 2; round++) {
        for (gsize i = 0; i < n_units; i++)
            units[i] = (Unit){ranges[i], expected[i], 0};
        winsorise(n_units, units, trim_share, tau2);
        best = search(n_units, units);
        tau2 = exp(2 * best);
    }
    double mode = find_mode(n_units, units, best - search_step(), best + search_step());
    double highest = log_posterior(n_units, units, mode);
    double low = find_end(n_units, units, mode, highest, -0.1);
    double high = find_end(n_units, units, mode, highest, 0.1);
    return make_nodes(n_units, units, low, high);
}

/* --- averages over the nodes ----------------------------------------------------------------- */

double spread_at_most(gint64 count, double expected, const Spread *spread)
{
    double sum = 0;
    for (gsize i = 0; i < spread->n_nodes; i++)
        if (spread->weight[i] > LEAST_WEIGHT)
            sum += spread->weight[i] * gamma_poisson_at_most(count, expected, spread->tau2[i]);
    return fmin(sum, 1);
}

double spread_at_least(gint64 count, double expected, const Spread *spread)
{
    double sum = 0;
    for (gsize i = 0; i < spread->n_nodes; i++)
        if (spread->weight[i] > LEAST_WEIGHT)
            sum += spread->weight[i] * gamma_poisson_at_least(count, expected, spread->tau2[i]);
    return fmin(sum, 1);
}

/* A walk up from 0 over all nodes at once. */
typedef struct {
    const Spread *spread;
    double expected;
    gint64 count;
    double probability[SPREAD_NODES]; /* weight x P(X = count) */
    double at;                        /* P(X = count) */
    double below;                     /* P(X < count) */
} Walk;

static double sum_walk(const Walk *walk)
{
    double sum = 0;
    for (gsize i = 0; i < walk->spread->n_nodes; i++)
        sum += walk->probability[i];
    return sum;
}

static void walk_start(Walk *walk, double expected, const Spread *spread)
{
    *walk = (Walk){.spread = spread, .expected = expected};
    for (gsize i = 0; i < spread->n_nodes; i++)
        walk->probability[i] =
            spread->weight[i] > LEAST_WEIGHT
                ? spread->weight[i] * gamma_poisson_none(expected, spread->tau2[i])
                : 0;
    walk->at = sum_walk(walk);
}

static void walk_on(Walk *walk)
{
    for (gsize i = 0; i < walk->spread->n_nodes; i++)
        walk->probability[i] *=
            gamma_poisson_next(walk->count, walk->expected, walk->spread->tau2[i]);
    walk->count++;
    walk->below += walk->at;
    walk->at = sum_walk(walk);
}

/* A tail found as 1 - sum has digits enough above this; a walk is short enough below these. */
#define WALK_TAIL 1e-7
#define WALK_MEAN 300.0
#define WALK_COUNT 1000

double spread_p_value(gint64 count, double expected, const Spread *spread)
{
    if (count <= WALK_COUNT && expected <= WALK_MEAN) {
        Walk walk;
        walk_start(&walk, expected, spread);
        while (walk.count < count)
            walk_on(&walk);
        double tail = fmin(walk.below + walk.at, 1 - walk.below);
        if (tail > WALK_TAIL)
            return fmin(1, 2 * tail);
    }
    return fmin(1, 2 * fmin(spread_at_most(count, expected, spread),
                            spread_at_least(count, expected, spread)));
}

/* Both ends in one walk; upper -1 when it was not found. */
static CountRange walk_inside(double expected, const Spread *spread, double tail)
{
    CountRange inside = {-1, -1};
    Walk walk;
    walk_start(&walk, expected, spread);
    for (; walk.count < WALK_COUNT; walk_on(&walk)) {
        if (inside.lower < 0 && walk.below + walk.at > tail)
            inside.lower = walk.count;
        if (1 - walk.below - walk.at <= tail) {
            inside.upper = walk.count;
            break;
        }
    }
    return inside;
}

typedef double (*Tail)(gint64 count, double expected, const Spread *spread);

/* The first count from `start` on in direction `step` whose tail is not above `tail`: steps that
 * double, then halves. */
static gint64 first_outside(Tail find, double expected, const Spread *spread, double tail,
                            gint64 start, gint64 step)
{
    gint64 inside = start, outside = start;
    while (find(outside, expected, spread) > tail && (double)ABS(outside) < MAX_COUNT) {
        inside = outside;
        outside += step;
        step *= 2;
    }
    while (ABS(outside - inside) > 1) {
        gint64 middle = inside + (outside - inside) / 2;
        if (find(middle, expected, spread) > tail)
            inside = middle;
        else
            outside = middle;
    }
    return outside;
}

CountRange spread_inside(double expected, const Spread *spread, double level)
{
    double tail = (1 - level) / 2;
    gint64 start = (gint64)ceil(expected);
    if (spread->n_nodes == 1)
        return gamma_poisson_inside(expected, spread->tau2[0], level);
    if (expected <= WALK_MEAN && tail > WALK_TAIL) {
        CountRange inside = walk_inside(expected, spread, tail);
        if (inside.upper >= 0)
            return inside;
    }
    gint64 lower = spread_at_most(0, expected, spread) > tail
                       ? -1
                       : first_outside(spread_at_most, expected, spread, tail, start, -1);
    return (CountRange){lower + 1,
                        first_outside(spread_at_least, expected, spread, tail, start, 1) - 1};
}

/* --- shrinkage ------------------------------------------------------------------------------- */

/* A mixture of gamma distributions. */
typedef struct {
    gsize n;
    double weight[SPREAD_NODES], shape[SPREAD_NODES], scale[SPREAD_NODES];
} Mixture;

/* Nodes that carry less are left out of the shrunken limits. */
#define SHRINK_WEIGHT 2e-3

static Mixture make_mixture(gint64 count, double expected, ExpectedError error,
                            const Spread *spread)
{
    Mixture mixture = {.n = 0};
    double sum = 0;
    for (gsize i = 0; i < spread->n_nodes; i++) {
        double tau2 = spread->tau2[i];
        if (spread->weight[i] < SHRINK_WEIGHT)
            continue;
        double shape = 1 / tau2 + (double)count, rate = 1 / tau2 + expected;
        double own = expected / rate;
        double variance = 1 / shape + own * own * (error.chance + tau2 * error.spread);
        mixture.weight[mixture.n] = spread->weight[i];
        mixture.shape[mixture.n] = 1 / variance;
        mixture.scale[mixture.n] = shape / rate * variance;
        sum += mixture.weight[mixture.n++];
    }
    for (gsize i = 0; i < mixture.n; i++)
        mixture.weight[i] /= sum;
    return mixture;
}

/* The tail and the density at x. */
static double mixture_tail(const Mixture *mixture, double x, gboolean upper, double *density)
{
    double tail = 0;
    *density = 0;
    for (gsize i = 0; i < mixture->n; i++) {
        tail +=
            mixture->weight[i] * (upper ? gsl_cdf_gamma_Q(x, mixture->shape[i], mixture->scale[i])
                                        : gsl_cdf_gamma_P(x, mixture->shape[i], mixture->scale[i]));
        *density += mixture->weight[i] * gsl_ran_gamma_pdf(x, mixture->shape[i], mixture->scale[i]);
    }
    return tail;
}

/* Newton on log x for log tail, which is nearly straight; kept between what is known to be too low
 * and too high. */
static double mixture_quantile(const Mixture *mixture, double start, gboolean upper, double wanted)
{
    double log_x = log(start), low = -INFINITY, high = INFINITY;
    for (int step = 0; step < QUANTILE_STEPS; step++) {
        double x = exp(log_x), density;
        double tail = mixture_tail(mixture, x, upper, &density);
        if ((tail > wanted) == upper)
            low = log_x;
        else
            high = log_x;
        double slope = density * x / tail;
        double move = tail > 0 && slope > 0 ? log(wanted / tail) / slope * (upper ? -1 : 1) : NAN;
        double next = log_x + CLAMP(move, -3, 3);
        if (isnan(move) || next <= low || next >= high)
            next = isinf(low) ? high - 1 : isinf(high) ? low + 1 : (low + high) / 2;
        if (fabs(next - log_x) < QUANTILE_PRECISION)
            return exp(next);
        log_x = next;
    }
    return exp(log_x);
}

/* Wilson & Hilferty 1931: the quantile of a gamma distribution with this mean and variance, as a
 * place to start. */
static double starting_quantile(double mean, double variance, double z)
{
    double shape = mean * mean / variance;
    double root = 1 - 1 / (9 * shape) + z / (3 * sqrt(shape));
    return mean * pow(fmax(root, 0.1), 3);
}

ShrunkenRatio spread_shrink(gint64 count, double expected, ExpectedError error,
                            const Spread *spread, double level)
{
    if (spread->n_nodes == 1 && spread->tau2[0] <= 0)
        return gamma_poisson_shrink(count, expected, 0, level);
    Mixture mixture = make_mixture(count, expected, error, spread);
    double mean = 0, square = 0;
    for (gsize i = 0; i < mixture.n; i++) {
        double one = mixture.shape[i] * mixture.scale[i];
        mean += mixture.weight[i] * one;
        square += mixture.weight[i] * one * (one + mixture.scale[i]);
    }
    double tail = (1 - level) / 2, variance = square - mean * mean;
    double z = gsl_cdf_ugaussian_Qinv(tail);
    return (ShrunkenRatio){
        mean,
        {mixture_quantile(&mixture, starting_quantile(mean, variance, -z), FALSE, tail),
         mixture_quantile(&mixture, starting_quantile(mean, variance, z), TRUE, tail)}};
}
