#pragma once

#include "report/edition/comparison.h"

/* The key figures at the top of a report about an area. `group`: the group of texts that holds the
 * words, so that each edition speaks to its own reader; the keys are the same in each:
 *
 *     cijfer, cijfer-zonder-rate, cijfer-nul, cijfer-onderdrukt, cijfer-geen
 *     vergelijk-niet-te-onderscheiden, vergelijk-meer, vergelijk-minder, vergelijk-niet-mogelijk
 *     niet-te-schatten, verborgen, verborgen-landelijk */

/* Registered persons over the window, with the rate and its margin, or why there is no number. */
KeyFigure key_reported(Writer *writer, const Cell *own, const char *group);
/* "niet te onderscheiden" beside how many it is compared with. */
KeyFigure key_compared(Writer *writer, const Comparison *comparison, const char *group);
/* Cannot be estimated for a gemeente; the share in view of the whole country, when there is one. */
KeyFigure key_hidden(Writer *writer, const char *group);
/* The share in view of the area of the report when an estimate for it is published (key in-beeld);
 * else as key_hidden(). */
KeyFigure key_hidden_area(Writer *writer, const char *group);
/* Gemeenten of the region whose number can be shown and is above zero, of all. */
KeyFigure key_gemeenten(Writer *writer);

/* Draws them side by side; their numbers go to the data of the sentences. */
void key_figures_append(Writer *writer, guint n, const KeyFigure *figures);
