#pragma once

#include <glib.h>

/* Whether the last quarter of a series is notable ("opvallend") against the years before it:
 * Farrington flexible (Noufaily and others 2013), for quarters.
 *
 * A quasi-Poisson model of the baseline with a line in time and a mean level for each quarter of
 * the year; quarters that themselves stood out weigh less (Anscombe residual above 2.58: 1 / s^2);
 * the line is left out when it would carry on beyond all that was seen. The prediction has mean m
 * and variance phi m + m^2 se(log m)^2, phi >= 1, taken as negative binomial: so the uncertainty of
 * the baseline counts too, and as phi is estimated from few quarters, tails are Student's. The two
 * quarters before the last one stay out of the baseline, that a rise does not hide itself. */
typedef enum {
    ABERRATION_USUAL,
    ABERRATION_HIGH,
    ABERRATION_LOW,
    ABERRATION_TOO_SHORT, /* fewer than ABERRATION_BASELINE quarters with a count */
    ABERRATION_TOO_SPARSE /* the baseline has (almost) no counts: no expectation */
} AberrationKind;

#define ABERRATION_BASELINE 12

typedef struct {
    AberrationKind kind;
    double expected;
    gint64 usual_lower; /* counts inside the limits */
    gint64 usual_upper;
    double p_value; /* two-sided */
    double dispersion;
    gboolean has_line;
    gboolean has_seasons;
} Aberration;

/* counts: n_quarters, the last one is judged; NaN: not known.  first_quarter: 1-4, of counts[0].
 * At most the 20 quarters before the gap are the baseline.  level: such as 0.95. */
Aberration aberration_find(gsize n_quarters, const double *counts, int first_quarter, double level);
