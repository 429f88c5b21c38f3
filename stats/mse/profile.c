#include "core/error.h"
#include "stats/mse/interval.h"
#include "stats/mse/lists_fit.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define N_HALVINGS 200
#define LARGEST_FACTOR 1e6
#define GOLDEN 0.6180339887498949

typedef struct {
    ListsData *data;
    ListsModel *model;
    ListsWorkspace *workspace;
} Profile;

/* log of N! / (n0! prod n!) prod (m / N)^n, maximised over the parameters, without the constants.
 */
static double profile_at(Profile *profile, double hidden)
{
    lists_data_set_hidden(profile->data, hidden);
    ListsFit fit = lists_fit(profile->data, profile->model->n_terms, profile->model->terms, NULL,
                             profile->workspace);
    double total = profile->data->observed + hidden;
    return lgamma(total + 1) - lgamma(hidden + 1) + fit.objective + total - total * log(total);
}

/* Maximum of a unimodal profile between two numbers of hidden persons, by golden section. */
static double find_maximum(Profile *profile, double low, double high)
{
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double at_left = profile_at(profile, left);
    double at_right = profile_at(profile, right);
    for (guint i = 0; i < N_HALVINGS && high - low > 1e-7 * (1 + high); i++) {
        if (at_left < at_right) {
            low = left;
            left = right;
            at_left = at_right;
            right = low + GOLDEN * (high - low);
            at_right = profile_at(profile, right);
        } else {
            high = right;
            right = left;
            at_right = at_left;
            left = high - GOLDEN * (high - low);
            at_left = profile_at(profile, left);
        }
    }
    return (low + high) / 2;
}

/* Where the profile crosses `level` between a point above it and a point below it. */
static double find_crossing(Profile *profile, double level, double above, double below)
{
    for (guint i = 0; i < N_HALVINGS && fabs(above - below) > 1e-9 * (1 + fabs(above)); i++) {
        double middle = (above + below) / 2;
        if (profile_at(profile, middle) > level)
            above = middle;
        else
            below = middle;
    }
    return (above + below) / 2;
}

static void find_limits(Profile *profile, double estimate, double level, MseInterval *interval)
{
    double observed = profile->data->observed;
    double maximum = find_maximum(profile, 0, 4 * estimate + 10);
    double threshold = profile_at(profile, maximum) - gsl_cdf_chisq_Pinv(level, 1) / 2;
    interval->estimate = observed + maximum;
    interval->level = level;
    interval->lower = observed;
    if (profile_at(profile, 0) < threshold)
        interval->lower = observed + find_crossing(profile, threshold, maximum, 0);
    double far = 2 * maximum + 10;
    while (far < LARGEST_FACTOR * observed && profile_at(profile, far) > threshold)
        far *= 2;
    interval->upper = INFINITY;
    if (far < LARGEST_FACTOR * observed)
        interval->upper = observed + find_crossing(profile, threshold, maximum, far);
}

gboolean mse_profile_interval(const MseTable *table, const MseModel *model, double level,
                              MseInterval *interval, GError **error)
{
    if (mse_table_n_covariates(table) > 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "a profile interval takes no covariates; use the bootstrap");
        return FALSE;
    }
    MseFit fit = mse_fit(table, model, NULL);
    if (fit.status != MSE_STATUS_FINE) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE, "the estimate of this model %s",
                    mse_status_text(fit.status));
        return FALSE;
    }
    Profile profile = {.data = lists_data_new(table),
                       .model = lists_model_new(model),
                       .workspace = lists_workspace_new(mse_table_n_lists(table))};
    find_limits(&profile, fit.hidden, level, interval);
    lists_data_free(profile.data);
    lists_model_free(profile.model);
    lists_workspace_free(profile.workspace);
    return TRUE;
}
