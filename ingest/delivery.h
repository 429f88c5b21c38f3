#pragma once

#include "core/period.h"
#include "ingest/profile.h"
#include "ingest/session.h"
#include "ingest/tally.h"

/* A delivery: one file of one source, taken into the register whole or not at all. */

typedef struct {
    Period period;           /* PERIOD_NONE: found from the days of the events */
    const char *legal_basis; /* NULL: that of the profile */
    Day peildatum;           /* DAY_NONE: day_of_run() */
    double max_rejected;     /* fraction of the rows; negative: 0.05 */
    char **ignore_columns;   /* besides those of the profile, ended by NULL; or NULL */
    gboolean synthetic;      /* made up; also when the name of the file begins with "fictief" */
    gboolean quiet;          /* no progress bar */
} DeliveryOptions;

typedef enum { DELIVERY_ACCEPTED, DELIVERY_REFUSED, DELIVERY_ALREADY_INGESTED } DeliveryStatus;

/* What became of it. rows = accepted + rejected + duplicate + excluded. */
typedef struct {
    char *file; /* name without folder */
    char sha256[65];
    char *profile;
    char *encoding;
    char separator;
    gint64 rows, accepted, rejected, duplicate, excluded, blank;
    DeliveryStatus status;
    char *reason;         /* why it was refused; NULL */
    char *period;         /* code; NULL */
    Tally *tally;         /* excluded, rejected, mapped, place */
    gint64 n_superseded;  /* older deliveries that it replaces */
    gint32 silent_days;   /* period by the rows, not given: days of it after the last row */
    gint64 n_replaced_by; /* 1 when a delivery with a later peildatum is there already */
} DeliveryReport;

void delivery_report_free(DeliveryReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeliveryReport, delivery_report_free)

/* "accepted", "refused", "already-ingested". */
const char *delivery_status_word(DeliveryStatus status);

/* Takes in a file. A file that is refused is no error: the report says why, and the register is as
 * it was. Rejected rows are listed in <register>.rejects.csv.
 *
 * A newer delivery for the same source and a period that covers that of an older one replaces it;
 * the older one stays in the register. Files that one session takes in for the same source and
 * period are parts of one delivery, unless most rows of one are in the other.
 *
 * Fails with INBEELD_ERROR_NO_INPUT, _IO, _TRY_AGAIN (locked), _CANNOT_CREATE, _USAGE (no legal
 * basis). Memory does not grow with the rows. Returns (transfer full). */
DeliveryReport *delivery_ingest(IngestSession *session, const Profile *profile, const char *path,
                                const DeliveryOptions *options, GError **error);
