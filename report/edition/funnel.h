#pragma once

#include "report/edition/comparison.h"

/* Funnel of all gemeenten with a comparison: counted over expected, with the limits that chance
 * explains. */

typedef struct {
    const char *measure;
    AreaId own;                   /* blue and named; AREA_NONE: none */
    const Comparison *comparison; /* peers are filled; NULL: none */
    const char *alternative;      /* sentences that give the message */
    double height;                /* points; 0: as the chart wants */
    gboolean bare;                /* source and how to read stand elsewhere */
} FunnelFigure;

/* Adds the figure; FALSE, and nothing is added, when the publication has no funnel for it. */
gboolean funnel_figure(Writer *writer, Flow *flow, const FunnelFigure *figure);
