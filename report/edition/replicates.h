#pragma once

#include "report/edition/hidden.h"

/* The histogram of the replicates behind the limits of an estimate; nothing when the publication
 * holds none. `name`: see FigureInfo. */
void replicates_figure(Writer *writer, const Estimate *estimate, const char *name);
