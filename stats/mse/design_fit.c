#include "stats/mse/design_fit.h"

#include "stats/mse/existence.h"

#include <math.h>
#include <string.h>

#define MAX_ITERATIONS 60
#define MAX_HALVINGS 30
#define SMALL_STEP 1e-6
#define FALLING_STEP 0.3
#define FLAT_GAIN 1e-8
#define DOUBTFUL_PIVOT 1e-10
#define MAX_STEP 10.0
#define CERTIFICATE_TOLERANCE 1e-6
#define DEPENDENCE_TOLERANCE 1e-6
#define STATIONARY 1e-9
/* As in lists_fit.c. */
#define BOUNDED_STEP 1.0
#define DECREMENT_FACTOR 1.5

struct DesignWorkspace {
    guint n_places;
    guint n_columns;
    guint n_strata;
    guint8 *active;         /* [n_places] */
    guint8 *hidden_is_zero; /* [n_strata] */
    guint8 *frozen;         /* [n_columns] dependent on earlier columns */
    guint n_frozen;
    double *eta, *trial, *means, *step;                 /* [n_places] */
    double *sums;                                       /* [n_places] scratch */
    double *parameters, *gradient, *score, *statistics; /* [n_columns] */
    double *information;                                /* [n_columns^2], lower */
    double *factor; /* [n_columns^2], lower; inverse roots on the diagonal */
};

DesignWorkspace *design_workspace_new(void)
{
    return g_new0(DesignWorkspace, 1);
}

void design_workspace_free(DesignWorkspace *work)
{
    if (work == NULL)
        return;
    g_free(work->active);
    g_free(work->hidden_is_zero);
    g_free(work->frozen);
    g_free(work->eta);
    g_free(work->trial);
    g_free(work->means);
    g_free(work->step);
    g_free(work->sums);
    g_free(work->parameters);
    g_free(work->gradient);
    g_free(work->score);
    g_free(work->statistics);
    g_free(work->information);
    g_free(work->factor);
    g_free(work);
}

const double *design_workspace_parameters(const DesignWorkspace *work)
{
    return work->parameters;
}

const double *design_workspace_means(const DesignWorkspace *work)
{
    return work->means;
}

static void reserve(DesignWorkspace *work, const Design *design)
{
    if (work->n_places < design->n_places || work->n_strata < design->n_strata) {
        work->n_places = design->n_places;
        work->n_strata = design->n_strata;
        work->active = g_renew(guint8, work->active, work->n_places);
        work->hidden_is_zero = g_renew(guint8, work->hidden_is_zero, work->n_strata);
        work->eta = g_renew(double, work->eta, work->n_places);
        work->trial = g_renew(double, work->trial, work->n_places);
        work->means = g_renew(double, work->means, work->n_places);
        work->step = g_renew(double, work->step, work->n_places);
        work->sums = g_renew(double, work->sums, work->n_places);
    }
    if (work->n_columns < design->n_columns) {
        gsize n = design->n_columns;
        work->n_columns = design->n_columns;
        work->frozen = g_renew(guint8, work->frozen, n);
        work->parameters = g_renew(double, work->parameters, n);
        work->gradient = g_renew(double, work->gradient, n);
        work->score = g_renew(double, work->score, n);
        work->statistics = g_renew(double, work->statistics, n);
        work->information = g_renew(double, work->information, n *n);
        work->factor = g_renew(double, work->factor, n *n);
    }
}

/* ---- which cells take part */

/* Takes the cells of a margin whose sum is 0 out, and the hidden cell with a margin without lists.
 */
static void apply_margin(const Design *design, const DesignMargin *margin, const double *counts,
                         DesignWorkspace *work)
{
    guint lists = MSE_TERM_LISTS(margin->term);
    guint n_histories = 1U << design->n_lists;
    memset(work->sums, 0, margin->n_sums * sizeof *work->sums);
    for (guint stratum = 0; stratum < design->n_strata; stratum++) {
        const double *here = counts + ((gsize)stratum << design->n_lists);
        for (guint history = lists; history < n_histories; history = (history + 1) | lists)
            work->sums[margin->sum_of_stratum[stratum]] += here[history];
    }
    for (guint stratum = 0; stratum < design->n_strata; stratum++) {
        if (work->sums[margin->sum_of_stratum[stratum]] > 0)
            continue;
        guint8 *here = work->active + ((gsize)stratum << design->n_lists);
        for (guint history = lists; history < n_histories; history = (history + 1) | lists)
            here[history] = 0;
        if (lists == 0)
            work->hidden_is_zero[stratum] = 1;
    }
}

static void find_active_cells(const Design *design, const double *counts, DesignWorkspace *work)
{
    memcpy(work->active, design->possible, design->n_places);
    memset(work->hidden_is_zero, 0, design->n_strata);
    for (guint i = 0; i < design->n_margins; i++)
        apply_margin(design, &design->margins[i], counts, work);
}

/* ---- linear algebra */

/* sums[h] = sum of the weights over the active supersets of h in a stratum. */
static void sum_supersets(const Design *design, const DesignWorkspace *work, const double *weights,
                          guint stratum, double *sums)
{
    gsize offset = (gsize)stratum << design->n_lists;
    guint n_histories = 1U << design->n_lists;
    for (guint history = 0; history < n_histories; history++)
        sums[history] = work->active[offset + history] ? weights[offset + history] : 0;
    for (guint step = 1; step < n_histories; step <<= 1)
        for (guint from = 0; from < n_histories; from += 2 * step)
            for (guint history = from; history < from + step; history++)
                sums[history] += sums[history + step];
}

/* result[column] = sum over active cells of weight x design. */
static void multiply_transposed(const Design *design, DesignWorkspace *work, const double *weights,
                                double *result)
{
    memset(result, 0, design->n_columns * sizeof *result);
    for (guint stratum = 0; stratum < design->n_strata; stratum++) {
        sum_supersets(design, work, weights, stratum, work->sums);
        for (guint k = design->starts[stratum]; k < design->starts[stratum + 1]; k++) {
            const DesignEntry *entry = &design->entries[k];
            result[entry->column] += entry->value * work->sums[entry->lists];
        }
    }
}

/* Linear predictors at all places of a stratum, the hidden cell included. */
static void predict_stratum(const Design *design, const double *parameters, guint stratum,
                            double *result)
{
    guint n_histories = 1U << design->n_lists;
    memset(result, 0, n_histories * sizeof *result);
    for (guint k = design->starts[stratum]; k < design->starts[stratum + 1]; k++) {
        const DesignEntry *entry = &design->entries[k];
        result[entry->lists] += entry->value * parameters[entry->column];
    }
    for (guint step = 1; step < n_histories; step <<= 1)
        for (guint from = 0; from < n_histories; from += 2 * step)
            for (guint history = from; history < from + step; history++)
                result[history + step] += result[history];
}

static void multiply(const Design *design, const double *parameters, double *result)
{
    for (guint stratum = 0; stratum < design->n_strata; stratum++)
        predict_stratum(design, parameters, stratum, result + ((gsize)stratum << design->n_lists));
}

/* Linear predictor of the hidden cell. */
static double hidden_product(const Design *design, guint stratum, const double *parameters)
{
    double sum = 0;
    for (guint k = design->starts[stratum]; k < design->starts[stratum + 1]; k++) {
        const DesignEntry *entry = &design->entries[k];
        if (entry->lists == 0)
            sum += entry->value * parameters[entry->column];
    }
    return sum;
}

static void form_information(const Design *design, DesignWorkspace *work, const double *weights)
{
    gsize n = design->n_columns;
    const double *sums = work->sums;
    memset(work->information, 0, n * n * sizeof *work->information);
    for (guint stratum = 0; stratum < design->n_strata; stratum++) {
        sum_supersets(design, work, weights, stratum, work->sums);
        const DesignEntry *first = design->entries + design->starts[stratum];
        const DesignEntry *end = design->entries + design->starts[stratum + 1];
        for (const DesignEntry *a = first; a < end; a++) {
            double *line = work->information + a->column * n;
            for (const DesignEntry *b = first; b <= a; b++)
                line[b->column] += a->value * b->value * sums[a->lists | b->lists];
        }
    }
}

/* Cholesky factor of the information; a dependent column is frozen: its row is 0. */
static void factorise(const Design *design, DesignWorkspace *work)
{
    gsize n = design->n_columns;
    work->n_frozen = 0;
    for (gsize i = 0; i < n; i++) {
        double *row = work->factor + i * n;
        const double *source = work->information + i * n;
        for (gsize j = 0; j < i; j++) {
            const double *other = work->factor + j * n;
            double value = source[j];
            for (gsize k = 0; k < j; k++)
                value -= row[k] * other[k];
            row[j] = value * other[j];
        }
        double value = source[i];
        for (gsize k = 0; k < i; k++)
            value -= row[k] * row[k];
        work->frozen[i] = !(value > DOUBTFUL_PIVOT * source[i]);
        row[i] = work->frozen[i] ? 0 : 1 / sqrt(value);
        if (work->frozen[i]) {
            memset(row, 0, i * sizeof *row);
            work->n_frozen++;
        }
    }
}

static void solve(const Design *design, const DesignWorkspace *work, double *x)
{
    gsize n = design->n_columns;
    for (gsize i = 0; i < n; i++) {
        const double *row = work->factor + i * n;
        double value = x[i];
        for (gsize k = 0; k < i; k++)
            value -= row[k] * x[k];
        x[i] = value * row[i];
    }
    for (gsize i = n; i-- > 0;) {
        const double *row = work->factor + i * n;
        double value = x[i] * row[i];
        x[i] = value;
        for (gsize k = 0; k < i; k++)
            x[k] -= row[k] * value;
    }
}

/* ---- the iteration */

static double evaluate(const Design *design, const double *counts, DesignWorkspace *work,
                       const double *eta)
{
    double objective = 0;
    for (guint cell = 0; cell < design->n_places; cell++) {
        work->means[cell] = 0;
        if (!work->active[cell])
            continue;
        work->means[cell] = exp(eta[cell]);
        objective += counts[cell] * eta[cell] - work->means[cell];
    }
    return objective;
}

static void start_from_counts(const Design *design, const double *counts, DesignWorkspace *work)
{
    double *weights = work->means;
    for (guint cell = 0; cell < design->n_places; cell++) {
        weights[cell] = counts[cell] + 0.5;
        work->trial[cell] = weights[cell] * log(weights[cell]) - 0.5;
    }
    form_information(design, work, weights);
    factorise(design, work);
    multiply_transposed(design, work, work->trial, work->parameters);
    solve(design, work, work->parameters);
}

static double largest_step(const Design *design, const DesignWorkspace *work)
{
    double largest = 0;
    for (guint cell = 0; cell < design->n_places; cell++)
        if (work->active[cell])
            largest = MAX(largest, fabs(work->step[cell]));
    return largest;
}

/* The step of Newton's method at the current means. Returns the decrement. */
static double find_step(const Design *design, DesignWorkspace *work)
{
    form_information(design, work, work->means);
    factorise(design, work);
    multiply_transposed(design, work, work->means, work->gradient);
    for (guint j = 0; j < design->n_columns; j++)
        work->score[j] = work->statistics[j] - work->gradient[j];
    memcpy(work->gradient, work->score, design->n_columns * sizeof *work->gradient);
    solve(design, work, work->gradient);
    double decrement = 0;
    for (guint j = 0; j < design->n_columns; j++)
        decrement += work->score[j] * work->gradient[j];
    multiply(design, work->gradient, work->step);
    return decrement;
}

/* Takes the step, halved until the objective does not fall. */
static void take_step(const Design *design, const double *counts, DesignWorkspace *work,
                      double size, double *objective)
{
    double scale = size > MAX_STEP ? MAX_STEP / size : 1;
    for (guint attempt = 0; attempt < MAX_HALVINGS; attempt++, scale /= 2) {
        for (guint cell = 0; cell < design->n_places; cell++)
            work->trial[cell] = work->eta[cell] + scale * work->step[cell];
        double value = evaluate(design, counts, work, work->trial);
        if (value >= *objective - 1e-9 * (1 + fabs(*objective))) {
            double *swap = work->eta;
            work->eta = work->trial;
            work->trial = swap;
            for (guint j = 0; j < design->n_columns; j++)
                work->parameters[j] += scale * work->gradient[j];
            *objective = value;
            return;
        }
    }
    evaluate(design, counts, work, work->eta);
}

typedef enum { SEARCH_CONVERGED, SEARCH_FALLING, SEARCH_LOST, SEARCH_GIVEN_UP } SearchEnd;

static SearchEnd maximise(const Design *design, const double *counts, double needed,
                          DesignWorkspace *work, DesignFit *fit)
{
    multiply(design, work->parameters, work->eta);
    fit->objective = evaluate(design, counts, work, work->eta);
    for (guint i = 0; i < MAX_ITERATIONS; i++) {
        double before = fit->objective;
        double decrement = find_step(design, work);
        double size = largest_step(design, work);
        if (size <= BOUNDED_STEP && fit->objective + DECREMENT_FACTOR * decrement < needed)
            return SEARCH_GIVEN_UP;
        take_step(design, counts, work, size, &fit->objective);
        fit->n_iterations++;
        if (size < SMALL_STEP)
            return SEARCH_CONVERGED;
        if (size > FALLING_STEP && fabs(fit->objective - before) < FLAT_GAIN)
            return SEARCH_FALLING;
    }
    return SEARCH_LOST;
}

/* ---- existence and identification */

static gboolean is_recession(const Design *design, const double *counts,
                             const DesignWorkspace *work)
{
    double tolerance = CERTIFICATE_TOLERANCE * largest_step(design, work);
    for (guint cell = 0; cell < design->n_places; cell++) {
        if (!work->active[cell])
            continue;
        if (work->step[cell] > tolerance || (counts[cell] > 0 && work->step[cell] < -tolerance))
            return FALSE;
    }
    return TRUE;
}

static gboolean exists_by_program(const Design *design, const double *counts,
                                  const DesignWorkspace *work)
{
    guint n_free = design->n_columns - work->n_frozen;
    g_autofree guint *place = g_new0(guint, design->n_columns);
    for (guint j = 0, next = 0; j < design->n_columns; j++)
        place[j] = work->frozen[j] ? G_MAXUINT : next++;
    g_autofree double *matrix = g_new0(double, (gsize)design->n_places *n_free + 1);
    g_autofree double *active_counts = g_new0(double, design->n_places);
    guint n_active = 0;
    for (guint cell = 0; cell < design->n_places; cell++) {
        if (!work->active[cell])
            continue;
        guint stratum = cell >> design->n_lists;
        guint history = cell & ((1U << design->n_lists) - 1);
        for (guint k = design->starts[stratum]; k < design->starts[stratum + 1]; k++) {
            const DesignEntry *entry = &design->entries[k];
            if ((entry->lists & ~history) == 0 && place[entry->column] != G_MAXUINT)
                matrix[(gsize)n_active * n_free + place[entry->column]] = entry->value;
        }
        active_counts[n_active++] = counts[cell];
    }
    return existence_by_linear_program(n_active, n_free, matrix, active_counts);
}

/* Whether frozen column `column` depends on the free ones over the hidden cells as it does over the
 * active ones. */
static gboolean hidden_follow(const Design *design, DesignWorkspace *work, guint column)
{
    gsize n = design->n_columns;
    double *combination = work->gradient;
    for (gsize j = 0; j < n; j++)
        combination[j] =
            j <= column ? work->information[column * n + j] : work->information[j * n + column];
    solve(design, work, combination);
    combination[column] = -1;
    for (guint stratum = 0; stratum < design->n_strata; stratum++)
        if (!work->hidden_is_zero[stratum] &&
            fabs(hidden_product(design, stratum, combination)) > DEPENDENCE_TOLERANCE)
            return FALSE;
    return TRUE;
}

static gboolean is_identified(const Design *design, const double *counts, DesignWorkspace *work)
{
    for (guint cell = 0; cell < design->n_places; cell++)
        work->trial[cell] = counts[cell] + 0.5;
    form_information(design, work, work->trial);
    factorise(design, work);
    for (guint j = 0; j < design->n_columns; j++)
        if (work->frozen[j] && !hidden_follow(design, work, j))
            return FALSE;
    return TRUE;
}

/* Columns that are 0 in every possible cell (structural zeros) are no parameters. */
static guint count_parameters(const Design *design, DesignWorkspace *work)
{
    memcpy(work->active, design->possible, design->n_places);
    for (guint cell = 0; cell < design->n_places; cell++)
        work->trial[cell] = design->possible[cell];
    memset(work->frozen, 1, design->n_columns);
    guint n_used = 0;
    for (guint stratum = 0; stratum < design->n_strata; stratum++) {
        sum_supersets(design, work, work->trial, stratum, work->sums);
        for (guint k = design->starts[stratum]; k < design->starts[stratum + 1]; k++) {
            const DesignEntry *entry = &design->entries[k];
            if (work->frozen[entry->column] && work->sums[entry->lists] > 0) {
                work->frozen[entry->column] = 0;
                n_used++;
            }
        }
    }
    return n_used;
}

/* As in lists_fit.c: a fit that ended in doubt is only used when it has the right statistics. */
static gboolean is_stationary(const Design *design, DesignWorkspace *work)
{
    multiply_transposed(design, work, work->means, work->score);
    for (guint j = 0; j < design->n_columns; j++)
        if (!(fabs(work->statistics[j] - work->score[j]) <=
              STATIONARY * (1 + fabs(work->statistics[j]))))
            return FALSE;
    return TRUE;
}

static void predict_hidden(const Design *design, const DesignWorkspace *work, double *hidden)
{
    for (guint stratum = 0; stratum < design->n_strata; stratum++)
        hidden[stratum] = work->hidden_is_zero[stratum]
                              ? 0
                              : exp(hidden_product(design, stratum, work->parameters));
}

DesignFit design_fit(const Design *design, const double *counts, const double *start,
                     DesignRival rival, DesignWorkspace *work, double *hidden)
{
    reserve(work, design);
    DesignFit fit = {.n_parameters = count_parameters(design, work)};
    find_active_cells(design, counts, work);
    multiply_transposed(design, work, counts, work->statistics);
    if (start != NULL)
        memcpy(work->parameters, start, design->n_columns * sizeof *start);
    else
        start_from_counts(design, counts, work);
    double needed = (rival.penalty * fit.n_parameters - rival.value) / 2;
    SearchEnd end = maximise(design, counts, needed, work, &fit);
    fit.gave_up = end == SEARCH_GIVEN_UP;
    for (guint stratum = 0; hidden != NULL && stratum < design->n_strata; stratum++)
        hidden[stratum] = NAN;
    if (fit.gave_up)
        return fit;
    fit.exists = end == SEARCH_CONVERGED ||
                 ((end != SEARCH_FALLING || !is_recession(design, counts, work)) &&
                  exists_by_program(design, counts, work) && is_stationary(design, work));
    fit.is_identified = work->n_frozen == 0 || is_identified(design, counts, work);
    fit.n_infinite = fit.n_parameters - MIN(fit.n_parameters, design->n_columns - work->n_frozen);
    if (hidden != NULL && fit.exists && fit.is_identified)
        predict_hidden(design, work, hidden);
    return fit;
}

DesignFit design_fit_status(const Design *design, const double *counts, DesignWorkspace *work)
{
    reserve(work, design);
    DesignFit fit = {.n_parameters = count_parameters(design, work)};
    find_active_cells(design, counts, work);
    fit.is_identified = is_identified(design, counts, work);
    fit.exists = exists_by_program(design, counts, work);
    return fit;
}

double design_workspace_total_variance(DesignWorkspace *work, const Design *design,
                                       const double *hidden)
{
    g_autofree double *direction = g_new0(double, design->n_columns);
    double total = 0;
    for (guint stratum = 0; stratum < design->n_strata; stratum++) {
        total += hidden[stratum];
        for (guint k = design->starts[stratum]; k < design->starts[stratum + 1]; k++) {
            const DesignEntry *entry = &design->entries[k];
            if (entry->lists == 0)
                direction[entry->column] += hidden[stratum] * entry->value;
        }
    }
    form_information(design, work, work->means);
    factorise(design, work);
    memcpy(work->gradient, direction, design->n_columns * sizeof *direction);
    solve(design, work, work->gradient);
    double variance = total;
    for (guint j = 0; j < design->n_columns; j++)
        variance += direction[j] * work->gradient[j];
    return variance;
}
