#pragma once

#include "report/edition/writer.h"

/* One gemeente beside comparable ones: for the official and the aandachtsfunctionaris. Opens with a
 * summary of one page, in the fixed order of a gemeente chapter after that. The writer is about the
 * gemeente; the document is left in it, not yet rendered. */
void gemeente_compose(Writer *writer);
