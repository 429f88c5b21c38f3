#include "stats/mse/lists_fit.h"

#include "stats/mse/existence.h"

#include <math.h>
#include <string.h>

#define MAX_ITERATIONS 60
#define MAX_HALVINGS 30
/* Newton converges quadratically: a last step of this size in the linear predictor leaves an error
 * of its square. */
#define SMALL_STEP 1e-6
/* Without an estimate some predictors fall by about 1 in every iteration while the likelihood
 * hardly rises any more. */
#define FALLING_STEP 0.3
#define FLAT_GAIN 1e-9
/* A pivot this small beside its diagonal element makes the rank doubtful. */
#define DOUBTFUL_PIVOT 1e-10
#define MAX_STEP 10.0
#define CERTIFICATE_TOLERANCE 1e-7
#define STATIONARY 1e-9
/* Within a step of this size means change by less than a factor e, hence the factor below. */
#define BOUNDED_STEP 1.0
#define DECREMENT_FACTOR 1.5

struct ListsWorkspace {
    guint n_cells;
    guint n_free;     /* finite parameters */
    guint16 *free;    /* [n_cells] their terms */
    guint8 *active;   /* [n_cells] cells with a positive mean */
    double *eta;      /* [n_cells] linear predictors */
    double *trial;    /* [n_cells] */
    double *means;    /* [n_cells] */
    double *sums;     /* [n_cells] superset sums of the means */
    double *step;     /* [n_cells] step of the predictors */
    double *gradient; /* [n_cells] by parameter; becomes the step of the parameters */
    double *score;    /* [n_cells] the gradient itself */
    double *factor;   /* [n_free x n_free] Cholesky factor, lower */
    gsize factor_size;
    gboolean rank_doubtful;
};

ListsWorkspace *lists_workspace_new(guint n_lists)
{
    ListsWorkspace *work = g_new0(ListsWorkspace, 1);
    work->n_cells = 1U << n_lists;
    work->free = g_new0(guint16, work->n_cells);
    work->active = g_new0(guint8, work->n_cells);
    work->eta = g_new0(double, work->n_cells);
    work->trial = g_new0(double, work->n_cells);
    work->means = g_new0(double, work->n_cells);
    work->sums = g_new0(double, work->n_cells);
    work->step = g_new0(double, work->n_cells);
    work->gradient = g_new0(double, work->n_cells);
    work->score = g_new0(double, work->n_cells);
    return work;
}

void lists_workspace_free(ListsWorkspace *work)
{
    if (work == NULL)
        return;
    g_free(work->free);
    g_free(work->active);
    g_free(work->eta);
    g_free(work->trial);
    g_free(work->means);
    g_free(work->sums);
    g_free(work->step);
    g_free(work->gradient);
    g_free(work->score);
    g_free(work->factor);
    g_free(work);
}

const double *lists_workspace_predictors(const ListsWorkspace *work)
{
    return work->eta;
}

/* values[h] becomes the sum over the subsets of h. */
static void sum_subsets(double *values, guint n_cells)
{
    for (guint step = 1; step < n_cells; step <<= 1)
        for (guint from = 0; from < n_cells; from += 2 * step)
            for (guint cell = from; cell < from + step; cell++)
                values[cell + step] += values[cell];
}

/* values[h] becomes the sum over the supersets of h. */
static void sum_supersets(double *values, guint n_cells)
{
    for (guint step = 1; step < n_cells; step <<= 1)
        for (guint from = 0; from < n_cells; from += 2 * step)
            for (guint cell = from; cell < from + step; cell++)
                values[cell] += values[cell + step];
}

/* Sorts the terms in finite, infinite and without any cell, and the cells in active and not. */
static guint divide_terms(const ListsData *data, guint n_terms, const guint16 *terms,
                          ListsWorkspace *work, ListsFit *fit)
{
    memcpy(work->active, data->possible, data->n_cells);
    work->n_free = 0;
    for (guint i = 0; i < n_terms; i++) {
        guint term = terms[i];
        if (data->n_possible[term] == 0)
            continue;
        fit->n_parameters++;
        if (data->margins[term] > 0) {
            work->free[work->n_free++] = (guint16)term;
            continue;
        }
        fit->n_infinite++;
        for (guint cell = term; cell < data->n_cells; cell = (cell + 1) | term)
            work->active[cell] = 0;
    }
    fit->n_cells = data->n_possible[0];
    guint n_active = 0;
    for (guint cell = 0; cell < data->n_cells; cell++)
        n_active += work->active[cell];
    return n_active;
}

/* Cholesky factor of the information matrix, element (s, t) = sums[s | t]. A parameter with a
 * doubtful pivot is left at its value: its row becomes that of the identity. */
static void factorise(ListsWorkspace *work, const double *sums)
{
    guint n = work->n_free;
    work->rank_doubtful = FALSE;
    for (guint i = 0; i < n; i++) {
        double *row = work->factor + (gsize)i * n;
        guint term = work->free[i];
        for (guint j = 0; j <= i; j++) {
            const double *other = work->factor + (gsize)j * n;
            double value = sums[term | work->free[j]];
            for (guint k = 0; k < j; k++)
                value -= row[k] * other[k];
            if (j < i) {
                row[j] = value * other[j]; /* the diagonal holds the inverse of the root */
            } else if (value > DOUBTFUL_PIVOT * sums[term]) {
                row[i] = 1 / sqrt(value);
            } else {
                work->rank_doubtful = TRUE;
                memset(row, 0, i * sizeof *row);
                row[i] = 0;
            }
        }
    }
}

/* Solves factor factor' x = x. */
static void solve(const ListsWorkspace *work, double *x)
{
    guint n = work->n_free;
    const double *factor = work->factor;
    for (guint i = 0; i < n; i++) {
        double value = x[i];
        for (guint k = 0; k < i; k++)
            value -= factor[(gsize)i * n + k] * x[k];
        x[i] = value * factor[(gsize)i * n + i];
    }
    for (guint i = n; i-- > 0;) {
        double value = x[i] * factor[(gsize)i * n + i];
        x[i] = value;
        for (guint k = 0; k < i; k++)
            x[k] -= factor[(gsize)i * n + k] * value;
    }
}

static void spread_step(ListsWorkspace *work)
{
    memset(work->step, 0, work->n_cells * sizeof *work->step);
    for (guint i = 0; i < work->n_free; i++)
        work->step[work->free[i]] = work->gradient[i];
    sum_subsets(work->step, work->n_cells);
}

/* First iteration of weighted least squares, with weights count + 1/2. */
static void start_from_counts(const ListsData *data, ListsWorkspace *work)
{
    double *weights = work->means;
    for (guint cell = 0; cell < data->n_cells; cell++) {
        weights[cell] = work->active[cell] ? data->counts[cell] + 0.5 : 0;
        work->sums[cell] = weights[cell];
        work->trial[cell] = work->active[cell] ? weights[cell] * log(weights[cell]) - 0.5 : 0;
    }
    sum_supersets(work->sums, data->n_cells);
    sum_supersets(work->trial, data->n_cells);
    factorise(work, work->sums);
    for (guint i = 0; i < work->n_free; i++)
        work->gradient[i] = work->trial[work->free[i]];
    solve(work, work->gradient);
    spread_step(work);
    memcpy(work->eta, work->step, data->n_cells * sizeof *work->eta);
}

/* The parameters behind the predictors of another fit, those at minus infinity left at 0. */
static void start_from_predictors(const ListsData *data, const double *start, ListsWorkspace *work)
{
    double *parameters = work->trial;
    for (guint cell = 0; cell < data->n_cells; cell++)
        parameters[cell] = isfinite(start[cell]) ? start[cell] : 0;
    for (guint step = 1; step < data->n_cells; step <<= 1)
        for (guint from = 0; from < data->n_cells; from += 2 * step)
            for (guint cell = from; cell < from + step; cell++)
                parameters[cell + step] -= parameters[cell];
    memset(work->step, 0, work->n_cells * sizeof *work->step);
    for (guint i = 0; i < work->n_free; i++)
        work->step[work->free[i]] = parameters[work->free[i]];
    sum_subsets(work->step, work->n_cells);
    memcpy(work->eta, work->step, data->n_cells * sizeof *work->eta);
}

static double evaluate(const ListsData *data, ListsWorkspace *work, const double *eta)
{
    double objective = 0;
    for (guint cell = 0; cell < data->n_cells; cell++) {
        double mean = 0;
        if (work->active[cell]) {
            double predictor = data->offsets == NULL ? eta[cell] : eta[cell] + data->offsets[cell];
            mean = exp(predictor);
            objective += data->counts[cell] * predictor - mean;
        }
        work->means[cell] = mean;
    }
    return objective;
}

static double largest_step(const ListsWorkspace *work)
{
    double largest = 0;
    for (guint cell = 0; cell < work->n_cells; cell++)
        if (work->active[cell])
            largest = MAX(largest, fabs(work->step[cell]));
    return largest;
}

/* Gradient and step of Newton's method at the current means. Returns the decrement, twice the rise
 * of the objective in the quadratic model. */
static double find_step(const ListsData *data, ListsWorkspace *work)
{
    memcpy(work->sums, work->means, data->n_cells * sizeof *work->sums);
    sum_supersets(work->sums, data->n_cells);
    for (guint i = 0; i < work->n_free; i++)
        work->gradient[i] = data->margins[work->free[i]] - work->sums[work->free[i]];
    factorise(work, work->sums);
    memcpy(work->score, work->gradient, work->n_free * sizeof *work->score);
    solve(work, work->gradient);
    double decrement = 0;
    for (guint i = 0; i < work->n_free; i++)
        decrement += work->score[i] * work->gradient[i];
    spread_step(work);
    return decrement;
}

/* Takes the step, halved until the objective does not fall. */
static void take_step(const ListsData *data, ListsWorkspace *work, double size, double *objective)
{
    double scale = size > MAX_STEP ? MAX_STEP / size : 1;
    for (guint attempt = 0; attempt < MAX_HALVINGS; attempt++, scale /= 2) {
        for (guint cell = 0; cell < data->n_cells; cell++)
            work->trial[cell] = work->eta[cell] + scale * work->step[cell];
        double value = evaluate(data, work, work->trial);
        if (value >= *objective - 1e-9 * (1 + fabs(*objective))) {
            double *swap = work->eta;
            work->eta = work->trial;
            work->trial = swap;
            *objective = value;
            return;
        }
    }
    evaluate(data, work, work->eta);
}

typedef enum { SEARCH_CONVERGED, SEARCH_FALLING, SEARCH_LOST, SEARCH_GIVEN_UP } SearchEnd;

static SearchEnd maximise(const ListsData *data, ListsWorkspace *work, double needed, ListsFit *fit)
{
    fit->objective = evaluate(data, work, work->eta);
    for (guint i = 0; i < MAX_ITERATIONS; i++) {
        double before = fit->objective;
        double decrement = find_step(data, work);
        double size = largest_step(work);
        if (size <= BOUNDED_STEP && fit->objective + DECREMENT_FACTOR * decrement < needed)
            return SEARCH_GIVEN_UP;
        take_step(data, work, size, &fit->objective);
        fit->n_iterations++;
        if (size < SMALL_STEP)
            return SEARCH_CONVERGED;
        if (size > FALLING_STEP && fabs(fit->objective - before) < FLAT_GAIN)
            return SEARCH_FALLING;
    }
    return SEARCH_LOST;
}

/* The design over the active cells, for the linear program and the rank. */
static double *active_design(const ListsData *data, const ListsWorkspace *work, guint n_active,
                             double **counts)
{
    double *design = g_new0(double, (gsize)n_active * work->n_free + 1);
    *counts = g_new0(double, n_active + 1);
    guint row = 0;
    for (guint cell = 0; cell < data->n_cells; cell++) {
        if (!work->active[cell])
            continue;
        (*counts)[row] = data->counts[cell];
        for (guint j = 0; j < work->n_free; j++)
            design[(gsize)row * work->n_free + j] = (cell & work->free[j]) == work->free[j] ? 1 : 0;
        row++;
    }
    return design;
}

/* The last step as a direction along which the likelihood rises for ever: 0 where somebody was
 * counted, at most 0 elsewhere. The design holds only 0 and 1, so a direction that is one but for
 * rounding lies beside an exact one. */
static gboolean is_recession(const ListsData *data, const ListsWorkspace *work)
{
    double tolerance = CERTIFICATE_TOLERANCE * largest_step(work);
    for (guint cell = 0; cell < data->n_cells; cell++) {
        if (!work->active[cell])
            continue;
        if (work->step[cell] > tolerance)
            return FALSE;
        if (data->counts[cell] > 0 && work->step[cell] < -tolerance)
            return FALSE;
    }
    return TRUE;
}

/* Whether the estimate exists and is identified, when the iteration did not show it. */
static gboolean settle(const ListsData *data, const ListsWorkspace *work, guint n_active,
                       SearchEnd end)
{
    if (work->n_free > n_active)
        return FALSE;
    if (end == SEARCH_FALLING && is_recession(data, work))
        return FALSE;
    g_autofree double *counts = NULL;
    g_autofree double *design = active_design(data, work, n_active, &counts);
    return existence_integer_rank(n_active, work->n_free, design) == work->n_free &&
           existence_by_linear_program(n_active, work->n_free, design, counts);
}

/* Whether the means have the sufficient statistics of the counts: a fit that ended in doubt is only
 * used when they do. */
static gboolean is_stationary(const ListsData *data, ListsWorkspace *work)
{
    memcpy(work->sums, work->means, data->n_cells * sizeof *work->sums);
    sum_supersets(work->sums, data->n_cells);
    for (guint i = 0; i < work->n_free; i++) {
        double margin = data->margins[work->free[i]];
        if (!(fabs(margin - work->sums[work->free[i]]) <= STATIONARY * (1 + margin)))
            return FALSE;
    }
    return TRUE;
}

static void reserve_factor(ListsWorkspace *work)
{
    gsize needed = (gsize)work->n_free * work->n_free;
    if (needed <= work->factor_size)
        return;
    g_free(work->factor);
    work->factor = g_new(double, needed);
    work->factor_size = needed;
}

ListsFit lists_fit(const ListsData *data, guint n_terms, const guint16 *terms, const double *start,
                   ListsWorkspace *work)
{
    return lists_fit_against(data, n_terms, terms, start, 0, INFINITY, work);
}

ListsFit lists_fit_against(const ListsData *data, guint n_terms, const guint16 *terms,
                           const double *start, double penalty, double rival, ListsWorkspace *work)
{
    ListsFit fit = {.hidden = NAN};
    guint n_active = divide_terms(data, n_terms, terms, work, &fit);
    reserve_factor(work);
    if (start != NULL)
        start_from_predictors(data, start, work);
    else
        start_from_counts(data, work);
    SearchEnd end = maximise(data, work, (penalty * fit.n_parameters - rival) / 2, &fit);
    fit.gave_up = end == SEARCH_GIVEN_UP;
    if (fit.gave_up)
        return fit;
    fit.is_fine = (end == SEARCH_CONVERGED && !work->rank_doubtful) ||
                  (settle(data, work, n_active, end) && is_stationary(data, work));
    for (guint cell = 0; cell < data->n_cells; cell++)
        if (data->possible[cell] && !work->active[cell])
            work->eta[cell] = -INFINITY;
    if (fit.is_fine)
        fit.hidden = exp(work->eta[0]);
    return fit;
}

double lists_workspace_intercept_variance(ListsWorkspace *work)
{
    memset(work->gradient, 0, work->n_cells * sizeof *work->gradient);
    work->gradient[0] = 1; /* the intercept is the first term */
    solve(work, work->gradient);
    return work->gradient[0];
}

MseStatus lists_fit_status(const ListsData *data, guint n_terms, const guint16 *terms)
{
    g_autoptr(ListsWorkspace) work = lists_workspace_new(data->n_lists);
    ListsFit fit = {.hidden = NAN};
    guint n_active = divide_terms(data, n_terms, terms, work, &fit);
    g_autofree double *counts = NULL;
    g_autofree double *design = active_design(data, work, n_active, &counts);
    guint rank = existence_integer_rank(n_active, work->n_free, design);
    gboolean exists = existence_by_linear_program(n_active, work->n_free, design, counts);
    return (exists ? 0 : MSE_STATUS_NOT_EXISTING) |
           (rank == work->n_free ? 0 : MSE_STATUS_NOT_IDENTIFIED);
}
