#pragma once

#include "report/edition/bestuurlijk_words.h"

/* The parts of the report about a gemeente, in its fixed order. Some serve the report about a
 * region as well, with the region in the place of the gemeente. */
typedef struct {
    Writer *writer;
    Comparison *comparison;
    const char *name; /* of the gemeente, as markup */
    AreaId unit;      /* politie-eenheid; AREA_NONE when not known */
    AreaId office;    /* parket */
} Gemeente;

/* The same gemeente for the words of the one-page report. */
Blad gemeente_blad(const Gemeente *gemeente);

void gemeente_summary(const Gemeente *gemeente);    /* one page */
void gemeente_background(const Gemeente *gemeente); /* 1 */
void gemeente_registered(const Gemeente *gemeente); /* 2 */
void gemeente_compared(const Gemeente *gemeente);   /* 3 */
void gemeente_published(const Gemeente *gemeente); /* within 2: figures of others, when there are */
void gemeente_trend(const Gemeente *gemeente);     /* 4 */
void gemeente_region(const Gemeente *gemeente);    /* 5: police unit and hidden number */
void gemeente_chain(const Gemeente *gemeente);     /* 6 */
void gemeente_next(const Gemeente *gemeente);      /* 7: what is not known, what can be done */
void gemeente_account(const Gemeente *gemeente);   /* 8 */

/* Tables within 2: years by both place roles; form, age and sex; reporters of the unit. */
void gemeente_years(const Gemeente *gemeente);
void gemeente_persons(const Gemeente *gemeente, Flow *flow);
/* is_bare: source and note are the caller's. FALSE: a sentence instead of the table. */
gboolean gemeente_reporters(const Gemeente *gemeente, Flow *flow, gboolean is_bare);
