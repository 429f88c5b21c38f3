#pragma once

#include "report/edition/writer.h"

/* A report of an edition drawn in memory, for tests of its pages. */
typedef void (*EditionCompose)(Writer *writer);

/* area: a code, or NULL for the land. Stops the test when it cannot be drawn. Returns (transfer
 * full): the writer with its rendered document, boxes kept. */
Writer *edition_draw(const EditionContext *context, EditionCompose compose, const char *area);
/* Whether a line with these words was drawn. */
gboolean edition_is_drawn(const Writer *writer, const char *words);
/* All that was drawn in the body, line after line, joined by blanks: for sentences over several
 * lines. Returns (transfer full). */
char *edition_text(const Writer *writer);
/* Stops the test when texts overlap, leave the margins, are cut or stand off the baseline grid;
 * `what` names the report. */
void edition_check_layout(const Writer *writer, const char *what);
