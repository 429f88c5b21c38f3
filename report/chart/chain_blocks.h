#pragma once

#include "report/chart/chart.h"

/* What the parts of the chain registered, from signal to verdict: a block of equal size for each,
 * with its own unit, source and period. No funnel: the blocks do not narrow, nothing is divided,
 * and the room between two blocks says why their numbers do not divide. */

typedef struct {
    const char *name; /* "Ingeschreven zaken" */
    ChartValue value;
    const char *unit;   /* "zaken; één verdachte is één zaak" */
    const char *period; /* "2024" */
    const char *source; /* "Openbaar Ministerie, parket Oost-Brabant" */
    /* A percentage in words, only where the number is a documented part of another; then `part_of`
     * says of what and where that is documented. NULL: none. */
    const char *share;
    const char *part_of;
    const char *gap; /* to the next block: why the two do not divide; not used in the last */
} ChainBox;

typedef struct {
    guint n_blocks;
    const ChainBox *blocks; /* in the order of the chain */
    Language language;
} ChainBlocks;

/* Copies `chart`. NULL with INBEELD_ERROR_DATA when a block has a share without `part_of`, or two
 * blocks follow each other without a gap: the reader would divide them. Returns (transfer full). */
Graphic *chain_blocks_new(const ChainBlocks *chart, GError **error);
