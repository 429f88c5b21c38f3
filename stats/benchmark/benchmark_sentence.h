#pragma once

#include "core/texts.h"
#include "stats/benchmark/benchmark.h"

/* The place of a gemeente in words, with the rounding of the tables. area: its name; count: its
 * count (used where there is a result). Texts: reference/texts, group funnel.
 * Returns (transfer full). */
char *benchmark_sentence(const Texts *texts, const char *area, gint64 count,
                         const BenchmarkResult *result, const BenchmarkSummary *summary);
