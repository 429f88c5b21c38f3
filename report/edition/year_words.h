#pragma once

#include "report/edition/cells.h"

/* Numbers of several years in words, so that nobody takes them for a total: "in 2008 en 2010 elk
 * twee, in 2009 geen en over 2011 geen cijfer". Years with the same answer stand together, in the
 * order of the first; numbers up to twelve are words. `years`: ascending. */
const char *year_words(Writer *writer, gsize n, const int *years, const Cell *cells);
