#pragma once

#include <glib.h>

/* Calls work(item, worker, data) for every item in 0 .. n_items - 1, on n_threads threads (0: one
 * for each processor). worker: 0 .. n_threads - 1, no two calls at the same time have the same one,
 * so it can index workspaces. Which worker gets which item is not determined: results go to a place
 * of the item's own and are put together in order of items, so they do not depend on n_threads. */
typedef void (*ParallelWork)(guint item, guint worker, gpointer data);
void parallel_for(guint n_items, guint n_threads, ParallelWork work, gpointer data);
/* The number of threads that parallel_for() uses for `n_threads`. */
guint parallel_n_threads(guint n_threads);
