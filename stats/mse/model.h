#pragma once

#include "stats/mse/table.h"

/* Hierarchical log-linear models over the lists and covariates of a table.
 *
 * A term is a set of factors: bit i is list i, bit MSE_MAX_LISTS + j is covariate j; the empty term
 * is the intercept. A model is hierarchical: with a term it holds all its subsets, so it is given
 * by its maximal terms. Every model here holds the main effects of all lists and covariates of its
 * table.
 *
 * Notation: maximal terms between brackets, separated by commas. A list is written by its number
 * (1 is the first; 0 is list ten), a covariate by its name after a point: [123,14,34] or
 * [12,1.sex,sex.year]. A covariate whose name is a number or holds one of . , [ ] or a quotation
 * mark stands between double quotation marks (a mark inside is doubled). Blanks have no meaning. */
typedef guint32 MseTerm;

#define MSE_TERM_LIST(list) ((MseTerm)1 << (list))
#define MSE_TERM_COVARIATE(covariate) ((MseTerm)1 << (MSE_MAX_LISTS + (covariate)))
#define MSE_TERM_LISTS(term) ((guint)((term) & ((1U << MSE_MAX_LISTS) - 1)))
#define MSE_TERM_COVARIATES(term) ((guint)((term) >> MSE_MAX_LISTS))
#define MSE_MAX_TERM_FACTORS 10
#define MSE_MAX_TERMS 1024

typedef struct MseModel MseModel;

/* terms: n_terms, not necessarily maximal, in any order; closed downward by this function. Returns
 * (transfer full). */
MseModel *mse_model_new(guint n_terms, const MseTerm *terms);
/* All main effects of the table and nothing else. */
MseModel *mse_model_new_main_effects(const MseTable *table);
MseModel *mse_model_copy(const MseModel *model);
void mse_model_free(MseModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseModel, mse_model_free)

/* Reads the notation. Fails with INBEELD_ERROR_USAGE, naming the place, for anything but a model of
 * this table: an unknown list or covariate, a factor twice in a term, a list or covariate in no
 * term, more than MSE_MAX_TERMS terms after closing downward. Returns (transfer full). */
MseModel *mse_model_parse(const MseTable *table, const char *text, GError **error);

/* The model in canonical notation: large terms first, then in order of factors. (transfer full) */
char *mse_model_to_string(const MseModel *model, const MseTable *table);

/* Maximal terms in canonical order. Borrowed. */
const MseTerm *mse_model_maximal_terms(const MseModel *model, guint *n_terms);
/* All terms, the intercept first, small ones before large ones. Borrowed. */
const MseTerm *mse_model_terms(const MseModel *model, guint *n_terms);
gboolean mse_model_contains(const MseModel *model, MseTerm term);
/* Largest number of lists in a term. */
guint mse_model_order(const MseModel *model);
/* Hash and equality for GHashTable. */
guint mse_model_hash(gconstpointer model);
gboolean mse_model_equal(gconstpointer a, gconstpointer b);

/* The model with a term (and its subsets) added, or with a maximal term taken away; a main effect
 * is never taken away: NULL then, and when the term is there already or not maximal. */
MseModel *mse_model_add_term(const MseModel *model, MseTerm term);
MseModel *mse_model_remove_term(const MseModel *model, MseTerm term);
