#pragma once

#include "report/edition/gemeente_parts.h"

/* The parts of the report about a region. `base` has the region in the place of the gemeente, for
 * the parts that both reports share, named with its kind: Rotterdam is a gemeente as well; its
 * `unit` is the politie-eenheid itself or the one around. */
typedef struct {
    Writer *writer;
    Gemeente base;
    const char *label; /* in a title: "politie-eenheid Rotterdam"; base.name stands in a sentence */
    AreaKind kind;
} Regio;

/* The text of the kind of region: <key>-eenheid or <key>-veiligheidsregio. */
const char *regio_kind_words(const Regio *regio, const char *key);

void regio_summary(const Regio *regio);      /* one page */
void regio_registered(const Regio *regio);   /* 1 */
void regio_gemeenten(const Regio *regio);    /* 2: table and map */
void regio_others(const Regio *regio);       /* 3: other regions and neighbours */
void regio_change(const Regio *regio);       /* 4 */
void regio_hidden(const Regio *regio);       /* 5 */
void regio_chain(const Regio *regio);        /* 6: police and prosecution */
void regio_completeness(const Regio *regio); /* 7 */
void regio_next(const Regio *regio);         /* 8 */
