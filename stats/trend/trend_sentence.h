#pragma once

#include "core/texts.h"
#include "stats/trend/aberration.h"
#include "stats/trend/trend.h"

/* A trend in words, in one or a few sentences, with the rounding of the tables (core/format.h): the
 * finding, its size with margin, the stretch, the breaks in it, and the caveats. Texts:
 * reference/texts, group trend. */

/* What a sentence needs beside the result. */
typedef struct {
    gsize n_events;
    const char *const *event_names; /* "AVG (2018)", by index in the events of the result */
    gsize n_together;               /* series judged together */
    double expected_by_chance;      /* directions among them when nothing happened */
    const TrendPoint *points;       /* those given to trend_find(): for the year of a bend */
} TrendContext;

/* Returns (transfer full). */
char *trend_sentence(const Texts *texts, const TrendResult *result, const TrendContext *context);

/* A quarter against those before it, and the same quarter a year earlier. quarter: the one judged;
 * year_before: NULL or without a value: not mentioned.  Returns (transfer full). */
char *quarter_sentence(const Texts *texts, const Aberration *aberration, const TrendPoint *quarter,
                       const TrendPoint *year_before);
