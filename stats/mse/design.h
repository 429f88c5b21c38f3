#pragma once

#include "stats/mse/model.h"

/* The design of a model over the cells of a table with covariates.
 *
 * Columns: for each term the product of the indicators of its lists and the contrasts of its
 * covariates; a factor of k levels has k - 1 contrasts (the first level is the reference), a trend
 * of degree d has d orthogonal polynomials. Within a stratum a column is a constant times the
 * indicator of a set of lists, so each stratum is a subset lattice as in lists_fit.h: vectors over
 * cells have length n_strata << n_lists, index stratum << n_lists | history; the places of history
 * 0 and of structural zeros are there but take no part. */

typedef struct {
    MseTerm term;
    guint contrast; /* which of the columns of the term */
} DesignColumn;

/* A column in a stratum where it is not 0. */
typedef struct {
    guint column;
    guint lists; /* it is `value` in the cells on all these lists */
    double value;
} DesignEntry;

/* Sums over cells that a model fits exactly: for a term, the persons on all its lists at each
 * combination of levels of its covariates. */
typedef struct {
    MseTerm term;
    guint n_sums;
    guint *sum_of_stratum; /* [n_strata] which of the sums a stratum is in */
} DesignMargin;

typedef struct {
    guint n_lists;
    guint n_strata;
    guint n_places; /* n_strata << n_lists */
    guint n_columns;
    DesignColumn *columns;
    guint8 *possible;     /* [n_places] */
    guint *starts;        /* [n_strata + 1] */
    DesignEntry *entries; /* of stratum s: starts[s] to starts[s + 1], columns ascending */
    guint n_margins;
    DesignMargin *margins; /* terms of factors only: those whose sums the model fits */
} Design;

Design *design_new(const MseTable *table, const MseModel *model);
void design_free(Design *design);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Design, design_free)
