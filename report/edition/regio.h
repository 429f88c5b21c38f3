#pragma once

#include "report/edition/writer.h"

/* A politie-eenheid or veiligheidsregio for the zorgcoördinator, the police unit and the RIEC: a
 * summary of one page, what is registered, the gemeenten, the other regions, change, the dark
 * number only where an estimate for the area is published, the chain, completeness, whom to bring
 * to the table. The document is left in the writer, not yet rendered. */
void regio_compose(Writer *writer);
