#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"
#include "core/log.h"

#include <gsl/gsl_errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const Command commands[] = {
    {"ingest", "Exports into the register: checked, pseudonymised, whole or not at all",
     command_ingest},
    {"status", "What was delivered, by whom, how complete", command_status},
    {"audit", "Attack a release: what can a reader recompute?", command_audit},
    {"key", "Make the key for pseudonyms", command_key},
    {"stats", "Counts, protection, the publication database", command_stats},
    {"report", "Reports as PDF from a publication database", command_report},
    {"simulate", "Synthetic exports with a known truth", command_simulate},
    {"mse", "A dark number from a table of lists", command_mse},
    {"run", "All stages from one configuration file", command_run},
    {NULL, NULL, NULL},
};

static void print_help(FILE *stream)
{
    fprintf(
        stream,
        "Usage: inbeeld COMMAND [OPTION...]\n\n"
        "Turns exports of CoMensha, the OM and the politie into monitors on human trafficking.\n\n"
        "Commands:\n");
    for (const Command *command = commands; command->name != NULL; command++)
        fprintf(stream, "  %-10s %s\n", command->name, command->summary);
    fprintf(stream,
            "\n'inbeeld COMMAND --help' tells the rest; 'inbeeld --version' prints versions.\n");
}

static const Command *find_command(const char *name)
{
    for (const Command *command = commands; command->name != NULL; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static int usage_error(const char *problem, const char *value)
{
    fprintf(stderr, "inbeeld: %s%s; see 'inbeeld --help'\n", problem, value);
    return INBEELD_ERROR_USAGE;
}

static gboolean has_option(char **argv, const char *option)
{
    for (; *argv != NULL; argv++)
        if (strcmp(*argv, option) == 0)
            return TRUE;
    return FALSE;
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    setlocale(LC_CTYPE, "C.UTF-8");
    log_setup(LOG_FORMAT_TEXT, G_LOG_LEVEL_MESSAGE);
    if (argc < 2)
        return usage_error("a command is needed", "");
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return 0;
    }
    if (strcmp(argv[1], "--version") == 0) {
        command_print_version(stdout);
        return 0;
    }
    const Command *command = find_command(argv[1]);
    if (command == NULL)
        return usage_error("there is no command ", argv[1]);
    /* The command takes the options out of argv; a wrong one is an object too. */
    LogFormat format = has_option(argv, "--log-json") ? LOG_FORMAT_JSON : LOG_FORMAT_TEXT;
    g_autoptr(GError) error = NULL;
    if (!command->run(argc - 1, argv + 1, &error))
        log_failure(format, command->name, error->message);
    return inbeeld_error_exit_status(error);
}
