#pragma once

#include "core/progress.h"
#include "ingest/delivery.h"
#include "ingest/duplicates.h"
#include "ingest/file_scan.h"
#include "ingest/record_queue.h"

/* Shared by ingest/delivery*.c only. */

#define FIRST_YEAR 1900
#define N_YEARS 300

typedef struct {
    IngestSession *session;
    const Profile *profile;
    const DeliveryOptions *options;
    const char *path;
    FileScan scan;
    Day peildatum;
    DeliveryReport *report;

    CsvReader *csv;
    Mapping *mapping;
    RowReader *rows;
    RecordStore *store;
    Duplicates *duplicates; /* NULL for published tables */
    RecordQueue *queue;     /* to the thread that uses store and duplicates; NULL likewise */
    RejectFile *rejects;
    Progress *progress;
    gint64 delivery_id;
    gint64 n_shown;               /* rejected rows told on stderr */
    Day year_begins[N_YEARS + 1]; /* 1 January of FIRST_YEAR, ... */
    Day last_day;                 /* of the accepted rows */
    gint64 years[N_YEARS];        /* accepted rows by year of the event, from FIRST_YEAR */
} Delivery;

/* Says that the delivery is refused; returns FALSE. The error is not set. */
gboolean delivery_refuse(Delivery *delivery, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The row of table delivery, before its rows; sets delivery_id. */
gboolean delivery_register_begin(Delivery *delivery, GError **error);
/* Its period, sums and tallies, and which older deliveries it replaces. FALSE with no error: the
 * delivery is refused. */
gboolean delivery_register_finish(Delivery *delivery, GError **error);
/* Fills the report from a delivery with the same hash; *found tells whether there is one. */
gboolean delivery_register_known(Delivery *delivery, gboolean *found, GError **error);

/* Reads all rows into the register, inside a transaction. FALSE with no error: refused. */
gboolean delivery_load_rows(Delivery *delivery, GError **error);
