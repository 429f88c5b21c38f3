#include "core/error.h"
#include "report/pool.h"

#include <check.h>
#include <signal.h>
#include <unistd.h>

#define N_TASKS 40

typedef struct {
    int times_done[N_TASKS];
    char *problems[N_TASKS];
} Results;

static gpointer start_nothing(gpointer data, GError **error)
{
    (void)error;
    return data;
}

static void note_done(gsize index, const char *problem, gpointer data)
{
    Results *results = data;
    results->times_done[index]++;
    results->problems[index] = g_strdup(problem);
}

static void free_problems(Results *results)
{
    for (int i = 0; i < N_TASKS; i++)
        g_free(results->problems[i]);
}

/* Task 7 crashes, task 11 fails with a message. */
static gboolean crash_or_fail(gsize index, gpointer worker, gpointer data, GError **error)
{
    (void)worker, (void)data;
    if (index == 7)
        raise(SIGKILL);
    if (index == 11) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA, "no figures");
        return FALSE;
    }
    return TRUE;
}

static void run_with(int n_workers)
{
    Results results = {0};
    PoolWork work = {start_nothing, crash_or_fail, note_done, &results};
    gsize n_failed = 0;
    g_autoptr(GError) error = NULL;
    ck_assert(pool_run(N_TASKS, n_workers, &work, &n_failed, &error));
    ck_assert_uint_eq(n_failed, 2);
    for (int i = 0; i < N_TASKS; i++) {
        ck_assert_int_eq(results.times_done[i], 1);
        ck_assert_msg((results.problems[i] != NULL) == (i == 7 || i == 11), "task %d", i);
    }
    ck_assert_str_eq(results.problems[7], "the worker ended by signal 9");
    ck_assert_str_eq(results.problems[11], "no figures");
    free_problems(&results);
}

START_TEST(a_crash_loses_one_task)
{
    run_with(1);
    run_with(2);
    run_with(5);
}
END_TEST

static gpointer refuse_to_start(gpointer data, GError **error)
{
    (void)data;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "no database");
    return NULL;
}

START_TEST(a_worker_that_cannot_start_says_why)
{
    Results results = {0};
    PoolWork work = {refuse_to_start, crash_or_fail, note_done, &results};
    gsize n_failed = 0;
    ck_assert(pool_run(3, 2, &work, &n_failed, NULL));
    ck_assert_uint_eq(n_failed, 3);
    ck_assert_str_eq(results.problems[0], "no database");
    free_problems(&results);
}
END_TEST

START_TEST(no_tasks_need_no_worker)
{
    PoolWork work = {refuse_to_start, crash_or_fail, NULL, NULL};
    gsize n_failed = 1;
    ck_assert(pool_run(0, 2, &work, &n_failed, NULL));
    ck_assert_uint_eq(n_failed, 0);
}
END_TEST

Suite *pool_suite(void);
Suite *pool_suite(void)
{
    Suite *suite = suite_create("pool");
    TCase *tcase = tcase_create("pool");
    tcase_add_test(tcase, a_crash_loses_one_task);
    tcase_add_test(tcase, a_worker_that_cannot_start_says_why);
    tcase_add_test(tcase, no_tasks_need_no_worker);
    suite_add_tcase(suite, tcase);
    return suite;
}
