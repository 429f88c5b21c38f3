#include "report/report.h"

#include "core/error.h"
#include "core/output.h"
#include "core/progress.h"
#include "report/data_release.h"
#include "report/edition/edition.h"
#include "report/map/boundaries.h"
#include "report/pool.h"
#include "report/request.h"

#include <malloc.h>

typedef struct {
    const ReportOptions *options;
    const Edition *edition;
    const AreaRegister *areas;
    Period period;
    GPtrArray *codes; /* char *, one per report */
    GPtrArray *files; /* char *, relative to the output folder */
    char **problems;  /* NULL where a report succeeded */
    DataRelease *release;
    Boundaries *boundaries; /* NULL: none */
    Progress *progress;
    gint64 n_done;
    Slots *slots;
} Job;

/* What a worker has. */
typedef struct {
    EditionContext *context;
    FigureSpool *spool;
} Worker;

static gpointer open_worker(gpointer data, GError **error)
{
    const Job *job = data;
    const ReportOptions *options = job->options;
    /* One heap: the thread in which fontconfig reads its cache would begin another. */
    mallopt(M_ARENA_MAX, 1);
    EditionContext *context = edition_context_new_sharing(job->areas, options->publication,
                                                          options->language, job->period, error);
    if (context == NULL)
        return NULL;
    context->edition = job->edition->name;
    context->slots = job->slots;
    context->mark = options->mark;
    context->data_folder = data_release_address(job->release);
    if (job->boundaries != NULL)
        edition_context_set_boundaries(context, job->boundaries, options->boundaries_source);
    Worker *worker = g_new0(Worker, 1);
    *worker = (Worker){context, data_release_spool(job->release)};
    return worker;
}

static gboolean render(gsize index, gpointer data_of_worker, gpointer data, GError **error)
{
    const Job *job = data;
    const Worker *worker = data_of_worker;
    AreaId area = area_find_code(worker->context->areas, g_ptr_array_index(job->codes, index));
    g_autofree char *path =
        g_build_filename(job->options->out, g_ptr_array_index(job->files, index), NULL);
    g_autoptr(GPtrArray) records =
        g_ptr_array_new_with_free_func((GDestroyNotify)figure_record_free);
    return edition_render(job->edition, worker->context, area, path, records, error) &&
           figure_spool_save(worker->spool, index, records, error);
}

static void note_done(gsize index, const char *problem, gpointer data)
{
    Job *job = data;
    job->problems[index] = g_strdup(problem);
    progress_update(job->progress, ++job->n_done);
}

static gboolean name_files(Job *job, GError **error)
{
    g_autofree char *period = period_code(job->period);
    g_autofree char *stem = g_strdup_printf("%s-%s", job->edition->name, period);
    g_autofree char *folder = job->edition->one_file
                                  ? g_strdup(job->options->out)
                                  : g_build_filename(job->options->out, stem, NULL);
    if (job->edition->one_file)
        g_ptr_array_add(job->files, g_strconcat(stem, ".pdf", NULL));
    else
        for (guint i = 0; i < job->codes->len; i++)
            g_ptr_array_add(job->files, g_strdup_printf("%s/%s.pdf", stem,
                                                        (char *)g_ptr_array_index(job->codes, i)));
    return output_make_folder(folder, error) &&
           (job->release = data_release_new(job->options, stem, folder, error)) != NULL;
}

/* A list for several editions says nothing about the land; who asks for one edition and an area of
 * it, is told when there is no such report. */
static gboolean choose_areas(const AreaRegister *areas, const Publication *publication, Job *job,
                             GError **error)
{
    gboolean land = job->edition->kinds[0] == AREA_LAND && job->options->skip_unfitting;
    const char *wanted = land ? NULL : job->options->area;
    return request_areas(job->edition, areas, publication_division(publication), wanted,
                         job->options->skip_unfitting, job->codes, error);
}

/* Without a text engine: fontconfig starts a thread, and a process with threads must not fork. */
static gboolean plan(Job *job, const AreaRegister *areas, GError **error)
{
    g_autoptr(Publication) publication = publication_open(job->options->publication, areas, error);
    return publication != NULL && choose_areas(areas, publication, job, error) &&
           request_period(job->edition, areas, publication, job->options->period, &job->period,
                          error) &&
           name_files(job, error);
}

/* Once, before the workers are made: they share what was read. */
static gboolean load_boundaries(Job *job, GError **error)
{
    const char *path = job->options->boundaries;
    job->boundaries = path != NULL ? boundaries_load(path, error) : NULL;
    return path == NULL || job->boundaries != NULL;
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

static gboolean write_data(const Job *job, const AreaRegister *areas, ReportSummary *summary,
                           GError **error)
{
    if (!data_release_write(job->release, areas, job->codes, !job->edition->one_file,
                            summary->data_files, error))
        return FALSE;
    for (guint i = 0; i < summary->data_files->len; i++)
        if (g_str_has_suffix(g_ptr_array_index(summary->data_files, i), "datapackage.json"))
            summary->package = g_strdup(g_ptr_array_index(summary->data_files, i));
    return TRUE;
}

static gboolean load_slots(Job *job, GError **error)
{
    if (job->options->texts == NULL)
        return TRUE;
    job->slots = slots_load(job->options->texts, error);
    return job->slots != NULL;
}

static gboolean run_job(Job *job, ReportSummary *summary, GError **error)
{
    g_autoptr(AreaRegister) areas = area_register_load(error);
    job->areas = areas;
    if (areas == NULL || !load_slots(job, error) || !plan(job, areas, error) ||
        !load_boundaries(job, error))
        return FALSE;
    if (job->codes->len == 0)
        return TRUE;
    gsize n_failed;
    job->problems = g_new0(char *, job->codes->len + 1);
    job->progress = progress_new(job->edition->name, job->codes->len, job->options->quiet);
    PoolWork work = {open_worker, render, note_done, job};
    int jobs = CLAMP(job->options->jobs, 1, MAX((int)job->codes->len, 1));
    if (!pool_run(job->codes->len, jobs, &work, &n_failed, error))
        return FALSE;
    summarise(job, summary);
    if (!write_data(job, areas, summary, error))
        return FALSE;
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
    g_clear_pointer(&job->release, data_release_free);
    slots_free(job->slots);
    g_clear_pointer(&job->boundaries, boundaries_free);
    g_ptr_array_unref(job->codes);
    g_ptr_array_unref(job->files);
}

static gboolean is_mark(const char *mark)
{
    static const char *const marks[] = {REPORT_MARKS, NULL};
    return mark == NULL || g_strv_contains(marks, mark);
}

gboolean report_run(const ReportOptions *options, ReportSummary *summary, GError **error)
{
    summary->files = g_ptr_array_new_with_free_func(g_free);
    summary->data_files = g_ptr_array_new_with_free_func(g_free);
    summary->problems = g_ptr_array_new_with_free_func(g_free);
    const Edition *edition = edition_find(options->edition);
    if (edition == NULL) {
        g_autofree char *known = edition_names(" and ");
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "there is no edition \"%s\"; known are %s", options->edition, known);
        return FALSE;
    }
    if (!is_mark(options->mark)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "there is no mark \"%s\"; known are concept and vertrouwelijk", options->mark);
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
    g_clear_pointer(&summary->data_files, g_ptr_array_unref);
    g_clear_pointer(&summary->package, g_free);
    g_clear_pointer(&summary->problems, g_ptr_array_unref);
}
