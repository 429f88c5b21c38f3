#pragma once

#include "report/edition/hidden.h"

/* What that means for the verdict, in short: the answers; "" when they lie round one. */
const char *replicates_reason(Writer *writer, const Estimate *estimate);
/* "The replicates lie round two answers: …"; "" when they lie round one. */
const char *replicates_sentence(Writer *writer, const Estimate *estimate);

/* The histogram of the replicates behind the limits of an estimate, with that sentence under it;
 * nothing when the publication holds none. `name`: see FigureInfo. */
void replicates_figure(Writer *writer, const Estimate *estimate, const char *name);
