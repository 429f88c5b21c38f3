#pragma once

#include "report/edition/writer.h"

/* The yearly national monitor: for the staff of the Rapporteur and everyone who answers for the
 * figures. The writer is about the land; the document is left in it, not yet rendered. */
void jaarmonitor_compose(Writer *writer);
