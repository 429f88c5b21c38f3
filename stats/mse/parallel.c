#include "stats/mse/parallel.h"

#include <glpk.h>

typedef struct {
    ParallelWork work;
    gpointer data;
    guint n_items;
    gint next; /* atomic */
} Job;

static void run(Job *job, guint worker)
{
    for (;;) {
        guint item = (guint)g_atomic_int_add(&job->next, 1);
        if (item >= job->n_items)
            return;
        job->work(item, worker, job->data);
    }
}

static void run_worker(gpointer worker, gpointer job)
{
    run(job, GPOINTER_TO_UINT(worker));
    glp_free_env(); /* what GLPK keeps for a thread; it is made anew when needed */
}

guint parallel_n_threads(guint n_threads)
{
    return n_threads > 0 ? n_threads : g_get_num_processors();
}

void parallel_for(guint n_items, guint n_threads, ParallelWork work, gpointer data)
{
    Job job = {.work = work, .data = data, .n_items = n_items, .next = 0};
    guint n_workers = MIN(parallel_n_threads(n_threads), n_items);
    GThreadPool *pool = NULL;
    if (n_workers > 1)
        pool = g_thread_pool_new(run_worker, &job, (gint)n_workers - 1, FALSE, NULL);
    for (guint worker = 1; pool != NULL && worker < n_workers; worker++)
        g_thread_pool_push(pool, GUINT_TO_POINTER(worker), NULL);
    run(&job, 0);
    if (pool != NULL)
        g_thread_pool_free(pool, FALSE, TRUE);
}
