#include "stats/mse/average_json.h"

#include "core/json_write.h"

static void add_posterior(JsonBuilder *builder, const MsePosterior *posterior)
{
    json_write_number(builder, "mean", posterior->mean);
    json_write_number(builder, "median", posterior->median);
    json_write_number(builder, "lower", posterior->lower);
    json_write_number(builder, "upper", posterior->upper);
    json_write_number(builder, "level", posterior->level);
    json_write_begin_array(builder, "modes");
    for (guint i = 0; i < posterior->n_modes; i++) {
        json_builder_begin_object(builder);
        json_write_count(builder, "total", posterior->modes[i].total);
        json_write_number(builder, "probability", posterior->modes[i].probability);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

void mse_dga_result_to_json(const MseDgaResult *result, JsonBuilder *builder)
{
    json_builder_begin_object(builder);
    json_write_text(builder, "method", "dga");
    json_write_count(builder, "graphs", result->n_graphs);
    json_write_number(builder, "delta", result->delta);
    json_write_text(builder, "prior",
                    result->prior == MSE_SIZE_PRIOR_RECIPROCAL ? "reciprocal" : "uniform");
    json_write_count(builder, "min_hidden", result->min_hidden);
    json_write_count(builder, "max_hidden", result->max_hidden);
    add_posterior(builder, &result->posterior);
    json_write_flag(builder, "touches_bound", result->touches_bound);
    json_write_number(builder, "tail_power", result->tail_power);
    json_write_number(builder, "tail_beyond", result->tail_beyond);
    json_write_begin_array(builder, "top");
    for (guint i = 0; i < result->n_top; i++) {
        json_builder_begin_object(builder);
        json_write_text(builder, "model", result->top[i].model);
        json_write_number(builder, "weight", result->top[i].weight);
        json_write_number(builder, "mean", result->top[i].mean);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

void mse_latent_result_to_json(const MseLatentResult *result, JsonBuilder *builder)
{
    json_builder_begin_object(builder);
    json_write_text(builder, "method", "lcmcr");
    json_write_text(builder, "status", mse_latent_status_name(result->status));
    json_write_number(builder, "r_hat", result->r_hat);
    json_write_number(builder, "ess_bulk", result->ess_bulk);
    json_write_number(builder, "ess_tail", result->ess_tail);
    json_write_flag(builder, "rough", result->is_rough);
    json_write_count(builder, "seed", (gint64)result->options.seed);
    add_posterior(builder, &result->posterior);
    json_write_begin_array(builder, "chains");
    for (guint chain = 0; chain < result->options.n_chains; chain++) {
        json_builder_begin_object(builder);
        json_write_number(builder, "median", result->chains[chain].median);
        json_write_number(builder, "lower", result->chains[chain].lower);
        json_write_number(builder, "upper", result->chains[chain].upper);
        json_write_number(builder, "classes", result->chains[chain].n_occupied);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}
