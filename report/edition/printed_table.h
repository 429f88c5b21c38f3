#pragma once

#include "report/edition/writer.h"

/* The table of 2012 with registered cases per old parket, 2007-2011, as it was printed: nineteen
 * parketten in the order and with the names of the print, N and % of the year, the total of five
 * years, the top 5 with a mark for a shared place. A dash is zero, as in the print; percentages are
 * rounded half up and not forced to add up to 100.
 *
 * Returns (transfer full), or NULL when the publication does not hold the whole table. */
ReportTable *printed_table_new(Writer *writer);
