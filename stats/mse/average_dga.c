#include "stats/mse/average_dga.h"

#include "core/error.h"
#include "stats/mse/average_dga_sum.h"

#include <math.h>
#include <stdlib.h>

#define DEFAULT_HIDDEN_PER_OBSERVED 50
#define DEFAULT_MIN_BOUND 1000
#define DEFAULT_LEVEL 0.95
#define DEFAULT_TOP 10
#define MAX_DELTA 1e6

static gboolean refuse(GError **error, gint code, const char *message)
{
    g_set_error(error, INBEELD_ERROR, code, "averaging over decomposable graphs: %s", message);
    return FALSE;
}

static gboolean check_table(const MseTable *table, GError **error)
{
    if (mse_table_n_strata(table) > 1)
        return refuse(error, INBEELD_ERROR_DATA,
                      "the table has covariates; collapse it or choose one stratum");
    if (mse_table_has_excluded(table))
        return refuse(error, INBEELD_ERROR_DATA, "the table has structural zeros");
    guint n_lists = mse_table_n_lists(table);
    if (n_lists < 3 || n_lists > DECOMPOSABLE_MAX_LISTS) {
        g_autofree char *message = g_strdup_printf(
            "the table has %u lists, 3 to %d can be averaged", n_lists, DECOMPOSABLE_MAX_LISTS);
        return refuse(error, INBEELD_ERROR_DATA, message);
    }
    return mse_table_check(table, error);
}

/* options with the defaults filled in. */
static gboolean resolve(const MseTable *table, const MseDgaOptions *options, MseDgaOptions *chosen,
                        GError **error)
{
    *chosen = options != NULL ? *options : (MseDgaOptions){0};
    if (chosen->delta == 0.0)
        chosen->delta = 1.0 / mse_table_n_histories(table);
    if (chosen->max_hidden == 0) {
        gint64 bound = mse_table_total(table) * DEFAULT_HIDDEN_PER_OBSERVED;
        chosen->max_hidden = CLAMP(bound, DEFAULT_MIN_BOUND, MSE_DGA_MAX_HIDDEN);
    }
    if (chosen->level == 0.0)
        chosen->level = DEFAULT_LEVEL;
    if (chosen->n_top == 0)
        chosen->n_top = DEFAULT_TOP;
    if (!(chosen->delta > 0.0 && chosen->delta <= MAX_DELTA))
        return refuse(error, INBEELD_ERROR_USAGE, "delta must be above 0 and at most 1e6");
    if (!(chosen->level > 0.0 && chosen->level < 1.0))
        return refuse(error, INBEELD_ERROR_USAGE, "the level must lie between 0 and 1");
    if (chosen->min_hidden < 0 || chosen->max_hidden <= chosen->min_hidden ||
        chosen->max_hidden > MSE_DGA_MAX_HIDDEN)
        return refuse(error, INBEELD_ERROR_USAGE,
                      "the numbers of hidden persons must rise from at least 0 to at most "
                      "20,000,000");
    return TRUE;
}

/* The tail above the bound, when the power of N at the bound went on for ever. */
static void continue_tail(MseDgaResult *result)
{
    const double *last = result->probability + result->n_sizes - 1;
    double size = (double)(result->observed + result->max_hidden);
    result->tail_power = INFINITY;
    if (last[0] <= 0.0)
        return;
    result->tail_power = -size * log(last[0] / last[-1]);
    result->tail_beyond =
        result->tail_power > 1.0 ? last[0] * size / (result->tail_power - 1.0) : INFINITY;
}

static gint by_weight(gconstpointer a, gconstpointer b)
{
    const DgaGraphSum *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return left->graph < right->graph ? -1 : left->graph > right->graph;
}

/* sums: sorted by this function. */
static void report_graphs(MseDgaResult *result, const DecomposableGraph *graphs, DgaGraphSum *sums,
                          guint n_top)
{
    qsort(sums, result->n_graphs, sizeof *sums, by_weight);
    result->n_top = MIN(n_top, result->n_graphs);
    while (result->n_top > 1 && sums[result->n_top - 1].weight == 0.0)
        result->n_top--;
    result->top = g_new0(MseDgaGraph, result->n_top);
    double first = (double)(result->observed + result->min_hidden);
    for (guint i = 0; i < result->n_top; i++)
        result->top[i] =
            (MseDgaGraph){.model = decomposable_graph_to_string(&graphs[sums[i].graph]),
                          .weight = sums[i].weight,
                          .mean = first + sums[i].moment / sums[i].weight};
}

MseDgaResult *mse_average_dga(const MseTable *table, const MseDgaOptions *options, GError **error)
{
    MseDgaOptions chosen;
    if (!check_table(table, error) || !resolve(table, options, &chosen, error))
        return NULL;
    MseDgaResult *result = g_new0(MseDgaResult, 1);
    result->observed = mse_table_total(table);
    result->delta = chosen.delta;
    result->min_hidden = chosen.min_hidden;
    result->max_hidden = chosen.max_hidden;
    result->prior = chosen.prior;
    result->n_sizes = (gsize)(chosen.max_hidden - chosen.min_hidden) + 1;
    result->probability = g_new(double, result->n_sizes);

    g_autofree DgaTerms *terms = g_new(DgaTerms, 1);
    dga_terms_init(terms, table, chosen.delta, chosen.prior);
    g_autofree DecomposableGraph *graphs =
        decomposable_graphs(mse_table_n_lists(table), &result->n_graphs);
    g_autofree DgaGraphSum *sums = g_new(DgaGraphSum, result->n_graphs);
    dga_sum(terms, result->n_graphs, graphs, chosen.min_hidden, chosen.max_hidden,
            result->probability, sums);

    mse_posterior_summarise(result->n_sizes, result->probability,
                            result->observed + chosen.min_hidden, chosen.level, &result->posterior);
    report_graphs(result, graphs, sums, chosen.n_top);
    continue_tail(result);
    result->touches_bound = result->tail_beyond > 0.1 * (1.0 - chosen.level) / 2.0;
    return result;
}

void mse_dga_result_free(MseDgaResult *result)
{
    if (result == NULL)
        return;
    for (guint i = 0; i < result->n_top; i++)
        g_free(result->top[i].model);
    g_free(result->top);
    g_free(result->probability);
    mse_posterior_clear(&result->posterior);
    g_free(result);
}
