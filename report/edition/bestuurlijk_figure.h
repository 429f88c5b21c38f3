#pragma once

#include "report/edition/bestuurlijk_words.h"

/* The one figure of a page about an area: its own line, or else its dot among named peers, or the
 * line of the region around it, or else that region among the others, or the
 * line of the country. */
typedef struct {
    enum {
        FIGURE_OWN_LINE,
        FIGURE_DOTS,
        FIGURE_REGION_LINE,
        FIGURE_REGION_DOTS,
        FIGURE_LAND_LINE,
        FIGURE_NONE
    } kind;
    double least, most; /* points: heights of the drawing that read well */
    double height;      /* chosen */
    const char *line_name, *dots_name, *regions_name; /* see FigureInfo */
    const char *source;                               /* NULL: none */
} BladFigure;

/* Whether there are figures to draw this kind with; fills in the heights. */
gboolean blad_figure_is_possible(const Blad *blad, BladFigure *figure);
/* Moves on to the first kind, from this one on, that is possible; FIGURE_NONE when there is none.
 */
void blad_figure_choose(const Blad *blad, BladFigure *figure);
void blad_figure_draw(const Blad *blad, const BladFigure *figure);
/* Side by side: what is not known, and what to do now. */
void blad_panels(const Blad *blad);
