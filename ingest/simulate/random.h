#pragma once

#include <glib.h>

/* Random numbers that are the same on every machine: a counter hashed with SplitMix64 (Steele, Lea
 * & Flood 2014), integer arithmetic only. A stream is named, so that a draw added to one part of
 * the simulation changes no other part. Not for keys or secrets. */
typedef struct {
    guint64 counter;
} RandomStream;

/* The stream of `name` with two further numbers (year, attempt, …) under a seed. */
RandomStream random_stream(guint64 seed, const char *name, gint64 first, gint64 second);

guint64 random_bits(RandomStream *stream);
/* Uniform in [0, 1), 53 bits. */
double random_unit(RandomStream *stream);
/* Uniform in 0 .. n-1; n >= 1. Without bias worth the name: error below n / 2^64. */
gint64 random_below(RandomStream *stream, gint64 n);
gboolean random_chance(RandomStream *stream, double probability);
/* An index with probability proportional to its weight. n_weights >= 1, weights >= 0 with a
 * positive sum, which is taken here. Cost: n_weights. */
gsize random_choice(RandomStream *stream, gsize n_weights, const double *weights);
/* The same for weights summed before: cumulative[n - 1] is the sum. Cost: log n. */
gsize random_choice_cumulative(RandomStream *stream, gsize n_weights, const double *cumulative);
