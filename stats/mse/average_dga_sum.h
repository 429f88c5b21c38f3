#pragma once

#include "stats/mse/average_dga_terms.h"

/* The sum over graphs and numbers of hidden persons. Internal to the averaging.
 *
 * The log weight of a graph is a smooth function f of the number of hidden persons m. Between two
 * grid points a < b it stays below max(f(a), f(b)) + (b - a)^2 / 8 max |f''|, and |f''| is at most
 * (L + 2) (1 / a + 1 / a^2): at most L positive and L + 1 negative trigamma terms with arguments of
 * at least m, and the prior. Grid points lie about sqrt(m) apart, which makes this margin a few
 * units of log weight. Stretches that cannot matter are passed over, the others are summed term by
 * term, with the weights inside a stretch from its first by products of ratios. */

typedef struct {
    guint graph;   /* index into graphs */
    double weight; /* sum over m of the weight */
    double moment; /* sum over m of the weight times m - min_hidden */
} DgaGraphSum;

/* graphs: n_graphs, on terms->n_lists lists. probability: of min_hidden + i hidden persons, up to
 * max_hidden > min_hidden, overwritten, with sum 1. sums: n_graphs, overwritten; weights with sum
 * 1, 0 for a graph that was passed over wholly. */
void dga_sum(const DgaTerms *terms, guint n_graphs, const DecomposableGraph *graphs,
             gint64 min_hidden, gint64 max_hidden, double *probability, DgaGraphSum *sums);
