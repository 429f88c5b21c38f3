#include "stats/mse/average_latent.h"

#include "core/error.h"
#include "stats/mse/chain_diagnostics.h"
#include "stats/mse/latent_sampler.h"
#include "stats/mse/parallel.h"
#include "stats/mse/philox.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#define MIN_LISTS 3
#define MAX_CHAINS 64
#define MIN_DRAWS 100
#define ENOUGH_DRAWS 100.0 /* effective, per chain: Vehtari et al. 2021, section 4 */
#define MAX_STEPS 100000000
#define MAX_DRAWS 1000000
#define MAX_PERSONS G_GINT64_CONSTANT(1000000000)

static gboolean refuse(GError **error, gint code, const char *message)
{
    g_set_error(error, INBEELD_ERROR, code, "latent classes: %s", message);
    return FALSE;
}

static gboolean check_table(const MseTable *table, GError **error)
{
    if (mse_table_n_strata(table) > 1)
        return refuse(error, INBEELD_ERROR_DATA,
                      "the table has covariates; collapse it or choose one stratum");
    if (mse_table_has_excluded(table))
        return refuse(error, INBEELD_ERROR_DATA, "the table has structural zeros");
    if (mse_table_n_lists(table) < MIN_LISTS)
        return refuse(error, INBEELD_ERROR_DATA, "the table has 2 lists, at least 3 are needed");
    if (mse_table_total(table) > MAX_PERSONS)
        return refuse(error, INBEELD_ERROR_DATA, "more than 1,000,000,000 persons");
    return mse_table_check(table, error);
}

static void fill_in(MseLatentOptions *options)
{
    if (options->n_classes == 0)
        options->n_classes = 10;
    if (options->alpha_shape == 0.0)
        options->alpha_shape = 0.25;
    if (options->alpha_rate == 0.0)
        options->alpha_rate = 0.25;
    if (options->n_chains == 0)
        options->n_chains = 4;
    if (options->burn_in == 0)
        options->burn_in = 10000;
    if (options->n_draws == 0)
        options->n_draws = 5000;
    if (options->thinning == 0)
        options->thinning = 20;
    if (options->level == 0.0)
        options->level = 0.95;
    if (options->max_r_hat == 0.0)
        options->max_r_hat = 1.05;
}

static gboolean is_positive(double value)
{
    return value > 0.0 && value <= 1e6;
}

static gboolean check_options(const MseLatentOptions *options, GError **error)
{
    if (options->n_classes < 2 || options->n_classes > LATENT_MAX_CLASSES)
        return refuse(error, INBEELD_ERROR_USAGE, "the number of classes must be 2 to 50");
    if (!is_positive(options->alpha_shape) || !is_positive(options->alpha_rate))
        return refuse(error, INBEELD_ERROR_USAGE,
                      "shape and rate of alpha must be above 0 and at most 1e6");
    if (options->n_chains < 2 || options->n_chains > MAX_CHAINS)
        return refuse(error, INBEELD_ERROR_USAGE, "the number of chains must be 2 to 64");
    if (options->n_draws < MIN_DRAWS || options->n_draws > MAX_DRAWS)
        return refuse(error, INBEELD_ERROR_USAGE, "the draws of a chain must be 100 to 1,000,000");
    if ((guint64)options->n_draws * options->thinning + options->burn_in > MAX_STEPS)
        return refuse(error, INBEELD_ERROR_USAGE, "a chain can make 100,000,000 steps");
    if (!(options->level > 0.0 && options->level < 1.0))
        return refuse(error, INBEELD_ERROR_USAGE, "the level must lie between 0 and 1");
    if (!(options->max_r_hat > 1.0))
        return refuse(error, INBEELD_ERROR_USAGE, "the largest R-hat must be above 1");
    return TRUE;
}

typedef struct {
    const MseTable *table;
    MseLatentResult *result;
    gboolean *ran_away; /* by chain */
} Work;

static void run_chain(guint chain, G_GNUC_UNUSED guint worker, gpointer data)
{
    const Work *work = data;
    const MseLatentOptions *options = &work->result->options;
    gsl_rng *generator = philox_new(options->seed, chain);
    LatentSampler *sampler = latent_sampler_new(
        work->table, options->n_classes, options->alpha_shape, options->alpha_rate, generator);
    for (guint step = 0; step < options->burn_in; step++)
        latent_sampler_step(sampler);
    double *totals = work->result->totals + (gsize)chain * options->n_draws;
    double n_occupied = 0.0;
    for (guint draw = 0; draw < options->n_draws; draw++) {
        for (guint step = 0; step < options->thinning; step++)
            latent_sampler_step(sampler);
        totals[draw] = (double)(work->result->observed + latent_sampler_hidden(sampler));
        n_occupied += latent_sampler_n_occupied(sampler);
    }
    work->result->chains[chain].n_occupied = n_occupied / options->n_draws;
    work->ran_away[chain] = latent_sampler_ran_away(sampler);
    latent_sampler_free(sampler);
    gsl_rng_free(generator);
}

static void summarise_chain(const MseLatentResult *result, guint chain)
{
    guint n = result->options.n_draws;
    double *sorted = g_memdup2(result->totals + (gsize)chain * n, n * sizeof *sorted);
    gsl_sort(sorted, 1, n);
    double tail = (1.0 - result->options.level) / 2.0;
    MseLatentChain *summary = &result->chains[chain];
    summary->median = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.5);
    summary->lower = gsl_stats_quantile_from_sorted_data(sorted, 1, n, tail);
    summary->upper = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 1.0 - tail);
    g_free(sorted);
}

static void diagnose(MseLatentResult *result, const gboolean *ran_away)
{
    guint n_chains = result->options.n_chains, n_draws = result->options.n_draws;
    gboolean any_ran_away = FALSE;
    for (guint chain = 0; chain < n_chains; chain++) {
        summarise_chain(result, chain);
        any_ran_away |= ran_away[chain];
    }
    result->r_hat = chains_r_hat(n_chains, n_draws, result->totals);
    result->ess_bulk = chains_ess_bulk(n_chains, n_draws, result->totals);
    result->ess_tail = chains_ess_tail(n_chains, n_draws, result->totals);
    result->is_rough = !(MIN(result->ess_bulk, result->ess_tail) >= ENOUGH_DRAWS * n_chains);
    if (any_ran_away)
        result->status = MSE_LATENT_RAN_AWAY;
    else if (!(result->r_hat <= result->options.max_r_hat)) /* a NaN is no mixing either */
        result->status = MSE_LATENT_NOT_MIXED;
    else
        result->status = MSE_LATENT_MIXED;
}

MseLatentResult *mse_average_latent(const MseTable *table, const MseLatentOptions *options,
                                    GError **error)
{
    MseLatentOptions chosen = options != NULL ? *options : (MseLatentOptions){0};
    fill_in(&chosen);
    if (!check_table(table, error) || !check_options(&chosen, error))
        return NULL;
    MseLatentResult *result = g_new0(MseLatentResult, 1);
    result->observed = mse_table_total(table);
    result->options = chosen;
    result->chains = g_new0(MseLatentChain, chosen.n_chains);
    result->totals = g_new(double, (gsize)chosen.n_chains *chosen.n_draws);
    gboolean *ran_away = g_new0(gboolean, chosen.n_chains);
    Work work = {.table = table, .result = result, .ran_away = ran_away};
    parallel_for(chosen.n_chains, chosen.n_threads, run_chain, &work);
    diagnose(result, ran_away);
    g_free(ran_away);
    result->posterior = (MsePosterior){
        .mean = NAN, .median = NAN, .lower = NAN, .upper = NAN, .level = chosen.level};
    if (result->status == MSE_LATENT_MIXED)
        mse_posterior_from_draws((gsize)chosen.n_chains * chosen.n_draws, result->totals,
                                 result->ess_bulk, chosen.level, &result->posterior);
    return result;
}

void mse_latent_result_free(MseLatentResult *result)
{
    if (result == NULL)
        return;
    mse_posterior_clear(&result->posterior);
    g_free(result->chains);
    g_free(result->totals);
    g_free(result);
}

const char *mse_latent_status_name(MseLatentStatus status)
{
    switch (status) {
    case MSE_LATENT_MIXED:
        return "mixed";
    case MSE_LATENT_NOT_MIXED:
        return "not mixed";
    case MSE_LATENT_RAN_AWAY:
        return "ran away";
    }
    g_assert_not_reached();
}
