#pragma once

#include "report/edition/writer.h"

/* What a newer delivery changed in the totals of the land, one figure for each unit of count, side
 * by side; nothing when nothing was revised. */
void revision_figures(Writer *writer);
