#include "tests/support/shared_data.h"

#include <glib.h>
#include <stdio.h>

static char *existing(const char *folder, const char *relative)
{
    g_autofree char *path = g_build_filename(folder, relative, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS) ? g_steal_pointer(&path) : NULL;
}

char *shared_data_path(const char *relative)
{
    const char *chosen = g_getenv("INBEELD_SHARED");
    char *path = existing(chosen != NULL ? chosen : "../shared", relative);
    if (path != NULL || chosen != NULL)
        return path;
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = program != NULL ? g_path_get_dirname(program) : NULL;
    for (int depth = 0; folder != NULL && depth < 6 && path == NULL; depth++) {
        g_autofree char *shared = g_build_filename(folder, "shared", NULL);
        path = existing(shared, relative);
        char *parent = g_path_get_dirname(folder);
        g_free(folder);
        folder = parent;
    }
    if (path == NULL)
        printf("skipped: no %s (set INBEELD_SHARED)\n", relative);
    return path;
}
