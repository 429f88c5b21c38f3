#pragma once

#include "ingest/mapping.h"
#include "ingest/pseudonym.h"
#include "ingest/tally.h"

/* A row of a delivered file becomes a record of the register: every field parsed, checked and made
 * unrecognisable where it names a person; or it is rejected or excluded with a reason. */

typedef enum { VALUE_NONE, VALUE_NUMBER, VALUE_TEXT, VALUE_BLOB } ValueKind;

typedef struct {
    ValueKind kind;
    guint32 length; /* of the text */
    union {
        gint64 number;
        const char *text;
        guint8 blob[PSEUDONYM_BYTES];
    };
} FieldValue;

#define RECORD_MAX_CODES 16

/* Its texts live for RECORD_QUEUE_MAX further rows at least. */
typedef struct {
    gint64 line;
    FieldValue values[RECORD_MAX_FIELDS]; /* by field of the profile's record */
    gsize n_codes;
    const char *codes[RECORD_MAX_CODES]; /* of the field with several codes */
} Record;

/* A count of a published table: one row can give several, one for each period in its header. */
typedef struct {
    char *period; /* code */
    CellState state;
    gint64 value;
} Cell;

typedef enum {
    ROW_ACCEPTED,
    ROW_BLANK,    /* nothing but separators */
    ROW_EXCLUDED, /* under a rule of the profile: its name is in the reason of the fault */
    ROW_REJECTED,
    ROW_TAKE_BACK /* a field runs on over line ends and cannot be right: csv_reader_take_back */
} RowOutcome;

typedef struct {
    const char *column; /* NULL: about the row as a whole */
    const char *reason;
    const char *value; /* NULL: must not be shown */
} RowFault;

typedef struct {
    Day latest;      /* no day of a record lies after it: the peildatum */
    Day first, last; /* the period of the delivery; DAY_NONE: not given */
} RowLimits;

typedef struct RowReader RowReader;

/* All arguments but `limits` are borrowed and must outlive the reader. Returns (transfer full). */
RowReader *row_reader_new(const Profile *profile, const Mapping *mapping, const AreaRegister *areas,
                          const PseudonymKey *key, RowLimits limits);
void row_reader_free(RowReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RowReader, row_reader_free)

/* Reads one row that has no problem of form. With ROW_ACCEPTED the record is complete. No
 * allocation on the usual way. */
RowOutcome row_reader_read(RowReader *reader, const CsvRow *row, Record *record);

/* Why the last row was rejected or excluded; valid until the next row. */
const RowFault *row_reader_fault(const RowReader *reader);

/* Places of the last row that were not found: the row stands, the place is unknown. */
const RowFault *row_reader_notes(const RowReader *reader, gsize *n_notes);

/* The counts of the last row, for records with a cell. */
const Cell *row_reader_cells(const RowReader *reader, gsize *n_cells);

/* Adds to `tally` what was mapped from synonyms ("mapped") and how places were found ("place"), for
 * the accepted rows. */
void row_reader_report(const RowReader *reader, Tally *tally);

/* The header of an identifier column of which most values are citizen service numbers: such a
 * delivery must be refused. NULL when there is none. */
const char *row_reader_bsn_column(const RowReader *reader);
