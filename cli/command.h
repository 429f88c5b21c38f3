#pragma once

#include <glib.h>
#include <stdio.h>

/* A subcommand of the program: one small file in cli/ each.
 *
 * run: gets its own arguments, argv[0] is its name. Returns TRUE, or FALSE with `error` set; the
 * exit status is the code of the error (core/error.h). */
typedef struct {
    const char *name;
    const char *summary;
    gboolean (*run)(int argc, char **argv, GError **error);
} Command;

/* What every subcommand accepts: --help, --version, --quiet, --verbose, --log-json. */
typedef struct {
    gboolean quiet;
    gboolean verbose;
    gboolean log_json;
} CommonOptions;

/* Parses `entries` and the common options, sets up logging and leaves the remaining arguments in
 * argv (argv[0] stays). usage: what stands after the name on the first line of --help. description:
 * the text under the options, or NULL. Fails with INBEELD_ERROR_USAGE. */
gboolean command_parse(const char *usage, const char *description, const GOptionEntry *entries,
                       CommonOptions *common, int *argc, char ***argv, GError **error);

/* Prints the program's version and those of its libraries. */
void command_print_version(FILE *stream);
