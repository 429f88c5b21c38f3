#include "tests/support/scratch.h"

#include <check.h>
#include <glib/gstdio.h>

char *scratch_folder(void)
{
    char *folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
    return folder;
}

static void remove_all(const char *path)
{
    g_autoptr(GDir) folder =
        g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *entry;
    while (folder != NULL && (entry = g_dir_read_name(folder)) != NULL) {
        g_autofree char *item = g_build_filename(path, entry, NULL);
        remove_all(item);
    }
    g_remove(path);
}

void scratch_remove(char *folder)
{
    remove_all(folder);
    g_free(folder);
}
