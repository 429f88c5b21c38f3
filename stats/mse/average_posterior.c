#include "stats/mse/average_posterior.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#define N_POINTS 512

/* The sizes between two valleys, with the local maximum between them. */
typedef struct {
    gsize start, peak, end; /* end: one past the last */
} Hill;

static gint64 quantile(gsize n, const double *probability, gint64 first, double p)
{
    double cumulative = 0.0;
    for (gsize i = 0; i < n; i++) {
        cumulative += probability[i];
        if (cumulative > p)
            return first + (gint64)i;
    }
    return first + (gint64)n - 1;
}

/* One walk from left to right: a hill is closed once the path has climbed `depth` above the lowest
 * point since its peak, and opened there. A rise or fall smaller than `depth` is no valley. */
static GArray *find_hills(gsize n, const double *probability, double depth)
{
    GArray *hills = g_array_new(FALSE, FALSE, sizeof(Hill));
    Hill hill = {0};
    gsize lowest = 0;
    gboolean descending = FALSE;
    for (gsize i = 0; i < n; i++) {
        if (!descending) {
            if (probability[i] > probability[hill.peak])
                hill.peak = i;
            else if (probability[hill.peak] - probability[i] >= depth) {
                descending = TRUE;
                lowest = i;
            }
        } else if (probability[i] < probability[lowest])
            lowest = i;
        else if (probability[i] - probability[lowest] >= depth) {
            hill.end = lowest;
            g_array_append_val(hills, hill);
            hill = (Hill){.start = lowest, .peak = i};
            descending = FALSE;
        }
    }
    hill.end = n;
    g_array_append_val(hills, hill);
    return hills;
}

static MseMode describe(const Hill *hill, gsize n, const double *probability, gint64 first,
                        double highest)
{
    MseMode mode = {.total = first + (gint64)hill->peak};
    for (gsize i = hill->start; i < hill->end; i++)
        mode.probability += probability[i];
    double left = hill->start > 0 ? probability[hill->start] : 0.0;
    double right = hill->end < n ? probability[hill->end] : 0.0;
    mode.prominence = (probability[hill->peak] - MAX(left, right)) / highest;
    return mode;
}

/* first: what index 0 stands for. */
static void set_modes(gsize n, const double *probability, gint64 first, MsePosterior *posterior)
{
    double highest = 0.0;
    for (gsize i = 0; i < n; i++)
        highest = MAX(highest, probability[i]);
    GArray *hills = find_hills(n, probability, MSE_MODE_PROMINENCE * highest);
    posterior->n_modes = hills->len;
    posterior->modes = g_new0(MseMode, hills->len);
    for (guint i = 0; i < hills->len; i++)
        posterior->modes[i] =
            describe(&g_array_index(hills, Hill, i), n, probability, first, highest);
    g_array_unref(hills);
}

void mse_posterior_summarise(gsize n, const double *probability, gint64 first, double level,
                             MsePosterior *posterior)
{
    g_assert(n > 0 && level > 0.0 && level < 1.0);
    double mean = 0.0;
    for (gsize i = 0; i < n; i++)
        mean += probability[i] * (double)i;
    *posterior =
        (MsePosterior){.mean = (double)first + mean,
                       .median = (double)quantile(n, probability, first, 0.5),
                       .lower = (double)quantile(n, probability, first, (1.0 - level) / 2.0),
                       .upper = (double)quantile(n, probability, first, (1.0 + level) / 2.0),
                       .level = level};
    set_modes(n, probability, first, posterior);
}

/* Points of a density, evenly spaced in the logarithm. */
typedef struct {
    double start, step;
    double probability[N_POINTS];
} Density;

/* Draws to the nearest point, then every point spread by the kernel. */
static void estimate_density(gsize n, const double *draws, double bandwidth, Density *density)
{
    double mass[N_POINTS] = {0}, total = 0.0;
    for (gsize i = 0; i < n; i++) {
        double point = (log(draws[i]) - density->start) / density->step;
        mass[(gsize)CLAMP(point + 0.5, 0.0, N_POINTS - 1.0)] += 1.0;
    }
    for (guint i = 0; i < N_POINTS; i++) {
        density->probability[i] = 0.0;
        for (guint j = 0; j < N_POINTS; j++) {
            double distance = ((double)i - (double)j) * density->step / bandwidth;
            density->probability[i] += mass[j] * exp(-distance * distance / 2.0);
        }
        total += density->probability[i];
    }
    for (guint i = 0; i < N_POINTS; i++)
        density->probability[i] /= total;
}

static void set_modes_of_draws(gsize n, const double *sorted, double n_effective,
                               MsePosterior *posterior)
{
    double *logs = g_new(double, n);
    for (gsize i = 0; i < n; i++)
        logs[i] = log(sorted[i]);
    double range = gsl_stats_quantile_from_sorted_data(logs, 1, n, 0.75) -
                   gsl_stats_quantile_from_sorted_data(logs, 1, n, 0.25);
    double spread = MIN(gsl_stats_sd(logs, 1, n), range > 0.0 ? range / 1.34 : INFINITY);
    double bandwidth = 0.9 * spread * pow(MAX(n_effective, 1.0), -0.2);
    double margin = 3.0 * bandwidth;
    Density *density = g_new(Density, 1);
    density->start = logs[0] - margin;
    density->step = (logs[n - 1] + margin - density->start) / (N_POINTS - 1);
    g_free(logs);
    if (bandwidth > 0.0) {
        estimate_density(n, sorted, bandwidth, density);
        set_modes(N_POINTS, density->probability, 0, posterior);
    }
    for (guint i = 0; i < posterior->n_modes; i++) {
        double point = (double)posterior->modes[i].total;
        posterior->modes[i].total = llround(exp(density->start + point * density->step));
    }
    g_free(density);
}

void mse_posterior_from_draws(gsize n, const double *draws, double n_effective, double level,
                              MsePosterior *posterior)
{
    g_assert(n > 1 && level > 0.0 && level < 1.0);
    double *sorted = g_memdup2(draws, n * sizeof *sorted);
    gsl_sort(sorted, 1, n);
    *posterior = (MsePosterior){
        .mean = gsl_stats_mean(sorted, 1, n),
        .median = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.5),
        .lower = gsl_stats_quantile_from_sorted_data(sorted, 1, n, (1.0 - level) / 2.0),
        .upper = gsl_stats_quantile_from_sorted_data(sorted, 1, n, (1.0 + level) / 2.0),
        .level = level};
    set_modes_of_draws(n, sorted, n_effective, posterior);
    g_free(sorted);
}

void mse_posterior_clear(MsePosterior *posterior)
{
    g_clear_pointer(&posterior->modes, g_free);
    posterior->n_modes = 0;
}
