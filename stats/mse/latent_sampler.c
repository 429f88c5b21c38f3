#include "stats/mse/latent_sampler.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#define MAX_EXPECTED_HIDDEN 1e9
/* Cells with fewer persons are split one person at a time, which is faster than binomials. */
#define SMALL_CELL 6
/* Steps before the chain proper, at this alpha over the number of classes. */
#define START_STEPS 1000
#define START_ALPHA 0.3
#define MAX_HISTORIES (1 << MSE_MAX_LISTS)

struct LatentSampler {
    gsl_rng *generator; /* borrowed */
    guint n_lists, n_classes, n_histories;
    double alpha_shape, alpha_rate;
    gint64 n_observed;
    guint n_cells; /* histories that somebody has */
    guint *histories;
    gint64 *counts;

    double alpha;
    double share[LATENT_MAX_CLASSES];
    double capture[LATENT_MAX_CLASSES][MSE_MAX_LISTS];
    /* Persons by class, hidden ones included, and those on each list. */
    gint64 size[LATENT_MAX_CLASSES];
    gint64 on_list[LATENT_MAX_CLASSES][MSE_MAX_LISTS];
    gint64 hidden;
    gboolean ran_away;
    double *joint; /* n_histories x n_classes: P(class and history) */
};

void latent_sampler_free(LatentSampler *sampler)
{
    if (sampler == NULL)
        return;
    g_free(sampler->histories);
    g_free(sampler->counts);
    g_free(sampler->joint);
    g_free(sampler);
}

/* P(class and history) for all, each list doubling the histories made so far. */
static void compute_joint(LatentSampler *sampler)
{
    guint n_classes = sampler->n_classes;
    double *joint = sampler->joint;
    memcpy(joint, sampler->share, n_classes * sizeof *joint);
    for (guint list = 0; list < sampler->n_lists; list++) {
        gsize n_made = (gsize)n_classes << list;
        for (gsize i = 0; i < n_made; i += n_classes)
            for (guint k = 0; k < n_classes; k++) {
                double p = sampler->capture[k][list];
                joint[n_made + i + k] = joint[i + k] * p;
                joint[i + k] *= 1.0 - p;
            }
    }
}

static void add_persons(LatentSampler *sampler, guint k, guint history, gint64 count)
{
    sampler->size[k] += count;
    for (guint list = 0; list < sampler->n_lists; list++)
        if (history >> list & 1)
            sampler->on_list[k][list] += count;
}

/* Multinomial split of a cell's persons over the classes, by conditional binomials. */
static void split_cell(LatentSampler *sampler, guint history, gint64 count)
{
    const double *weights = sampler->joint + (gsize)history * sampler->n_classes;
    double rest = 0.0;
    for (guint k = 0; k < sampler->n_classes; k++)
        rest += weights[k];
    for (guint k = 0; k < sampler->n_classes && count > 0; k++) {
        gint64 here = count;
        if (weights[k] < rest)
            here = gsl_ran_binomial(sampler->generator, MAX(weights[k], 0.0) / rest, (guint)count);
        add_persons(sampler, k, history, here);
        count -= here;
        rest -= weights[k];
    }
    /* Only rounding leaves somebody over. */
    if (count > 0)
        add_persons(sampler, sampler->n_classes - 1, history, count);
}

static void split_small_cell(LatentSampler *sampler, guint history, gint64 count)
{
    const double *weights = sampler->joint + (gsize)history * sampler->n_classes;
    double total = 0.0;
    for (guint k = 0; k < sampler->n_classes; k++)
        total += weights[k];
    for (; count > 0; count--) {
        double point = gsl_rng_uniform(sampler->generator) * total;
        guint k = 0;
        for (; k + 1 < sampler->n_classes && point >= weights[k]; k++)
            point -= weights[k];
        add_persons(sampler, k, history, 1);
    }
}

static void draw_classes(LatentSampler *sampler)
{
    memset(sampler->size, 0, sizeof sampler->size);
    memset(sampler->on_list, 0, sizeof sampler->on_list);
    for (guint cell = 0; cell < sampler->n_cells; cell++)
        if (sampler->counts[cell] < SMALL_CELL)
            split_small_cell(sampler, sampler->histories[cell], sampler->counts[cell]);
        else
            split_cell(sampler, sampler->histories[cell], sampler->counts[cell]);
}

/* Hidden persons by class. With p(N) ~ 1 / N their number is negative binomial given the
 * probability of being hidden; drawn as a gamma mixture of Poissons, it divides over the classes
 * at once. */
static void draw_hidden(LatentSampler *sampler)
{
    double seen = 0.0, hidden = 0.0;
    for (guint k = 0; k < sampler->n_classes; k++)
        hidden += sampler->joint[k];
    for (gsize i = sampler->n_classes; i < (gsize)sampler->n_histories * sampler->n_classes; i++)
        seen += sampler->joint[i];
    double rate = gsl_ran_gamma(sampler->generator, (double)sampler->n_observed, 1.0) / seen;
    if (!(rate * hidden < MAX_EXPECTED_HIDDEN)) {
        sampler->ran_away = TRUE;
        rate = MAX_EXPECTED_HIDDEN / hidden;
    }
    sampler->hidden = 0;
    for (guint k = 0; k < sampler->n_classes; k++) {
        gint64 count = gsl_ran_poisson(sampler->generator, rate * sampler->joint[k]);
        sampler->size[k] += count;
        sampler->hidden += count;
    }
}

/* Exchanges the persons of pairs of classes (Papaspiliopoulos & Roberts 2008, section 3.4). Shares
 * favour early classes; without this a large class that began late stays there for very long. */
static void swap_classes(LatentSampler *sampler)
{
    for (guint attempt = 0; attempt < sampler->n_classes; attempt++) {
        guint a = (guint)gsl_rng_uniform_int(sampler->generator, sampler->n_classes);
        guint b = (guint)gsl_rng_uniform_int(sampler->generator, sampler->n_classes);
        double log_ratio = (double)(sampler->size[b] - sampler->size[a]) *
                           (log(sampler->share[a]) - log(sampler->share[b]));
        if (!(log(gsl_rng_uniform_pos(sampler->generator)) < log_ratio))
            continue;
        gint64 size = sampler->size[a];
        sampler->size[a] = sampler->size[b];
        sampler->size[b] = size;
        for (guint list = 0; list < sampler->n_lists; list++) {
            gint64 on_list = sampler->on_list[a][list];
            sampler->on_list[a][list] = sampler->on_list[b][list];
            sampler->on_list[b][list] = on_list;
        }
    }
}

static void draw_capture(LatentSampler *sampler)
{
    for (guint k = 0; k < sampler->n_classes; k++)
        for (guint list = 0; list < sampler->n_lists; list++) {
            double on = (double)sampler->on_list[k][list];
            double off = (double)sampler->size[k] - on;
            sampler->capture[k][list] = gsl_ran_beta(sampler->generator, 1.0 + on, 1.0 + off);
        }
}

/* Logarithm of a gamma variate, also where the variate itself would be 0. */
static double log_gamma_variate(gsl_rng *generator, double shape)
{
    if (shape >= 0.5)
        return log(gsl_ran_gamma(generator, shape, 1.0));
    return log(gsl_ran_gamma(generator, shape + 1.0, 1.0)) +
           log(gsl_rng_uniform_pos(generator)) / shape;
}

/* Returns log prod (1 - V_k), the logarithm of the last share. */
static double draw_shares(LatentSampler *sampler)
{
    double after = (double)(sampler->n_observed + sampler->hidden);
    double log_left = 0.0;
    for (guint k = 0; k + 1 < sampler->n_classes; k++) {
        after -= (double)sampler->size[k];
        double take = log_gamma_variate(sampler->generator, 1.0 + (double)sampler->size[k]);
        double leave = log_gamma_variate(sampler->generator, sampler->alpha + after);
        double high = MAX(take, leave);
        double log_sum = high + log1p(exp(MIN(take, leave) - high));
        sampler->share[k] = exp(take - log_sum + log_left);
        log_left += leave - log_sum;
    }
    sampler->share[sampler->n_classes - 1] = exp(log_left);
    return log_left;
}

static void step(LatentSampler *sampler, gboolean fix_alpha)
{
    compute_joint(sampler);
    draw_classes(sampler);
    draw_hidden(sampler);
    swap_classes(sampler);
    draw_capture(sampler);
    double log_last = draw_shares(sampler);
    if (!fix_alpha)
        sampler->alpha =
            gsl_ran_gamma(sampler->generator, sampler->alpha_shape + sampler->n_classes - 1.0,
                          1.0 / (sampler->alpha_rate - log_last));
}

void latent_sampler_step(LatentSampler *sampler)
{
    step(sampler, FALSE);
}

/* Capture probabilities anywhere, so that chains start apart; then some steps at a small alpha,
 * which empties most classes. Chains that begin with all classes in use take very long to leave
 * that corner, far longer than it deserves. */
static void draw_start(LatentSampler *sampler)
{
    for (guint k = 0; k < sampler->n_classes; k++) {
        sampler->share[k] = 1.0 / sampler->n_classes;
        for (guint list = 0; list < sampler->n_lists; list++)
            sampler->capture[k][list] = gsl_rng_uniform_pos(sampler->generator);
    }
    sampler->alpha = START_ALPHA / sampler->n_classes;
    for (guint i = 0; i < START_STEPS; i++)
        step(sampler, TRUE);
    sampler->ran_away = FALSE;
}

LatentSampler *latent_sampler_new(const MseTable *table, guint n_classes, double alpha_shape,
                                  double alpha_rate, gsl_rng *generator)
{
    g_assert(n_classes >= 1 && n_classes <= LATENT_MAX_CLASSES);
    LatentSampler *sampler = g_new0(LatentSampler, 1);
    sampler->generator = generator;
    sampler->n_lists = mse_table_n_lists(table);
    sampler->n_histories = mse_table_n_histories(table);
    sampler->n_classes = n_classes;
    sampler->alpha_shape = alpha_shape;
    sampler->alpha_rate = alpha_rate;
    sampler->n_observed = mse_table_total(table);
    sampler->histories = g_new(guint, sampler->n_histories);
    sampler->counts = g_new(gint64, sampler->n_histories);
    sampler->joint = g_new(double, (gsize)sampler->n_histories *n_classes);
    for (guint history = 1; history < sampler->n_histories; history++)
        if (mse_table_count(table, history, 0) > 0) {
            sampler->histories[sampler->n_cells] = history;
            sampler->counts[sampler->n_cells++] = mse_table_count(table, history, 0);
        }
    draw_start(sampler);
    return sampler;
}

gint64 latent_sampler_hidden(const LatentSampler *sampler)
{
    return sampler->hidden;
}

guint latent_sampler_n_occupied(const LatentSampler *sampler)
{
    guint n_occupied = 0;
    for (guint k = 0; k < sampler->n_classes; k++)
        n_occupied += sampler->size[k] > 0;
    return n_occupied;
}

gboolean latent_sampler_ran_away(const LatentSampler *sampler)
{
    return sampler->ran_away;
}
