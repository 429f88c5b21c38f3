#pragma once

#include "stats/mse/search.h"

/* The kinds of search, each in its own file. Each fills candidates (unsorted but deterministic),
 * n_considered and n_refused of `result`, and `chosen` when it is not the best by the criterion. */
void search_exhaustively(const MseTable *table, const MseSearchOptions *options,
                         MseSearchResult *result);
void search_downhill(const MseTable *table, const MseSearchOptions *options,
                     MseSearchResult *result);
void search_stepwise(const MseTable *table, const MseSearchOptions *options,
                     MseSearchResult *result);
