#pragma once

#include "stats/counts/gamma_poisson.h"

/* What a set of counts tells about tau2, the variance of the true ratios: not one number but a
 * posterior distribution on a few nodes, so that limits and shrunken ratios know how little is
 * known where little is counted. An estimate put in as if it were the truth makes intervals that
 * cover 75 % and differences of what is none.
 *
 * Likelihood: negative binomial, the floor(trim_share x n) units of highest and lowest place
 * winsorised (only "beyond the cut" is used of them; units that tie with the cut stay as they are,
 * else ties would hide the tail). Prior: uniform on 1 / (1 + tau2), the weight that the group has
 * beside a unit of which 1 is expected (Christiansen & Morris 1997). */

#define SPREAD_NODES 9

typedef struct {
    gsize n_nodes;
    double tau2[SPREAD_NODES];   /* rising; equally spaced in log tau */
    double weight[SPREAD_NODES]; /* posterior; adds up to 1 */
    double median;               /* of tau2 */
} Spread;

/* ranges, expected: n_units; expected > 0.  trim_share in [0, 0.5). With fewer than 2 units the
 * spread is a single node at 0. Cost: some 40 passes. */
Spread spread_estimate(gsize n_units, const CountRange *ranges, const double *expected,
                       double trim_share);
/* A spread that is known. */
Spread spread_known(double tau2);

/* As gamma_poisson_at_most() and the others, averaged over the nodes. */
double spread_at_most(gint64 count, double expected, const Spread *spread);
double spread_at_least(gint64 count, double expected, const Spread *spread);
double spread_p_value(gint64 count, double expected, const Spread *spread);
CountRange spread_inside(double expected, const Spread *spread, double level);

/* How well an expected count is known that comes from a rate of a group: squared relative error
 * chance + tau2 x spread, with chance = 1 / sum E and spread = sum E^2 / (sum E)^2 over the group.
 * Both 0: known. */
typedef struct {
    double chance;
    double spread;
} ExpectedError;

/* Posterior of the ratio of one unit of the set: a mixture of gamma distributions, one for each
 * node. An error of the expected count moves the posterior mean against it by E / (1 / tau2 + E);
 * that much is added to the variance (delta method). */
ShrunkenRatio spread_shrink(gint64 count, double expected, ExpectedError error,
                            const Spread *spread, double level);
