#pragma once

#include "report/edition/cells.h"

/* Five years of the gemeente together, moved on by a year each time: what its yearly figures show
 * when they are too small to look at one by one. To look at only: neighbouring sums share four
 * years, so nothing is tested on them (docs/methods/trends.md).
 *
 * Appends the table. A measure has a row when two sums or more are published and one of them
 * is not zero; FALSE, and nothing appended, when none has. */
gboolean moving_sums_append(Writer *writer, const char *name);
/* Whether any measure has a row in the table below. */
gboolean moving_sums_any(Writer *writer);
