#pragma once

#include "stats/counts/poisson.h"

/* Counts whose true ratio to the expected count differs between units: ratio ~ gamma with mean 1
 * and variance tau2, count ~ Poisson(ratio x expected). The count is then negative binomial with
 * mean E and variance E + tau2 E^2: the additive tau2 of an overdispersed funnel (Spiegelhalter
 * 2005), exact for a count of 0 to 20, where logarithms are not. tau2 = 0 is Poisson. */

/* What is known of a count: exactly (lower = upper) or a range, as of a suppressed one. */
typedef struct {
    gint64 lower;
    gint64 upper;
} CountRange;

/* P(X = 0), and P(X = k + 1) / P(X = k): for walking up from 0. */
double gamma_poisson_none(double expected, double tau2);
double gamma_poisson_next(gint64 k, double expected, double tau2);

/* P(X <= count) and P(X >= count). */
double gamma_poisson_at_most(gint64 count, double expected, double tau2);
double gamma_poisson_at_least(gint64 count, double expected, double tau2);

/* Twice the smaller tail, at most 1. Never too small, because counts are whole: the chance of a
 * p-value of 0.05 or less is at most 0.05. */
double gamma_poisson_p_value(gint64 count, double expected, double tau2);

/* The counts with a p-value above 1 - level: the inside of the funnel at an expected count. */
CountRange gamma_poisson_inside(double expected, double tau2, double level);

/* Empirical Bayes: the ratio of one unit given its count and tau2. Posterior gamma with shape
 * 1/tau2 + O and rate 1/tau2 + E. Without spread between units (tau2 = 0) it is 1 for all.
 * Source: Clayton & Kaldor 1987. */
typedef struct {
    double ratio; /* posterior mean */
    Interval limits;
} ShrunkenRatio;
ShrunkenRatio gamma_poisson_shrink(gint64 count, double expected, double tau2, double level);
