#include "stats/mse/search_internal.h"
void search_downhill(const MseTable *table, const MseSearchOptions *options,
                     MseSearchResult *result)
{
    (void)table;
    (void)options;
    (void)result;
}
void search_stepwise(const MseTable *table, const MseSearchOptions *options,
                     MseSearchResult *result)
{
    (void)table;
    (void)options;
    (void)result;
}
