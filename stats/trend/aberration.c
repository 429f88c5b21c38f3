#include "stats/trend/aberration.h"

#include "stats/counts/gamma_poisson.h"
#include "stats/trend/glm.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#define GAP 2
#define MOST_BASELINE 20
#define NOTABLE_RESIDUAL 2.58
#define MAX_COLUMNS 5

/* The baseline, and the row of the design for the quarter that is judged. */
typedef struct {
    gsize n_rows;
    gsize n_columns;
    double counts[MOST_BASELINE];
    double times[MOST_BASELINE];
    int seasons[MOST_BASELINE];
    double design[MOST_BASELINE * MAX_COLUMNS];
    double weights[MOST_BASELINE];
    double judged[MAX_COLUMNS];
    double judged_time;
    int judged_season;
} Baseline;

static void collect(gsize n_quarters, const double *counts, int first_quarter, Baseline *baseline)
{
    gsize end = n_quarters > GAP ? n_quarters - 1 - GAP : 0;
    gsize first = end > MOST_BASELINE ? end - MOST_BASELINE : 0;
    for (gsize i = first; i < end; i++) {
        if (isnan(counts[i]))
            continue;
        baseline->counts[baseline->n_rows] = counts[i];
        /* Years from the judged quarter back. */
        baseline->times[baseline->n_rows] = ((double)i - (double)(n_quarters - 1)) / 4;
        baseline->seasons[baseline->n_rows++] = (first_quarter - 1 + (int)i) % 4;
    }
    baseline->judged_season = (first_quarter - 1 + (int)n_quarters - 1) % 4;
}

static void fill_row(double *row, double time, int season, gboolean line, gboolean seasons)
{
    gsize column = 0;
    row[column++] = 1;
    if (line)
        row[column++] = time;
    for (int other = 1; seasons && other < 4; other++)
        row[column++] = season == other;
}

static void fill_design(Baseline *baseline, gboolean line, gboolean seasons)
{
    baseline->n_columns = 1u + (line ? 1u : 0u) + (seasons ? 3u : 0u);
    for (gsize i = 0; i < baseline->n_rows; i++)
        fill_row(baseline->design + i * baseline->n_columns, baseline->times[i],
                 baseline->seasons[i], line, seasons);
    fill_row(baseline->judged, 0, baseline->judged_season, line, seasons);
}

static double leverage(const Baseline *baseline, const Glm *glm, gsize row)
{
    gsize n = baseline->n_columns;
    const double *x = baseline->design + row * n;
    double sum = 0;
    for (gsize i = 0; i < n; i++)
        for (gsize j = 0; j < n; j++)
            sum += x[i] * x[j] * glm->unscaled[i * n + j];
    return sum * glm->means[row] * baseline->weights[row];
}

static Glm *fit(const Baseline *baseline)
{
    return glm_fit(baseline->n_rows, baseline->n_columns, baseline->design, NULL, baseline->counts,
                   baseline->weights, INFINITY);
}

/* Weights for quarters that stood out, scaled so that they add up to the number of quarters. */
static void reweight(Baseline *baseline, const Glm *glm)
{
    double phi = fmax(1, glm->dispersion), sum = 0;
    double weights[MOST_BASELINE];
    for (gsize i = 0; i < baseline->n_rows; i++) {
        double mean = glm->means[i];
        double residual =
            1.5 * (pow(baseline->counts[i], 2.0 / 3) * pow(mean, -1.0 / 6) - sqrt(mean));
        residual /= sqrt(phi * fmax(1e-9, 1 - leverage(baseline, glm, i)));
        weights[i] = residual > NOTABLE_RESIDUAL ? 1 / (residual * residual) : 1;
        sum += weights[i];
    }
    for (gsize i = 0; i < baseline->n_rows; i++)
        baseline->weights[i] = weights[i] * (double)baseline->n_rows / sum;
}

/* Fit, reweight, fit again. NULL when there is no estimate. */
static Glm *robust_fit(Baseline *baseline, gboolean line, gboolean seasons)
{
    fill_design(baseline, line, seasons);
    for (gsize i = 0; i < baseline->n_rows; i++)
        baseline->weights[i] = 1;
    g_autoptr(Glm) first = fit(baseline);
    if (first->status != GLM_FITTED || first->df == 0)
        return NULL;
    reweight(baseline, first);
    Glm *second = fit(baseline);
    if (second->status != GLM_FITTED)
        g_clear_pointer(&second, glm_free);
    return second;
}

static double predict(const Baseline *baseline, const Glm *glm, double *variance)
{
    gsize n = baseline->n_columns;
    double eta = 0;
    *variance = 0;
    for (gsize i = 0; i < n; i++) {
        eta += baseline->judged[i] * glm->coefficients[i];
        for (gsize j = 0; j < n; j++)
            *variance += baseline->judged[i] * baseline->judged[j] * glm->unscaled[i * n + j];
    }
    return exp(eta);
}

static double largest(const Baseline *baseline)
{
    double most = 0;
    for (gsize i = 0; i < baseline->n_rows; i++)
        most = fmax(most, baseline->counts[i]);
    return most;
}

/* The fullest model that has an estimate and does not run away. */
static Glm *choose(Baseline *baseline, Aberration *result)
{
    static const struct {
        gboolean line, seasons;
    } models[] = {{TRUE, TRUE}, {FALSE, TRUE}, {TRUE, FALSE}, {FALSE, FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(models); i++) {
        Glm *glm = robust_fit(baseline, models[i].line, models[i].seasons);
        double variance;
        if (glm != NULL &&
            (!models[i].line || predict(baseline, glm, &variance) <= largest(baseline))) {
            result->has_line = models[i].line;
            result->has_seasons = models[i].seasons;
            return glm;
        }
        g_clear_pointer(&glm, glm_free);
    }
    return NULL;
}

/* The dispersion is an estimate from few quarters: tails are those of Student's t with its degrees
 * of freedom. Between a p-value by the distribution of the count and one by t, through z. */
static double student_p_value(double p_value, gsize df)
{
    return 2 * gsl_cdf_tdist_Q(gsl_cdf_ugaussian_Qinv(p_value / 2), (double)df);
}

static double normal_level(double level, gsize df)
{
    return 1 - 2 * gsl_cdf_ugaussian_Q(gsl_cdf_tdist_Qinv((1 - level) / 2, (double)df));
}

Aberration aberration_find(gsize n_quarters, const double *counts, int first_quarter, double level)
{
    Aberration result = {.kind = ABERRATION_TOO_SHORT, .expected = NAN, .p_value = NAN};
    Baseline baseline = {0};
    collect(n_quarters, counts, first_quarter, &baseline);
    if (n_quarters == 0 || isnan(counts[n_quarters - 1]) || baseline.n_rows < ABERRATION_BASELINE)
        return result;
    result.kind = ABERRATION_TOO_SPARSE;
    g_autoptr(Glm) glm = choose(&baseline, &result);
    if (glm == NULL)
        return result;
    double relative, mean = predict(&baseline, glm, &relative);
    result.dispersion = fmax(1, glm->dispersion);
    /* phi m + m^2 se^2 = m + tau2 m^2 */
    double tau2 = (result.dispersion - 1) / mean + result.dispersion * relative;
    gint64 count = (gint64)counts[n_quarters - 1];
    CountRange usual = gamma_poisson_inside(mean, tau2, normal_level(level, glm->df));
    result.expected = mean;
    result.usual_lower = usual.lower;
    result.usual_upper = usual.upper;
    result.p_value = student_p_value(gamma_poisson_p_value(count, mean, tau2), glm->df);
    result.kind = count > usual.upper   ? ABERRATION_HIGH
                  : count < usual.lower ? ABERRATION_LOW
                                        : ABERRATION_USUAL;
    return result;
}
