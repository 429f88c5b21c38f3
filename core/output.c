#include "core/output.h"

#include "core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_BYTES 65536

gboolean output_write(const char *path, const void *bytes, gsize n_bytes, OutputMode mode,
                      GError **error)
{
    GError *problem = NULL;
    if (g_file_set_contents_full(path, bytes, (gssize)n_bytes,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 (int)mode, &problem))
        return TRUE;
    gboolean half_way = g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ||
                        g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_IO);
    g_set_error(error, INBEELD_ERROR, half_way ? INBEELD_ERROR_IO : INBEELD_ERROR_CANNOT_CREATE,
                "%s: %s", path, problem->message);
    g_error_free(problem);
    return FALSE;
}

gboolean output_make_folder(const char *path, GError **error)
{
    if (g_mkdir_with_parents(path, 0755) == 0)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE, "%s: %s", path,
                g_strerror(errno));
    return FALSE;
}

struct OutputLock {
    int descriptor;
};

/* The name may have gone to another file between opening and locking. */
static gboolean is_still_at(int descriptor, const char *path)
{
    struct stat held, named;
    return fstat(descriptor, &held) == 0 && stat(path, &named) == 0 &&
           held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

OutputLock *output_lock(const char *path, GError **error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "%s: %s", path,
                    g_strerror(errno));
        return NULL;
    }
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0 && is_still_at(descriptor, path)) {
        OutputLock *lock = g_new(OutputLock, 1);
        lock->descriptor = descriptor;
        return lock;
    }
    close(descriptor);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_TRY_AGAIN,
                "%s: another inbeeld is at work here; try again when it is done", path);
    return NULL;
}

void output_unlock(OutputLock *lock)
{
    close(lock->descriptor);
    g_free(lock);
}

char *output_sha256(const char *path, GError **error)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "%s: %s", path,
                    g_strerror(errno));
        return NULL;
    }
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree guchar *buffer = g_new(guchar, READ_BYTES);
    gsize n;
    while ((n = fread(buffer, 1, READ_BYTES, file)) > 0)
        g_checksum_update(checksum, buffer, (gssize)n);
    gboolean failed = ferror(file) != 0;
    fclose(file);
    if (failed) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "%s: reading failed", path);
        return NULL;
    }
    return g_strdup(g_checksum_get_string(checksum));
}
