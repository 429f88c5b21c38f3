#pragma once

#include "report/pdf/canvas.h"

/* Something that can be drawn into a figure: a chart or a map. A chart module makes one from its
 * data; the page engine gives it a width, asks the height it wants there and later the drawing. */
typedef struct {
    /* Height in points at this width. */
    double (*height)(gpointer data, TextEngine *engine, double width);
    /* Draws within (0, 0)-(width, height); nothing outside. */
    void (*draw)(gpointer data, Canvas *canvas, double width, double height);
    void (*free)(gpointer data);
} GraphicClass;

typedef struct {
    const GraphicClass *class;
    gpointer data;
} Graphic;

/* Returns (transfer full); takes over `data`. */
Graphic *graphic_new(const GraphicClass *class, gpointer data);
void graphic_free(Graphic *graphic);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Graphic, graphic_free)
