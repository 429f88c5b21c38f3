#pragma once

#include <glib.h>

/* Why a cell holds a number or not. The kinds stay distinct from ingest to PDF, CSV and alt text.
 */
typedef enum {
    STATE_VALUE,          /* a number, zero included: looked for, none found */
    STATE_NOT_LOOKED_FOR, /* the source was not active here or then */
    STATE_NOT_DELIVERED,  /* expected, not received */
    STATE_NOT_AVAILABLE,  /* the source cannot split this */
    STATE_NOT_APPLICABLE,
    STATE_SUPPRESSED /* protected small number */
} CellState;

#define STATE_COUNT (STATE_SUPPRESSED + 1)

/* The word in databases and CSV: "value", "not-looked-for", … */
const char *state_word(CellState state);
/* FALSE when `word` is none of them. */
gboolean state_parse(const char *word, CellState *state);
/* The mark in a table: ○ … – n.v.t. ×; "" for a value. Dutch and English differ in n.v.t. / n/a. */
const char *state_mark(CellState state, gboolean english);
