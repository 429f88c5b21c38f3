#pragma once

#include <glib.h>

/* Path of a file or folder of the product's data: "reference/measures.csv",
 * "ingest/profiles/om.ini".
 *
 * Looked for in this order: $INBEELD_DATA; the nearest folder above the program that holds
 * reference/ (a source tree after make) or share/inbeeld/reference/ (an installation, wherever it
 * was moved to); the data folder that the program was built for.  The file need not exist:
 * opening it gives the error.  Returns (transfer full). */
char *datadir_path(const char *relative);
