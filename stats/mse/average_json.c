#include "stats/mse/average_json.h"

#include <math.h>

static void add_number(JsonBuilder *builder, const char *name, double value)
{
    json_builder_set_member_name(builder, name);
    if (isfinite(value))
        json_builder_add_double_value(builder, value);
    else
        json_builder_add_null_value(builder);
}

static void add_count(JsonBuilder *builder, const char *name, gint64 value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, value);
}

static void add_text(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_string_value(builder, value);
}

static void add_flag(JsonBuilder *builder, const char *name, gboolean value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_boolean_value(builder, value);
}

static void add_posterior(JsonBuilder *builder, const MsePosterior *posterior)
{
    add_number(builder, "mean", posterior->mean);
    add_number(builder, "median", posterior->median);
    add_number(builder, "lower", posterior->lower);
    add_number(builder, "upper", posterior->upper);
    add_number(builder, "level", posterior->level);
    json_builder_set_member_name(builder, "modes");
    json_builder_begin_array(builder);
    for (guint i = 0; i < posterior->n_modes; i++) {
        json_builder_begin_object(builder);
        add_count(builder, "total", posterior->modes[i].total);
        add_number(builder, "probability", posterior->modes[i].probability);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

void mse_dga_result_to_json(const MseDgaResult *result, JsonBuilder *builder)
{
    json_builder_begin_object(builder);
    add_text(builder, "method", "dga");
    add_count(builder, "graphs", result->n_graphs);
    add_number(builder, "delta", result->delta);
    add_text(builder, "prior",
             result->prior == MSE_SIZE_PRIOR_RECIPROCAL ? "reciprocal" : "uniform");
    add_count(builder, "min_hidden", result->min_hidden);
    add_count(builder, "max_hidden", result->max_hidden);
    add_posterior(builder, &result->posterior);
    add_flag(builder, "touches_bound", result->touches_bound);
    add_number(builder, "tail_power", result->tail_power);
    add_number(builder, "tail_beyond", result->tail_beyond);
    json_builder_set_member_name(builder, "top");
    json_builder_begin_array(builder);
    for (guint i = 0; i < result->n_top; i++) {
        json_builder_begin_object(builder);
        add_text(builder, "model", result->top[i].model);
        add_number(builder, "weight", result->top[i].weight);
        add_number(builder, "mean", result->top[i].mean);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

void mse_latent_result_to_json(const MseLatentResult *result, JsonBuilder *builder)
{
    json_builder_begin_object(builder);
    add_text(builder, "method", "lcmcr");
    add_text(builder, "status", mse_latent_status_name(result->status));
    add_number(builder, "r_hat", result->r_hat);
    add_number(builder, "ess_bulk", result->ess_bulk);
    add_number(builder, "ess_tail", result->ess_tail);
    add_flag(builder, "rough", result->is_rough);
    add_count(builder, "seed", (gint64)result->options.seed);
    add_posterior(builder, &result->posterior);
    json_builder_set_member_name(builder, "chains");
    json_builder_begin_array(builder);
    for (guint chain = 0; chain < result->options.n_chains; chain++) {
        json_builder_begin_object(builder);
        add_number(builder, "median", result->chains[chain].median);
        add_number(builder, "lower", result->chains[chain].lower);
        add_number(builder, "upper", result->chains[chain].upper);
        add_number(builder, "classes", result->chains[chain].n_occupied);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}
