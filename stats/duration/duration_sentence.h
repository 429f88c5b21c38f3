#pragma once

#include "core/texts.h"
#include "stats/duration/survival.h"

/* What is timed. */
typedef enum {
    DURATION_ASSESSMENT, /* registration to the first decision of the OM, whatever it is */
    DURATION_TRIAL,      /* summons to verdict in first instance, of the cases with a summons */
    DURATION_CASE        /* registration to how the case ended: with a verdict, or without one */
} DurationStep;

typedef enum {
    DURATION_FINE,
    DURATION_NO_MEDIAN,    /* fewer than half have ended yet */
    DURATION_TOO_FEW,      /* below the minimum of reference/chain.ini */
    DURATION_NOT_DELIVERED /* part of the period was not delivered */
} DurationState;

/* "assessment", "trial", "case"; "fine", "no-median", "too-few", "not-delivered". */
const char *duration_step_word(DurationStep step);
const char *duration_state_word(DurationState state);

/* One sentence about a median, or about why there is none. step: not DURATION_CASE. until: the last
 * day that ends were known of. median: looked at when fine. Returns (transfer full). */
char *duration_sentence(const Texts *texts, DurationStep step, DurationState state, Period period,
                        Day until, const SurvivalQuantile *median);
