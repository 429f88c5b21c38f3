#include "stats/mse/average_dga_sum.h"

#include "stats/mse/average_dga_stretch.h"

#include <math.h>
#include <string.h>

/* Graphs that are passed over wholly hold less than exp(-37) < 1e-16 of the largest weight. */
#define LOG_NEGLIGIBLE (-37.0)
/* Of the other graphs, the stretches that are passed over hold less than this share together. */
#define NEGLIGIBLE_SHARE 1e-12
/* Bins of one unit of log weight, from TOP_BIN above the highest single weight down. */
#define N_BINS 256
#define TOP_BIN 32.0

/* Grid points and, for every set of lists, h_S in them. */
typedef struct {
    const DgaTerms *terms;
    guint n_sets;
    guint n_points;
    gint64 *hidden;    /* n_points: first m of each stretch; the last stretch is max_hidden alone */
    double *slack;     /* n_points: how far a stretch can rise above its two ends */
    double *log_width; /* n_points: of the number of sizes in a stretch */
    double *common;    /* n_points */
    double *margins;   /* n_sets x n_points */
} Grid;

/* A graph whose weight comes near the highest somewhere. */
typedef struct {
    guint graph;
    guint n_factors;
    guint8 factors[DGA_MAX_FACTORS]; /* as in average_dga_stretch.h */
    double *log_weights;             /* n_points */
} Candidate;

static double stretch_slack(const DgaTerms *terms, gint64 hidden, gint64 width)
{
    if (width <= 1)
        return 0.0;
    double m = (double)hidden, w = (double)width;
    return w * w / 8.0 * (terms->n_lists + 2.0) * (1.0 + 1.0 / m) / m;
}

static void grid_place_points(Grid *grid, gint64 min_hidden, gint64 max_hidden)
{
    g_autoptr(GArray) hidden = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (gint64 m = min_hidden; m < max_hidden;) {
        g_array_append_val(hidden, m);
        m += MIN(dga_stretch_width(grid->terms, m), max_hidden - m);
    }
    g_array_append_val(hidden, max_hidden);
    grid->n_points = hidden->len;
    grid->hidden = (gint64 *)(void *)g_array_free(g_steal_pointer(&hidden), FALSE);
    grid->slack = g_new(double, grid->n_points);
    grid->log_width = g_new(double, grid->n_points);
    g_assert(grid->n_points >= 2);
    guint last = grid->n_points - 1;
    for (guint p = 0; p < last; p++) {
        gint64 width = grid->hidden[p + 1] - grid->hidden[p];
        grid->slack[p] = stretch_slack(grid->terms, grid->hidden[p], width);
        grid->log_width[p] = log((double)width);
    }
    grid->slack[last] = grid->slack[last - 1];
    grid->log_width[last] = grid->log_width[last - 1];
}

static void grid_init(Grid *grid, const DgaTerms *terms, gint64 min_hidden, gint64 max_hidden)
{
    *grid = (Grid){.terms = terms, .n_sets = 1U << terms->n_lists};
    grid_place_points(grid, min_hidden, max_hidden);
    grid->common = g_new(double, grid->n_points);
    grid->margins = g_new(double, (gsize)grid->n_sets * grid->n_points);
    for (guint p = 0; p < grid->n_points; p++)
        grid->common[p] = dga_common_log_weight(terms, (double)grid->hidden[p]);
    for (guint set = 1; set < grid->n_sets; set++)
        for (guint p = 0; p < grid->n_points; p++)
            grid->margins[(gsize)set * grid->n_points + p] =
                dga_margin_log_likelihood(terms, set, (double)grid->hidden[p]);
}

static void grid_clear(Grid *grid)
{
    g_free(grid->hidden);
    g_free(grid->slack);
    g_free(grid->log_width);
    g_free(grid->common);
    g_free(grid->margins);
}

/* log_weights: n_points. Returns the highest, with the slack of the stretches on both sides. */
static double graph_log_weights(const Grid *grid, const DecomposableGraph *graph,
                                double *log_weights, double *highest_bound)
{
    guint n = grid->n_points;
    memcpy(log_weights, grid->common, n * sizeof *log_weights);
    for (guint i = 0; i < graph->n_cliques; i++) {
        const double *margin = grid->margins + (gsize)graph->cliques[i] * n;
        for (guint p = 0; p < n; p++)
            log_weights[p] += margin[p];
    }
    for (guint i = 0; i < graph->n_separators; i++) {
        const double *margin = grid->margins + (gsize)graph->separators[i] * n;
        for (guint p = 0; p < n; p++)
            log_weights[p] -= margin[p];
    }
    double highest = -INFINITY, bound = -INFINITY;
    for (guint p = 0; p < n; p++) {
        double slack = MAX(grid->slack[p], p > 0 ? grid->slack[p - 1] : 0.0);
        highest = MAX(highest, log_weights[p]);
        bound = MAX(bound, log_weights[p] + slack);
    }
    *highest_bound = bound;
    return highest;
}

static void list_factors(const DecomposableGraph *graph, Candidate *candidate)
{
    for (guint i = graph->n_cliques; i-- > 0;)
        candidate->factors[candidate->n_factors++] = graph->cliques[i];
    for (guint i = 0; i < graph->n_separators; i++)
        candidate->factors[candidate->n_factors++] = graph->separators[i] | DGA_SEPARATOR;
}

/* Graphs with the same first factors come together and share the work on them. */
static gint by_factors(gconstpointer a, gconstpointer b)
{
    const Candidate *left = a, *right = b;
    for (guint i = 0; i < left->n_factors && i < right->n_factors; i++)
        if (left->factors[i] != right->factors[i])
            return left->factors[i] < right->factors[i] ? -1 : 1;
    return left->graph < right->graph ? -1 : left->graph > right->graph;
}

/* Graphs that cannot be passed over wholly, with their log weights. highest: out, over all. */
static GArray *find_candidates(const Grid *grid, guint n_graphs, const DecomposableGraph *graphs,
                               double log_cut, double *highest)
{
    double *bounds = g_new(double, n_graphs);
    double *row = g_new(double, grid->n_points);
    *highest = -INFINITY;
    for (guint g = 0; g < n_graphs; g++)
        *highest = MAX(*highest, graph_log_weights(grid, &graphs[g], row, &bounds[g]));
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    for (guint g = 0; g < n_graphs; g++) {
        if (bounds[g] < *highest + log_cut)
            continue;
        Candidate candidate = {.graph = g, .log_weights = g_new(double, grid->n_points)};
        list_factors(&graphs[g], &candidate);
        graph_log_weights(grid, &graphs[g], candidate.log_weights, &bounds[g]);
        g_array_append_val(candidates, candidate);
    }
    g_array_sort(candidates, by_factors);
    g_free(bounds);
    g_free(row);
    return candidates;
}

/* The other end of a stretch. The last one, max_hidden alone, is judged as part of the one before,
 * so that the same graphs are summed in both and the slope at the bound is right. */
static guint other_end(const Grid *grid, guint p)
{
    return p + 1 < grid->n_points ? p + 1 : p - 1;
}

/* Highest log weight that a candidate can have along a stretch, and lowest. */
static double stretch_upper(const Grid *grid, const double *log_weights, guint p)
{
    return MAX(log_weights[p], log_weights[other_end(grid, p)]) + grid->slack[p];
}

static double stretch_lower(const Grid *grid, const double *log_weights, guint p)
{
    return MIN(log_weights[p], log_weights[other_end(grid, p)]) - grid->slack[p];
}

static guint bin_of(double log_weight)
{
    return (guint)CLAMP(TOP_BIN - log_weight, 0.0, N_BINS - 1.0);
}

/* The log weight of a whole stretch below which stretches can be passed over: those below it, each
 * counted at its upper bound, hold less than NEGLIGIBLE_SHARE of a lower bound of the sum. */
static double find_cut(const Grid *grid, const GArray *candidates, double highest)
{
    double upper[N_BINS] = {0}, total = 0.0;
    guint64 n_lower[N_BINS] = {0};
    for (guint c = 0; c < candidates->len; c++) {
        const double *row = g_array_index(candidates, Candidate, c).log_weights;
        for (guint p = 0; p < grid->n_points; p++) {
            double log_width = grid->log_width[p] - highest;
            upper[bin_of(stretch_upper(grid, row, p) + log_width)]++;
            n_lower[bin_of(stretch_lower(grid, row, p) + log_width)]++;
        }
    }
    for (guint bin = N_BINS - 1; bin-- > 0;)
        total += (double)n_lower[bin] * exp(TOP_BIN - bin - 1.0);
    double passed = 0.0;
    for (guint bin = N_BINS; bin-- > 1;) {
        passed += upper[bin] * exp(TOP_BIN - bin);
        if (passed > NEGLIGIBLE_SHARE * total)
            return highest + TOP_BIN - bin - 1.0;
    }
    return highest;
}

static void sum_candidates(const Grid *grid, const GArray *candidates, double highest,
                           double *probability, DgaGraphSum *sums)
{
    double cut = find_cut(grid, candidates, highest);
    DgaStretch *stretch = dga_stretch_new(grid->terms);
    for (guint p = 0; p < grid->n_points; p++) {
        gint64 hidden = grid->hidden[p];
        gsize offset = (gsize)(hidden - grid->hidden[0]);
        gsize length = p + 1 < grid->n_points ? (gsize)(grid->hidden[p + 1] - hidden) : 1;
        dga_stretch_start(stretch, hidden, length);
        for (guint c = 0; c < candidates->len; c++) {
            const Candidate *candidate = &g_array_index(candidates, Candidate, c);
            if (stretch_upper(grid, candidate->log_weights, p) + grid->log_width[p] < cut)
                continue;
            double start = exp(candidate->log_weights[p] - highest), weight, moment;
            dga_stretch_add(stretch, candidate->n_factors, candidate->factors, start, &weight,
                            &moment);
            sums[candidate->graph].weight += weight;
            sums[candidate->graph].moment += moment + weight * (double)offset;
        }
        memcpy(probability + offset, dga_stretch_sums(stretch), length * sizeof *probability);
    }
    dga_stretch_free(stretch);
}

static void normalise(gsize n_sizes, double *probability, guint n_graphs, DgaGraphSum *sums)
{
    double total = 0.0;
    for (gsize i = 0; i < n_sizes; i++)
        total += probability[i];
    for (gsize i = 0; i < n_sizes; i++)
        probability[i] /= total;
    for (guint g = 0; g < n_graphs; g++) {
        sums[g].weight /= total;
        sums[g].moment /= total;
    }
}

void dga_sum(const DgaTerms *terms, guint n_graphs, const DecomposableGraph *graphs,
             gint64 min_hidden, gint64 max_hidden, double *probability, DgaGraphSum *sums)
{
    g_assert(min_hidden >= 0 && min_hidden < max_hidden);
    gsize n_sizes = (gsize)(max_hidden - min_hidden) + 1;
    for (guint g = 0; g < n_graphs; g++)
        sums[g] = (DgaGraphSum){.graph = g};
    Grid grid;
    grid_init(&grid, terms, min_hidden, max_hidden);
    double log_cut = LOG_NEGLIGIBLE - log((double)n_graphs * (double)n_sizes);
    double highest;
    g_autoptr(GArray) candidates = find_candidates(&grid, n_graphs, graphs, log_cut, &highest);
    sum_candidates(&grid, candidates, highest, probability, sums);
    for (guint c = 0; c < candidates->len; c++)
        g_free(g_array_index(candidates, Candidate, c).log_weights);
    grid_clear(&grid);
    normalise(n_sizes, probability, n_graphs, sums);
}
