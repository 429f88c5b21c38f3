#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"
#include "core/json_write.h"
#include "stats/publication/publish.h"

typedef struct {
    char *register_path;
    char *publication_path;
    char *period;
    gint64 seed;
    int threads;
    gint64 suppress_below;
    gboolean no_estimates;
    gboolean json;
} StatsArguments;

static gboolean parse_arguments(int *argc, char ***argv, StatsArguments *arguments, GError **error)
{
    const GOptionEntry entries[] = {
        {"register", 0, 0, G_OPTION_ARG_FILENAME, &arguments->register_path,
         "The register to count (needed)", "R.db"},
        {"publication", 0, 0, G_OPTION_ARG_FILENAME, &arguments->publication_path,
         "The publication to write (needed)", "P.db"},
        {"period", 0, 0, G_OPTION_ARG_STRING, &arguments->period,
         "Year or quarter; default: the last year that is wholly delivered", "2024|2024KW3"},
        {"suppress-below", 0, 0, G_OPTION_ARG_INT64, &arguments->suppress_below,
         "Suppress counts above 0 and below N; default: reference/publication.ini", "N"},
        {"seed", 0, 0, G_OPTION_ARG_INT64, &arguments->seed, "Seed of what is drawn at random",
         "N"},
        {"threads", 0, 0, G_OPTION_ARG_INT, &arguments->threads,
         "Threads for estimates; the result is the same for any number", "N"},
        {"no-estimates", 0, 0, G_OPTION_ARG_NONE, &arguments->no_estimates,
         "Leave out the dark number, which takes most of the time", NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &arguments->json, "Summary as JSON", NULL},
        {NULL}};
    CommonOptions common = {FALSE, FALSE, FALSE};
    if (!command_parse("--register R.db --publication P.db [OPTION…]",
                       "Counts, protects and writes the publication: all that may be shown.",
                       entries, &common, argc, argv, error))
        return FALSE;
    if (arguments->register_path == NULL || arguments->publication_path == NULL || *argc > 1) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "give --register and --publication, and nothing else; see 'inbeeld stats "
                    "--help'");
        return FALSE;
    }
    if (arguments->threads >= 1 && arguments->suppress_below >= -1)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                "--threads is 1 or more, --suppress-below 0 or more");
    return FALSE;
}

static void add_checks(JsonBuilder *builder, const PublishSummary *summary)
{
    json_write_begin_array(builder, "measures");
    for (guint i = 0; i < summary->checks->len; i++) {
        const PublishCheck *check = &g_array_index(summary->checks, PublishCheck, i);
        json_builder_begin_object(builder);
        json_write_text(builder, "measure", check->measure);
        json_write_count(builder, "in", check->expected);
        json_write_count(builder, "out", check->counted);
        json_write_count(builder, "split", check->n_split);
        json_write_count(builder, "unlisted", check->n_unlisted);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void print_json(const StatsArguments *arguments, const PublishSummary *summary)
{
    g_autofree char *period = period_code(summary->period);
    g_autofree char *window = period_code(summary->window);
    g_autofree char *division = day_format_iso(summary->division);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_write_text(builder, "publication", arguments->publication_path);
    json_write_text(builder, "period", period);
    json_write_text(builder, "window", window);
    json_write_text(builder, "division", division);
    json_write_flag(builder, "synthetic", summary->synthetic);
    json_write_count(builder, "cells", summary->n_cells);
    json_write_count(builder, "provisional", summary->n_provisional);
    json_write_count(builder, "suppress_below", summary->suppress_below);
    json_write_count(builder, "suppressed_primary", summary->protection.n_primary);
    json_write_count(builder, "suppressed_secondary", summary->protection.n_secondary);
    json_write_count(builder, "unprotected", summary->protection.n_left);
    json_write_count(builder, "sources", summary->n_sources);
    json_write_count(builder, "events", summary->n_events);
    json_write_count(builder, "bridge_steps", summary->n_bridge_steps);
    json_write_count(builder, "revisions", summary->n_revisions);
    json_write_count(builder, "estimates", summary->n_estimates);
    add_checks(builder, summary);
    json_builder_end_object(builder);
    g_autofree char *text = json_write_finish(builder, FALSE);
    printf("%s", text);
}

#define COUNT "%10" G_GINT64_FORMAT

static void print_text(const StatsArguments *arguments, const PublishSummary *summary)
{
    g_autofree char *period = period_code(summary->period);
    g_autofree char *window = period_code(summary->window);
    g_autofree char *division = day_format_iso(summary->division);
    printf("%s: %s and %s, areas as on %s%s\n", arguments->publication_path, period, window,
           division, summary->synthetic ? ", FICTITIOUS DATA" : "");
    printf(COUNT " cells, " COUNT " suppressed (" COUNT " below %" G_GINT64_FORMAT ", " COUNT
                 " to protect those), " COUNT " provisional\n",
           summary->n_cells, summary->protection.n_primary + summary->protection.n_secondary,
           summary->protection.n_primary, summary->suppress_below, summary->protection.n_secondary,
           summary->n_provisional);
    printf(COUNT " deliveries, " COUNT " events, " COUNT " bridge steps, " COUNT
                 " revisions, " COUNT " estimates\n",
           summary->n_sources, summary->n_events, summary->n_bridge_steps, summary->n_revisions,
           summary->n_estimates);
    printf("%-30s %10s %10s\n", "in the years published", "in", "out");
    for (guint i = 0; i < summary->checks->len; i++) {
        const PublishCheck *check = &g_array_index(summary->checks, PublishCheck, i);
        printf("%-30s " COUNT " " COUNT "\n", check->measure, check->expected, check->counted);
    }
}

static gboolean run(const StatsArguments *arguments, GError **error)
{
    PublishOptions options = {.register_path = arguments->register_path,
                              .publication_path = arguments->publication_path,
                              .period = arguments->period,
                              .seed = arguments->seed,
                              .suppress_below = arguments->suppress_below,
                              .n_threads = (guint)arguments->threads,
                              .no_estimates = arguments->no_estimates};
    g_autoptr(PublishSummary) summary = publish(&options, error);
    if (summary == NULL)
        return FALSE;
    if (arguments->json)
        print_json(arguments, summary);
    else
        print_text(arguments, summary);
    return TRUE;
}

gboolean command_stats(int argc, char **argv, GError **error)
{
    StatsArguments arguments = {
        .seed = 1, .threads = (int)g_get_num_processors(), .suppress_below = -1};
    gboolean done = parse_arguments(&argc, &argv, &arguments, error) && run(&arguments, error);
    g_free(arguments.register_path);
    g_free(arguments.publication_path);
    g_free(arguments.period);
    return done;
}
