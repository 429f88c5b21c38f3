#include "core/state.h"

#include <string.h>

static const struct {
    const char *word;
    const char *mark;
} states[STATE_COUNT] = {
    [STATE_VALUE] = {"value", ""},
    [STATE_NOT_LOOKED_FOR] = {"not-looked-for", "○"},
    [STATE_NOT_DELIVERED] = {"not-delivered", "…"},
    [STATE_NOT_AVAILABLE] = {"not-available", "–"},
    [STATE_NOT_APPLICABLE] = {"not-applicable", "n.v.t."},
    [STATE_SUPPRESSED] = {"suppressed", "×"},
};

const char *state_word(CellState state)
{
    return states[state].word;
}

gboolean state_parse(const char *word, CellState *state)
{
    for (int i = 0; i < STATE_COUNT; i++)
        if (strcmp(states[i].word, word) == 0) {
            *state = (CellState)i;
            return TRUE;
        }
    return FALSE;
}

const char *state_mark(CellState state, gboolean english)
{
    if (state == STATE_NOT_APPLICABLE && english)
        return "n/a";
    return states[state].mark;
}
