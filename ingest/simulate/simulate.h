#pragma once

#include <glib.h>

/* Synthetic exports with a known truth: `inbeeld simulate` (docs/methods/simulation.md). */
typedef struct {
    const char *folder; /* made when it is not there */
    guint64 seed;
    double scale; /* of persons, population and cases; SIMULATE_MIN_SCALE .. SIMULATE_MAX_SCALE */
    int first_year;
    int last_year;
    gint64 politie_rows; /* -1: 100,000 x scale */
} SimulateOptions;

#define SIMULATE_MIN_SCALE 0.001
#define SIMULATE_MAX_SCALE 100

typedef struct {
    gint64 n_files;
    gint64 n_rows;
    gint64 population; /* persons x years */
    gint64 registered;
} SimulateSummary;

/* Writes the exports (names begin with "fictief-"), truth.csv and truth.json. The same options give
 * the same bytes on every machine. Fails with INBEELD_ERROR_USAGE for options out of range,
 * INBEELD_ERROR_CONFIG for reference data that do not describe the years, INBEELD_ERROR_
 * CANNOT_CREATE or INBEELD_ERROR_IO for the folder. Cost: 100,000 politie rows some 0.1 s. */
gboolean simulate(const SimulateOptions *options, SimulateSummary *summary, GError **error);

/* "2015-2024" or "2024". */
gboolean simulate_parse_years(const char *text, int *first_year, int *last_year);
