#include "core/datadir.h"

#ifndef INBEELD_DATADIR
#define INBEELD_DATADIR "/usr/local/share/inbeeld"
#endif

/* The nearest folder above the program that holds the data: itself, a source tree, or as
 * share/inbeeld, an installed one that may have been moved. */
static char *beside_program(void)
{
    static const char *const places[] = {"", "share/inbeeld"};
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    if (program == NULL)
        return NULL;
    g_autofree char *folder = g_path_get_dirname(program);
    for (int depth = 0; depth < 4; depth++) {
        for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
            g_autofree char *data = g_build_filename(folder, places[i], NULL);
            g_autofree char *measures = g_build_filename(data, "reference", "measures.csv", NULL);
            if (g_file_test(measures, G_FILE_TEST_EXISTS))
                return g_steal_pointer(&data);
        }
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
    g_autofree char *near = beside_program();
    return g_build_filename(near != NULL ? near : INBEELD_DATADIR, relative, NULL);
}
