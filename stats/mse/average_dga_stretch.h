#pragma once

#include "stats/mse/average_dga_terms.h"

/* Weights of graphs along a stretch of consecutive numbers of hidden persons, from the weight at
 * its first one by products of ratios. Internal to the averaging.
 *
 * p(m + 1) / p(m) is a product of one rational function for each clique and separator, so a weight
 * needs neither logarithm nor exponential. The products of each margin are made once and serve all
 * graphs; a graph that begins with the same factors as the one before reuses their product. */

#define DGA_SEPARATOR DGA_MAX_SETS /* added to the set of a separator */
#define DGA_MAX_FACTORS (2 * DECOMPOSABLE_MAX_LISTS - 1)

typedef struct DgaStretch DgaStretch;

/* terms: borrowed, must outlive the result. Returns (transfer full). */
DgaStretch *dga_stretch_new(const DgaTerms *terms);
void dga_stretch_free(DgaStretch *stretch);

/* How many sizes a stretch from `hidden` takes in, at least 1: about sqrt(hidden), and few enough
 * for all products to stay inside a double. */
gint64 dga_stretch_width(const DgaTerms *terms, gint64 hidden);

/* Begins a stretch of `length` sizes, at most dga_stretch_width(). */
void dga_stretch_start(DgaStretch *stretch, gint64 hidden, gsize length);

/* Adds a graph. factors: n_factors, sets of its cliques and sets + DGA_SEPARATOR of its separators.
 * start: its weight at the first size. weight: out, its sum over the stretch. moment: out, the sum
 * of weight times place in the stretch. */
void dga_stretch_add(DgaStretch *stretch, guint n_factors, const guint8 *factors, double start,
                     double *weight, double *moment);

/* Weights of all graphs added since the start, by place. Borrowed. */
const double *dga_stretch_sums(const DgaStretch *stretch);
