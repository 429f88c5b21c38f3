#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"
#include "stats/publication/publish.h"

#include <json-glib/json-glib.h>

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

static void add_string(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_string_value(builder, value);
}

static void add_number(JsonBuilder *builder, const char *name, gint64 value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, value);
}

static void add_checks(JsonBuilder *builder, const PublishSummary *summary)
{
    json_builder_set_member_name(builder, "measures");
    json_builder_begin_array(builder);
    for (guint i = 0; i < summary->checks->len; i++) {
        const PublishCheck *check = &g_array_index(summary->checks, PublishCheck, i);
        json_builder_begin_object(builder);
        add_string(builder, "measure", check->measure);
        add_number(builder, "in", check->expected);
        add_number(builder, "out", check->counted);
        add_number(builder, "split", check->n_split);
        add_number(builder, "unlisted", check->n_unlisted);
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
    add_string(builder, "publication", arguments->publication_path);
    add_string(builder, "period", period);
    add_string(builder, "window", window);
    add_string(builder, "division", division);
    json_builder_set_member_name(builder, "synthetic");
    json_builder_add_boolean_value(builder, summary->synthetic);
    add_number(builder, "cells", summary->n_cells);
    add_number(builder, "provisional", summary->n_provisional);
    add_number(builder, "suppress_below", summary->suppress_below);
    add_number(builder, "suppressed_primary", summary->protection.n_primary);
    add_number(builder, "suppressed_secondary", summary->protection.n_secondary);
    add_number(builder, "unprotected", summary->protection.n_left);
    add_number(builder, "sources", summary->n_sources);
    add_number(builder, "events", summary->n_events);
    add_number(builder, "bridge_steps", summary->n_bridge_steps);
    add_number(builder, "revisions", summary->n_revisions);
    add_number(builder, "estimates", summary->n_estimates);
    add_checks(builder, summary);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *text = json_to_string(root, FALSE);
    printf("%s\n", text);
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
