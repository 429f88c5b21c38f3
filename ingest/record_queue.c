#include "ingest/record_queue.h"

#define N_BATCHES 4
#define BATCH_RECORDS (RECORD_QUEUE_MAX / N_BATCHES)

typedef struct {
    gsize n_records;
    Record records[BATCH_RECORDS];
} Batch;

struct RecordQueue {
    gboolean (*take)(const Record *record, gpointer data, GError **error);
    gpointer data;
    GThread *thread;
    GMutex mutex;
    GCond changed;
    guint64 n_filled; /* batches handed over so far; under the mutex */
    guint64 n_taken;  /* batches done with; under the mutex */
    gboolean at_end;
    GError *error; /* of the other side; set once */
    Batch batches[N_BATCHES];
};

static gboolean take_batch(RecordQueue *queue, const Batch *batch, GError **error)
{
    for (gsize i = 0; i < batch->n_records; i++)
        if (!queue->take(&batch->records[i], queue->data, error))
            return FALSE;
    return TRUE;
}

static gpointer run(gpointer data)
{
    RecordQueue *queue = data;
    for (;;) {
        g_mutex_lock(&queue->mutex);
        while (queue->n_taken == queue->n_filled && !queue->at_end)
            g_cond_wait(&queue->changed, &queue->mutex);
        gboolean done = queue->n_taken == queue->n_filled;
        gboolean failed = queue->error != NULL;
        g_mutex_unlock(&queue->mutex);
        if (done)
            return NULL;
        GError *error = NULL;
        if (!failed)
            take_batch(queue, &queue->batches[queue->n_taken % N_BATCHES], &error);
        g_mutex_lock(&queue->mutex);
        queue->n_taken++;
        if (error != NULL)
            queue->error = error;
        g_cond_signal(&queue->changed);
        g_mutex_unlock(&queue->mutex);
    }
}

RecordQueue *record_queue_new(gboolean (*take)(const Record *record, gpointer data, GError **error),
                              gpointer data)
{
    RecordQueue *queue = g_new0(RecordQueue, 1);
    queue->take = take;
    queue->data = data;
    g_mutex_init(&queue->mutex);
    g_cond_init(&queue->changed);
    queue->thread = g_thread_new("register", run, queue);
    return queue;
}

static Batch *current_batch(RecordQueue *queue)
{
    return &queue->batches[queue->n_filled % N_BATCHES];
}

/* n_filled is changed by this side only, so it may be read here without the mutex. */
Record *record_queue_slot(RecordQueue *queue)
{
    Batch *batch = current_batch(queue);
    return &batch->records[batch->n_records];
}

/* Hands over the batch and waits until the next one is free. */
static gboolean hand_over(RecordQueue *queue)
{
    g_mutex_lock(&queue->mutex);
    queue->n_filled++;
    g_cond_signal(&queue->changed);
    while (queue->n_filled - queue->n_taken == N_BATCHES)
        g_cond_wait(&queue->changed, &queue->mutex);
    gboolean working = queue->error == NULL;
    g_mutex_unlock(&queue->mutex);
    current_batch(queue)->n_records = 0;
    return working;
}

gboolean record_queue_push(RecordQueue *queue)
{
    Batch *batch = current_batch(queue);
    return ++batch->n_records < BATCH_RECORDS || hand_over(queue);
}

gboolean record_queue_finish(RecordQueue *queue, GError **error)
{
    if (current_batch(queue)->n_records > 0)
        hand_over(queue);
    g_mutex_lock(&queue->mutex);
    queue->at_end = TRUE;
    g_cond_signal(&queue->changed);
    g_mutex_unlock(&queue->mutex);
    g_thread_join(queue->thread);
    GError *problem = queue->error;
    g_mutex_clear(&queue->mutex);
    g_cond_clear(&queue->changed);
    g_free(queue);
    if (problem != NULL)
        g_propagate_error(error, problem);
    return problem == NULL;
}
