#include "core/datadir.h"

#ifndef INBEELD_DATADIR
#define INBEELD_DATADIR "/usr/local/share/inbeeld"
#endif

static char *source_tree(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    if (program == NULL)
        return NULL;
    g_autofree char *folder = g_path_get_dirname(program);
    for (int depth = 0; depth < 4; depth++) {
        g_autofree char *measures = g_build_filename(folder, "reference", "measures.csv", NULL);
        if (g_file_test(measures, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&folder);
        char *parent = g_path_get_dirname(folder);
        g_free(folder);
        folder = parent;
    }
    return NULL;
}

char *datadir_path(const char *relative)
{
    const char *chosen = g_getenv("INBEELD_DATA");
    if (chosen != NULL)
        return g_build_filename(chosen, relative, NULL);
    g_autofree char *tree = source_tree();
    return g_build_filename(tree != NULL ? tree : INBEELD_DATADIR, relative, NULL);
}
