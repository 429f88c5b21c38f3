#pragma once

#include <glib.h>

/* Tasks spread over forked worker processes. A task that crashes takes only itself along: it is
 * reported as failed and a fresh worker goes on with the rest. Output must not depend on the order
 * in which tasks finish. */
typedef struct {
    /* In each worker, once, before its first task: opens what the tasks need. NULL fails all tasks
     * of that worker. */
    gpointer (*start)(gpointer data, GError **error);
    gboolean (*task)(gsize index, gpointer worker, gpointer data, GError **error);
    /* In the parent, as each task ends, in order of ending. problem: NULL when it succeeded. May be
     * NULL. */
    void (*done)(gsize index, const char *problem, gpointer data);
    gpointer data;
} PoolWork;

/* Runs tasks 0 … n_tasks-1 on at most n_workers (>= 1) processes. The caller has no threads of its
 * own running. Gives the number of tasks that failed in *n_failed; FALSE only when processes cannot
 * be made. */
gboolean pool_run(gsize n_tasks, int n_workers, const PoolWork *work, gsize *n_failed,
                  GError **error);
