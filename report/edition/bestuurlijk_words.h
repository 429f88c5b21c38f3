#pragma once

#include "report/edition/comparison.h"

/* The sentences of the one-page report, chosen by the situation of the area: no report at all, a
 * number that is protected, no figure, more or fewer than its peers, centrumgemeente, an island. */
typedef struct {
    Writer *writer;
    const Comparison *comparison;
    const char *name;     /* of the area, as markup */
    gboolean is_gemeente; /* else a politie-eenheid */
    AreaId unit;          /* politie-eenheid around it, or itself; AREA_NONE when not known */
} Blad;

/* The finding in one line. `name`: as markup, or plain for metadata. */
const char *blad_title(const Blad *blad, const char *name);
/* Why it matters here. */
const char *blad_why(const Blad *blad);
/* What the figures say, in two sentences. */
const char *blad_known(const Blad *blad);
/* How the area stands, as the last part of the name of a text: nul, onderdrukt, zonder, meer,
 * minder, bespreek. */
const char *blad_situation(const Blad *blad);
gboolean blad_is_centre(const Blad *blad);
/* At most three sentences on what is not known; three steps that begin with a verb. Return
 * (transfer full): arrays of borrowed markup. */
GPtrArray *blad_unknown(const Blad *blad);
GPtrArray *blad_steps(const Blad *blad);
