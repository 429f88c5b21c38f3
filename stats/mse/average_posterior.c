#include "stats/mse/average_posterior.h"

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

void mse_posterior_summarise(gsize n, const double *probability, gint64 first, double level,
                             MsePosterior *posterior)
{
    g_assert(n > 0 && level > 0.0 && level < 1.0);
    double mean = 0.0, highest = 0.0;
    for (gsize i = 0; i < n; i++) {
        mean += probability[i] * (double)i;
        highest = MAX(highest, probability[i]);
    }
    g_autoptr(GArray) hills = find_hills(n, probability, MSE_MODE_PROMINENCE * highest);
    *posterior =
        (MsePosterior){.mean = (double)first + mean,
                       .median = (double)quantile(n, probability, first, 0.5),
                       .lower = (double)quantile(n, probability, first, (1.0 - level) / 2.0),
                       .upper = (double)quantile(n, probability, first, (1.0 + level) / 2.0),
                       .level = level,
                       .n_modes = hills->len,
                       .modes = g_new0(MseMode, hills->len)};
    for (guint i = 0; i < hills->len; i++)
        posterior->modes[i] =
            describe(&g_array_index(hills, Hill, i), n, probability, first, highest);
}

void mse_posterior_clear(MsePosterior *posterior)
{
    g_clear_pointer(&posterior->modes, g_free);
    posterior->n_modes = 0;
}
