#pragma once

#include "report/edition/writer.h"

/* Two to four pages on one quarter of the country, for the scheduled job and the
 * signaleringsoverleg: how complete the sources are first, then each measure beside the same
 * quarter a year earlier, four quarters together, the course through the year, what stands out, and
 * the politie-eenheden. All of it is provisional and says so. The context's period is a quarter;
 * the document is left in the writer, not yet rendered. */
void kwartaal_compose(Writer *writer);
