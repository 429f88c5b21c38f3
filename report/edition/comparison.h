#pragma once

#include "core/peers.h"
#include "report/edition/cells.h"

/* A gemeente beside its peers: the rate of reported persons with place of exploitation there, over
 * the five-year window. "Not distinguishable" unless limits say otherwise. The comparison that the
 * statistics stage published goes first; without one, the exact limits of the own rate decide,
 * under every value that a protected count of a peer may have. */

#define COMPARISON_MEASURE "gemelde_personen_uitbuiting"

typedef enum {
    COMPARISON_NOT_POSSIBLE,  /* own figure, or too many of the peers', not to be shown */
    COMPARISON_NOT_DISTINCT,  /* own limits contain the peers' rate */
    COMPARISON_MORE_REPORTED, /* own lower limit above the largest rate the peers may have */
    COMPARISON_LESS_REPORTED  /* own upper limit below the smallest rate the peers may have */
} ComparisonResult;

typedef struct {
    Peer *peers; /* alphabetical */
    gsize n_peers;
    Cell own;
    Cell *cells;   /* of the peers */
    gsize n_shown; /* peers with a number */
    double lower,
        upper; /* rate of the peers together, per 100,000 a year: smallest and largest it
                  may be when each suppressed count is 1 or suppress_below - 1; NaN: none */
    ComparisonResult result;
    const char *sentence; /* the published comparison in words; NULL: none was published */
} Comparison;

/* Returns (transfer full). */
Comparison *comparison_new(Writer *writer);
void comparison_free(Comparison *comparison);
/* "niet te onderscheiden", "meer gemeld", "minder gemeld", "niet te vergelijken". */
const char *comparison_words(Writer *writer, const Comparison *comparison);
/* What the peer has in common: "omvang, stedelijkheid en provincie". */
const char *comparison_reasons(Writer *writer, const Peer *peer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Comparison, comparison_free)
