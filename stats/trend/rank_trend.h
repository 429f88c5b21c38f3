#pragma once

#include <glib.h>

/* Trends without a model: only the order of the values counts. Beside the regression, as a check
 * that no one year makes the answer. */
typedef struct {
    double s;        /* pairs that rise - pairs that fall */
    double variance; /* of s, with the correction for ties */
    double tau;      /* Kendall's tau-b with time; NaN when all values are equal */
    double p_value;  /* two-sided, normal with continuity correction */
} MannKendall;

/* values: n_values >= 2, in order of time.
 * Source: Mann 1945; Kendall 1975. As R's Kendall::MannKendall. Cost: n^2. */
MannKendall mann_kendall(gsize n_values, const double *values);

/* Sen's slope: the median of the slopes of all pairs, with limits from the distribution of s.
 * lower and upper are NaN where the series is too short for the level.
 * Source: Sen 1968; ranks as R's trend::sens.slope. Cost: n^2 log n. */
typedef struct {
    double slope; /* units of the value per unit of time */
    double lower;
    double upper;
} SenSlope;

/* times: n_values, increasing. */
SenSlope sen_slope(gsize n_values, const double *times, const double *values, double level);
