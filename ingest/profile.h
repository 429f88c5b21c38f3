#pragma once

#include "core/area.h"
#include "core/state.h"
#include "ingest/field_parse.h"
#include "ingest/record.h"
#include "ingest/value_list.h"

/* A profile tells how a source writes its records; an INI file (docs/formats/profile.md). Layouts
 * live in profiles, never in code: a new layout needs no compiler. */

typedef enum {
    UNLISTED_REFUSE, /* a value that is not in the list refuses the row */
    UNLISTED_TEXT,   /* is kept as it stands, after the check for what names a person */
    UNLISTED_CODE    /* becomes the code `unlisted_code`, and is counted */
} UnlistedRule;

typedef struct {
    char *header;            /* name of the column as the source writes it */
    GPtrArray *names;        /* char *, folded: the header and its aliases */
    gsize field;             /* index in the record's fields; not for constants' lists */
    gboolean required;       /* the column must be there and filled */
    const ValueList *values; /* NULL: none */
    UnlistedRule unlisted;
    char *unlisted_code;
    char *unknown_code; /* for an empty or unknown value; NULL: nothing is stored */
    gsize n_kinds;      /* kinds of area, tried in order */
    AreaKind kinds[AREA_KIND_COUNT];
    gssize day;  /* field with the day on which the place is looked up */
    char *split; /* signs between several values; NULL: one value */
} ProfileColumn;

/* A value that does not stand in the file: measure = om_ingeschreven. */
typedef struct {
    gsize field;
    char *value;
} ProfileConstant;

/* Rows that do not count, and why. */
typedef struct {
    char *name;
    gsize field;
    GPtrArray *codes; /* char * */
} ProfileExclusion;

typedef struct {
    char *path;
    char *name;
    char *title;
    char *source;
    char *legal_basis; /* NULL: must be given with the delivery */
    const RecordSpec *record;
    gsize n_dates;
    DateFormat dates[DATE_FORMAT_COUNT];
    char decimal;
    GHashTable *unknown; /* folded words that mean "not known" */
    GHashTable *marks;   /* cells: folded mark to GINT_TO_POINTER(CellState) */
    gboolean footnotes;  /* cells: superscript digits behind a number are dropped, and counted */
    gboolean periods_in_header; /* cells: each column named after a period holds its counts */
    GPtrArray *columns;         /* ProfileColumn * */
    GPtrArray *constants;       /* ProfileConstant * */
    GPtrArray *exclusions;      /* ProfileExclusion * */
    GHashTable *ignored;        /* folded names of columns that may be there and are not read */
    GPtrArray *lists;           /* ValueList * */
} Profile;

/* name: of a profile of the product, or a path when it ends in ".ini". Fails with
 * INBEELD_ERROR_NO_INPUT (the message lists the profiles there are) or INBEELD_ERROR_CONFIG with
 * file, group and key. Returns (transfer full); immutable. */
Profile *profile_load(const char *name, GError **error);
void profile_free(Profile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Profile, profile_free)

/* The names of the profiles of the product, in order.  Returns (transfer full), ended by NULL. */
char **profile_names(void);
