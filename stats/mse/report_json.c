#include "stats/mse/report.h"

#include "core/json_write.h"
#include "stats/mse/average_json.h"

#include <math.h>

static void add_data(JsonBuilder *builder, const MseResult *result)
{
    json_write_begin_object(builder, "data");
    json_write_begin_array(builder, "lists");
    for (guint i = 0; i < mse_table_n_lists(result->table); i++)
        json_builder_add_string_value(builder, mse_table_list(result->table, i));
    json_builder_end_array(builder);
    json_write_count(builder, "observed", mse_table_total(result->table));
    json_write_count(builder, "on_several_lists", result->diagnosis.n_overlap);
    json_write_begin_array(builder, "covariates");
    for (guint i = 0; i < mse_table_n_covariates(result->table); i++)
        json_builder_add_string_value(builder, mse_table_covariate(result->table, i));
    json_builder_end_array(builder);
    json_write_begin_array(builder, "isolated_lists");
    for (guint i = 0; i < result->diagnosis.n_lists; i++)
        if (result->diagnosis.lists[i].is_isolated)
            json_builder_add_string_value(builder, mse_table_list(result->table, i));
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

static void add_model(JsonBuilder *builder, const MseTable *table, const MseModel *model,
                      const MseFit *fit)
{
    g_autofree char *text = mse_model_to_string(model, table);
    json_builder_begin_object(builder);
    json_write_text(builder, "model", text);
    json_write_count(builder, "parameters", fit->n_parameters);
    json_write_number(builder, "deviance", fit->deviance);
    json_write_count(builder, "df", fit->degrees_of_freedom);
    json_write_number(builder, "aic", fit->aic);
    json_write_number(builder, "bic", fit->bic);
    json_write_count(builder, "status", (gint64)fit->status);
    json_write_number(builder, "estimate", fit->status == MSE_STATUS_FINE ? fit->total : NAN);
    json_builder_end_object(builder);
}

static void add_models(JsonBuilder *builder, const MseResult *result, guint n_models)
{
    json_write_begin_array(builder, "models");
    const GPtrArray *candidates = result->search->candidates;
    for (guint i = 0; i < MIN(n_models, candidates->len); i++) {
        const MseCandidate *candidate = g_ptr_array_index(candidates, i);
        add_model(builder, result->table, candidate->model, &candidate->fit);
    }
    if (candidates->len == 0 && result->model != NULL)
        add_model(builder, result->table, result->model, &result->fit);
    json_builder_end_array(builder);
    json_write_begin_object(builder, "search");
    json_write_text(builder, "criterion",
                    result->search->criterion == MSE_CRITERION_AIC ? "aic" : "bic");
    json_write_count(builder, "considered", (gint64)result->search->n_considered);
    json_write_count(builder, "fitted", (gint64)result->search->n_fitted);
    json_write_count(builder, "refused", (gint64)result->search->n_refused);
    json_builder_end_object(builder);
}

static void add_estimate(JsonBuilder *builder, const MseResult *result)
{
    g_autofree char *text =
        result->model == NULL ? NULL : mse_model_to_string(result->model, result->table);
    json_write_begin_object(builder, "estimate");
    json_write_text(builder, "model", text);
    json_write_number(builder, "total", result->fit.total);
    json_write_number(builder, "hidden", result->fit.hidden);
    json_write_number(builder, "standard_error", result->fit.standard_error);
    json_write_number(builder, "lower", result->interval.lower);
    json_write_number(builder, "upper", result->interval.upper);
    json_write_number(builder, "level", result->interval.level);
    json_write_text(builder, "interval", mse_interval_kind_name(result->interval_kind));
    if (result->replicates != NULL) {
        json_write_count(builder, "replicates", result->replicates->n_replicates);
        json_write_count(builder, "replicates_failed", result->replicates->n_failed);
    }
    json_builder_end_object(builder);
}

static void add_strata(JsonBuilder *builder, const MseResult *result)
{
    json_write_begin_array(builder, "strata");
    for (guint i = 0; i < result->strata->len; i++) {
        const MseStratumEstimate *stratum = &g_array_index(result->strata, MseStratumEstimate, i);
        json_builder_begin_object(builder);
        json_write_text(builder, "stratum", stratum->label);
        json_write_count(builder, "observed", stratum->observed);
        json_write_number(builder, "total", stratum->interval.estimate);
        json_write_number(builder, "lower", stratum->interval.lower);
        json_write_number(builder, "upper", stratum->interval.upper);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void add_variants(JsonBuilder *builder, const char *name, const char *what,
                         const GPtrArray *variants)
{
    json_write_begin_array(builder, name);
    for (guint i = 0; i < variants->len; i++) {
        const MseVariant *variant = g_ptr_array_index(variants, i);
        json_builder_begin_object(builder);
        json_write_text(builder, what, variant->name);
        json_write_text(builder, "model", variant->model);
        json_write_number(builder, "total", variant->total);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void add_near_models(JsonBuilder *builder, const MseResult *result)
{
    json_write_begin_array(builder, "near_models");
    for (guint i = 0; i < result->sensitivity->n_near; i++) {
        const MseCandidate *candidate = g_ptr_array_index(result->search->candidates, i);
        g_autofree char *text = mse_model_to_string(candidate->model, result->table);
        json_builder_begin_object(builder);
        json_write_text(builder, "model", text);
        json_write_number(builder, "bic", candidate->fit.bic);
        json_write_number(builder, "total", candidate->fit.total);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_write_begin_array(builder, "answers");
    for (guint i = 0; i < result->sensitivity->groups->len; i++) {
        const MseAnswerGroup *group =
            &g_array_index(result->sensitivity->groups, MseAnswerGroup, i);
        json_builder_begin_object(builder);
        json_write_number(builder, "low", group->low);
        json_write_number(builder, "high", group->high);
        json_write_number(builder, "best", group->best);
        json_write_number(builder, "weight", group->weight);
        json_write_count(builder, "models", group->n_models);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void add_heterogeneity(JsonBuilder *builder, const MseResult *result)
{
    json_write_begin_array(builder, "heterogeneity");
    for (guint i = 0; i < MSE_N_HETEROGENEITY; i++) {
        const MseFit *fit = &result->sensitivity->heterogeneity[i];
        if (result->search->candidates->len == 0 || fit->status != MSE_STATUS_FINE ||
            mse_table_n_covariates(result->table) > 0)
            continue;
        json_builder_begin_object(builder);
        json_write_text(builder, "model", mse_heterogeneity_name((MseHeterogeneity)i));
        json_write_number(builder, "bic", fit->bic);
        json_write_number(builder, "total", fit->total);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void add_dependences(JsonBuilder *builder, const MseResult *result)
{
    const MseSensitivity *sensitivity = result->sensitivity;
    json_write_begin_object(builder, "dependence");
    json_write_number(builder, "odds_ratio", sensitivity->odds_ratio);
    json_write_number(builder, "low", sensitivity->dependence_low);
    json_write_number(builder, "high", sensitivity->dependence_high);
    json_write_begin_array(builder, "pairs");
    for (guint i = 0; i < sensitivity->dependences->len; i++) {
        const MseDependence *pair = &g_array_index(sensitivity->dependences, MseDependence, i);
        json_builder_begin_object(builder);
        json_write_begin_array(builder, "lists");
        json_builder_add_string_value(builder, mse_table_list(result->table, pair->first));
        json_builder_add_string_value(builder, mse_table_list(result->table, pair->second));
        json_builder_end_array(builder);
        json_write_number(builder, "low", pair->low);
        json_write_number(builder, "high", pair->high);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

static void add_sensitivity(JsonBuilder *builder, const MseResult *result)
{
    json_write_begin_object(builder, "sensitivity");
    if (result->sensitivity != NULL) {
        add_near_models(builder, result);
        add_variants(builder, "leave_one_out", "list", result->sensitivity->left_out);
        add_variants(builder, "merged", "lists", result->sensitivity->merged);
        add_dependences(builder, result);
        add_heterogeneity(builder, result);
    }
    json_builder_end_object(builder);
}

static void add_average(JsonBuilder *builder, const MseResult *result)
{
    json_builder_set_member_name(builder, "average");
    if (result->dga != NULL) {
        mse_dga_result_to_json(result->dga, builder);
    } else if (result->latent != NULL) {
        mse_latent_result_to_json(result->latent, builder);
    } else {
        json_builder_begin_object(builder);
        json_builder_end_object(builder);
    }
}

static void add_validation(JsonBuilder *builder, const MseResult *result)
{
    const MseValidation *validation = result->validation;
    json_write_begin_object(builder, "validation");
    if (validation != NULL) {
        json_write_begin_array(builder, "lists");
        for (guint i = 0; i < validation->lists->len; i++) {
            const MseListCheck *check = &g_array_index(validation->lists, MseListCheck, i);
            json_builder_begin_object(builder);
            json_write_text(builder, "list", mse_table_list(result->table, check->list));
            json_write_count(builder, "known", check->known);
            json_write_number(builder, "estimate", check->estimate);
            json_write_number(builder, "lower", check->lower);
            json_write_number(builder, "upper", check->upper);
            json_write_flag(builder, "covered", check->is_covered);
            json_builder_end_object(builder);
        }
        json_builder_end_array(builder);
        json_write_begin_object(builder, "simulation");
        json_write_number(builder, "truth", validation->truth);
        json_write_count(builder, "tables", validation->n_simulations);
        json_write_count(builder, "failed", validation->n_failed);
        json_write_count(builder, "covered", validation->n_covered);
        json_write_number(builder, "median", validation->median);
        json_builder_end_object(builder);
    }
    json_builder_end_object(builder);
}

static void add_verdict(JsonBuilder *builder, const MseResult *result)
{
    static const char *const names[] = {"reasons_nl", "reasons"};
    json_write_begin_object(builder, "verdict");
    json_write_text(builder, "code", mse_verdict_code_name(result->verdict->code));
    for (guint language = G_N_ELEMENTS(names); language-- > 0;) {
        json_write_begin_array(builder, names[language]);
        for (guint i = 0; i < result->verdict->reasons->len; i++) {
            const MseReason *reason = g_ptr_array_index(result->verdict->reasons, i);
            json_builder_add_string_value(builder, reason->texts[language]);
        }
        json_builder_end_array(builder);
    }
    json_write_begin_array(builder, "reason_codes");
    for (guint i = 0; i < result->verdict->reasons->len; i++) {
        const MseReason *reason = g_ptr_array_index(result->verdict->reasons, i);
        json_builder_add_string_value(builder, reason->name);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

char *mse_report_json(const MseResult *result, guint n_models)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    add_data(builder, result);
    add_models(builder, result, n_models);
    add_estimate(builder, result);
    add_strata(builder, result);
    add_sensitivity(builder, result);
    add_average(builder, result);
    add_validation(builder, result);
    add_verdict(builder, result);
    json_builder_end_object(builder);
    return json_write_finish(builder, TRUE);
}
