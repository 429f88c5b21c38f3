#pragma once

#include <glib.h>

/* Decomposable (chordal) graphs on a few lists.
 *
 * The lists are the nodes; two lists without an edge are independent given the others. For a
 * decomposable graph the joint distribution is the product of its cliques' margins divided by that
 * of its separators' (Lauritzen 1996, section 4.4), which gives every marginal likelihood in closed
 * form. A set of lists is a bitmask: bit i is list i. */

#define DECOMPOSABLE_MAX_LISTS 6

typedef struct {
    guint32 edges; /* bit decomposable_edge(i, j) for every edge */
    guint8 n_cliques;
    guint8 n_separators; /* with multiplicity; empty ones (between components) are left out */
    guint8 cliques[DECOMPOSABLE_MAX_LISTS];
    guint8 separators[DECOMPOSABLE_MAX_LISTS - 1];
} DecomposableGraph;

/* Bit number of the edge between two different lists; the same for any number of lists. */
guint decomposable_edge(guint a, guint b);

/* Every labelled decomposable graph on n_lists (1 to DECOMPOSABLE_MAX_LISTS) nodes: 1, 2, 8, 61,
 * 822, 18,154 of them (OEIS A058862), in order of their edge sets. n_graphs: how many. Returns
 * (transfer full, g_free). Cost: 2^(n (n - 1) / 2) graphs are tried; some 10 ms for 6 lists. */
DecomposableGraph *decomposable_graphs(guint n_lists, guint *n_graphs);

/* The cliques in the notation of log-linear models: lists by number from 1, large cliques first,
 * [123,14]. (transfer full) */
char *decomposable_graph_to_string(const DecomposableGraph *graph);
