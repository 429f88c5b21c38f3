#include "stats/mse/fit.h"

#include "stats/mse/existence.h"
#include "stats/mse/lists_fit.h"

#include <math.h>

const char *mse_status_text(MseStatus status)
{
    switch (status) {
    case MSE_STATUS_FINE:
        return "exists and is identified";
    case MSE_STATUS_NOT_EXISTING:
        return "does not exist";
    case MSE_STATUS_NOT_IDENTIFIED:
        return "is not identified";
    case MSE_STATUS_NEITHER:
        return "does not exist and is not identified";
    }
    g_assert_not_reached();
}

MseFit lists_fit_summary(const ListsData *data, const ListsFit *source)
{
    MseFit fit = {.n_parameters = source->n_parameters,
                  .n_infinite = source->n_infinite,
                  .degrees_of_freedom = (gint)source->n_cells - (gint)source->n_parameters,
                  .deviance = 2 * (data->saturated - source->objective),
                  .log_likelihood = source->objective - data->log_factorials,
                  .hidden = source->hidden,
                  .total = data->observed + source->hidden,
                  .standard_error = NAN};
    fit.aic = 2 * fit.n_parameters - 2 * fit.log_likelihood;
    fit.bic = log(data->observed) * fit.n_parameters - 2 * fit.log_likelihood;
    return fit;
}

MseFit mse_fit(const MseTable *table, const MseModel *model, double *hidden)
{
    g_autoptr(ListsData) data = lists_data_new(table);
    g_autoptr(ListsModel) terms = lists_model_new(model);
    g_autoptr(ListsWorkspace) work = lists_workspace_new(data->n_lists);
    ListsFit source = lists_fit(data, terms->n_terms, terms->terms, NULL, work);
    MseFit fit = lists_fit_summary(data, &source);
    if (source.is_fine)
        fit.standard_error = sqrt(source.hidden + source.hidden * source.hidden *
                                                      lists_workspace_intercept_variance(work));
    else
        fit.status = mse_fit_status(table, model);
    if (hidden != NULL)
        hidden[0] = fit.hidden;
    return fit;
}

MseStatus mse_fit_status(const MseTable *table, const MseModel *model)
{
    g_autoptr(ListsData) data = lists_data_new(table);
    g_autoptr(ListsModel) terms = lists_model_new(model);
    return lists_fit_status(data, terms->n_terms, terms->terms);
}
