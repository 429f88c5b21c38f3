#pragma once

#include "core/period.h"
#include "core/state.h"
#include "stats/counts/poisson.h"
#include "stats/trend/joinpoint.h"
#include "stats/trend/rank_trend.h"

/* What can be said about the change of one measure in one area over time: a direction or "geen
 * aantoonbare verandering", its size with an interval, over which stretch, which breaks lie in it,
 * with which caveats; or why nothing can be said. Definitions: docs/methods/trends.md. */

#define TREND_LEVEL 0.95
/* A model needs this many consecutive periods; two to four are compared first with last. */
#define TREND_SHORTEST 5
/* Events that the stretch is too sparse below: sum of its counts. */
#define TREND_SPARSE 10
#define TREND_MAX_BREAKS 16
/* Sources with this share of the usual reports that come or go make a break. */
#define TREND_MISSING 0.1

/* One period of a series. */
typedef struct {
    Period period;
    CellState state;
    gint64 count;    /* when state is STATE_VALUE */
    gint64 exposure; /* inhabitants x years; 0: counts are compared, not rates */
    gboolean provisional;
    gboolean partial; /* the period is not over, or the area was another one in it */
    double missing;   /* share of the usual reports whose sources did not report, 0 to 1 */
} TrendPoint;

/* A dated event that touches the measure and the area. */
typedef struct {
    const char *code; /* borrowed */
    Day day;
} TrendEvent;

typedef enum {
    TREND_FINE,
    TREND_NO_FIGURES,     /* no period has a value */
    TREND_SINGLE_POINT,   /* one value */
    TREND_NOT_DELIVERED,  /* a source that is missing leaves too short a stretch */
    TREND_NOT_LOOKED_FOR, /* the source was not active in part of it */
    TREND_SUPPRESSED,     /* protected small numbers leave too short a stretch */
    TREND_PARTIAL,        /* periods that are not whole, or of another territory */
    TREND_TOO_SPARSE,     /* fewer than TREND_SPARSE counted, or a model without an estimate */
    TREND_NO_POPULATION,  /* exposure 0 in one period and not in another */
    TREND_NOT_COMPARABLE  /* kinds of period mixed */
} TrendRefusal;

typedef enum { TREND_NO_CHANGE, TREND_RISE, TREND_FALL } TrendDirection;

typedef enum { TREND_METHOD_NONE, TREND_METHOD_QUASI_POISSON, TREND_METHOD_RATIO } TrendMethod;

/* Why a reader must be careful; joined by |. */
typedef enum {
    TREND_CAVEAT_BREAKS = 1 << 0, /* dated events lie in the stretch */
    TREND_CAVEAT_STEP = 1 << 1,   /* at one of them the level changed: the trend is beside it */
    TREND_CAVEAT_PROVISIONAL = 1 << 2, /* the last period may still change */
    TREND_CAVEAT_SMALL = 1 << 3,       /* fewer than 20 a period on average: no percentages */
    TREND_CAVEAT_SPREAD = 1 << 4,      /* varies far more than chance: dispersion above 3 */
    TREND_CAVEAT_CHANCE = 1 << 5,      /* p below 0.05 on its own, not among all regions together */
    TREND_CAVEAT_SOURCES = 1 << 6,     /* sources with TREND_MISSING of the reports came or went */
    TREND_CAVEAT_DISAGREE = 1 << 7,    /* the trend by rank does not confirm the direction */
    TREND_CAVEAT_BEND = 1 << 8,        /* the line bends where no event is known */
    TREND_CAVEAT_EARLIER = 1 << 9,     /* older periods, before a gap, are left out */
    TREND_CAVEAT_NOT_LATEST = 1 << 10, /* the stretch ends before the last period asked for */
    TREND_CAVEAT_DEPENDENT = 1 << 11,  /* residuals of neighbouring periods hang together */
    TREND_CAVEAT_CHANCE_ONLY = 1 << 12 /* two points differ by more than chance, but how much such
                                          counts vary otherwise is not known: no direction */
} TrendCaveat;

typedef struct {
    TrendRefusal refusal; /* TREND_FINE, or nothing below has meaning but the stretch */
    TrendDirection direction;
    TrendMethod method;
    Period from, to; /* PERIOD_NONE when no period has a value */
    gsize n_points;
    gboolean per_inhabitant;
    /* Change as a ratio: for a model a year, for two points of the last to the first. */
    double change, lower, upper;
    double first_level, last_level; /* fitted counts at both ends; for two points the counts */
    double p_value;
    double p_adjusted; /* among all areas of a set: trend_adjust(); until then p_value */
    double dispersion; /* NaN for two points */
    gsize df;
    double negative_binomial_change; /* as change; NaN when it has no estimate */
    double theta;
    MannKendall rank;
    SenSlope sen;           /* counts a year */
    double autocorrelation; /* of the Pearson residuals */
    double least_coverage;  /* smallest 1 - missing in the stretch */
    gsize worst;            /* the point that has it: index in the points given */
    gsize n_breaks;
    gsize breaks[TREND_MAX_BREAKS];      /* index in events */
    gssize step_event;                   /* index of the event with a change of level; -1: none */
    double step, step_lower, step_upper; /* ratio of the level after to before */
    gssize bend;                         /* index in the points given; -1: none */
    guint caveats;
} TrendResult;

/* The trend over the last unbroken stretch of at least TREND_SHORTEST values; of a series that has
 * none, its last two to four values, first against last.
 *
 * points: n_points of one kind (years, quarters, windows), in order of time; an absent period is a
 * gap. events: in order of day. dispersion: for two points, variance over that of Poisson as known
 * from elsewhere; 1: exact; NaN: not known, then there is no direction.
 *
 * Log mean is a line in time, fitted as quasi-Poisson: Student's t at the estimated dispersion,
 * never narrower than Poisson; quarters get a level for each quarter of the year. With 8 points or
 * more one event with three points on both sides may change the level, when that improves the fit
 * by an F test at 1 % (Bonferroni over the events). The limits of the line beside a step span those
 * with and without it, and its p-value is the larger of both (1 when they go opposite ways). Cost:
 * some 10 fits; 0.15 ms for ten years. */
TrendResult trend_find(gsize n_points, const TrendPoint *points, gsize n_events,
                       const TrendEvent *events, double dispersion);

/* Two periods of equal length: the ratio second / first (of rates when both have exposure).
 * Exact for dispersion 1; for a larger one as if that many times fewer had been counted. NaN: not
 * known; exact limits, and no direction: counts that vary five times as much as by chance would
 * show one in four cases of ten though nothing changes. */
TrendResult trend_compare(const TrendPoint *first, const TrendPoint *second, double dispersion);

/* The dispersion of many pairs of counts around one common ratio; at least 1. n_pairs of both;
 * pairs without counts do not take part. NaN when fewer than 5 do, or one side has no counts. */
double trend_pair_dispersion(gsize n_pairs, const gint64 *first, const gint64 *second);

/* Directions after Benjamini-Hochberg over a set of results (those of one measure and one kind of
 * area): what is not found among all together becomes TREND_NO_CHANGE with TREND_CAVEAT_CHANCE.
 * results: n_results, refused ones are passed over. *expected: directions by chance when nothing
 * happened anywhere. Returns the number of directions left. */
gsize trend_adjust(gsize n_results, TrendResult *const *results, double *expected);

/* "rise", "fall", "no-change"; "not-delivered" and so on. */
const char *trend_direction_word(TrendDirection direction);
const char *trend_refusal_word(TrendRefusal refusal);
const char *trend_method_word(TrendMethod method);
/* Words of the caveats joined by +; "" for none.  Returns (transfer full). */
char *trend_caveat_words(guint caveats);
