#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"
#include "stats/mse/report.h"
#include "stats/mse/table_read.h"

#include <string.h>

#define DEFAULT_TOP 10
#define DEFAULT_SEED 1
#define TREND_DEGREE 2
#define TREND_LEAST_LEVELS 4

enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV };

typedef struct {
    char *model, *search, *criterion, *interval, *average, *format;
    char **covariates, **factors, **ignored, **dropped, **merged, **absent;
    int max_order, replicates, top, threads;
    gint64 seed;
    double level, p_to_enter;
    gboolean validate, json, no_sensitivity;
} Arguments;

static void arguments_clear(Arguments *arguments)
{
    g_free(arguments->model);
    g_free(arguments->search);
    g_free(arguments->criterion);
    g_free(arguments->interval);
    g_free(arguments->average);
    g_free(arguments->format);
    g_strfreev(arguments->covariates);
    g_strfreev(arguments->factors);
    g_strfreev(arguments->ignored);
    g_strfreev(arguments->dropped);
    g_strfreev(arguments->merged);
    g_strfreev(arguments->absent);
}

static gboolean usage(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean usage(GError **error, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    g_autofree char *message = g_strdup_vprintf(format, values);
    va_end(values);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE, "%s; see 'inbeeld mse --help'", message);
    return FALSE;
}

/* Index of `word` in `words` (ends with NULL), written to *index; 0 for no word. */
static gboolean choose(const char *option, const char *word, const char *const *words, int *index,
                       GError **error)
{
    *index = 0;
    if (word == NULL)
        return TRUE;
    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(word, words[i]) == 0) {
            *index = i;
            return TRUE;
        }
    g_autofree char *known = g_strjoinv(", ", (char **)words);
    return usage(error, "--%s %s: one of %s", option, word, known);
}

static gboolean check_numbers(const Arguments *arguments, GError **error)
{
    if (arguments->replicates < 0 || arguments->replicates > 1000000)
        return usage(error, "--replicates is a number from 1 to 1000000");
    if (arguments->threads < 0 || arguments->threads > 1024)
        return usage(error, "--threads is a number from 1 to 1024");
    if (arguments->top < 1)
        return usage(error, "--top is a number from 1");
    if (arguments->max_order < 0 || arguments->max_order > MSE_MAX_LISTS)
        return usage(error, "--max-order is a number from 1 to %d", MSE_MAX_LISTS);
    if (arguments->seed < 0)
        return usage(error, "--seed is a number from 0");
    if (!(arguments->level > 0 && arguments->level < 1))
        return usage(error, "--level is a number between 0 and 1, for example 0.95");
    if (!(arguments->p_to_enter >= 0 && arguments->p_to_enter < 1))
        return usage(error, "--p-to-enter is a number between 0 and 1, for example 0.02");
    return TRUE;
}

static gboolean fill_options(const Arguments *arguments, MseOptions *options, GError **error)
{
    static const char *const searches[] = {"default",  "pairwise", "hierarchical",
                                           "stepwise", "downhill", NULL};
    static const char *const criteria[] = {"bic", "aic", NULL};
    static const char *const intervals[] = {"bootstrap", "parametric", "profile", "none", NULL};
    static const char *const averages[] = {"none", "dga", "lcmcr", NULL};
    int search = 0;
    int criterion = 0;
    int interval = 0;
    int average = 0;
    if (!choose("search", arguments->search, searches, &search, error) ||
        !choose("criterion", arguments->criterion, criteria, &criterion, error) ||
        !choose("interval", arguments->interval, intervals, &interval, error) ||
        !choose("average", arguments->average, averages, &average, error) ||
        !check_numbers(arguments, error))
        return FALSE;
    if (arguments->model != NULL && arguments->search != NULL)
        return usage(error, "--model and --search exclude each other");
    options->model = arguments->model;
    options->search.kind = (MseSearchKind)search;
    options->search.criterion = (MseCriterion)criterion;
    options->search.max_order = (guint)arguments->max_order;
    options->search.keep = (guint)MAX(arguments->top, MSE_SEARCH_KEEP);
    options->search.p_to_enter = arguments->p_to_enter;
    options->interval = (MseIntervalKind)interval;
    options->average = (MseAverageKind)average;
    options->level = arguments->level;
    options->n_replicates = (guint)arguments->replicates;
    options->seed = (guint64)arguments->seed;
    options->n_threads = (guint)arguments->threads;
    options->validate = arguments->validate;
    options->without_sensitivity = arguments->no_sensitivity;
    return mse_verdict_rules_load(NULL, &options->rules, error);
}

/* ---- the table */

static gboolean find_list(const MseTable *table, const char *name, guint *list, GError **error)
{
    gint found = mse_table_find_list(table, name);
    if (found < 0)
        return usage(error, "there is no list \"%s\" (left) in the table", name);
    *list = (guint)found;
    return TRUE;
}

/* Takes over `table`; returns the changed one, or NULL. */
static MseTable *drop_lists(MseTable *table, char **names, GError **error)
{
    for (guint i = 0; table != NULL && names != NULL && names[i] != NULL; i++) {
        guint list = 0;
        MseTable *smaller = NULL;
        if (find_list(table, names[i], &list, error))
            smaller = mse_table_drop_list(table, list, error);
        mse_table_free(table);
        table = smaller;
    }
    return table;
}

static gboolean parse_merge(const MseTable *table, const char *text, guint *lists, GError **error)
{
    g_auto(GStrv) names = g_strsplit(text, "+", -1);
    *lists = 0;
    for (guint i = 0; names[i] != NULL; i++) {
        guint list = 0;
        if (!find_list(table, names[i], &list, error))
            return FALSE;
        *lists |= 1U << list;
    }
    if (__builtin_popcount(*lists) < 2)
        return usage(error, "--merge %s: two or more lists with + between them", text);
    return TRUE;
}

static MseTable *merge_lists(MseTable *table, char **merges, GError **error)
{
    for (guint i = 0; table != NULL && merges != NULL && merges[i] != NULL; i++) {
        guint lists = 0;
        MseTable *merged = NULL;
        if (parse_merge(table, merges[i], &lists, error))
            merged = mse_table_merge_lists(table, lists, error);
        mse_table_free(table);
        table = merged;
    }
    return table;
}

/* LIST@COVARIATE=LEVEL: the list did not operate there. */
static gboolean exclude_absent(MseTable *table, const char *text, GError **error)
{
    g_auto(GStrv) sides = g_strsplit(text, "@", 2);
    g_auto(GStrv) place = g_strsplit(g_strv_length(sides) == 2 ? sides[1] : "", "=", 2);
    guint list = 0;
    if (g_strv_length(place) != 2)
        return usage(error, "--absent %s: write LIST@COVARIATE=LEVEL", text);
    if (!find_list(table, sides[0], &list, error))
        return FALSE;
    gint covariate = mse_table_find_covariate(table, place[0]);
    gint level = covariate < 0 ? -1 : mse_table_find_level(table, (guint)covariate, place[1]);
    if (level < 0)
        return usage(error, "--absent %s: there is no such covariate or level", text);
    for (guint stratum = 0; stratum < mse_table_n_strata(table); stratum++)
        if (mse_table_stratum_level(table, stratum, (guint)covariate) == (guint)level &&
            !mse_table_exclude_list(table, list, stratum, error))
            return FALSE;
    return TRUE;
}

static gboolean is_named(char **names, const char *name)
{
    return names != NULL && g_strv_contains((const char *const *)names, name);
}

/* A covariate of four or more whole numbers (years) enters as a quadratic trend, unless it is named
 * with --factor. */
static gboolean set_trends(MseTable *table, char **factors, GError **error)
{
    for (guint i = 0; i < mse_table_n_covariates(table); i++) {
        if (is_named(factors, mse_table_covariate(table, i)) ||
            mse_table_n_levels(table, i) < TREND_LEAST_LEVELS)
            continue;
        if (mse_table_set_trend(table, i, TREND_DEGREE, NULL))
            g_message("covariate %s enters as a quadratic trend; --factor %s makes it a factor",
                      mse_table_covariate(table, i), mse_table_covariate(table, i));
    }
    for (guint i = 0; factors != NULL && factors[i] != NULL; i++)
        if (mse_table_find_covariate(table, factors[i]) < 0)
            return usage(error, "--factor %s: there is no such covariate", factors[i]);
    return TRUE;
}

/* Options that repeat may also hold names with commas between them. */
static char **split_names(char **values)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (guint i = 0; values != NULL && values[i] != NULL; i++) {
        g_auto(GStrv) parts = g_strsplit(values[i], ",", -1);
        g_strv_builder_addv(names, (const char **)parts);
    }
    return g_strv_builder_end(names);
}

static MseTable *read_table(const char *path, const Arguments *arguments, GError **error)
{
    g_auto(GStrv) covariates = split_names(arguments->covariates);
    g_auto(GStrv) ignored = split_names(arguments->ignored);
    MseReadOptions reading = {.covariates = (const char *const *)covariates,
                              .ignored = (const char *const *)ignored};
    MseTable *table = mse_table_read(path, &reading, error);
    table = drop_lists(table, arguments->dropped, error);
    table = merge_lists(table, arguments->merged, error);
    gboolean good = table != NULL && set_trends(table, arguments->factors, error);
    for (guint i = 0; good && arguments->absent != NULL && arguments->absent[i] != NULL; i++)
        good = exclude_absent(table, arguments->absent[i], error);
    if (!good)
        g_clear_pointer(&table, mse_table_free);
    return table;
}

static char *format_result(const MseResult *result, int format, guint n_models)
{
    if (format == FORMAT_JSON)
        return mse_report_json(result, n_models);
    return format == FORMAT_CSV ? mse_report_csv(result, n_models)
                                : mse_report_text(result, n_models);
}

static gboolean run(const char *path, const Arguments *arguments, GError **error)
{
    static const char *const formats[] = {"text", "json", "csv", NULL};
    int format = FORMAT_TEXT;
    MseOptions options = {0};
    if (!choose("format", arguments->format, formats, &format, error) ||
        !fill_options(arguments, &options, error))
        return FALSE;
    if (arguments->json)
        format = FORMAT_JSON;
    g_autoptr(MseTable) table = read_table(path, arguments, error);
    if (table == NULL)
        return FALSE;
    g_autoptr(MseResult) result = mse_estimate(table, &options, error);
    if (result == NULL)
        return FALSE;
    g_autofree char *text = format_result(result, format, (guint)arguments->top);
    if (fputs(text, stdout) < 0 || fflush(stdout) != 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "standard output cannot be written");
        return FALSE;
    }
    return TRUE;
}

#define WORD(name, place, help, value)                                                             \
    {                                                                                              \
        name, 0, 0, G_OPTION_ARG_STRING, place, help, value                                        \
    }
#define WORDS(name, place, help, value)                                                            \
    {                                                                                              \
        name, 0, 0, G_OPTION_ARG_STRING_ARRAY, place, help, value                                  \
    }
#define NUMBER(name, place, help)                                                                  \
    {                                                                                              \
        name, 0, 0, G_OPTION_ARG_INT, place, help, "N"                                             \
    }

gboolean command_mse(int argc, char **argv, GError **error)
{
    CommonOptions common = {0};
    Arguments arguments = {.top = DEFAULT_TOP, .seed = DEFAULT_SEED, .level = 0.95};
    const GOptionEntry entries[] = {
        WORD("model", &arguments.model, "A given model: [123,14,34]; no search", "MODEL"),
        WORD("search", &arguments.search, "pairwise, hierarchical, stepwise or downhill", "KIND"),
        NUMBER("max-order", &arguments.max_order,
               "Most lists (with covariates: factors) in a term"),
        WORD("criterion", &arguments.criterion, "bic (default) or aic", "NAME"),
        {"p-to-enter", 0, 0, G_OPTION_ARG_DOUBLE, &arguments.p_to_enter,
         "Stepwise without covariates: p-value below which a term enters (0.02)", "P"},
        WORD("interval", &arguments.interval, "bootstrap (default), parametric, profile or none",
             "KIND"),
        NUMBER("replicates", &arguments.replicates, "Of the bootstrap (1000)"),
        {"level", 0, 0, G_OPTION_ARG_DOUBLE, &arguments.level, "Of the limits (0.95)", "P"},
        NUMBER("top", &arguments.top, "Models shown (10)"),
        {"seed", 0, 0, G_OPTION_ARG_INT64, &arguments.seed, "Of everything drawn (1)", "N"},
        NUMBER("threads", &arguments.threads, "The result is the same for any number (all)"),
        WORDS("covariate", &arguments.covariates, "Column that is a covariate (repeat)", "NAME"),
        WORDS("factor", &arguments.factors, "Covariate that is no trend (repeat)", "NAME"),
        WORDS("ignore", &arguments.ignored, "Column to sum over (repeat)", "NAME"),
        WORDS("absent", &arguments.absent, "The list did not operate there (repeat)",
              "LIST@NAME=LEVEL"),
        WORDS("drop", &arguments.dropped, "Leave a list out (repeat)", "LIST"),
        WORDS("merge", &arguments.merged, "Take lists as one (repeat)", "A+B"),
        WORD("average", &arguments.average, "dga or lcmcr beside it", "KIND"),
        {"validate", 0, 0, G_OPTION_ARG_NONE, &arguments.validate, "Check the method on this table",
         NULL},
        {"no-sensitivity", 0, 0, G_OPTION_ARG_NONE, &arguments.no_sensitivity,
         "No near models, lists left out or merged: faster, and the verdict knows less", NULL},
        WORD("format", &arguments.format, "text (default), json or csv", "KIND"),
        {"json", 0, 0, G_OPTION_ARG_NONE, &arguments.json, "The same as --format json", NULL},
        {NULL}};
    gboolean good = command_parse(
        "TABLE.csv",
        "A dark number by multiple systems estimation: how many persons are on none of the lists. "
        "The last\ncolumn of the table is \"count\", the others are lists (0 or 1) and covariates.",
        entries, &common, &argc, &argv, error);
    if (good && argc != 2)
        good = usage(error, "one table is needed");
    good = good && run(argv[1], &arguments, error);
    arguments_clear(&arguments);
    return good;
}
