#pragma once

#include <glib.h>

/* The subcommands, each in the file of this folder with its name. The contract is that of
 * Command.run in cli/command.h. */
gboolean command_ingest(int argc, char **argv, GError **error);
gboolean command_key(int argc, char **argv, GError **error);
gboolean command_stats(int argc, char **argv, GError **error);
gboolean command_report(int argc, char **argv, GError **error);
gboolean command_simulate(int argc, char **argv, GError **error);
gboolean command_mse(int argc, char **argv, GError **error);
gboolean command_run(int argc, char **argv, GError **error);
gboolean command_status(int argc, char **argv, GError **error);
gboolean command_audit(int argc, char **argv, GError **error);
