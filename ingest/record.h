#pragma once

#include <glib.h>

/* The kinds of record that the register holds (core/schema/register-*.sql) and their fields: what
 * a profile can map columns to. The layouts of the sources are in profiles; what a field means,
 * and which values it can have, is here. */

typedef enum {
    FIELD_IDENTIFIER, /* becomes a pseudonym */
    FIELD_DAY,
    FIELD_CODE,       /* one code of a list */
    FIELD_CODES,      /* one or more codes of a list */
    FIELD_FLAG,       /* codes 1 and 0 */
    FIELD_AREA,       /* area code */
    FIELD_NUMBER,     /* whole number in a range; decimals are rounded half up */
    FIELD_TEXT,       /* short free text, looked through for what names a person */
    FIELD_DIGITS,     /* single digits in a range: "1+3" */
    FIELD_TWO_DIGITS, /* number in a range, written with two digits */
    FIELD_PERIOD,     /* period code */
    FIELD_CELL        /* a count, or a mark that tells why there is none */
} FieldKind;

typedef struct {
    const char *name; /* in profiles, and of the column in the register */
    FieldKind kind;
    gboolean required;     /* NOT NULL in the register */
    gint64 low, high;      /* of numbers and digits */
    const char *dimension; /* codes are categories of it in reference/codes.csv; NULL: any */
    gboolean derived; /* not a column of the table: feeds other fields, or a table of its own */
} FieldSpec;

#define RECORD_MAX_FIELDS 32
#define RECORD_MAX_IDENTITY 4

typedef struct {
    const char *name; /* of the kind of record, and of its table */
    gsize n_fields;
    const FieldSpec *fields;
    /* The day of the event: gives the period of the delivery, and resolves places. -1: none. */
    gssize day;
    /* Two rows that agree in these are about the same thing. Indices, ended by -1. */
    int identity[RECORD_MAX_IDENTITY + 1];
} RecordSpec;

/* "melding", "zaak", "politie" or "telling"; NULL for anything else. */
const RecordSpec *record_spec_find(const char *name);
/* Index of a field, -1 when there is none. */
gssize record_spec_field(const RecordSpec *spec, const char *name);
