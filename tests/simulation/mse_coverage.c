/* How often the limits of the default method hold the true number, by verdict.
 *
 * Draws tables from populations of known size and estimates each as `inbeeld mse` does. Prints one
 * line for each population and verdict: tables, share covered, its Monte Carlo error, median ratio
 * of estimate and truth. */
#include "stats/mse/engine.h"
#include "stats/mse/estimate.h"
#include "stats/mse/philox.h"
#include "stats/mse/table_read.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define N_VERDICTS 5

typedef struct {
    const char *name;
    const char *dataset; /* the population is the fit of a model to this table ... */
    const char *model;
    double scale; /* ... times this */
} Fitted;

/* Two classes of persons; within a class the lists are independent. */
typedef struct {
    const char *name;
    guint n_lists;
    guint n_persons;
    double share; /* of the first class */
    double first[6], second[6];
} Classes;

static const Fitted fitted[] = {
    {"diabetes", "diabetes-casale-4", "[13,24,34]", 1},
    {"diabetes-dependent", "diabetes-casale-4", "[12,13,23,24,34]", 1},
    {"hepatitis", "hepatitis-a-taiwan-3", "[12,23]", 1},
    {"kosovo", "kosovo-4", "[123,14,34]", 1},
    {"kosovo-pairs", "kosovo-4", "[12,13,14,23,34]", 1},
    {"western-sparse", "western-us-5", "[15,2,3,4]", 1},
    {"new-orleans", "neworleans-5-n185", "[1,2,3,4,5]", 1},
    {"uk-low", "uk2013-5", "[12,13,25,35,45]", 1},
    {"uk-high", "uk2013-5", "[123,25,34]", 1},
    {"uk-tenfold", "uk2013-5", "[12,13,25,35,45]", 10},
    {"dutch-low", "netherlands-5", "[12,15,23,24,25,35,45]", 1},
    {"dutch-high", "netherlands-5", "[135,12,24,34]", 1},
};

static const Classes classes[] = {
    {"three-equal", 3, 1000, 1, {0.3, 0.3, 0.3}, {0}},
    {"four-well-seen", 4, 2000, 1, {0.4, 0.3, 0.3, 0.2}, {0}},
    {"three-sparse", 3, 1000, 1, {0.2, 0.04, 0.01}, {0}},
    {"two-kinds", 4, 2000, 0.5, {0.5, 0.4, 0.4, 0.3}, {0.15, 0.1, 0.1, 0.1}},
    {"two-kinds-hidden", 4, 5000, 0.2, {0.5, 0.4, 0.3, 0.3}, {0.05, 0.05, 0.03, 0.03}},
    {"lopsided", 5, 20000, 0.3, {0.4, 0.02, 0.05, 0.06, 0.05}, {0.1, 0.06, 0.01, 0.02, 0.03}},
};

typedef struct {
    guint n_tables, n_covered;
    GArray *ratios;
} Tally;

typedef struct {
    guint n_tables, n_replicates;
    const char *only;
    MseOptions options;
} Settings;

static int compare_doubles(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static void print_tally(const char *name, double truth, const char *verdict, const Tally *tally)
{
    if (tally->n_tables == 0)
        return;
    double covered = (double)tally->n_covered / tally->n_tables;
    qsort(tally->ratios->data, tally->ratios->len, sizeof(double), compare_doubles);
    double median =
        tally->ratios->len > 0 ? g_array_index(tally->ratios, double, tally->ratios->len / 2) : NAN;
    printf("%s\t%.0f\t%s\t%u\t%.3f\t%.3f\t%.2f\n", name, truth, verdict, tally->n_tables, covered,
           sqrt(covered * (1 - covered) / tally->n_tables), median);
    fflush(stdout);
}

/* probabilities: by history, those of nobody first. */
static void simulate(const char *name, guint n_lists, guint n_persons, const double *probabilities,
                     const Settings *settings)
{
    if (settings->only != NULL && g_strcmp0(settings->only, name) != 0)
        return;
    static const char *const lists[] = {"A", "B", "C", "D", "E", "F"};
    Tally tallies[N_VERDICTS + 1] = {{0}};
    for (guint i = 0; i <= N_VERDICTS; i++)
        tallies[i].ratios = g_array_new(FALSE, FALSE, sizeof(double));
    guint n_cells = 1U << n_lists;
    g_autofree unsigned int *draws = g_new0(unsigned int, n_cells);
    for (guint i = 0; i < settings->n_tables; i++) {
        gsl_rng *random = philox_new(settings->options.seed + 1000, i);
        gsl_ran_multinomial(random, n_cells, n_persons, probabilities, draws);
        gsl_rng_free(random);
        g_autoptr(MseTable) table = mse_table_new(n_lists, lists, NULL);
        for (guint cell = 1; cell < n_cells; cell++)
            mse_table_add(table, cell, 0, draws[cell], NULL);
        g_autoptr(MseResult) result = mse_estimate(table, &settings->options, NULL);
        if (result == NULL)
            continue;
        gboolean covered =
            result->interval.lower <= n_persons && n_persons <= result->interval.upper;
        double ratio = result->fit.total / n_persons;
        Tally *places[] = {&tallies[result->verdict->code], &tallies[N_VERDICTS]};
        for (guint k = 0; k < G_N_ELEMENTS(places); k++) {
            places[k]->n_tables++;
            places[k]->n_covered += covered ? 1 : 0;
            if (isfinite(ratio))
                g_array_append_val(places[k]->ratios, ratio);
        }
    }
    print_tally(name, n_persons, "all", &tallies[N_VERDICTS]);
    for (guint i = 0; i < N_VERDICTS; i++)
        print_tally(name, n_persons, mse_verdict_code_name((MseVerdictCode)i), &tallies[i]);
    for (guint i = 0; i <= N_VERDICTS; i++)
        g_array_unref(tallies[i].ratios);
}

static void simulate_fitted(const Fitted *population, const Settings *settings)
{
    g_autofree char *path = g_strdup_printf("data-samples/mse/%s.csv", population->dataset);
    g_autoptr(MseTable) table = mse_table_read(path, NULL, NULL);
    g_autoptr(MseModel) model = mse_model_parse(table, population->model, NULL);
    g_autoptr(Engine) engine = engine_new(table);
    g_autoptr(EngineData) data = engine_data_new(engine, NULL);
    g_autoptr(EngineModel) ready = engine_model_new(engine, model);
    g_autoptr(EngineWorkspace) workspace = engine_workspace_new(engine);
    double probabilities[64] = {0};
    MseFit fit = engine_fit(data, ready, workspace, probabilities);
    engine_means(ready, workspace, probabilities + 1);
    simulate(population->name, mse_table_n_lists(table), (guint)(fit.total * population->scale),
             probabilities, settings);
}

static void simulate_classes(const Classes *population, const Settings *settings)
{
    double probabilities[64] = {0};
    for (guint history = 0; history < 1U << population->n_lists; history++) {
        double first = population->share;
        double second = 1 - population->share;
        for (guint i = 0; i < population->n_lists; i++) {
            gboolean seen = history >> i & 1;
            first *= seen ? population->first[i] : 1 - population->first[i];
            second *= seen ? population->second[i] : 1 - population->second[i];
        }
        probabilities[history] = first + second;
    }
    simulate(population->name, population->n_lists, population->n_persons, probabilities, settings);
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    Settings settings = {.n_tables = argc > 1 ? (guint)g_ascii_strtoull(argv[1], NULL, 10) : 200,
                         .n_replicates =
                             argc > 2 ? (guint)g_ascii_strtoull(argv[2], NULL, 10) : 500,
                         .only = argc > 3 ? argv[3] : NULL};
    settings.options.seed = argc > 4 ? g_ascii_strtoull(argv[4], NULL, 10) : 1;
    settings.options.n_replicates = settings.n_replicates;
    g_autoptr(GError) error = NULL;
    if (!mse_verdict_rules_load("reference/mse-verdict.ini", &settings.options.rules, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    printf("population\ttruth\tverdict\ttables\tcovered\terror\tmedian ratio\n");
    for (guint i = 0; i < G_N_ELEMENTS(classes); i++)
        simulate_classes(&classes[i], &settings);
    for (guint i = 0; i < G_N_ELEMENTS(fitted); i++)
        simulate_fitted(&fitted[i], &settings);
    return 0;
}
