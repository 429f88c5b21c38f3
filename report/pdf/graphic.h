#pragma once

#include "report/figure_data.h"
#include "report/pdf/canvas.h"

/* Something that can be drawn into a figure: a chart or a map. A chart module makes one from its
 * data; the page engine gives it a width, asks the height it wants there and later the drawing. */
typedef struct {
    /* Height in points at this width. */
    double (*height)(gpointer data, TextEngine *engine, double width);
    /* Draws within (0, 0)-(width, height); nothing outside. */
    void (*draw)(gpointer data, Canvas *canvas, double width, double height);
    void (*free)(gpointer data);
    /* The values that are drawn, as they go into the file beside the report. Returns (transfer
     * full). NULL: the graphic shows no data. */
    FigureData *(*data)(gpointer data);
    /* What it can do without, and what it can use, as shares of its height: a page takes the one
     * so that the next figure fits, and gives the other rather than stay white. 0: its height is
     * fixed. */
    double give, take;
} GraphicClass;

typedef struct {
    const GraphicClass *class;
    gpointer data;
} Graphic;

/* Returns (transfer full); takes over `data`. */
Graphic *graphic_new(const GraphicClass *class, gpointer data);
/* NULL when the graphic has none. Returns (transfer full). */
FigureData *graphic_data(const Graphic *graphic);
void graphic_free(Graphic *graphic);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Graphic, graphic_free)
