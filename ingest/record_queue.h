#pragma once

#include "ingest/row_reader.h"

/* Hands records from the thread that reads a file to one that writes them into the register, in
 * order, through a ring of fixed size. One thread on each side. */
typedef struct RecordQueue RecordQueue;

/* Records that can be under way at once: texts that a record points to must live for as many rows.
 */
#define RECORD_QUEUE_MAX 2048

/* take: called in the other thread for each record; FALSE with an error stops it. Returns (transfer
 * full). */
RecordQueue *record_queue_new(gboolean (*take)(const Record *record, gpointer data, GError **error),
                              gpointer data);

/* The place for the next record; waits while the ring is full. */
Record *record_queue_slot(RecordQueue *queue);
/* Hands over the record in the slot. FALSE when the other side has failed: then finish. */
gboolean record_queue_push(RecordQueue *queue);
/* Waits until all records are taken, ends the thread and frees the queue. FALSE with the error of
 * the other side. */
gboolean record_queue_finish(RecordQueue *queue, GError **error);
