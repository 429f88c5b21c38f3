#include "tests/support/program.h"

#include <check.h>
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* Runs `inbeeld mse` with the words given; output and messages are (transfer full). Returns the
 * exit status. */
static int run_mse(const char *words, char **output, char **messages)
{
    g_autofree char *line = g_strconcat("mse ", words, NULL);
    return program_run(NULL, line, output, messages);
}

static JsonNode *run_json(const char *words)
{
    g_autofree char *output = NULL;
    g_autofree char *line = g_strdup_printf("%s --format json", words);
    g_autofree char *messages = NULL;
    ck_assert_msg(run_mse(line, &output, &messages) == 0, "%s", messages);
    g_autoptr(GError) error = NULL;
    JsonNode *root = json_from_string(output, &error);
    ck_assert_msg(root != NULL, "%s", error != NULL ? error->message : "empty");
    return root;
}

static JsonObject *member(JsonNode *root, const char *name)
{
    return json_object_get_object_member(json_node_get_object(root), name);
}

START_TEST(json_by_contract)
{
    g_autoptr(JsonNode) root = run_json("data-samples/mse/kosovo-4.csv --model [123,14,34] "
                                        "--interval profile");
    JsonObject *data = member(root, "data");
    ck_assert_int_eq(json_object_get_int_member(data, "observed"), 4400);
    ck_assert_uint_eq(json_array_get_length(json_object_get_array_member(data, "lists")), 4);
    JsonObject *estimate = member(root, "estimate");
    ck_assert_str_eq(json_object_get_string_member(estimate, "model"), "[123,14,34]");
    ck_assert_double_eq_tol(json_object_get_double_member(estimate, "total"), 10356.51896, 1e-4);
    ck_assert_double_eq_tol(json_object_get_double_member(estimate, "hidden"), 5956.51896, 1e-4);
    ck_assert_double_eq_tol(json_object_get_double_member(estimate, "lower"), 8994.2567, 0.01);
    ck_assert_double_eq_tol(json_object_get_double_member(estimate, "upper"), 12110.408, 0.02);
    ck_assert_str_eq(json_object_get_string_member(estimate, "interval"), "profile");
    JsonArray *models = json_object_get_array_member(json_node_get_object(root), "models");
    JsonObject *model = json_array_get_object_element(models, 0);
    ck_assert_int_eq(json_object_get_int_member(model, "parameters"), 11);
    ck_assert_int_eq(json_object_get_int_member(model, "df"), 4);
    ck_assert_int_eq(json_object_get_int_member(model, "status"), 0);
    ck_assert_double_eq_tol(json_object_get_double_member(model, "bic"), 203.0296328, 1e-6);
    const char *names[] = {"strata", "sensitivity", "average", "validation", "verdict"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        ck_assert(json_object_has_member(json_node_get_object(root), names[i]));
}
END_TEST

START_TEST(the_dutch_table_tells_the_truth)
{
    g_autoptr(JsonNode) root = run_json("data-samples/mse/netherlands-6.csv --replicates 300");
    JsonObject *verdict = member(root, "verdict");
    const char *code = json_object_get_string_member(verdict, "code");
    ck_assert(strcmp(code, "conflicting") == 0 || strcmp(code, "no-upper-limit") == 0);
    JsonArray *reasons = json_object_get_array_member(verdict, "reasons");
    gboolean names_k = FALSE;
    for (guint i = 0; i < json_array_get_length(reasons); i++)
        names_k = names_k || strstr(json_array_get_string_element(reasons, i),
                                    "list K is almost isolated") != NULL;
    ck_assert(names_k);
    JsonArray *models = json_object_get_array_member(json_node_get_object(root), "models");
    ck_assert_uint_eq(json_array_get_length(models), 10);
    ck_assert_double_eq_tol(
        json_object_get_double_member(json_array_get_object_element(models, 3), "estimate"),
        43584.74, 0.01);
}
END_TEST

START_TEST(a_model_without_estimate_gives_no_number)
{
    g_autoptr(JsonNode) root = run_json("data-samples/mse/artificial-3.csv --model [12,13,23]");
    JsonObject *estimate = member(root, "estimate");
    ck_assert(json_object_get_null_member(estimate, "total"));
    ck_assert(json_object_get_null_member(estimate, "upper"));
    ck_assert_str_eq(json_object_get_string_member(member(root, "verdict"), "code"), "refused");
    JsonArray *models = json_object_get_array_member(json_node_get_object(root), "models");
    JsonObject *model = json_array_get_object_element(models, 0);
    ck_assert_int_eq(json_object_get_int_member(model, "status"), 2);
    ck_assert(json_object_get_null_member(model, "estimate"));
}
END_TEST

START_TEST(exit_statuses)
{
    const struct {
        const char *words;
        int status;
    } cases[] = {
        {"data-samples/mse/korea-3.csv --replicates 20", 0},
        {"data-samples/mse/korea-3.csv --replicates 20 --format csv", 0},
        {"data-samples/mse/korea-3.csv --validate --replicates 20", 0},
        {"data-samples/mse/korea-3.csv --average dga --interval none", 0},
        {"data-samples/mse/kosovo-4.csv --drop HRW --merge EXH+ABA --interval none", 0},
        {"data-samples/mse/korea-3.csv --model [12,9]", 64},
        {"data-samples/mse/korea-3.csv --search everything", 64},
        {"data-samples/mse/netherlands-6.csv --search hierarchical", 64},
        {"data-samples/mse/korea-3.csv --drop nobody", 64},
        {"", 64},
        {"data-samples/mse/spina-bifida-ny-3-by-ethnicity.csv", 65},
        {"README-that-is-not-there.csv", 66},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *output = NULL;
        g_autofree char *messages = NULL;
        int status = run_mse(cases[i].words, &output, &messages);
        ck_assert_msg(status == cases[i].status, "%s: %d, %s", cases[i].words, status, messages);
    }
}
END_TEST

START_TEST(same_bytes_for_any_number_of_threads)
{
    const char *tables[] = {"data-samples/mse/uk2013-5.csv --replicates 100",
                            "data-samples/mse/spina-bifida-ny-3-by-ethnicity.csv --covariate eth "
                            "--replicates 100"};
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *one = NULL;
        g_autofree char *two = NULL;
        g_autofree char *one_line = g_strdup_printf("%s --format json --threads 1", tables[i]);
        g_autofree char *two_line = g_strdup_printf("%s --format json --threads 2", tables[i]);
        ck_assert_int_eq(run_mse(one_line, &one, NULL), 0);
        ck_assert_int_eq(run_mse(two_line, &two, NULL), 0);
        ck_assert_str_eq(one, two);
    }
}
END_TEST

START_TEST(strata_add_up)
{
    g_autoptr(JsonNode) root =
        run_json("data-samples/mse/spina-bifida-ny-3-by-ethnicity.csv --covariate eth "
                 "--interval none");
    JsonArray *strata = json_object_get_array_member(json_node_get_object(root), "strata");
    ck_assert_uint_eq(json_array_get_length(strata), 3);
    double sum = 0;
    for (guint i = 0; i < 3; i++)
        sum += json_object_get_double_member(json_array_get_object_element(strata, i), "total");
    ck_assert_double_eq_tol(sum, json_object_get_double_member(member(root, "estimate"), "total"),
                            1e-6);
}
END_TEST

Suite *mse_command_suite(void);
Suite *mse_command_suite(void)
{
    Suite *suite = suite_create("mse_command");
    TCase *tcase = tcase_create("command");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, json_by_contract);
    tcase_add_test(tcase, the_dutch_table_tells_the_truth);
    tcase_add_test(tcase, a_model_without_estimate_gives_no_number);
    tcase_add_test(tcase, exit_statuses);
    tcase_add_test(tcase, same_bytes_for_any_number_of_threads);
    tcase_add_test(tcase, strata_add_up);
    suite_add_tcase(suite, tcase);
    return suite;
}
