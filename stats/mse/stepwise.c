#include "stats/mse/stepwise.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static gboolean contains(guint n_terms, const guint16 *terms, guint term)
{
    for (guint i = 0; i < n_terms; i++)
        if (terms[i] == term)
            return TRUE;
    return FALSE;
}

/* Probability of a count this far from its mean under the last fit, on the smaller side. */
static double poisson_p_value(const ListsData *data, const ListsWorkspace *workspace, guint pair)
{
    const double *predictors = lists_workspace_predictors(workspace);
    double mean = 0;
    for (guint cell = pair; cell < data->n_cells; cell = (cell + 1) | pair)
        if (data->possible[cell])
            mean += exp(predictors[cell]);
    double count = data->margins[pair];
    double below = gsl_cdf_poisson_P((unsigned int)count, mean);
    double above = count > 0 ? gsl_cdf_poisson_Q((unsigned int)count - 1, mean) : 1;
    return MIN(below, above);
}

/* Fits the model with `pair` added and says whether it has an estimate. */
static gboolean has_estimate(const ListsData *data, guint n_terms, guint16 *terms, guint pair,
                             ListsWorkspace *workspace)
{
    terms[n_terms] = (guint16)pair;
    return lists_fit(data, n_terms + 1, terms, NULL, workspace).is_fine;
}

typedef struct {
    guint pair;
    double p_value;
} Entry;

static gint compare_entries(gconstpointer a, gconstpointer b)
{
    const Entry *left = a;
    const Entry *right = b;
    if (left->p_value < right->p_value)
        return -1;
    return left->p_value > right->p_value;
}

static GArray *list_entries(const ListsData *data, guint n_terms, const guint16 *terms,
                            double threshold, const ListsWorkspace *workspace)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    for (guint i = 0; i < data->n_lists; i++)
        for (guint j = i + 1; j < data->n_lists; j++) {
            Entry entry = {.pair = 1U << i | 1U << j};
            if (contains(n_terms, terms, entry.pair) || data->n_possible[entry.pair] == 0)
                continue;
            entry.p_value = poisson_p_value(data, workspace, entry.pair);
            if (entry.p_value < threshold)
                g_array_append_val(entries, entry);
        }
    g_array_sort(entries, compare_entries);
    return entries;
}

guint stepwise_select(const ListsData *data, double threshold, ListsWorkspace *workspace,
                      guint16 *terms, ListsFit *fit)
{
    guint n_terms = 0;
    terms[n_terms++] = 0;
    for (guint i = 0; i < data->n_lists; i++)
        terms[n_terms++] = (guint16)(1U << i);
    for (;;) {
        *fit = lists_fit(data, n_terms, terms, NULL, workspace);
        g_autoptr(GArray) entries = list_entries(data, n_terms, terms, threshold, workspace);
        gboolean entered = FALSE;
        for (guint i = 0; i < entries->len && !entered; i++)
            entered = has_estimate(data, n_terms, terms, g_array_index(entries, Entry, i).pair,
                                   workspace);
        if (!entered)
            break;
        n_terms++;
    }
    *fit = lists_fit(data, n_terms, terms, NULL, workspace);
    return n_terms;
}
