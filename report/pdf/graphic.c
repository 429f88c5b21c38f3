#include "report/pdf/graphic.h"

Graphic *graphic_new(const GraphicClass *class, gpointer data)
{
    Graphic *graphic = g_new0(Graphic, 1);
    graphic->class = class;
    graphic->data = data;
    return graphic;
}

void graphic_free(Graphic *graphic)
{
    if (graphic == NULL)
        return;
    graphic->class->free(graphic->data);
    g_free(graphic);
}

FigureData *graphic_data(const Graphic *graphic)
{
    return graphic->class->data != NULL ? graphic->class->data(graphic->data) : NULL;
}
