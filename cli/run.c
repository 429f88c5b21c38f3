#include "cli/command.h"
#include "cli/commands.h"
#include "cli/manifest.h"
#include "cli/run_config.h"
#include "core/area.h"
#include "core/error.h"
#include "core/json_write.h"
#include "core/output.h"
#include "ingest/delivery.h"
#include "report/edition/edition.h"
#include "report/opendata/opendata.h"
#include "report/report.h"
#include "stats/publication/publish.h"

#include <stdio.h>
#include <string.h>

/* What happened, for the summary and the exit status. */
typedef struct {
    RunConfig *config;
    const char *path; /* of the configuration; borrowed */
    char *work;       /* folder of the databases */
    char *registry;   /* paths */
    char *publication;
    int jobs;
    gboolean quiet;
    guint n_deliveries, n_known;
    gint64 rows, accepted, rejected, duplicate, excluded;
    gint64 n_cells, n_suppressed;
    GPtrArray *files;    /* char *: below the output folder */
    GPtrArray *packages; /* char *: descriptions of the data of editions, below open-data */
    GPtrArray *warnings; /* char * */
    guint n_reports, n_failed;
} Run;

static void warn(Run *run, char *text)
{
    g_warning("%s", text);
    g_ptr_array_add(run->warnings, text);
}

/* --- ingest */

static void note_delivery(Run *run, const DeliveryReport *report)
{
    run->n_deliveries++;
    run->n_known += report->status == DELIVERY_ALREADY_INGESTED;
    run->rows += report->rows;
    run->accepted += report->accepted;
    run->rejected += report->rejected;
    run->duplicate += report->duplicate;
    run->excluded += report->excluded;
    g_message("  %-40s %s, %" G_GINT64_FORMAT " rows, %" G_GINT64_FORMAT " accepted", report->file,
              delivery_status_word(report->status), report->rows, report->accepted);
    if (report->rejected > 0)
        warn(run, g_strdup_printf("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " rows rejected",
                                  report->file, report->rejected, report->rows));
}

static gboolean ingest_file(Run *run, IngestSession *session, const Profile *profile,
                            const RunDelivery *delivery, const char *path, GError **error)
{
    Day peildatum = delivery->peildatum != DAY_NONE ? delivery->peildatum : run->config->peildatum;
    DeliveryOptions options = {.legal_basis = delivery->legal_basis,
                               .peildatum = peildatum,
                               .max_rejected = delivery->max_rejected,
                               .quiet = run->quiet};
    g_autoptr(DeliveryReport) report = delivery_ingest(session, profile, path, &options, error);
    if (report == NULL)
        return FALSE;
    if (report->status == DELIVERY_REFUSED) {
        g_set_error(
            error, INBEELD_ERROR, INBEELD_ERROR_DATA,
            "delivery %s refused: %s; nothing was published, the reports of the last run are unchanged",
            path, report->reason);
        return FALSE;
    }
    note_delivery(run, report);
    return TRUE;
}

static gboolean ingest_delivery(Run *run, const RunDelivery *delivery, GError **error)
{
    g_autoptr(Profile) profile = profile_load(delivery->profile, error);
    if (profile == NULL)
        return FALSE;
    g_autoptr(IngestSession) session = ingest_session_open(run->registry, run->config->key, error);
    if (session == NULL)
        return FALSE;
    for (guint i = 0; i < delivery->files->len; i++)
        if (!ingest_file(run, session, profile, delivery, g_ptr_array_index(delivery->files, i),
                         error))
            return FALSE;
    return TRUE;
}

static gboolean ingest_all(Run *run, GError **error)
{
    g_message("ingest");
    for (guint i = 0; i < run->config->deliveries->len; i++)
        if (!ingest_delivery(run, g_ptr_array_index(run->config->deliveries, i), error))
            return FALSE;
    return TRUE;
}

/* --- stats */

static gboolean publish_figures(Run *run, GError **error)
{
    g_message("stats");
    g_autofree char *period = period_code(run->config->period);
    PublishOptions options = {.register_path = run->registry,
                              .publication_path = run->publication,
                              .period = period,
                              .seed = run->config->seed,
                              .suppress_below = run->config->suppress_below};
    g_autoptr(PublishSummary) summary = publish(&options, error);
    if (summary == NULL)
        return FALSE;
    run->n_cells = summary->n_cells;
    run->n_suppressed = summary->protection.n_primary + summary->protection.n_secondary;
    g_message("  %" G_GINT64_FORMAT " cells, %" G_GINT64_FORMAT " suppressed", run->n_cells,
              run->n_suppressed);
    return TRUE;
}

/* --- report */

static void add_files(Run *run, const char *folder, const GPtrArray *files)
{
    for (guint i = 0; i < files->len; i++)
        g_ptr_array_add(run->files, g_build_filename(folder, g_ptr_array_index(files, i), NULL));
}

/* The period that stands beside the name of an edition; else that of the run, which an edition
 * about years cannot use when it is a quarter: it takes the last whole year. */
static Period edition_period(const Run *run, const RunEdition *edition)
{
    const Edition *known = edition_find(edition->name);
    Period none = {PERIOD_NONE, 0, 0}, asked = run->config->period;
    if (edition->period.kind != PERIOD_NONE)
        return edition->period;
    gboolean fits = known == NULL || asked.kind == PERIOD_YEAR || known->period_kind == asked.kind;
    return fits ? asked : none;
}

/* A report that fails does not keep the others back. */
static gboolean make_edition(Run *run, const RunEdition *asked, const char *folder,
                             const char *open_data, GError **error)
{
    const char *edition = asked->name;
    ReportOptions options = {.publication = run->publication,
                             .edition = edition,
                             .period = edition_period(run, asked),
                             .area = run->config->areas,
                             .skip_unfitting = TRUE,
                             .language = run->config->language,
                             .out = folder,
                             .open_data = open_data,
                             .boundaries = run->config->boundaries,
                             .boundaries_source = run->config->boundaries_source,
                             .jobs = run->jobs,
                             .quiet = run->quiet,
                             .texts = run->config->texts,
                             .mark = run->config->mark};
    g_auto(ReportSummary) summary = {0};
    GError *problem = NULL;
    gboolean done = report_run(&options, &summary, &problem);
    if (!done && !g_error_matches(problem, INBEELD_ERROR, INBEELD_ERROR_PARTIAL)) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    g_clear_error(&problem);
    for (guint i = 0; i < summary.problems->len; i++)
        warn(run,
             g_strdup_printf("report failed: %s", (char *)g_ptr_array_index(summary.problems, i)));
    add_files(run, "reports", summary.files);
    add_files(run, "open-data", summary.data_files);
    if (summary.package != NULL)
        g_ptr_array_add(run->packages, g_steal_pointer(&summary.package));
    run->n_reports += summary.files->len;
    run->n_failed += summary.problems->len;
    if (summary.files->len + summary.problems->len == 0)
        warn(run, g_strdup_printf("%s: none of the areas asked for fits this edition", edition));
    g_message("  %s: %u report%s", edition, summary.files->len, summary.files->len == 1 ? "" : "s");
    return TRUE;
}

/* What the reports follow from besides the deliveries. Returns (transfer full). */
static GArray *given_files(const Run *run)
{
    GArray *given = manifest_given_new();
    GHashTableIter texts;
    gpointer slot, path;
    manifest_given_add(given, "configuration", run->path);
    if (run->config->boundaries != NULL)
        manifest_given_add(given, "boundaries", run->config->boundaries);
    g_hash_table_iter_init(&texts, run->config->texts);
    while (g_hash_table_iter_next(&texts, &slot, &path)) {
        g_autofree char *use = g_strconcat("text ", slot, NULL);
        manifest_given_add(given, use, path);
    }
    return given;
}

static gboolean make_reports(Run *run, GError **error)
{
    g_message("report");
    g_autofree char *reports = g_build_filename(run->config->out, "reports", NULL);
    g_autofree char *open_data = g_build_filename(run->config->out, "open-data", NULL);
    for (guint i = 0; i < run->config->editions->len; i++)
        if (!make_edition(run, g_ptr_array_index(run->config->editions, i), reports, open_data,
                          error))
            return FALSE;
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    if (!opendata_write(run->publication, open_data, run->packages, files, error))
        return FALSE;
    add_files(run, "open-data", files);
    g_message("  open data: %u files", files->len);
    g_autoptr(GArray) given = given_files(run);
    return manifest_write(run->config->out, run->publication, given, run->files, run->n_failed,
                          error);
}

/* --- summary */

static void print_json(const Run *run)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_write_count(json, "deliveries", run->n_deliveries);
    json_write_count(json, "already_ingested", run->n_known);
    json_write_count(json, "rows", run->rows);
    json_write_count(json, "accepted", run->accepted);
    json_write_count(json, "rejected", run->rejected);
    json_write_count(json, "duplicate", run->duplicate);
    json_write_count(json, "excluded", run->excluded);
    json_write_count(json, "cells", run->n_cells);
    json_write_count(json, "suppressed", run->n_suppressed);
    json_write_count(json, "reports", run->n_reports);
    json_write_count(json, "failed", run->n_failed);
    json_write_texts(json, "warnings", run->warnings);
    json_builder_end_object(json);
    g_autofree char *text = json_write_finish(json, TRUE);
    printf("%s", text);
}

static void print_summary(const Run *run)
{
    printf("deliveries  %u, of which %u already in the register\n", run->n_deliveries,
           run->n_known);
    printf("rows        %" G_GINT64_FORMAT " = %" G_GINT64_FORMAT " accepted + %" G_GINT64_FORMAT
           " rejected + %" G_GINT64_FORMAT " duplicate + %" G_GINT64_FORMAT " excluded\n",
           run->rows, run->accepted, run->rejected, run->duplicate, run->excluded);
    printf("published   %" G_GINT64_FORMAT " cells, %" G_GINT64_FORMAT " suppressed\n",
           run->n_cells, run->n_suppressed);
    printf("reports     %u made, %u failed\n", run->n_reports, run->n_failed);
    printf("warnings    %u\n", run->warnings->len);
    printf("output      %s (manifest.json lists %u files)\n", run->config->out, run->files->len);
}

/* --- the command */

static gboolean run_stages(Run *run, GError **error)
{
    if (!output_make_folder(run->work, error))
        return FALSE;
    /* Two timers on one folder: the second goes away before it touches anything. */
    g_autoptr(OutputLock) lock = output_lock(run->work, error);
    if (lock == NULL || !ingest_all(run, error) || !publish_figures(run, error) ||
        !make_reports(run, error))
        return FALSE;
    if (run->n_failed == 0)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_PARTIAL, "%u reports failed, %u are made",
                run->n_failed, run->n_reports);
    return FALSE;
}

static void run_clear(Run *run)
{
    g_clear_pointer(&run->config, run_config_free);
    g_ptr_array_unref(run->files);
    g_ptr_array_unref(run->packages);
    g_ptr_array_unref(run->warnings);
    g_free(run->work);
    g_free(run->registry);
    g_free(run->publication);
}

static gboolean is_area(const AreaRegister *areas, const char *text)
{
    AreaKind kind;
    if (g_ascii_strcasecmp(text, "all") == 0 || area_kind_parse(text, &kind))
        return TRUE;
    for (kind = 0; kind < AREA_KIND_COUNT; kind++) {
        AreaMatch match;
        area_resolve(areas, kind, text, DAY_NONE, &match);
        if (match.kind != AREA_MATCH_UNKNOWN)
            return TRUE;
    }
    return FALSE;
}

static gboolean check_areas(const Run *run, const char *path, GError **error)
{
    if (run->config->areas == NULL)
        return TRUE;
    g_autoptr(AreaRegister) areas = area_register_load(error);
    g_auto(GStrv) parts = g_strsplit_set(run->config->areas, ",;", -1);
    for (char **part = parts; areas != NULL && *part != NULL; part++) {
        g_strstrip(*part);
        if (**part == '\0' || is_area(areas, *part))
            continue;
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "%s: [run] areas: there is no area \"%s\"; write codes or names of areas, "
                    "kinds of area, or all",
                    path, *part);
        return FALSE;
    }
    return areas != NULL;
}

/* A slip of the pen shows before hours of work. */
static gboolean check_editions(const Run *run, const char *path, GError **error)
{
    for (guint i = 0; i < run->config->editions->len; i++) {
        const RunEdition *edition = g_ptr_array_index(run->config->editions, i);
        if (edition_find(edition->name) != NULL)
            continue;
        g_autofree char *known = edition_names(" and ");
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "%s: [run] editions: there is no edition \"%s\"; known are %s", path,
                    edition->name, known);
        return FALSE;
    }
    return TRUE;
}

static gboolean prepare(Run *run, const char *path, char *out, GError **error)
{
    run->files = g_ptr_array_new_with_free_func(g_free);
    run->packages = g_ptr_array_new_with_free_func(g_free);
    run->warnings = g_ptr_array_new_with_free_func(g_free);
    run->path = path;
    run->config = run_config_load(path, error);
    if (run->config == NULL || !check_editions(run, path, error) || !check_areas(run, path, error))
        return FALSE;
    if (out != NULL) {
        g_free(run->config->out);
        run->config->out = g_strdup(out);
    }
    if (run->jobs < 1)
        run->jobs = (int)g_get_num_processors();
    run->work = g_build_filename(run->config->out, "work", NULL);
    run->registry = g_build_filename(run->work, "register.db", NULL);
    run->publication = g_build_filename(run->work, "publication.db", NULL);
    return TRUE;
}

gboolean command_run(int argc, char **argv, GError **error)
{
    CommonOptions common = {0};
    Run run = {0};
    gboolean json = FALSE;
    g_autofree char *out = NULL;
    const GOptionEntry entries[] = {
        {"out", 0, 0, G_OPTION_ARG_FILENAME, &out,
         "Output folder, instead of the one in the configuration", "DIR"},
        {"jobs", 0, 0, G_OPTION_ARG_INT, &run.jobs,
         "Worker processes for reports; default: processors", "N"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &json, "The summary as JSON on stdout", NULL},
        {NULL}};
    if (!command_parse("CONFIG.ini",
                       "The format of the configuration: docs/formats/run-configuration.md.",
                       entries, &common, &argc, &argv, error))
        return FALSE;
    if (argc != 2) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "give one configuration file; see 'inbeeld run --help'");
        return FALSE;
    }
    run.quiet = common.quiet;
    gboolean done = prepare(&run, argv[1], out, error) && run_stages(&run, error);
    if (done || g_error_matches(*error, INBEELD_ERROR, INBEELD_ERROR_PARTIAL))
        (json ? print_json : print_summary)(&run);
    run_clear(&run);
    return done;
}
