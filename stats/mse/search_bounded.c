#include "stats/mse/lists_fit.h"
#include "stats/mse/search_internal.h"

#include <math.h>
#include <string.h>

/* The best models of two-list terms without fitting them all.
 *
 * Terms are decided one after another, those whose removal costs most first. The likelihood of any
 * completion is at most that of the model with all undecided terms, and it has at least the
 * parameters decided upon: where that bound is beyond the worst of the models kept, the whole
 * branch falls. The models kept are the same as those of a full enumeration. */

#define MAX_PAIRS (MSE_MAX_LISTS * (MSE_MAX_LISTS - 1) / 2)

typedef struct {
    double criterion;
    guint64 model; /* bit i: pair i is in */
    ListsFit fit;
} Kept;

typedef struct {
    const ListsData *data;
    ListsWorkspace *workspace;
    guint n_pairs;
    guint16 pairs[MAX_PAIRS]; /* as histories, in order of decision */
    double penalty;
    guint keep;
    GArray *kept; /* Kept, a heap with the worst on top once it is full */
    guint64 n_fitted, n_refused;
} Bounded;

static guint terms_of(const Bounded *search, guint64 model, guint16 *terms)
{
    guint n_terms = 0;
    terms[n_terms++] = 0;
    for (guint i = 0; i < search->data->n_lists; i++)
        terms[n_terms++] = (guint16)(1U << i);
    for (guint i = 0; i < search->n_pairs; i++)
        if (model >> i & 1)
            terms[n_terms++] = search->pairs[i];
    return n_terms;
}

static ListsFit fit_model(Bounded *search, guint64 model)
{
    guint16 terms[1 + MSE_MAX_LISTS + MAX_PAIRS];
    guint n_terms = terms_of(search, model, terms);
    search->n_fitted++;
    return lists_fit(search->data, n_terms, terms, NULL, search->workspace);
}

/* Strong pairs first: by the loss of likelihood when a pair leaves the model of all pairs. */
static void order_pairs(Bounded *search)
{
    double losses[MAX_PAIRS];
    guint64 all = (G_GUINT64_CONSTANT(1) << search->n_pairs) - 1;
    double best = fit_model(search, all).objective;
    for (guint i = 0; i < search->n_pairs; i++)
        losses[i] = best - fit_model(search, all & ~(G_GUINT64_CONSTANT(1) << i)).objective;
    for (guint i = 1; i < search->n_pairs; i++)
        for (guint j = i; j > 0 && losses[j] > losses[j - 1]; j--) {
            double loss = losses[j];
            losses[j] = losses[j - 1];
            losses[j - 1] = loss;
            guint16 pair = search->pairs[j];
            search->pairs[j] = search->pairs[j - 1];
            search->pairs[j - 1] = pair;
        }
}

static gboolean is_worse(const Kept *a, const Kept *b)
{
    return a->criterion > b->criterion || (a->criterion >= b->criterion && a->model > b->model);
}

static void sift_up(GArray *heap, guint place)
{
    while (place > 0) {
        guint parent = (place - 1) / 2;
        Kept *child = &g_array_index(heap, Kept, place);
        Kept *above = &g_array_index(heap, Kept, parent);
        if (!is_worse(child, above))
            return;
        Kept swap = *child;
        *child = *above;
        *above = swap;
        place = parent;
    }
}

static void sift_down(GArray *heap)
{
    for (guint place = 0;;) {
        guint worst = place;
        for (guint child = 2 * place + 1; child <= 2 * place + 2 && child < heap->len; child++)
            if (is_worse(&g_array_index(heap, Kept, child), &g_array_index(heap, Kept, worst)))
                worst = child;
        if (worst == place)
            return;
        Kept swap = g_array_index(heap, Kept, place);
        g_array_index(heap, Kept, place) = g_array_index(heap, Kept, worst);
        g_array_index(heap, Kept, worst) = swap;
        place = worst;
    }
}

static double cutoff(const Bounded *search)
{
    return search->kept->len < search->keep ? INFINITY
                                            : g_array_index(search->kept, Kept, 0).criterion;
}

static void keep(Bounded *search, guint64 model, const ListsFit *fit)
{
    Kept entry = {.criterion = search->penalty * fit->n_parameters - 2 * fit->objective,
                  .model = model,
                  .fit = *fit};
    if (!fit->is_fine) {
        search->n_refused++;
        return;
    }
    if (search->kept->len < search->keep) {
        g_array_append_val(search->kept, entry);
        sift_up(search->kept, search->kept->len - 1);
    } else if (is_worse(&g_array_index(search->kept, Kept, 0), &entry)) {
        g_array_index(search->kept, Kept, 0) = entry;
        sift_down(search->kept);
    }
}

/* included: decided to be in; pairs from `next` on are undecided; fit: of all these together. */
static void decide(Bounded *search, guint64 included, guint next, const ListsFit *fit)
{
    guint n_least = 1 + search->data->n_lists + (guint)__builtin_popcountll(included);
    if (search->penalty * n_least - 2 * fit->objective > cutoff(search))
        return;
    if (next == search->n_pairs) {
        keep(search, included, fit);
        return;
    }
    guint64 bit = G_GUINT64_CONSTANT(1) << next;
    decide(search, included | bit, next + 1, fit);
    guint64 undecided = ((G_GUINT64_CONSTANT(1) << search->n_pairs) - 1) & ~(2 * bit - 1);
    ListsFit without = fit_model(search, included | undecided);
    decide(search, included, next + 1, &without);
}

static void collect(const Bounded *search, MseSearchResult *result)
{
    for (guint i = 0; i < search->kept->len; i++) {
        const Kept *entry = &g_array_index(search->kept, Kept, i);
        guint16 terms[1 + MSE_MAX_LISTS + MAX_PAIRS];
        MseTerm factors[G_N_ELEMENTS(terms)];
        guint n_terms = terms_of(search, entry->model, terms);
        for (guint j = 0; j < n_terms; j++)
            factors[j] = terms[j];
        g_autoptr(MseModel) model = mse_model_new(n_terms, factors);
        MseFit fit = search_fit_of(search->data, &entry->fit);
        g_ptr_array_add(result->candidates, mse_candidate_new(model, &fit));
    }
    result->n_considered = G_GUINT64_CONSTANT(1) << search->n_pairs;
    result->n_fitted = search->n_fitted;
    result->n_refused = search->n_refused;
}

void search_bounded(const MseTable *table, const MseSearchOptions *options, MseSearchResult *result)
{
    Bounded search = {.keep = options->keep};
    ListsData *data = lists_data_new(table);
    search.data = data;
    search.workspace = lists_workspace_new(data->n_lists);
    search.penalty = options->criterion == MSE_CRITERION_AIC ? 2 : log(data->observed);
    search.kept = g_array_new(FALSE, FALSE, sizeof(Kept));
    for (guint i = 0; i < data->n_lists; i++)
        for (guint j = i + 1; j < data->n_lists; j++)
            if (data->n_possible[1U << i | 1U << j] > 0)
                search.pairs[search.n_pairs++] = (guint16)(1U << i | 1U << j);
    order_pairs(&search);
    ListsFit all = fit_model(&search, (G_GUINT64_CONSTANT(1) << search.n_pairs) - 1);
    decide(&search, 0, 0, &all);
    collect(&search, result);
    g_array_unref(search.kept);
    lists_workspace_free(search.workspace);
    lists_data_free(data);
}
