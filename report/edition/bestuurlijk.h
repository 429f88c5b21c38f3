#pragma once

#include "report/edition/writer.h"

/* One page for burgemeester and raad, about a gemeente or a politie-eenheid: the finding, why it
 * matters here, what is known and what is not, three things to do now. The writer is about the
 * area; the document is left in it, not yet rendered. Always exactly one page. */
void bestuurlijk_compose(Writer *writer);
