#pragma once

#include <glib.h>

/* Messages for the person or the machine that runs the program; always on stderr, results go to
 * stdout.
 *
 * The code calls GLib's g_warning(), g_message(), g_info() and g_debug(). What each level means
 * here: warning  the result is there, but its reader must know this message  what was done (shown
 * by default, not with --quiet) info     what was done in more detail (shown with --verbose) debug
 * for developers (G_MESSAGES_DEBUG) Personal data never enters a message: values of identifier
 * columns are not logged. */

typedef enum { LOG_FORMAT_TEXT, LOG_FORMAT_JSON } LogFormat;

/* Routes all messages of this process to stderr in `format`. `threshold` is the least severe level
 * that is shown. Called by main, and again when the options are known; not from threads. JSON: one
 * object a line: {"time","level","message"}. */
void log_setup(LogFormat format, GLogLevelFlags threshold);

/* The message that the program ends with: "inbeeld COMMAND: MESSAGE", or an object of level
 * "error". Always shown. */
void log_failure(LogFormat format, const char *command, const char *message);
