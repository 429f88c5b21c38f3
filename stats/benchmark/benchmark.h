#pragma once

#include "core/area.h"
#include "core/state.h"
#include "stats/benchmark/spread.h"

/* Whether gemeenten differ from like gemeenten at all: the indirectly standardised ratio of the
 * observed count to the one expected from gemeenten of the same size class and stedelijkheid, and
 * its place in an overdispersed funnel. Definitions: docs/methods/benchmark.md.
 *
 * All is computed from what is published: a suppressed count takes part as "1 to suppress_below -
 * 1", so nobody learns more from the result than from the table. */

#define BENCHMARK_LEVEL 0.95
/* Share of the units winsorised at each end when the spread is estimated. */
#define BENCHMARK_TRIM 0.1
/* With fewer counts than this no comparison is made. */
#define BENCHMARK_LEAST 10

typedef struct {
    CellState state;
    gint64 count;    /* when state is STATE_VALUE */
    gint64 exposure; /* inhabitants x years; 0: not known */
    AreaSizeClass size_class;
    int urbanity;
    gboolean no_ages; /* ages are weighed, and those of its inhabitants are not known: takes no part
                       */
} BenchmarkUnit;

typedef enum {
    BENCHMARK_FINE,
    BENCHMARK_SUPPRESSED,
    BENCHMARK_NO_FIGURE,     /* not delivered, not looked for, not available */
    BENCHMARK_NO_POPULATION, /* exposure 0 */
    BENCHMARK_NO_AGES,       /* no_ages */
    BENCHMARK_NO_GROUP,      /* size class or urbanity not known */
    BENCHMARK_TOO_FEW        /* fewer than BENCHMARK_LEAST units, or nothing counted in the group */
} BenchmarkRefusal;

typedef enum {
    BENCHMARK_INSIDE,    /* niet te onderscheiden */
    BENCHMARK_BY_CHANCE, /* outside the 95 % limits, but among so many gemeenten some are: niet te
                            onderscheiden either */
    BENCHMARK_HIGHER,
    BENCHMARK_LOWER
} BenchmarkPosition;

typedef struct {
    BenchmarkRefusal refusal; /* SUPPRESSED has an expected count, the others nothing */
    BenchmarkPosition position;
    gint32 stratum;
    gsize n_stratum;       /* units in it, the own one included */
    double expected;       /* count at the rate of the group */
    double ratio;          /* observed / expected */
    Interval limits;       /* exact Poisson, 95 % */
    CountRange inside;     /* counts inside the 95 % funnel */
    CountRange inside_all; /* inside the limits for all units together */
    double p_value;
    double p_adjusted; /* Benjamini-Hochberg over all units */
    ShrunkenRatio shrunken;
} BenchmarkResult;

typedef struct {
    Spread spread; /* what is known of the variance of the true ratios */
    double tau2;   /* its median */
    gsize n_compared;
    gsize n_alone;             /* outside the 95 % limits, each on its own */
    double expected_by_chance; /* so many when no gemeente differs; at most, as counts are whole */
    gsize n_different;         /* outside the limits for all together */
} BenchmarkSummary;

/* units: n_units; results: n_units, filled. suppress_below: as for the publication.
 * Cost: some 40 passes; 342 gemeenten: 10 ms. */
BenchmarkSummary benchmark_compare(gsize n_units, const BenchmarkUnit *units, gint64 suppress_below,
                                   BenchmarkResult *results);

/* "inside", "by-chance", "higher", "lower"; "suppressed" and so on. */
const char *benchmark_position_word(BenchmarkPosition position);
const char *benchmark_refusal_word(BenchmarkRefusal refusal);
