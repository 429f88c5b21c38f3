#pragma once

#include "report/edition/cells.h"

/* How complete the sources were: what must be known before two years are compared. */

/* "opvang en jeugdhulp": the usual reporters without a report; NULL when there are none. */
const char *coverage_missing_names(Writer *writer, const PublishedCoverage *coverage);

/* Who reported to CoMensha in each year of the series: days delivered, reporters, and the share of
 * usual reports that they make; under it the quarters in which a usual reporter was missing.
 * FALSE when that is not published: then nothing is drawn. */
gboolean coverage_of_reporters(Writer *writer, Flow *flow);

/* Which part of each year every source delivered, in per cent of its days. As above. */
gboolean coverage_of_sources(Writer *writer, Flow *flow);

/* The same in sentences, for the years of the window: whether every source delivered all its days,
 * and else which did not, in which year; which usual reporters were missing. "" when nothing of it
 * is published. */
const char *coverage_sentences(Writer *writer);
