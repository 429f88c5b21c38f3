#include "report/report.h"

#include "core/error.h"
#include "core/output.h"
#include "core/progress.h"
#include "report/edition/edition.h"
#include "report/pool.h"

#include <string.h>

typedef struct {
    const ReportOptions *options;
    const Edition *edition;
    GPtrArray *codes; /* char *, one per report */
    GPtrArray *files; /* char *, relative to the output folder */
    char **problems;  /* NULL where a report succeeded */
    Progress *progress;
    gint64 n_done;
} Job;

static gpointer open_context(gpointer data, GError **error)
{
    const Job *job = data;
    const ReportOptions *options = job->options;
    return edition_context_new(options->publication, options->language, options->period, error);
}

static gboolean render(gsize index, gpointer worker, gpointer data, GError **error)
{
    const Job *job = data;
    const EditionContext *context = worker;
    AreaId area = area_find_code(context->areas, g_ptr_array_index(job->codes, index));
    g_autofree char *path =
        g_build_filename(job->options->out, g_ptr_array_index(job->files, index), NULL);
    return job->edition->render(context, area, path, error);
}

static void note_done(gsize index, const char *problem, gpointer data)
{
    Job *job = data;
    job->problems[index] = g_strdup(problem);
    progress_update(job->progress, ++job->n_done);
}

/* `wanted`: NULL, "all", or codes separated by commas or semicolons. */
static gboolean is_wanted(const char *wanted, const char *code)
{
    if (wanted == NULL || strcmp(wanted, "all") == 0)
        return TRUE;
    g_auto(GStrv) codes = g_strsplit_set(wanted, ",;", -1);
    for (char **item = codes; *item != NULL; item++)
        if (g_ascii_strcasecmp(g_strstrip(*item), code) == 0)
            return TRUE;
    return FALSE;
}

static gboolean collect_areas(const AreaRegister *areas, const Publication *publication, Job *job,
                              GError **error)
{
    const Edition *edition = job->edition;
    if (!edition->per_area) {
        g_ptr_array_add(job->codes, g_strdup("NL01"));
        return TRUE;
    }
    gsize n_areas;
    g_autofree AreaId *ids =
        area_list(areas, edition->area_kind, publication_division(publication), &n_areas);
    for (gsize i = 0; i < n_areas; i++)
        if (is_wanted(job->options->area, area_code(areas, ids[i])))
            g_ptr_array_add(job->codes, g_strdup(area_code(areas, ids[i])));
    if (job->codes->len > 0)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                "\"%s\" is not an area for the edition %s in this period; give a code such as "
                "GM0772, or all",
                job->options->area, edition->name);
    return FALSE;
}

static gboolean name_files(const Publication *publication, Job *job, GError **error)
{
    Period wanted = job->options->period;
    g_autofree char *period =
        period_code(wanted.kind == PERIOD_NONE ? publication_period(publication) : wanted);
    if (!job->edition->per_area) {
        g_ptr_array_add(job->files, g_strdup_printf("%s-%s.pdf", job->edition->name, period));
        return output_make_folder(job->options->out, error);
    }
    g_autofree char *folder = g_strdup_printf("%s-%s", job->edition->name, period);
    for (guint i = 0; i < job->codes->len; i++)
        g_ptr_array_add(job->files, g_strdup_printf("%s/%s.pdf", folder,
                                                    (char *)g_ptr_array_index(job->codes, i)));
    g_autofree char *path = g_build_filename(job->options->out, folder, NULL);
    return output_make_folder(path, error);
}

/* Without a text engine: fontconfig starts a thread, and a process with threads must not fork. */
static gboolean plan(Job *job, GError **error)
{
    g_autoptr(AreaRegister) areas = area_register_load(error);
    if (areas == NULL)
        return FALSE;
    g_autoptr(Publication) publication = publication_open(job->options->publication, areas, error);
    return publication != NULL && collect_areas(areas, publication, job, error) &&
           name_files(publication, job, error);
}

static void summarise(const Job *job, ReportSummary *summary)
{
    for (guint i = 0; i < job->files->len; i++) {
        const char *file = g_ptr_array_index(job->files, i);
        if (job->problems[i] == NULL)
            g_ptr_array_add(summary->files, g_strdup(file));
        else
            g_ptr_array_add(summary->problems, g_strdup_printf("%s: %s", file, job->problems[i]));
    }
}

static gboolean run_job(Job *job, ReportSummary *summary, GError **error)
{
    if (!plan(job, error))
        return FALSE;
    gsize n_failed;
    job->problems = g_new0(char *, job->codes->len + 1);
    job->progress = progress_new(job->edition->name, job->codes->len, job->options->quiet);
    PoolWork work = {open_context, render, note_done, job};
    int jobs = MIN(job->options->jobs, (int)job->codes->len);
    if (!pool_run(job->codes->len, jobs, &work, &n_failed, error))
        return FALSE;
    summarise(job, summary);
    if (n_failed == 0)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_PARTIAL, "%zu of %u reports failed; first: %s",
                n_failed, job->codes->len, (char *)g_ptr_array_index(summary->problems, 0));
    return FALSE;
}

static void job_clear(Job *job)
{
    for (guint i = 0; job->problems != NULL && i < job->codes->len; i++)
        g_free(job->problems[i]);
    g_free(job->problems);
    g_clear_pointer(&job->progress, progress_free);
    g_ptr_array_unref(job->codes);
    g_ptr_array_unref(job->files);
}

gboolean report_run(const ReportOptions *options, ReportSummary *summary, GError **error)
{
    summary->files = g_ptr_array_new_with_free_func(g_free);
    summary->problems = g_ptr_array_new_with_free_func(g_free);
    const Edition *edition = edition_find(options->edition);
    if (edition == NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "there is no edition \"%s\"; known are jaarmonitor and gemeente",
                    options->edition);
        return FALSE;
    }
    Job job = {.options = options,
               .edition = edition,
               .codes = g_ptr_array_new_with_free_func(g_free),
               .files = g_ptr_array_new_with_free_func(g_free)};
    gboolean done = run_job(&job, summary, error);
    job_clear(&job);
    return done;
}

void report_summary_clear(ReportSummary *summary)
{
    g_clear_pointer(&summary->files, g_ptr_array_unref);
    g_clear_pointer(&summary->problems, g_ptr_array_unref);
}
