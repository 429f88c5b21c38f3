#pragma once

#include <glib.h>

/* The table of lists behind a dark number: how many persons have each capture history.
 *
 * A capture history says on which lists a person stands. It is a bitmask: bit i is list i (counted
 * from 0; models and readers count from 1). History 0 (on no list) is never observed: its count is
 * what the estimate is about. Persons can be divided over strata, the cells of the cross product of
 * covariates with named levels. A cell (history, stratum) that cannot occur, for example because a
 * list did not operate in a year, is a structural zero and takes no part in the likelihood.
 *
 * Built by mse_table_new(), mse_table_add_covariate(), mse_table_add() or read from a file
 * (table_read.h). Reading functions are safe from several threads. */

#define MSE_MAX_LISTS 10
#define MSE_MAX_COVARIATES 8
#define MSE_MAX_LEVELS 64
#define MSE_MAX_CELLS (1 << 18) /* n_strata << n_lists */
#define MSE_MAX_COUNT G_GINT64_CONSTANT(2000000000)

typedef struct MseTable MseTable;

/* n_lists: 2 to MSE_MAX_LISTS. lists: their names, distinct. Returns (transfer full) a table with
 * one stratum and no persons, or NULL with INBEELD_ERROR_DATA. */
MseTable *mse_table_new(guint n_lists, const char *const *lists, GError **error);
MseTable *mse_table_copy(const MseTable *table);
/* The same lists, covariates and structural zeros, and no persons. */
MseTable *mse_table_copy_empty(const MseTable *table);
void mse_table_free(MseTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseTable, mse_table_free)

/* Adds a covariate; only while no persons have been added. levels: n_levels (1 to MSE_MAX_LEVELS)
 * distinct names, in the order in which they are shown. The strata become the cross product. Fails
 * with INBEELD_ERROR_DATA when names clash or a limit is passed. */
gboolean mse_table_add_covariate(MseTable *table, const char *name, guint n_levels,
                                 const char *const *levels, GError **error);

/* Adds `count` persons to a cell; a cell may be added to more than once. history: 1 to
 * 2^n_lists - 1. Fails with INBEELD_ERROR_DATA on the history of nobody, a negative count, a
 * structural zero that would get persons, or a total above MSE_MAX_COUNT. */
gboolean mse_table_add(MseTable *table, guint history, guint stratum, gint64 count, GError **error);

/* Takes a cell out of the likelihood. Fails with INBEELD_ERROR_DATA when persons are in it. */
gboolean mse_table_exclude_cell(MseTable *table, guint history, guint stratum, GError **error);
/* The list did not operate in the stratum: excludes every cell on that list there. */
gboolean mse_table_exclude_list(MseTable *table, guint list, guint stratum, GError **error);

/* Refuses a table no estimate can come from: nobody in it, or a list nobody is on. */
gboolean mse_table_check(const MseTable *table, GError **error);

guint mse_table_n_lists(const MseTable *table);
const char *mse_table_list(const MseTable *table, guint list);
/* Index of the list with this name, or -1. */
gint mse_table_find_list(const MseTable *table, const char *name);
guint mse_table_n_histories(const MseTable *table); /* 2^n_lists, history 0 included */

/* How a covariate enters models: as a factor (degree 0, the default) or as a polynomial of this
 * degree in its levels, which must be whole numbers (years). degree: 0 to n_levels - 1. Fails with
 * INBEELD_ERROR_DATA when the levels are no numbers or too few. */
gboolean mse_table_set_trend(MseTable *table, guint covariate, guint degree, GError **error);
guint mse_table_trend(const MseTable *table, guint covariate);

guint mse_table_n_covariates(const MseTable *table);
const char *mse_table_covariate(const MseTable *table, guint covariate);
gint mse_table_find_covariate(const MseTable *table, const char *name);
guint mse_table_n_levels(const MseTable *table, guint covariate);
const char *mse_table_level(const MseTable *table, guint covariate, guint level);
gint mse_table_find_level(const MseTable *table, guint covariate, const char *name);

guint mse_table_n_strata(const MseTable *table); /* at least 1 */
/* Stratum with these levels (one for each covariate); the first covariate varies slowest. */
guint mse_table_stratum(const MseTable *table, const guint *levels);
/* Level of `covariate` in `stratum`. */
guint mse_table_stratum_level(const MseTable *table, guint stratum, guint covariate);

gint64 mse_table_count(const MseTable *table, guint history, guint stratum);
gboolean mse_table_is_excluded(const MseTable *table, guint history, guint stratum);
gboolean mse_table_has_excluded(const MseTable *table);
/* Observed persons: all, in a stratum, on a list. */
gint64 mse_table_total(const MseTable *table);
gint64 mse_table_stratum_total(const MseTable *table, guint stratum);
gint64 mse_table_list_total(const MseTable *table, guint list);

/* Derived tables, (transfer full). NULL with INBEELD_ERROR_DATA when nothing usable is left. */

/* Without covariates: the sum over strata. A cell is a structural zero when it is one everywhere.
 */
MseTable *mse_table_collapse(const MseTable *table, GError **error);
/* Without a list: persons on that list alone leave the table. */
MseTable *mse_table_drop_list(const MseTable *table, guint list, GError **error);
/* Two or more lists as one (the lists in bitmask `lists`), named "A+B", in the place of the first.
 * A person on any of them is on the merged list. */
MseTable *mse_table_merge_lists(const MseTable *table, guint lists, GError **error);
