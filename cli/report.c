#include "report/report.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"
#include "report/edition/edition.h"
#include "report/edition/slots.h"

#include <stdio.h>

static gboolean required(const char *value, const char *option, GError **error)
{
    if (value != NULL)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                "%s is needed; see 'inbeeld report --help'", option);
    return FALSE;
}

/* "--area GM0772 GM0363" would otherwise lose the second. */
static gboolean nothing_left(int argc, char **argv, GError **error)
{
    if (argc == 1)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                "\"%s\" belongs to no option (areas are separated by commas); see 'inbeeld report "
                "--help'",
                argv[1]);
    return FALSE;
}

static gboolean parse_choices(ReportOptions *options, const char *period, const char *language,
                              GError **error)
{
    g_autoptr(GError) problem = NULL;
    if (period != NULL && !period_parse(period, &options->period, &problem)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE, "--period: %s", problem->message);
        return FALSE;
    }
    if (language != NULL && !language_parse(language, &options->language)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE, "--lang: \"%s\" is not nl or en",
                    language);
        return FALSE;
    }
    if (options->jobs < 1)
        options->jobs = (int)g_get_num_processors();
    return TRUE;
}

static void print_summary(const ReportOptions *options, const ReportSummary *summary)
{
    printf("%s: %u report%s in %s\n", options->edition, summary->files->len,
           summary->files->len == 1 ? "" : "s", options->out);
    for (guint i = 0; i < summary->problems->len; i++)
        g_warning("report failed: %s", (char *)g_ptr_array_index(summary->problems, i));
}

gboolean command_report(int argc, char **argv, GError **error)
{
    CommonOptions common = {0};
    ReportOptions options = {.language = LANGUAGE_NL};
    g_autofree char *publication = NULL, *edition = NULL, *period = NULL, *area = NULL,
                    *language = NULL, *out = NULL, *open_data = NULL, *texts = NULL, *mark = NULL,
                    *boundaries = NULL, *source = NULL;
    g_autoptr(GHashTable) slots = NULL;
    g_autofree char *names = edition_names(" or ");
    g_autofree char *about = g_strconcat(names, " (needed)", NULL);
    const GOptionEntry entries[] = {
        {"publication", 0, 0, G_OPTION_ARG_FILENAME, &publication, "Publication database (needed)",
         "P.db"},
        {"edition", 0, 0, G_OPTION_ARG_STRING, &edition, about, "NAME"},
        {"period", 0, 0, G_OPTION_ARG_STRING, &period,
         "Year, or quarter (2024KW3) for kwartaal; default: the last of the publication", "2024"},
        {"area", 0, 0, G_OPTION_ARG_STRING, &area,
         "Areas or kinds of area (veiligheidsregio), separated by commas, or all (default)",
         "CODES|all"},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &language, "Language: nl (default) or en", "nl|en"},
        {"out", 0, 0, G_OPTION_ARG_FILENAME, &out, "Folder for the reports (needed)", "DIR"},
        {"open-data", 0, 0, G_OPTION_ARG_FILENAME, &open_data,
         "Folder for the data of figures and tables; default open-data in that folder", "DIR"},
        {"texts", 0, 0, G_OPTION_ARG_FILENAME, &texts,
         "Folder with texts of the editor: inleiding.md, naschrift-GM0772.md …", "DIR"},
        {"mark", 0, 0, G_OPTION_ARG_STRING, &mark, "Mark over every page", "concept|vertrouwelijk"},
        {"boundaries", 0, 0, G_OPTION_ARG_FILENAME, &boundaries,
         "Borders of gemeenten for the maps, GeoJSON or TopoJSON; default: hexagons", "FILE"},
        {"boundaries-source", 0, 0, G_OPTION_ARG_STRING, &source,
         "Who made that file and its licence, for the source line of the maps", "TEXT"},
        {"jobs", 0, 0, G_OPTION_ARG_INT, &options.jobs, "Worker processes; default: processors",
         "N"},
        {NULL}};
    if (!command_parse("--publication P.db --edition NAME --out DIR", NULL, entries, &common, &argc,
                       &argv, error) ||
        !nothing_left(argc, argv, error) || !required(publication, "--publication", error) ||
        !required(edition, "--edition", error) || !required(out, "--out", error) ||
        !parse_choices(&options, period, language, error))
        return FALSE;
    options.publication = publication;
    options.edition = edition;
    options.area = area;
    options.out = out;
    options.open_data = open_data;
    options.boundaries = boundaries;
    options.boundaries_source = source;
    options.quiet = common.quiet;
    options.mark = mark;
    if (texts != NULL && (slots = slots_in_folder(texts, error)) == NULL)
        return FALSE;
    options.texts = slots;
    g_auto(ReportSummary) summary = {0};
    gboolean done = report_run(&options, &summary, error);
    if (done || g_error_matches(*error, INBEELD_ERROR, INBEELD_ERROR_PARTIAL))
        print_summary(&options, &summary);
    return done;
}
