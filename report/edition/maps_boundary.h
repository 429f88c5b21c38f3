#pragma once

#include "report/edition/figures.h"
#include "report/map/map_classes.h"

/* The same map with the boundaries that the user gave (report/map/boundary_map.h): the country, or
 * for a gemeente its surroundings. A note under it names the gemeenten that the file lacks. */
typedef struct {
    AreaId own;                /* AREA_NONE: the country */
    const char *const *region; /* codes of the gemeenten to outline, ended by NULL; NULL: none */
    guint n_areas;
    const MapArea *areas;
    const double *limits;
    int decimals;
    const char *words; /* how many gemeenten in each class */
} BoundaryFigure;

const char *maps_boundary_figure(Writer *writer, Flow *flow, const BoundaryFigure *figure,
                                 const FigureText *text);
