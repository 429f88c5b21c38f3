#pragma once

#include <glib.h>

/* Faults in what was drawn on the pages of a document (GArray of LayoutBox): two texts over each
 * other, anything outside the margins, a word that was cut. Returns a message for each fault, one
 * per line, or NULL when there is none (transfer full). */
char *layout_faults(const GArray *boxes);
