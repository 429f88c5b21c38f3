#pragma once

#include <glib.h>

/* Faults in what was drawn on the pages of a document (GArray of LayoutBox): two texts over each
 * other, anything outside the margins, a word that was cut. Returns a message for each fault, one
 * per line, or NULL when there is none (transfer full). */
char *layout_faults(const GArray *boxes);

/* Lines of text outside charts and maps whose baseline is not on the baseline grid, 0.01 point
 * near: a message for each, or NULL when there is none (transfer full). Head and foot have places
 * of their own. */
char *grid_faults(const GArray *boxes);
