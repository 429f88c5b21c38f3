#include "stats/mse/lists_fit.h"

#include <math.h>
#include <string.h>

static ListsData *allocate(guint n_lists)
{
    ListsData *data = g_new0(ListsData, 1);
    data->n_lists = n_lists;
    data->n_cells = 1U << n_lists;
    data->counts = g_new0(double, data->n_cells);
    data->possible = g_new0(guint8, data->n_cells);
    data->margins = g_new0(double, data->n_cells);
    data->n_possible = g_new0(guint, data->n_cells);
    return data;
}

static void count_possible(ListsData *data)
{
    for (guint cell = 0; cell < data->n_cells; cell++)
        data->n_possible[cell] = data->possible[cell];
    for (guint bit = 1; bit < data->n_cells; bit <<= 1)
        for (guint cell = 0; cell < data->n_cells; cell++)
            if (!(cell & bit))
                data->n_possible[cell] += data->n_possible[cell | bit];
}

ListsData *lists_data_new(const MseTable *table)
{
    ListsData *data = allocate(mse_table_n_lists(table));
    g_autofree double *counts = g_new0(double, data->n_cells);
    for (guint stratum = 0; stratum < mse_table_n_strata(table); stratum++)
        for (guint cell = 1; cell < data->n_cells; cell++) {
            counts[cell] += (double)mse_table_count(table, cell, stratum);
            if (!mse_table_is_excluded(table, cell, stratum))
                data->possible[cell] = 1;
        }
    count_possible(data);
    lists_data_set(data, counts);
    return data;
}

static double log_factorial(double count)
{
    return count > 1 ? lgamma(count + 1) : 0;
}

static double saturated_term(double count)
{
    return count > 0 ? count * log(count) - count : 0;
}

void lists_data_set(ListsData *data, const double *counts)
{
    data->observed = 0;
    data->log_factorials = 0;
    data->saturated = 0;
    memcpy(data->counts, counts, data->n_cells * sizeof *counts);
    if (!data->observes_hidden)
        data->counts[0] = 0;
    for (guint cell = 0; cell < data->n_cells; cell++) {
        if (cell > 0)
            data->observed += data->counts[cell];
        data->log_factorials += log_factorial(data->counts[cell]);
        data->saturated += saturated_term(data->counts[cell]);
        data->margins[cell] = data->counts[cell];
    }
    for (guint step = 1; step < data->n_cells; step <<= 1)
        for (guint from = 0; from < data->n_cells; from += 2 * step)
            for (guint cell = from; cell < from + step; cell++)
                data->margins[cell] += data->margins[cell + step];
}

void lists_data_set_hidden(ListsData *data, double hidden)
{
    g_autofree double *counts = g_memdup2(data->counts, data->n_cells * sizeof *counts);
    counts[0] = hidden;
    if (!data->observes_hidden) {
        data->observes_hidden = TRUE;
        data->possible[0] = 1;
        count_possible(data);
    }
    lists_data_set(data, counts);
}

ListsData *lists_data_copy(const ListsData *data)
{
    ListsData *copy = allocate(data->n_lists);
    copy->observes_hidden = data->observes_hidden;
    memcpy(copy->possible, data->possible, data->n_cells * sizeof *data->possible);
    memcpy(copy->n_possible, data->n_possible, data->n_cells * sizeof *data->n_possible);
    lists_data_set(copy, data->counts);
    return copy;
}

void lists_data_free(ListsData *data)
{
    if (data == NULL)
        return;
    g_free(data->offsets);
    g_free(data->counts);
    g_free(data->possible);
    g_free(data->margins);
    g_free(data->n_possible);
    g_free(data);
}

void lists_data_assume_odds_ratio(ListsData *data, guint first, guint second, double odds_ratio)
{
    guint both = 1U << first | 1U << second;
    if (data->offsets == NULL)
        data->offsets = g_new0(double, data->n_cells);
    for (guint cell = both; cell < data->n_cells; cell = (cell + 1) | both)
        data->offsets[cell] += log(odds_ratio);
}

ListsModel *lists_model_new(const MseModel *model)
{
    guint n_terms = 0;
    const MseTerm *terms = mse_model_terms(model, &n_terms);
    ListsModel *result = g_new0(ListsModel, 1);
    result->terms = g_new(guint16, n_terms);
    for (guint i = 0; i < n_terms; i++)
        if (MSE_TERM_COVARIATES(terms[i]) == 0)
            result->terms[result->n_terms++] = (guint16)MSE_TERM_LISTS(terms[i]);
    return result;
}

void lists_model_free(ListsModel *model)
{
    if (model == NULL)
        return;
    g_free(model->terms);
    g_free(model);
}
