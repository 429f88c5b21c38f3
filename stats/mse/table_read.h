#pragma once

#include "stats/mse/table.h"

/* How the columns of a file are to be read. Arrays of names end with NULL; NULL is an empty array.
 */
typedef struct {
    const char *const *covariates; /* columns that divide persons over strata */
    const char *const *ignored;    /* columns to sum over */
} MseReadOptions;

/* Reads a table of capture histories: a header, then one row for each history (and stratum). List
 * columns hold 0 or 1, then come the covariate columns, the last column, "count", holds the number
 * of persons with exactly that history. Histories that are not in the file have count 0. The order
 * of rows does not matter; levels of a covariate are sorted, by value when all are whole numbers.
 *
 * Fails with INBEELD_ERROR_NO_INPUT when the file cannot be opened and with INBEELD_ERROR_DATA for
 * everything that cannot be meant: an unknown or repeated column, a column that is neither a list
 * nor named as covariate, a value that is not 0 or 1, a count that is negative, fractional or not a
 * number, the history of nobody, a history that occurs twice (both lines are named), a list nobody
 * is on. The message names file, line, column and value, and the remedy. Cost: linear. Returns
 * (transfer full). */
MseTable *mse_table_read(const char *path, const MseReadOptions *options, GError **error);

/* The same from memory; name: what stands for the file in messages. */
MseTable *mse_table_parse(const char *text, gsize length, const char *name,
                          const MseReadOptions *options, GError **error);
