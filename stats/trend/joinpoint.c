#include "stats/trend/joinpoint.h"

#include "stats/trend/glm.h"
#include "stats/trend/least_squares.h"

#include <math.h>
#include <string.h>

#define MAX_COLUMNS (2 + JOINPOINT_MOST)

typedef struct {
    gsize n_points;
    const double *times, *counts, *offset;
} Series;

static double after(double time, double join)
{
    return time > join ? time - join : 0;
}

/* Columns 1, t, (t - join)+ ... with t from the first point. */
static Glm *fit(const Series *series, gsize n_joins, const gsize *joins)
{
    gsize n_columns = 2 + n_joins;
    double *design = g_new(double, series->n_points *n_columns);
    for (gsize i = 0; i < series->n_points; i++) {
        double *row = design + i * n_columns;
        row[0] = 1;
        row[1] = series->times[i] - series->times[0];
        for (gsize j = 0; j < n_joins; j++)
            row[2 + j] = after(series->times[i], series->times[joins[j]]);
    }
    Glm *glm = glm_fit(series->n_points, n_columns, design, series->offset, series->counts, NULL,
                       INFINITY);
    g_free(design);
    return glm;
}

/* --- criterion ------------------------------------------------------------------------------- */

/* Partial R^2 of the bend at a join: the part of what a straight line leaves unexplained between
 * the joins around it that the bend explains. */
static double partial_r2(const Series *series, const Glm *glm, gsize first, gsize join, gsize last)
{
    gsize n = last - first + 1;
    g_autofree double *line = g_new(double, n * 2);
    g_autofree double *bent = g_new(double, n * 3);
    g_autofree double *response = g_new(double, n);
    for (gsize i = 0; i < n; i++) {
        gsize point = first + i;
        double time = series->times[point] - series->times[first];
        double offset = series->offset != NULL ? series->offset[point] : 0;
        line[2 * i] = bent[3 * i] = 1;
        line[2 * i + 1] = bent[3 * i + 1] = time;
        bent[3 * i + 2] = after(series->times[point], series->times[join]);
        response[i] = log(series->counts[point] + 0.5) - offset;
    }
    g_autoptr(LeastSquares) straight = least_squares_fit(n, 2, line, response, glm->means + first);
    g_autoptr(LeastSquares) broken = least_squares_fit(n, 3, bent, response, glm->means + first);
    if (straight->sum_of_squares <= 0)
        return 0;
    return CLAMP(1 - broken->sum_of_squares / straight->sum_of_squares, 0, 1);
}

static double weighted_bic(const Series *series, const Glm *glm, gsize n_joins, const gsize *joins)
{
    double largest = 0;
    for (gsize j = 0; j < n_joins; j++) {
        gsize first = j > 0 ? joins[j - 1] + 1 : 0;
        gsize last = j + 1 < n_joins ? joins[j + 1] : series->n_points - 1;
        largest = fmax(largest, partial_r2(series, glm, first, joins[j], last));
    }
    double n = (double)series->n_points, k = (double)n_joins;
    return log(fmax(glm->deviance, fmax(1, (double)glm->df)) / n) +
           ((2 + largest) * k + 2) * log(n) / n;
}

/* --- grid ------------------------------------------------------------------------------------ */

/* The joins with the least deviance among all placements; NULL when none can be fitted. */
static Glm *best_fit(const Series *series, gsize n_joins, gsize *joins)
{
    Glm *best = NULL;
    gsize end = series->n_points - 1 - JOINPOINT_SEGMENT;
    for (gsize first = JOINPOINT_SEGMENT; first <= end; first++) {
        gsize second = n_joins == 2 ? first + JOINPOINT_SEGMENT : end;
        for (; second <= end; second++) {
            const gsize tried[] = {first, second};
            Glm *glm = fit(series, n_joins, tried);
            if (glm->status == GLM_FITTED && (best == NULL || glm->deviance < best->deviance)) {
                g_clear_pointer(&best, glm_free);
                best = glm;
                memcpy(joins, tried, sizeof tried);
            } else {
                glm_free(glm);
            }
        }
    }
    return best;
}

/* Slope of a segment: the sum of the coefficients up to it, with its variance. */
static void set_slopes(Joinpoints *found, const Glm *glm)
{
    for (gsize segment = 0; segment <= found->n_joins; segment++) {
        double variance = 0;
        found->slopes[segment] = 0;
        for (gsize i = 1; i <= segment + 1; i++) {
            found->slopes[segment] += glm->coefficients[i];
            for (gsize j = 1; j <= segment + 1; j++)
                variance += glm->unscaled[i * glm->n_columns + j];
        }
        found->errors[segment] = sqrt(variance * fmax(1, found->dispersion));
    }
}

static void take(Joinpoints *found, const Glm *glm, gsize n_joins, const gsize *joins)
{
    found->fitted = TRUE;
    found->n_joins = n_joins;
    memcpy(found->joins, joins, sizeof found->joins);
    found->df = glm->df;
    found->dispersion = glm->dispersion;
    set_slopes(found, glm);
}

Joinpoints joinpoints_find(gsize n_points, const double *times, const double *counts,
                           const double *offset)
{
    Series series = {n_points, times, counts, offset};
    Joinpoints found = {.criteria = {NAN, NAN, NAN}};
    gsize joins[JOINPOINT_MOST] = {0};
    gsize most = n_points < JOINPOINT_SHORTEST       ? 0
                 : n_points < 2 * JOINPOINT_SHORTEST ? 1
                                                     : JOINPOINT_MOST;
    double least = INFINITY;
    for (gsize k = 0; k <= most; k++) {
        g_autoptr(Glm) glm = k == 0 ? fit(&series, 0, joins) : best_fit(&series, k, joins);
        if (glm == NULL || glm->status != GLM_FITTED)
            continue;
        found.criteria[k] = weighted_bic(&series, glm, k, joins);
        if (found.criteria[k] < least) {
            least = found.criteria[k];
            take(&found, glm, k, joins);
        }
    }
    return found;
}
