#pragma once

#include <glib.h>
#include <gsl/gsl_rng.h>

/* Random streams by counter: Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random
 * numbers: as easy as 1, 2, 3"). A stream is a seed and a number; different streams are independent
 * for all purposes here, so work that is divided over threads draws the same numbers whoever does
 * it. A generator of GSL, for use with gsl_ran_*(). Not for keys or secrets. */

/* Returns (transfer full; gsl_rng_free) the generator at the start of `stream` under `seed`. */
gsl_rng *philox_new(guint64 seed, guint64 stream);

/* The block function: 10 rounds on a counter of 4 words under a key of 2. result: 4 words. */
void philox_block(const guint32 *counter, const guint32 *key, guint32 *result);
