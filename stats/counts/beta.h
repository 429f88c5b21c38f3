#pragma once

/* The x in (0, 1) with P(X <= x) = tail, X beta distributed with shapes a, b > 0; 0 < tail < 1.
 * Bisection with Newton steps on gsl_cdf_beta_P(): it always ends, which GSL's own inverse does not
 * from some thousands of counts on (4124 against 3665 gave no number).
 * Shares and ratios of counts have their exact limits from it (Clopper & Pearson 1934): of `part`
 * out of `whole` the lower one at tail/2 of beta(part, whole - part + 1).
 * Precision: 12 digits.  Cost: some 10 incomplete beta functions. */
double beta_quantile(double tail, double a, double b);

/* The x with P(X >= x) = tail. */
double beta_upper_quantile(double tail, double a, double b);
