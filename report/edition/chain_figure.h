#pragma once

#include "report/edition/cells.h"

/* The chain from signal to verdict as separate blocks, each with its unit, source and period. */
typedef struct {
    const char *name; /* see FigureInfo */
    const char *title;
    AreaId area;   /* of the police and CoMensha figures: place of exploitation */
    AreaId office; /* parket of the cases; AREA_NONE: these blocks are left out */
    Period period;
} ChainFigure;

/* Appends the figure. */
void chain_figure(Writer *writer, Flow *flow, const ChainFigure *figure);
