#include "ingest/file_scan.h"

#include "core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_BYTES (512 * 1024)

static gint64 modification_time(const struct stat *facts)
{
    return (gint64)facts->st_mtim.tv_sec * 1000000000 + facts->st_mtim.tv_nsec;
}

static gboolean fail(const char *path, InbeeldError code, GError **error)
{
    g_set_error(error, INBEELD_ERROR, (gint)code, "%s: %s: %s", path,
                code == INBEELD_ERROR_IO ? "cannot be read" : "cannot be opened",
                g_strerror(errno));
    return FALSE;
}

static int open_regular(const char *path, FileScan *scan, GError **error)
{
    struct stat facts;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        fail(path, INBEELD_ERROR_NO_INPUT, error);
        return -1;
    }
    if (fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode)) {
        scan->size = facts.st_size;
        scan->modified = modification_time(&facts);
        return descriptor;
    }
    close(descriptor);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "%s: is not a regular file", path);
    return -1;
}

static void write_digest(struct sha256_ctx *hash, char *text)
{
    guint8 digest[SHA256_DIGEST_SIZE];
    sha256_digest(hash, sizeof digest, digest);
    for (gsize i = 0; i < sizeof digest; i++)
        g_snprintf(text + 2 * i, 3, "%02x", digest[i]);
}

gboolean file_scan(const char *path, FileScan *scan, GError **error)
{
    int descriptor = open_regular(path, scan, error);
    if (descriptor < 0)
        return FALSE;
    g_autoptr(EncodingDetector) detector = encoding_detector_new();
    g_autofree guint8 *buffer = g_malloc(READ_BYTES);
    struct sha256_ctx hash;
    sha256_init(&hash);
    gssize n;
    while ((n = read(descriptor, buffer, READ_BYTES)) > 0 || (n < 0 && errno == EINTR)) {
        if (n < 0)
            continue;
        sha256_update(&hash, (size_t)n, buffer);
        encoding_detector_feed(detector, buffer, (gsize)n);
    }
    if (n < 0)
        fail(path, INBEELD_ERROR_IO, error);
    close(descriptor);
    write_digest(&hash, scan->sha256);
    scan->encoding = encoding_detector_finish(detector);
    return n == 0;
}

gboolean file_scan_unchanged(const char *path, const FileScan *scan)
{
    struct stat facts;
    return stat(path, &facts) == 0 && facts.st_size == scan->size &&
           modification_time(&facts) == scan->modified;
}
