#include "report/pool.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROBLEM_MAX 1024

typedef struct {
    pid_t process; /* 0: not running */
    int channel;   /* socket to the worker */
    gboolean busy;
    gsize task;
} Worker;

typedef struct {
    Worker *workers;
    int n_workers;
    gsize n_tasks;
    gsize next;
    gsize finished;
    gsize n_failed;
    const PoolWork *work;
} Pool;

/* What a worker sends back: the text is empty when the task succeeded. */
typedef struct {
    gsize task;
    char problem[PROBLEM_MAX];
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
        gssize n = send(channel, (const char *)buffer + done, size - done, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return FALSE;
        done += n > 0 ? (gsize)n : 0;
    }
    return TRUE;
}

static void serve(int channel, const PoolWork *work)
{
    g_autoptr(GError) start_error = NULL;
    gpointer worker = work->start(work->data, &start_error);
    Reply reply;
    while (read_whole(channel, &reply.task, sizeof reply.task)) {
        g_autoptr(GError) error = NULL;
        memset(reply.problem, 0, sizeof reply.problem);
        if (worker == NULL)
            g_strlcpy(reply.problem, start_error->message, PROBLEM_MAX);
        else if (!work->task(reply.task, worker, work->data, &error))
            g_strlcpy(reply.problem, error->message, PROBLEM_MAX);
        if (!write_whole(channel, &reply, sizeof reply))
            break;
    }
}

static gboolean process_error(GError **error)
{
    g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno),
                "a worker process cannot be made: %s", g_strerror(errno));
    return FALSE;
}

static gboolean start_worker(Pool *pool, Worker *worker, GError **error)
{
    int channels[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channels) != 0)
        return process_error(error);
    pid_t process = fork();
    if (process < 0) {
        close(channels[0]);
        close(channels[1]);
        return process_error(error);
    }
    if (process == 0) {
        for (int i = 0; i < pool->n_workers; i++)
            if (pool->workers[i].process > 0)
                close(pool->workers[i].channel);
        close(channels[0]);
        serve(channels[1], pool->work);
        _exit(0);
    }
    close(channels[1]);
    *worker = (Worker){process, channels[0], FALSE, 0};
    return TRUE;
}

static int end_worker(Worker *worker)
{
    int status = 0;
    close(worker->channel);
    while (waitpid(worker->process, &status, 0) < 0 && errno == EINTR)
        continue;
    worker->process = 0;
    worker->busy = FALSE;
    return status;
}

static void report_done(Pool *pool, gsize task, const char *problem)
{
    pool->finished++;
    if (problem != NULL)
        pool->n_failed++;
    if (pool->work->done != NULL)
        pool->work->done(task, problem, pool->work->data);
}

static void report_crash(Pool *pool, Worker *worker)
{
    gsize task = worker->task;
    int status = end_worker(worker);
    g_autofree char *problem =
        WIFSIGNALED(status) ? g_strdup_printf("the worker ended by signal %d", WTERMSIG(status))
                            : g_strdup("the worker ended early");
    report_done(pool, task, problem);
}

/* Gives every idle worker a task; makes workers that are lacking. */
static gboolean hand_out(Pool *pool, GError **error)
{
    for (int i = 0; i < pool->n_workers && pool->next < pool->n_tasks; i++) {
        Worker *worker = &pool->workers[i];
        if (worker->busy)
            continue;
        if (worker->process == 0 && !start_worker(pool, worker, error))
            return FALSE;
        worker->busy = TRUE;
        worker->task = pool->next++;
        if (!write_whole(worker->channel, &worker->task, sizeof worker->task))
            report_crash(pool, worker);
    }
    return TRUE;
}

static void collect(Pool *pool)
{
    g_autofree struct pollfd *channels = g_new0(struct pollfd, (gsize)pool->n_workers);
    for (int i = 0; i < pool->n_workers; i++) {
        channels[i].fd = pool->workers[i].busy ? pool->workers[i].channel : -1;
        channels[i].events = POLLIN;
    }
    if (poll(channels, (nfds_t)pool->n_workers, -1) <= 0)
        return;
    for (int i = 0; i < pool->n_workers; i++) {
        Worker *worker = &pool->workers[i];
        Reply reply;
        if (channels[i].fd < 0 || channels[i].revents == 0)
            continue;
        if (!read_whole(worker->channel, &reply, sizeof reply)) {
            report_crash(pool, worker);
            continue;
        }
        worker->busy = FALSE;
        report_done(pool, reply.task, reply.problem[0] == '\0' ? NULL : reply.problem);
    }
}

gboolean pool_run(gsize n_tasks, int n_workers, const PoolWork *work, gsize *n_failed,
                  GError **error)
{
    g_assert(n_workers >= 1);
    g_autofree Worker *workers = g_new0(Worker, (gsize)n_workers);
    Pool pool = {workers, n_workers, n_tasks, 0, 0, 0, work};
    gboolean running = TRUE;
    while (running && pool.finished < n_tasks) {
        running = hand_out(&pool, error);
        if (running && pool.finished < n_tasks)
            collect(&pool);
    }
    for (int i = 0; i < n_workers; i++)
        if (workers[i].process > 0)
            end_worker(&workers[i]);
    *n_failed = pool.n_failed;
    return running;
}
