#pragma once

#include "report/pdf/canvas.h"
#include "report/table/table_private.h"

/* The look of shaded cells, and the key that explains them. */

#define SHADE_PADDING 4.0 /* between the words of a shaded cell and its sides */

/* Background and ink of a shade; their contrast is at least 4.5:1. Shade 0 is white. */
ColourName table_shade_background(guint shade);
ColourName table_shade_ink(guint shade);

/* Background or outline of a cell. */
void table_draw_shade(Canvas *canvas, guint shade, double x, double y, double width, double height);

/* The key above the heads: a swatch with its words for each shade, over as many lines as it takes.
 * `names`: TABLE_SHADES texts, then the one for the outline; the last may be NULL. */
double table_key_height(TextEngine *engine, const char *head, char **names, double width);
void table_draw_key(Canvas *canvas, const char *head, char **names, double x, double y,
                    double width);
