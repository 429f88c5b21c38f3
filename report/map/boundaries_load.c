#include "report/map/boundaries_private.h"

#include "core/error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MESSAGE_MAX 1024

/* What the reading process says first. */
typedef struct {
    int code; /* 0: read; else that of the error */
    char message[MESSAGE_MAX];
    guint n[5]; /* elements of each array */
} Reply;

static gboolean read_whole(int channel, gpointer buffer, gsize size)
{
    for (gsize done = 0; done < size;) {
        gssize n = read(channel, (char *)buffer + done, size - done);
        if (n == 0 || (n < 0 && errno != EINTR))
            return FALSE;
        done += n > 0 ? (gsize)n : 0;
    }
    return TRUE;
}

static gboolean write_whole(int channel, gconstpointer buffer, gsize size)
{
    for (gsize done = 0; done < size;) {
        gssize n = write(channel, (const char *)buffer + done, size - done);
        if (n < 0 && errno != EINTR)
            return FALSE;
        done += n > 0 ? (gsize)n : 0;
    }
    return TRUE;
}

static void arrays_of(Boundaries *boundaries, GArray *arrays[5])
{
    arrays[0] = boundaries->points;
    arrays[1] = boundaries->arcs;
    arrays[2] = boundaries->references;
    arrays[3] = boundaries->rings;
    arrays[4] = boundaries->areas;
}

static Boundaries *read_file(const char *path, GError **error)
{
    GStatBuf facts;
    g_autofree char *bytes = NULL;
    gsize n_bytes = 0;
    g_autoptr(GError) problem = NULL;
    if (g_stat(path, &facts) == 0 && facts.st_size > BOUNDARIES_MAX_BYTES) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                    "%s: size: more than %d MB; give a generalised file (\"gegeneraliseerd\")",
                    path, BOUNDARIES_MAX_BYTES >> 20);
        return NULL;
    }
    if (!g_file_get_contents(path, &bytes, &n_bytes, &problem)) {
        g_set_error(
            error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT,
            "%s; give the file with boundaries that --boundaries or the configuration names",
            problem->message);
        return NULL;
    }
    return boundaries_parse(bytes, n_bytes, path, error);
}

static void send_boundaries(int channel, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Boundaries) boundaries = read_file(path, &error);
    GArray *arrays[5] = {NULL};
    Reply reply = {.code = error != NULL ? error->code : 0};
    if (boundaries != NULL)
        arrays_of(boundaries, arrays);
    else if (error != NULL)
        g_strlcpy(reply.message, error->message, MESSAGE_MAX);
    for (int i = 0; boundaries != NULL && i < 5; i++)
        reply.n[i] = arrays[i]->len;
    gboolean sent = write_whole(channel, &reply, sizeof reply);
    for (int i = 0; sent && boundaries != NULL && i < 5; i++)
        sent = write_whole(channel, arrays[i]->data,
                           (gsize)arrays[i]->len * g_array_get_element_size(arrays[i]));
}

static Boundaries *receive_boundaries(int channel, const char *path, GError **error)
{
    Reply reply;
    g_autoptr(Boundaries) boundaries = boundaries_new(path);
    GArray *arrays[5];
    arrays_of(boundaries, arrays);
    gboolean whole = read_whole(channel, &reply, sizeof reply);
    if (whole && reply.code != 0) {
        reply.message[MESSAGE_MAX - 1] = '\0';
        g_set_error(error, INBEELD_ERROR, reply.code, "%s", reply.message);
        return NULL;
    }
    for (int i = 0; whole && i < 5; i++) {
        whole = reply.n[i] <= 2 * BOUNDARIES_MAX_POINTS;
        if (whole) {
            g_array_set_size(arrays[i], reply.n[i]);
            whole = read_whole(channel, arrays[i]->data,
                               (gsize)reply.n[i] * g_array_get_element_size(arrays[i]));
        }
    }
    if (whole)
        return g_steal_pointer(&boundaries);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                "%s: the map could not be read to its end; save it again as GeoJSON", path);
    return NULL;
}

Boundaries *boundaries_load(const char *path, GError **error)
{
    int channels[2];
    if (pipe(channels) != 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "no pipe for reading %s: %s", path,
                    g_strerror(errno));
        return NULL;
    }
    pid_t process = fork();
    if (process == 0) {
        close(channels[0]);
        send_boundaries(channels[1], path);
        _exit(0);
    }
    close(channels[1]);
    Boundaries *boundaries = process > 0 ? receive_boundaries(channels[0], path, error) : NULL;
    close(channels[0]);
    if (process < 0)
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "no process for reading %s: %s", path,
                    g_strerror(errno));
    while (process > 0 && waitpid(process, NULL, 0) < 0 && errno == EINTR)
        continue;
    return boundaries;
}
