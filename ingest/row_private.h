#pragma once

#include "ingest/row_reader.h"

/* Shared by ingest/row_*.c only. */

#define EARLIEST_EVENT_YEAR 1990
#define EARLIEST_YEAR 1900

typedef enum { LABEL_CODE, LABEL_UNKNOWN, LABEL_TEXT } LabelKind;

/* What a text of a column stands for. */
typedef struct {
    LabelKind kind;
    char *code;        /* LABEL_CODE, LABEL_TEXT */
    gsize length;      /* of the code */
    char *mapped_from; /* name in the tally when it was another word; NULL */
    gint64 n_uses;     /* in accepted rows */
} Label;

/* A text that is the code or name of an area, as long as that area exists. */
typedef struct {
    const char *code;
    Day from, to; /* from <= day < to */
} KnownPlace;

typedef struct {
    const MappedColumn *mapped;
    const ProfileColumn *profile;
    const FieldSpec *spec;
    PseudonymMaker *maker;
    GHashTable *labels;   /* text as delivered: Label, borrowed; a memory of limited size */
    GHashTable *entries;  /* ValueEntry: Label, owned */
    GPtrArray *texts;     /* Labels of texts that are no codes, owned; */
    GPtrArray *old_texts; /* those before the memory was cleared, for records under way */
    Label *unlisted;
    Label *unknown;
    GHashTable *places; /* text as delivered: KnownPlace; a memory of limited size */
    gint64 n_matches[AREA_MATCH_AMBIGUOUS + 1];
    gint64 n_nine_digits; /* identifiers of nine digits, and those that pass the eleven-test */
    gint64 n_bsn;
} Binding;

/* Days as they were delivered, and what they are: a table of fixed size in which the last one
 * stays. Ten years have some 3,650 days, and a file names them again and again. */
#define DAY_MEMORY 8192
#define DAY_TEXT 16
typedef struct {
    char text[DAY_TEXT]; /* filled up with zeros */
    Day day;             /* DAY_NONE: the place is free */
} KnownDay;

#define ROW_MAX_PENDING (RECORD_MAX_FIELDS + RECORD_MAX_CODES)

struct RowReader {
    const Profile *profile;
    gboolean (*rules)(RowReader *reader, Record *record);
    const Mapping *mapping;
    const AreaRegister *areas;
    RowLimits limits;
    Day earliest_event, earliest; /* of the day of the record, and of other days */
    KnownDay *days;
    gsize n_bindings;
    Binding *bindings;
    GHashTable *texts; /* own copies of codes and short texts */

    RowFault fault;
    GString *reason;
    gsize n_notes;
    RowFault notes[RECORD_MAX_FIELDS];

    /* Counted when the row is accepted. */
    gsize n_pending;
    Label *pending[ROW_MAX_PENDING];
    gsize n_places;
    struct {
        Binding *binding;
        AreaMatchKind kind;
    } places[RECORD_MAX_FIELDS];
    gint64 n_age_decides, n_sepot_unknown, n_footnotes;

    gsize n_cells;
    Cell *cells;
};

/* Parses a field into `value`; FALSE with the fault set. An empty field gives VALUE_NONE. */
gboolean row_value_read(RowReader *reader, Binding *binding, const CsvField *field, Record *record);

/* Parses a count or mark; FALSE with the fault set. */
gboolean row_cell_read(RowReader *reader, const char *header, const CsvField *field, Cell *cell);

/* Sets the fault; FALSE. value: the field when it may be shown, or NULL. */
gboolean row_fault(RowReader *reader, const char *header, const CsvField *value, const char *format,
                   ...) G_GNUC_PRINTF(4, 5);

/* What follows from several fields together: age from the year of birth, the kind of dismissal.
 * Returns the function for a kind of record. */
gboolean (*row_rules_find(const RecordSpec *spec))(RowReader *reader, Record *record);

/* A value that is a text, which is borrowed. */
FieldValue row_text(const char *text);

void row_labels_init(Binding *binding);
void row_labels_clear(Binding *binding);
