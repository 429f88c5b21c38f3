#pragma once

#include "report/edition/writer.h"

/* Where the figures come from, in tables that a reader can check: deliveries, rows in and out,
 * bridges, revisions, protection. For all editions. */

void account_sources_table(Writer *writer); /* deliveries: file, hash, peildatum, basis */
/* One line for each source under the figures of the report; beside it how complete they are, when
 * that is asked and published. */
void account_sources_summary(Writer *writer, gboolean with_completeness);
void account_rows_table(Writer *writer);     /* rows = accepted + rejected + duplicate + excluded */
void account_excluded_table(Writer *writer); /* reasons, when there are any */
/* Every bridge of the publication for the year and the area of the report; FALSE when none. */
gboolean account_bridges(Writer *writer);
/* What older deliveries said about the yearly totals; FALSE when none. */
gboolean account_revisions(Writer *writer);
void account_protection(Writer *writer); /* a paragraph on small numbers */
