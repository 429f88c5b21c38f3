#include "stats/mse/report.h"

#include "stats/mse/average_json.h"

#include <json-glib/json-glib.h>
#include <math.h>

/* JSON has no infinity and no NaN: what is not known is null. */
static void add_number(JsonBuilder *builder, const char *name, double value)
{
    json_builder_set_member_name(builder, name);
    if (isfinite(value))
        json_builder_add_double_value(builder, value);
    else
        json_builder_add_null_value(builder);
}

static void add_integer(JsonBuilder *builder, const char *name, gint64 value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, value);
}

static void add_text(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    if (value != NULL)
        json_builder_add_string_value(builder, value);
    else
        json_builder_add_null_value(builder);
}

static void begin_object(JsonBuilder *builder, const char *name)
{
    if (name != NULL)
        json_builder_set_member_name(builder, name);
    json_builder_begin_object(builder);
}

static void begin_array(JsonBuilder *builder, const char *name)
{
    json_builder_set_member_name(builder, name);
    json_builder_begin_array(builder);
}

static void add_data(JsonBuilder *builder, const MseResult *result)
{
    begin_object(builder, "data");
    begin_array(builder, "lists");
    for (guint i = 0; i < mse_table_n_lists(result->table); i++)
        json_builder_add_string_value(builder, mse_table_list(result->table, i));
    json_builder_end_array(builder);
    add_integer(builder, "observed", mse_table_total(result->table));
    add_integer(builder, "on_several_lists", result->diagnosis.n_overlap);
    begin_array(builder, "covariates");
    for (guint i = 0; i < mse_table_n_covariates(result->table); i++)
        json_builder_add_string_value(builder, mse_table_covariate(result->table, i));
    json_builder_end_array(builder);
    begin_array(builder, "isolated_lists");
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
    begin_object(builder, NULL);
    add_text(builder, "model", text);
    add_integer(builder, "parameters", fit->n_parameters);
    add_number(builder, "deviance", fit->deviance);
    add_integer(builder, "df", fit->degrees_of_freedom);
    add_number(builder, "aic", fit->aic);
    add_number(builder, "bic", fit->bic);
    add_integer(builder, "status", (gint64)fit->status);
    add_number(builder, "estimate", fit->status == MSE_STATUS_FINE ? fit->total : NAN);
    json_builder_end_object(builder);
}

static void add_models(JsonBuilder *builder, const MseResult *result, guint n_models)
{
    begin_array(builder, "models");
    const GPtrArray *candidates = result->search->candidates;
    for (guint i = 0; i < MIN(n_models, candidates->len); i++) {
        const MseCandidate *candidate = g_ptr_array_index(candidates, i);
        add_model(builder, result->table, candidate->model, &candidate->fit);
    }
    if (candidates->len == 0 && result->model != NULL)
        add_model(builder, result->table, result->model, &result->fit);
    json_builder_end_array(builder);
    begin_object(builder, "search");
    add_text(builder, "criterion", result->search->criterion == MSE_CRITERION_AIC ? "aic" : "bic");
    add_integer(builder, "considered", (gint64)result->search->n_considered);
    add_integer(builder, "fitted", (gint64)result->search->n_fitted);
    add_integer(builder, "refused", (gint64)result->search->n_refused);
    json_builder_end_object(builder);
}

static void add_estimate(JsonBuilder *builder, const MseResult *result)
{
    g_autofree char *text =
        result->model == NULL ? NULL : mse_model_to_string(result->model, result->table);
    begin_object(builder, "estimate");
    add_text(builder, "model", text);
    add_number(builder, "total", result->fit.total);
    add_number(builder, "hidden", result->fit.hidden);
    add_number(builder, "standard_error", result->fit.standard_error);
    add_number(builder, "lower", result->interval.lower);
    add_number(builder, "upper", result->interval.upper);
    add_number(builder, "level", result->interval.level);
    add_text(builder, "interval", mse_interval_kind_name(result->interval_kind));
    if (result->replicates != NULL) {
        add_integer(builder, "replicates", result->replicates->n_replicates);
        add_integer(builder, "replicates_failed", result->replicates->n_failed);
    }
    json_builder_end_object(builder);
}

static void add_strata(JsonBuilder *builder, const MseResult *result)
{
    begin_array(builder, "strata");
    for (guint i = 0; i < result->strata->len; i++) {
        const MseStratumEstimate *stratum = &g_array_index(result->strata, MseStratumEstimate, i);
        begin_object(builder, NULL);
        add_text(builder, "stratum", stratum->label);
        add_integer(builder, "observed", stratum->observed);
        add_number(builder, "total", stratum->interval.estimate);
        add_number(builder, "lower", stratum->interval.lower);
        add_number(builder, "upper", stratum->interval.upper);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void add_variants(JsonBuilder *builder, const char *name, const char *what,
                         const GPtrArray *variants)
{
    begin_array(builder, name);
    for (guint i = 0; i < variants->len; i++) {
        const MseVariant *variant = g_ptr_array_index(variants, i);
        begin_object(builder, NULL);
        add_text(builder, what, variant->name);
        add_text(builder, "model", variant->model);
        add_number(builder, "total", variant->total);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void add_near_models(JsonBuilder *builder, const MseResult *result)
{
    begin_array(builder, "near_models");
    for (guint i = 0; i < result->sensitivity->n_near; i++) {
        const MseCandidate *candidate = g_ptr_array_index(result->search->candidates, i);
        g_autofree char *text = mse_model_to_string(candidate->model, result->table);
        begin_object(builder, NULL);
        add_text(builder, "model", text);
        add_number(builder, "bic", candidate->fit.bic);
        add_number(builder, "total", candidate->fit.total);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    begin_array(builder, "answers");
    for (guint i = 0; i < result->sensitivity->groups->len; i++) {
        const MseAnswerGroup *group =
            &g_array_index(result->sensitivity->groups, MseAnswerGroup, i);
        begin_object(builder, NULL);
        add_number(builder, "low", group->low);
        add_number(builder, "high", group->high);
        add_number(builder, "best", group->best);
        add_number(builder, "weight", group->weight);
        add_integer(builder, "models", group->n_models);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void add_heterogeneity(JsonBuilder *builder, const MseResult *result)
{
    begin_array(builder, "heterogeneity");
    for (guint i = 0; i < MSE_N_HETEROGENEITY; i++) {
        const MseFit *fit = &result->sensitivity->heterogeneity[i];
        if (result->search->candidates->len == 0 || fit->status != MSE_STATUS_FINE ||
            mse_table_n_covariates(result->table) > 0)
            continue;
        begin_object(builder, NULL);
        add_text(builder, "model", mse_heterogeneity_name((MseHeterogeneity)i));
        add_number(builder, "bic", fit->bic);
        add_number(builder, "total", fit->total);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void add_dependences(JsonBuilder *builder, const MseResult *result)
{
    const MseSensitivity *sensitivity = result->sensitivity;
    begin_object(builder, "dependence");
    add_number(builder, "odds_ratio", sensitivity->odds_ratio);
    add_number(builder, "low", sensitivity->dependence_low);
    add_number(builder, "high", sensitivity->dependence_high);
    begin_array(builder, "pairs");
    for (guint i = 0; i < sensitivity->dependences->len; i++) {
        const MseDependence *pair = &g_array_index(sensitivity->dependences, MseDependence, i);
        begin_object(builder, NULL);
        begin_array(builder, "lists");
        json_builder_add_string_value(builder, mse_table_list(result->table, pair->first));
        json_builder_add_string_value(builder, mse_table_list(result->table, pair->second));
        json_builder_end_array(builder);
        add_number(builder, "low", pair->low);
        add_number(builder, "high", pair->high);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

static void add_sensitivity(JsonBuilder *builder, const MseResult *result)
{
    begin_object(builder, "sensitivity");
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
    begin_object(builder, "validation");
    if (validation != NULL) {
        begin_array(builder, "lists");
        for (guint i = 0; i < validation->lists->len; i++) {
            const MseListCheck *check = &g_array_index(validation->lists, MseListCheck, i);
            begin_object(builder, NULL);
            add_text(builder, "list", mse_table_list(result->table, check->list));
            add_integer(builder, "known", check->known);
            add_number(builder, "estimate", check->estimate);
            add_number(builder, "lower", check->lower);
            add_number(builder, "upper", check->upper);
            json_builder_set_member_name(builder, "covered");
            json_builder_add_boolean_value(builder, check->is_covered);
            json_builder_end_object(builder);
        }
        json_builder_end_array(builder);
        begin_object(builder, "simulation");
        add_number(builder, "truth", validation->truth);
        add_integer(builder, "tables", validation->n_simulations);
        add_integer(builder, "failed", validation->n_failed);
        add_integer(builder, "covered", validation->n_covered);
        add_number(builder, "median", validation->median);
        json_builder_end_object(builder);
    }
    json_builder_end_object(builder);
}

static void add_verdict(JsonBuilder *builder, const MseResult *result)
{
    static const char *const names[] = {"reasons_nl", "reasons"};
    begin_object(builder, "verdict");
    add_text(builder, "code", mse_verdict_code_name(result->verdict->code));
    for (guint language = G_N_ELEMENTS(names); language-- > 0;) {
        begin_array(builder, names[language]);
        for (guint i = 0; i < result->verdict->reasons->len; i++) {
            const MseReason *reason = g_ptr_array_index(result->verdict->reasons, i);
            json_builder_add_string_value(builder, reason->texts[language]);
        }
        json_builder_end_array(builder);
    }
    begin_array(builder, "reason_codes");
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
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *text = json_to_string(root, TRUE);
    return g_strconcat(text, "\n", NULL);
}
