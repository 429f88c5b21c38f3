#pragma once

#include "report/edition/figures.h"

/* Small line charts of one measure, an area each, with the published judgement on change in words
 * under each: "geen aantoonbare verandering". */
typedef struct {
    const char *measure;
    const char *source; /* whose events interrupt the lines */
    AreaKind kind;
    AreaId within;            /* only areas within this one; AREA_NONE: all of the kind */
    AreaId own;               /* marked as the reader's own; AREA_NONE: none */
    guint n_years;            /* up to and with the year of the report */
    guint n_columns;          /* 0: as many as read well */
    const char *introduction; /* text above the figure, markup; NULL: none */
} AreaPanels;

/* How many areas have a figure in any of the years, and of how many of these no change can be
 * shown. */
typedef struct {
    guint n_areas, n_no_change, n_changed, n_unsaid;
} AreaPanelsTally;

/* Draws them in `flow` with the tally in a sentence before. Returns FALSE, and draws nothing, when
 * no area has a figure. `tally` may be NULL. */
gboolean area_panels(Writer *writer, Flow *flow, const AreaPanels *panels, const FigureText *text,
                     AreaPanelsTally *tally);
