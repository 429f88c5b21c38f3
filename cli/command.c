#include "cli/command.h"

#include "core/error.h"
#include "core/log.h"

#include <cairo.h>
#include <glpk.h>
#include <gsl/gsl_version.h>
#include <pango/pango.h>
#include <qpdf/qpdf-c.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#ifndef INBEELD_VERSION
#error "INBEELD_VERSION is set by the Makefile"
#endif

void command_print_version(FILE *stream)
{
    fprintf(stream,
            "inbeeld %s\nGLib %u.%u.%u, GSL %s, Cairo %s, Pango %s, SQLite %s, GLPK %s, "
            "qpdf %s, libxlsxwriter %s\n",
            INBEELD_VERSION, glib_major_version, glib_minor_version, glib_micro_version,
            gsl_version, cairo_version_string(), pango_version_string(), sqlite3_libversion(),
            glp_version(), qpdf_get_qpdf_version(), lxw_version());
}

static gboolean print_version_and_exit(const char *name, const char *value, gpointer data,
                                       GError **error)
{
    (void)name, (void)value, (void)data, (void)error;
    command_print_version(stdout);
    exit(0);
}

static GLogLevelFlags threshold(const CommonOptions *common)
{
    if (common->quiet)
        return G_LOG_LEVEL_WARNING;
    return common->verbose ? G_LOG_LEVEL_INFO : G_LOG_LEVEL_MESSAGE;
}

gboolean command_parse(const char *usage, const char *description, const GOptionEntry *entries,
                       CommonOptions *common, int *argc, char ***argv, GError **error)
{
    const GOptionEntry shared[] = {
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &common->quiet, "Only warnings and errors on stderr",
         NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &common->verbose, "More about what is done", NULL},
        {"log-json", 0, 0, G_OPTION_ARG_NONE, &common->log_json,
         "Messages as JSON, one object a line", NULL},
        {"version", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK,
         (gpointer)print_version_and_exit, "Print the versions of the program and its libraries",
         NULL},
        {NULL}};
    g_autofree char *program = g_strdup_printf("inbeeld %s", (*argv)[0]);
    g_set_prgname(program);
    g_autoptr(GOptionContext) context = g_option_context_new(usage);
    if (entries != NULL)
        g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_main_entries(context, shared, NULL);
    if (description != NULL)
        g_option_context_set_description(context, description);
    GError *problem = NULL;
    if (!g_option_context_parse(context, argc, argv, &problem)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE, "%s; see '%s --help'",
                    problem->message, program);
        g_error_free(problem);
        return FALSE;
    }
    log_setup(common->log_json ? LOG_FORMAT_JSON : LOG_FORMAT_TEXT, threshold(common));
    return TRUE;
}
