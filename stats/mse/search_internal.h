#pragma once

#include "stats/mse/lists_fit.h"
#include "stats/mse/search.h"

/* The kinds of search, each in its own file. Each fills candidates (unsorted but deterministic),
 * n_considered and n_refused of `result`, and `chosen` when it is not the best by the criterion. */
void search_exhaustively(const MseTable *table, const MseSearchOptions *options,
                         MseSearchResult *result);
void search_downhill(const MseTable *table, const MseSearchOptions *options,
                     MseSearchResult *result);
void search_stepwise(const MseTable *table, const MseSearchOptions *options,
                     MseSearchResult *result);
/* Two-list terms only, without covariates; the same models as search_exhaustively() keeps. */
void search_bounded(const MseTable *table, const MseSearchOptions *options,
                    MseSearchResult *result);

/* The public summary of a fit that is fine. */
MseFit search_fit_of(const ListsData *data, const ListsFit *source);
