#pragma once

#include "report/edition/writer.h"

/* How long cases take, of the window of the report: curves for the land; the published sentences
 * for the land or a parket. */

/* Section with sentences and figures; nothing when the publication has no throughput times. */
void durations_section(Writer *writer);
/* The published sentences of the window about an office, as a paragraph; nothing when there are
 * none that say anything. */
void durations_sentences(Writer *writer, Flow *flow, AreaId office);
