#include "ingest/simulate/simulate.h"

#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"

#include <string.h>

static gboolean parse_scale(const char *text, double *scale)
{
    char *end = NULL;
    *scale = g_ascii_strtod(text, &end);
    return end != text && *end == '\0';
}

static gboolean usage(GError **error, const char *message)
{
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE, "%s; see 'inbeeld simulate --help'",
                message);
    return FALSE;
}

static void print_summary(const SimulateOptions *options, const SimulateSummary *summary)
{
    g_print("%s: %" G_GINT64_FORMAT " files, %" G_GINT64_FORMAT " rows, years %d-%d\n"
            "population %" G_GINT64_FORMAT ", registered %" G_GINT64_FORMAT
            " (persons, summed over the years)\n"
            "truth.csv and truth.json hold what is known; all data are fictitious\n",
            options->folder, summary->n_files, summary->n_rows, options->first_year,
            options->last_year, summary->population, summary->registered);
}

gboolean command_simulate(int argc, char **argv, GError **error)
{
    CommonOptions common = {0};
    g_autofree char *folder = NULL;
    g_autofree char *scale = NULL;
    g_autofree char *years = NULL;
    gint64 seed = -1;
    SimulateOptions options = {
        .scale = 1, .first_year = 2015, .last_year = 2024, .politie_rows = -1};
    const GOptionEntry entries[] = {
        {"out", 'o', 0, G_OPTION_ARG_FILENAME, &folder, "Folder for the files", "DIR"},
        {"seed", 's', 0, G_OPTION_ARG_INT64, &seed, "Number that decides every draw, 0 or more",
         "N"},
        {"scale", 0, 0, G_OPTION_ARG_STRING, &scale,
         "Persons, cases and rows times X (1: the published totals)", "X"},
        {"years", 0, 0, G_OPTION_ARG_STRING, &years, "Years (2015-2024)", "FIRST-LAST"},
        {"politie-rows", 0, 0, G_OPTION_ARG_INT64, &options.politie_rows,
         "Rows of the politie export (100000 times the scale)", "N"},
        {NULL}};
    if (!command_parse(
            "--out DIR --seed N",
            "Writes synthetic exports of CoMensha, the OM and the politie whose truth is "
            "known. All data are fictitious.",
            entries, &common, &argc, &argv, error))
        return FALSE;
    if (folder == NULL || seed < 0 || argc > 1)
        return usage(error, "--out and --seed are needed, and nothing else");
    if (scale != NULL && !parse_scale(scale, &options.scale))
        return usage(error, "the scale is a number with a decimal point");
    if (years != NULL && !simulate_parse_years(years, &options.first_year, &options.last_year))
        return usage(error, "the years are like 2015-2024");
    options.folder = folder;
    options.seed = (guint64)seed;
    SimulateSummary summary;
    if (!simulate(&options, &summary, error))
        return FALSE;
    if (!common.quiet)
        print_summary(&options, &summary);
    return TRUE;
}
