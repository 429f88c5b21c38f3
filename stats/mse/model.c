#include "stats/mse/model.h"

#include <string.h>

struct MseModel {
    guint n_maximal;
    guint n_terms;
    MseTerm *maximal; /* canonical order */
    MseTerm *terms;   /* by size, then value */
};

static guint size_of(MseTerm term)
{
    return (guint)__builtin_popcount(term);
}

static gint compare_by_size(gconstpointer a, gconstpointer b)
{
    MseTerm left = *(const MseTerm *)a;
    MseTerm right = *(const MseTerm *)b;
    if (size_of(left) != size_of(right))
        return size_of(left) < size_of(right) ? -1 : 1;
    return left < right ? -1 : left > right;
}

/* Large first; of equal size by the first factor in which they differ. */
static gint compare_canonically(gconstpointer a, gconstpointer b)
{
    MseTerm left = *(const MseTerm *)a;
    MseTerm right = *(const MseTerm *)b;
    if (size_of(left) != size_of(right))
        return size_of(left) > size_of(right) ? -1 : 1;
    MseTerm difference = left ^ right;
    if (difference == 0)
        return 0;
    return left & (difference & -difference) ? -1 : 1;
}

static void collect_subsets(GHashTable *seen, GArray *terms, MseTerm term)
{
    for (MseTerm subset = term;; subset = (subset - 1) & term) {
        if (g_hash_table_add(seen, GUINT_TO_POINTER(subset)))
            g_array_append_val(terms, subset);
        if (subset == 0)
            return;
    }
}

static GArray *maximal_of(guint n_terms, const MseTerm *terms)
{
    GArray *maximal = g_array_new(FALSE, FALSE, sizeof(MseTerm));
    for (guint i = 0; i < n_terms; i++) {
        gboolean is_maximal = TRUE;
        for (guint j = 0; j < n_terms && is_maximal; j++)
            is_maximal =
                (terms[i] & terms[j]) != terms[i] || (terms[i] == terms[j] ? j >= i : FALSE);
        if (is_maximal)
            g_array_append_val(maximal, terms[i]);
    }
    g_array_sort(maximal, compare_canonically);
    return maximal;
}

MseModel *mse_model_new(guint n_terms, const MseTerm *terms)
{
    MseModel *model = g_new0(MseModel, 1);
    GArray *maximal = maximal_of(n_terms, terms);
    GArray *all = g_array_new(FALSE, FALSE, sizeof(MseTerm));
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    collect_subsets(seen, all, 0);
    for (guint i = 0; i < maximal->len; i++)
        collect_subsets(seen, all, g_array_index(maximal, MseTerm, i));
    g_array_sort(all, compare_by_size);
    model->n_maximal = maximal->len;
    model->n_terms = all->len;
    model->maximal = (MseTerm *)(gpointer)g_array_free(maximal, FALSE);
    model->terms = (MseTerm *)(gpointer)g_array_free(all, FALSE);
    return model;
}

MseModel *mse_model_new_main_effects(const MseTable *table)
{
    MseTerm terms[MSE_MAX_LISTS + MSE_MAX_COVARIATES];
    guint n_terms = 0;
    for (guint i = 0; i < mse_table_n_lists(table); i++)
        terms[n_terms++] = MSE_TERM_LIST(i);
    for (guint i = 0; i < mse_table_n_covariates(table); i++)
        terms[n_terms++] = MSE_TERM_COVARIATE(i);
    return mse_model_new(n_terms, terms);
}

MseModel *mse_model_copy(const MseModel *model)
{
    MseModel *copy = g_new0(MseModel, 1);
    *copy = *model;
    copy->maximal = g_memdup2(model->maximal, model->n_maximal * sizeof *model->maximal);
    copy->terms = g_memdup2(model->terms, model->n_terms * sizeof *model->terms);
    return copy;
}

void mse_model_free(MseModel *model)
{
    if (model == NULL)
        return;
    g_free(model->maximal);
    g_free(model->terms);
    g_free(model);
}

const MseTerm *mse_model_maximal_terms(const MseModel *model, guint *n_terms)
{
    *n_terms = model->n_maximal;
    return model->maximal;
}

const MseTerm *mse_model_terms(const MseModel *model, guint *n_terms)
{
    *n_terms = model->n_terms;
    return model->terms;
}

gboolean mse_model_contains(const MseModel *model, MseTerm term)
{
    for (guint i = 0; i < model->n_maximal; i++)
        if ((model->maximal[i] & term) == term)
            return TRUE;
    return term == 0;
}

guint mse_model_order(const MseModel *model)
{
    guint order = 0;
    for (guint i = 0; i < model->n_maximal; i++)
        order = MAX(order, size_of(MSE_TERM_LISTS(model->maximal[i])));
    return order;
}

guint mse_model_hash(gconstpointer data)
{
    const MseModel *model = data;
    guint hash = 5381;
    for (guint i = 0; i < model->n_maximal; i++)
        hash = hash * 33 + model->maximal[i];
    return hash;
}

gboolean mse_model_equal(gconstpointer a, gconstpointer b)
{
    const MseModel *left = a;
    const MseModel *right = b;
    return left->n_maximal == right->n_maximal &&
           memcmp(left->maximal, right->maximal, left->n_maximal * sizeof *left->maximal) == 0;
}

MseModel *mse_model_add_term(const MseModel *model, MseTerm term)
{
    if (mse_model_contains(model, term))
        return NULL;
    g_autofree MseTerm *terms = g_new(MseTerm, model->n_maximal + 1);
    memcpy(terms, model->maximal, model->n_maximal * sizeof *terms);
    terms[model->n_maximal] = term;
    return mse_model_new(model->n_maximal + 1, terms);
}

MseModel *mse_model_remove_term(const MseModel *model, MseTerm term)
{
    gboolean found = FALSE;
    for (guint i = 0; i < model->n_maximal; i++)
        found = found || model->maximal[i] == term;
    if (!found || size_of(term) < 2)
        return NULL;
    g_autofree MseTerm *terms = g_new(MseTerm, model->n_terms);
    guint n_terms = 0;
    for (guint i = 0; i < model->n_terms; i++)
        if (model->terms[i] != term)
            terms[n_terms++] = model->terms[i];
    return mse_model_new(n_terms, terms);
}
