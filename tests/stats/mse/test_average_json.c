#include "stats/mse/average_json.h"

#include <check.h>
#include <math.h>

static char *to_text(JsonBuilder *builder)
{
    JsonNode *root = json_builder_get_root(builder);
    char *text = json_to_string(root, FALSE);
    json_node_unref(root);
    g_object_unref(builder);
    return text;
}

START_TEST(graphs_as_json)
{
    MseMode modes[] = {{.total = 120, .probability = 0.25}, {.total = 300, .probability = 0.75}};
    MseDgaGraph top[] = {{.model = (char *)"[12,3]", .weight = 0.5, .mean = 200.5}};
    const MseDgaResult result = {.delta = 0.125,
                                 .min_hidden = 1,
                                 .max_hidden = 1000,
                                 .n_graphs = 8,
                                 .posterior = {.mean = 210.5,
                                               .median = 180,
                                               .lower = 110,
                                               .upper = 400,
                                               .level = 0.95,
                                               .n_modes = 2,
                                               .modes = modes},
                                 .n_top = 1,
                                 .top = top,
                                 .tail_power = 0.5,
                                 .tail_beyond = INFINITY,
                                 .touches_bound = TRUE};
    JsonBuilder *builder = json_builder_new();
    mse_dga_result_to_json(&result, builder);
    g_autofree char *text = to_text(builder);
    ck_assert_str_eq(text,
                     "{\"method\":\"dga\",\"graphs\":8,\"delta\":0.125,\"prior\":\"reciprocal\","
                     "\"min_hidden\":1,\"max_hidden\":1000,\"mean\":210.5,\"median\":180.0,"
                     "\"lower\":110.0,\"upper\":400.0,\"level\":0.94999999999999996,\"modes\":["
                     "{\"total\":120,\"probability\":0.25},{\"total\":300,\"probability\":0.75}],"
                     "\"touches_bound\":true,\"tail_power\":0.5,\"tail_beyond\":null,"
                     "\"top\":[{\"model\":\"[12,3]\",\"weight\":0.5,\"mean\":200.5}]}");
}
END_TEST

START_TEST(chains_that_disagree_as_json)
{
    MseLatentChain chains[] = {{100.5, 90, 120, 2.5}, {200, 150, 250, 4}};
    const MseLatentResult result = {
        .options = {.n_chains = 2, .seed = 7},
        .status = MSE_LATENT_NOT_MIXED,
        .r_hat = 1.75,
        .ess_bulk = 3.5,
        .ess_tail = 8,
        .is_rough = TRUE,
        .posterior = {.mean = NAN, .median = NAN, .lower = NAN, .upper = NAN, .level = 0.5},
        .chains = chains};
    JsonBuilder *builder = json_builder_new();
    mse_latent_result_to_json(&result, builder);
    g_autofree char *text = to_text(builder);
    ck_assert_str_eq(text,
                     "{\"method\":\"lcmcr\",\"status\":\"not mixed\",\"r_hat\":1.75,"
                     "\"ess_bulk\":3.5,\"ess_tail\":8.0,\"rough\":true,\"seed\":7,\"mean\":null,"
                     "\"median\":null,\"lower\":null,\"upper\":null,\"level\":0.5,\"modes\":[],"
                     "\"chains\":[{\"median\":100.5,\"lower\":90.0,\"upper\":120.0,"
                     "\"classes\":2.5},{\"median\":200.0,\"lower\":150.0,\"upper\":250.0,"
                     "\"classes\":4.0}]}");
}
END_TEST

Suite *average_json_suite(void);
Suite *average_json_suite(void)
{
    Suite *suite = suite_create("average_json");
    TCase *tcase = tcase_create("json");
    tcase_add_test(tcase, graphs_as_json);
    tcase_add_test(tcase, chains_that_disagree_as_json);
    suite_add_tcase(suite, tcase);
    return suite;
}
