#pragma once

#include "core/database.h"
#include "core/day.h"

/* What a register holds: its deliveries, and how complete each source and reporter is. */

typedef struct {
    gint64 id;
    char *source, *profile, *file, *sha256, *period, *legal_basis;
    Day peildatum, ingested_on;
    gboolean synthetic;
    gint64 rows, accepted, rejected, duplicate, excluded, blank;
    gint64 superseded_by; /* 0: current */
} StatusDelivery;

typedef struct {
    char *source;
    gint64 n_current; /* current deliveries */
    gint64 n_replaced;
    gint64 n_records;        /* accepted rows of the current ones */
    Day first_day, last_day; /* the periods of the current ones together */
    char *missing_years; /* years between them that no current delivery is about: "2017, 2019"; ""
                          */
    gint64 days_old;     /* from the last peildatum to the day of the run */
} StatusSource;

/* Reports of CoMensha by reporter, so that one that falls silent is seen. */
typedef struct {
    char *reporter;
    gint64 n_before; /* reports in the year before the last one */
    gint64 n_last;   /* in the last year that has reports */
    Day last_day;
} StatusReporter;

typedef struct {
    GPtrArray *deliveries; /* StatusDelivery *, in order of arrival */
    GPtrArray *sources;    /* StatusSource *, by name */
    GPtrArray *reporters;  /* StatusReporter *, by name */
    int last_year;         /* of the reports; 0: none */
} RegisterStatus;

/* Fails as SQLite does. Returns (transfer full). */
RegisterStatus *register_status_read(Database *database, GError **error);
void register_status_free(RegisterStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RegisterStatus, register_status_free)
