#include "ingest/simulate/capture_model.h"

#include <math.h>

#define MAX_LISTS_IN_HISTORY 3
#define FIT_ROUNDS 200
#define FIT_ENOUGH 1e-6

static guint n_bits(guint8 mask)
{
    guint n = 0;
    for (; mask != 0; mask = (guint8)(mask & (mask - 1)))
        n++;
    return n;
}

void capture_model_init(CaptureModel *model, gsize n_lists, gsize n_groups)
{
    *model = (CaptureModel){.n_lists = n_lists, .n_groups = n_groups};
    for (guint size = 1; size <= MAX_LISTS_IN_HISTORY; size++)
        for (guint mask = 1; mask < (1u << n_lists); mask++)
            if (n_bits((guint8)mask) == size)
                model->histories[model->n_histories++] = (guint8)mask;
    for (gsize l = 0; l < SIMULATION_MAX_LISTS; l++) {
        model->list_factor[l] = 1;
        for (gsize i = 0; i < SIMULATION_MAX_GROUPS; i++)
            model->form_odds[l][i] = 1;
        for (gsize i = 0; i < SIMULATION_MAX_UNITS; i++)
            model->unit_odds[l][i] = 1;
        for (gsize i = 0; i < SIMULATION_MAX_LISTS; i++)
            model->pair_odds[l][i] = 1;
    }
    for (gsize i = 0; i < SIMULATION_MAX_GROUPS; i++)
        model->group_factor[i] = 1;
    for (gsize i = 0; i < SIMULATION_MAX_CLASSES; i++)
        model->class_odds[i] = 1;
}

/* The product over the lists of a history and over its pairs. */
static double history_odds(const CaptureModel *model, guint8 history, const double *list_odds)
{
    double product = 1;
    for (gsize l = 0; l < model->n_lists; l++) {
        if ((history & (1u << l)) == 0)
            continue;
        product *= list_odds[l];
        for (gsize m = 0; m < l; m++)
            if ((history & (1u << m)) != 0)
                product *= model->pair_odds[m][l];
    }
    return product;
}

double capture_model_odds(const CaptureModel *model, const CaptureStratum *stratum, double *odds)
{
    double list_odds[SIMULATION_MAX_LISTS];
    for (gsize l = 0; l < model->n_lists; l++)
        list_odds[l] = model->list_factor[l] * model->group_factor[stratum->group] *
                       model->form_odds[l][stratum->group] * model->unit_odds[l][stratum->unit] *
                       model->class_odds[stratum->class];
    double sum = 0;
    for (gsize h = 0; h < model->n_histories; h++) {
        odds[h] = history_odds(model, model->histories[h], list_odds);
        sum += odds[h];
    }
    return sum;
}

void capture_model_expect(const CaptureModel *model, CaptureExpectation *expected)
{
    *expected = (CaptureExpectation){0};
    double odds[CAPTURE_MAX_HISTORIES];
    for (gsize s = 0; s < model->n_strata; s++) {
        const CaptureStratum *stratum = &model->strata[s];
        double sum = capture_model_odds(model, stratum, odds);
        double each = (double)stratum->population / (1 + sum);
        expected->seen[stratum->group] += each * sum;
        for (gsize h = 0; h < model->n_histories; h++)
            for (gsize l = 0; l < model->n_lists; l++)
                if ((model->histories[h] & (1u << l)) != 0)
                    expected->on_list[l] += each * odds[h];
    }
}

static double sum_of(gsize n, const double *values)
{
    double sum = 0;
    for (gsize i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

/* Multiplies the factor of each group by the ratio of the wanted to the expected odds of being
 * seen. Returns the largest relative difference there was. */
static double scale_groups(CaptureModel *model, const double *seen, const double *population)
{
    CaptureExpectation expected;
    capture_model_expect(model, &expected);
    double worst = 0;
    for (gsize g = 0; g < model->n_groups; g++) {
        double have = expected.seen[g];
        if (seen[g] <= 0)
            model->group_factor[g] = 0;
        if (seen[g] <= 0 || have <= 0)
            continue;
        double want = MIN(seen[g], 0.98 * population[g]);
        worst = MAX(worst, fabs(have - want) / want);
        model->group_factor[g] *= (want / (population[g] - want)) / (have / (population[g] - have));
    }
    return worst;
}

static void scale_lists(CaptureModel *model, const double *list_shares)
{
    CaptureExpectation expected;
    capture_model_expect(model, &expected);
    double memberships = sum_of(model->n_lists, expected.on_list);
    double shares = sum_of(model->n_lists, list_shares);
    if (memberships <= 0 || shares <= 0)
        return;
    for (gsize l = 0; l < model->n_lists; l++)
        if (expected.on_list[l] > 0)
            model->list_factor[l] *=
                (list_shares[l] / shares) / (expected.on_list[l] / memberships);
}

double capture_model_fit(CaptureModel *model, const double *list_shares, const double *seen)
{
    double population[SIMULATION_MAX_GROUPS] = {0};
    for (gsize s = 0; s < model->n_strata; s++)
        population[model->strata[s].group] += (double)model->strata[s].population;
    double worst = 1;
    for (int round = 0; round < FIT_ROUNDS && worst > FIT_ENOUGH; round++) {
        scale_lists(model, list_shares);
        worst = scale_groups(model, seen, population);
    }
    return worst;
}
