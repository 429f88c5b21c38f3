#include "report/opendata/figure_files.h"

#include "core/output.h"
#include "core/publication.h"
#include "report/opendata/datapackage.h"
#include "report/opendata/resource.h"
#include "report/opendata/spreadsheet.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* The sentences of all reports about areas are many, and no table: they stay out of the
 * spreadsheet. */
#define SENTENCES "tekst"

typedef struct {
    const FigureRelease *release;
    char *relative; /* "figuren/jaarmonitor-2024" */
    char *path;     /* the same below the folder of the open data */
    GPtrArray *resources;
    Spreadsheet *spreadsheet;
    GPtrArray *files;
} Writing;

char *figure_files_folder(const char *edition)
{
    return g_build_filename("figuren", edition, NULL);
}

/* --- CSV */

static const char *type_word(const FigureColumn *column)
{
    switch (column->type) {
    case FIGURE_NUMBER:
        return "number";
    case FIGURE_BOOLEAN:
        return "boolean";
    default:
        return "string";
    }
}

static Resource *resource_of(const FigureRecord *record)
{
    guint n = figure_data_n_columns(record->data);
    g_autofree ResourceField *fields = g_new0(ResourceField, n + 1);
    for (guint i = 0; i < n; i++) {
        const FigureColumn *column = figure_data_column(record->data, i);
        const char *meaning = figure_data_meaning(column->key, figure_data_language(record->data));
        fields[i] = (ResourceField){column->key, type_word(column),
                                    meaning != NULL ? meaning : column->title};
    }
    Resource *resource = resource_new(record->name, record->title, fields);
    resource_describe(resource, "label", record->label);
    resource_describe(resource, "description", record->subtitle);
    resource_describe(resource, "source", record->source);
    return resource;
}

static void write_cell(CsvWriter *csv, const FigureCell *cell)
{
    if (cell->kind == FIGURE_CELL_NUMBER)
        csv_writer_number(csv, cell->number);
    else if (cell->kind == FIGURE_CELL_STATE)
        csv_writer_text(csv, state_word(cell->state));
    else
        csv_writer_text(csv, cell->text);
}

static Resource *fill_resource(const FigureRecord *record)
{
    Resource *resource = resource_of(record);
    CsvWriter *csv = resource_writer(resource);
    guint n_columns = figure_data_n_columns(record->data);
    for (guint row = 0; row < figure_data_n_rows(record->data); row++) {
        for (guint i = 0; i < n_columns; i++)
            write_cell(csv, figure_data_cell(record->data, row, i));
        csv_writer_end_row(csv);
    }
    return resource;
}

static gboolean write_figure(Writing *writing, const char *name, GError **error)
{
    g_autoptr(FigureRecord) record = merge_records(&writing->release->input, name);
    if (record == NULL)
        return TRUE;
    g_autoptr(Resource) resource = fill_resource(record);
    resource_describe(resource, "edition", writing->release->edition);
    if (!resource_save(resource, writing->path, error))
        return FALSE;
    resource_forget_rows(resource);
    if (strcmp(name, SENTENCES) != 0)
        spreadsheet_add(writing->spreadsheet, record);
    g_autofree char *file = g_strconcat(name, ".csv", NULL);
    g_ptr_array_add(writing->files, g_build_filename(writing->relative, file, NULL));
    g_ptr_array_add(writing->resources, g_steal_pointer(&resource));
    return TRUE;
}

/* --- description */

static gboolean describe(Writing *writing, GError **error)
{
    const MergeInput *input = &writing->release->input;
    g_autoptr(GPtrArray) missing = g_ptr_array_new();
    for (guint i = 0; i < input->n_reports; i++)
        if (input->files[i] == NULL)
            g_ptr_array_add(missing, (gpointer)input->codes[i]);
    g_autofree char *title = g_strdup_printf(
        "Monitor mensenhandel, %s: cijfers achter figuren en tabellen", writing->release->edition);
    DatapackageInfo info = {.name = writing->release->edition,
                            .title = title,
                            .with_states = TRUE,
                            .missing_areas = missing};
    g_autoptr(Database) publication =
        database_open(writing->release->publication, DATABASE_PUBLICATION, DATABASE_READ, error);
    if (publication == NULL ||
        !datapackage_write(publication, &info, writing->resources, writing->path, error))
        return FALSE;
    g_ptr_array_add(writing->files, g_build_filename(writing->relative, "datapackage.json", NULL));
    return TRUE;
}

/* --- spreadsheet */

static gint64 seconds_since_1970(Day day)
{
    return (gint64)(day - day_from_ymd(1970, 1, 1)) * 86400;
}

/* A name that is not there yet, in the same folder. */
static char *temporary_name(const FigureRelease *release)
{
    g_autofree char *name = g_strdup_printf(".%s-%d.xlsx", release->edition, (int)getpid());
    return g_build_filename(release->folder, name, NULL);
}

/* The library writes where it is told; the file takes its place whole. */
static gboolean keep_spreadsheet(Writing *writing, const char *temporary, GError **error)
{
    g_autofree char *name = g_strconcat(writing->release->edition, ".xlsx", NULL);
    g_autofree char *path = g_build_filename(writing->release->folder, name, NULL);
    g_autofree char *content = NULL;
    gsize length = 0;
    gboolean done = spreadsheet_close(g_steal_pointer(&writing->spreadsheet), error) &&
                    g_file_get_contents(temporary, &content, &length, error) &&
                    output_write(path, content, length, OUTPUT_PUBLIC, error);
    g_unlink(temporary);
    if (done)
        g_ptr_array_add(writing->files, g_steal_pointer(&name));
    return done;
}

static gboolean write_all(Writing *writing, GError **error)
{
    g_autoptr(GPtrArray) names = merge_names(&writing->release->input);
    gboolean done = TRUE;
    for (guint i = 0; done && i < names->len; i++)
        done = write_figure(writing, g_ptr_array_index(names, i), error);
    return done && describe(writing, error);
}

static gboolean write_with_spreadsheet(Writing *writing, const Publication *publication,
                                       GError **error)
{
    const FigureRelease *release = writing->release;
    Day day = publication_peildatum(publication, NULL);
    g_autofree char *temporary = temporary_name(release);
    g_autofree char *peildatum = day != DAY_NONE ? format_day(day, release->language) : NULL;
    g_autofree char *title = g_strdup_printf("Monitor mensenhandel: %s", release->edition);
    g_autofree char *period = format_period(publication_period(publication), release->language);
    SpreadsheetInfo info = {.language = release->language,
                            .title = title,
                            .edition = release->edition,
                            .period = period,
                            .peildatum = peildatum,
                            .synthetic = publication_is_synthetic(publication),
                            .created = seconds_since_1970(day == DAY_NONE ? day_of_run() : day),
                            .suppress_below = publication_suppress_below(publication),
                            .large = release->input.per_area};
    writing->spreadsheet = spreadsheet_new(temporary, &info);
    if (write_all(writing, error))
        return keep_spreadsheet(writing, temporary, error);
    spreadsheet_abandon(g_steal_pointer(&writing->spreadsheet));
    return FALSE;
}

gboolean figure_files_write(const FigureRelease *release, GPtrArray *files, GError **error)
{
    g_autoptr(AreaRegister) areas = area_register_load(error);
    if (areas == NULL)
        return FALSE;
    g_autoptr(Publication) publication = publication_open(release->publication, areas, error);
    if (publication == NULL)
        return FALSE;
    g_autofree char *relative = figure_files_folder(release->edition);
    g_autofree char *path = g_build_filename(release->folder, relative, NULL);
    g_autoptr(GPtrArray) resources = g_ptr_array_new_with_free_func((GDestroyNotify)resource_free);
    Writing writing = {.release = release,
                       .relative = relative,
                       .path = path,
                       .resources = resources,
                       .files = files};
    return output_make_folder(path, error) && write_with_spreadsheet(&writing, publication, error);
}
