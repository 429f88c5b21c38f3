#include "report/table/table_shades.h"

#define SWATCH 11.0
#define SWATCH_HEIGHT 7.0
#define SWATCH_GAP 4.0
#define ITEM_GAP 12.0
#define LINE GRID_UNITS(3)
#define BASELINE GRID_UNITS(2)

ColourName table_shade_background(guint shade)
{
    return shade == 0 ? COLOUR_WHITE : (ColourName)(COLOUR_MAP_1 + shade - 1);
}

ColourName table_shade_ink(guint shade)
{
    return shade >= 4 ? COLOUR_WHITE : COLOUR_INK;
}

void table_draw_shade(Canvas *canvas, guint shade, double x, double y, double width, double height)
{
    if (shade == 0)
        canvas_outline_rectangle(canvas, COLOUR_LIGHT_GREY, 0.5, x + 0.25, y + 0.25, width - 0.5,
                                 height - 0.5);
    else
        canvas_fill_rectangle(canvas, table_shade_background(shade), x, y, width, height);
}

/* `shade` < 0: the head of the key, without a swatch. */
static void draw_item(Canvas *canvas, int shade, const char *name, double x, double y)
{
    if (shade >= 0)
        table_draw_shade(canvas, (guint)shade, x, y + BASELINE - SWATCH_HEIGHT + 0.8, SWATCH,
                         SWATCH_HEIGHT);
    canvas_label(canvas, STYLE_LABEL, COLOUR_GREY, name, x + (shade >= 0 ? SWATCH + SWATCH_GAP : 0),
                 y + BASELINE, ANCHOR_LEFT);
}

typedef struct {
    TextEngine *engine;
    Canvas *canvas; /* NULL: only measured */
    double left, top, width, x, y;
} KeyPlace;

static void place_item(KeyPlace *place, int shade, const char *name)
{
    double width =
        text_width(place->engine, STYLE_LABEL, name) + (shade >= 0 ? SWATCH + SWATCH_GAP : 0);
    if (place->x > 0 && place->x + width > place->width) {
        place->x = 0;
        place->y += LINE;
    }
    if (place->canvas != NULL)
        draw_item(place->canvas, shade, name, place->left + place->x, place->top + place->y);
    place->x += width + ITEM_GAP;
}

static double place_key(KeyPlace *place, const char *head, char **names)
{
    if (head != NULL)
        place_item(place, -1, head);
    for (guint i = 0; i < TABLE_SHADES; i++)
        place_item(place, (int)i + 1, names[i]);
    if (names[TABLE_SHADES] != NULL)
        place_item(place, 0, names[TABLE_SHADES]);
    return place->y + LINE;
}

double table_key_height(TextEngine *engine, const char *head, char **names, double width)
{
    KeyPlace place = {.engine = engine, .width = width};
    return place_key(&place, head, names);
}

void table_draw_key(Canvas *canvas, const char *head, char **names, double x, double y,
                    double width)
{
    KeyPlace place = {canvas_engine(canvas), canvas, x, y, width, 0, 0};
    place_key(&place, head, names);
}
