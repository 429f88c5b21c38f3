#include "report/data_release.h"

#include "core/error.h"

#include <glib/gstdio.h>
#include <string.h>

struct DataRelease {
    char *publication;
    Language language;
    char *folder; /* of the open data */
    char *edition;
    char *address;
    char *spool;
};

/* "../../open-data" for /o/reports/gemeente-2024 and /o/open-data, with the URI's slashes. Returns
 * (transfer full). */
static char *relative_address(const char *from, const char *to)
{
    g_autofree char *from_whole = g_canonicalize_filename(from, NULL);
    g_autofree char *to_whole = g_canonicalize_filename(to, NULL);
    g_auto(GStrv) from_parts = g_strsplit(from_whole, G_DIR_SEPARATOR_S, -1);
    g_auto(GStrv) to_parts = g_strsplit(to_whole, G_DIR_SEPARATOR_S, -1);
    guint shared = 0;
    while (from_parts[shared] != NULL && to_parts[shared] != NULL &&
           strcmp(from_parts[shared], to_parts[shared]) == 0)
        shared++;
    GString *address = g_string_new(NULL);
    for (guint i = shared; from_parts[i] != NULL; i++)
        g_string_append(address, "../");
    for (guint i = shared; to_parts[i] != NULL; i++) {
        g_string_append_uri_escaped(address, to_parts[i], NULL, FALSE);
        if (to_parts[i + 1] != NULL)
            g_string_append_c(address, '/');
    }
    return g_string_free(address, FALSE);
}

DataRelease *data_release_new(const ReportOptions *options, const char *edition,
                              const char *reports, GError **error)
{
    g_autoptr(DataRelease) release = g_new0(DataRelease, 1);
    release->publication = g_strdup(options->publication);
    release->language = options->language;
    release->folder = options->open_data != NULL
                          ? g_strdup(options->open_data)
                          : g_build_filename(options->out, "open-data", NULL);
    release->edition = g_strdup(edition);
    g_autofree char *below = figure_files_folder(edition);
    g_autofree char *files = g_build_filename(release->folder, below, NULL);
    release->address = relative_address(reports, files);
    g_autoptr(GError) problem = NULL;
    release->spool = g_dir_make_tmp("inbeeld-XXXXXX", &problem);
    if (release->spool != NULL)
        return g_steal_pointer(&release);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE, "%s", problem->message);
    return NULL;
}

static void remove_spool(const char *folder)
{
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    const char *name;
    while (files != NULL && (name = g_dir_read_name(files)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

void data_release_free(DataRelease *release)
{
    if (release == NULL)
        return;
    if (release->spool != NULL)
        remove_spool(release->spool);
    g_free(release->publication);
    g_free(release->folder);
    g_free(release->edition);
    g_free(release->address);
    g_free(release->spool);
    g_free(release);
}

const char *data_release_address(const DataRelease *release)
{
    return release->address;
}

FigureSpool *data_release_spool(const DataRelease *release)
{
    return figure_spool_new(release->spool);
}

gboolean data_release_write(const DataRelease *release, const AreaRegister *areas,
                            const GPtrArray *codes, gboolean per_area, GPtrArray *files,
                            GError **error)
{
    g_autofree const char **names = g_new0(const char *, codes->len + 1);
    g_autoptr(GPtrArray) spooled = g_ptr_array_new_with_free_func((GDestroyNotify)spool_file_close);
    for (guint i = 0; i < codes->len; i++) {
        names[i] = area_name(areas, area_find_code(areas, g_ptr_array_index(codes, i)));
        g_ptr_array_add(spooled, spool_file_open(release->spool, i));
    }
    FigureRelease figures = {.publication = release->publication,
                             .folder = release->folder,
                             .edition = release->edition,
                             .language = release->language,
                             .input = {.n_reports = codes->len,
                                       .files = (SpoolFile *const *)spooled->pdata,
                                       .codes = (const char *const *)codes->pdata,
                                       .names = names,
                                       .per_area = per_area}};
    return figure_files_write(&figures, files, error);
}
