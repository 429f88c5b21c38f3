#pragma once

#include "ingest/simulate/population.h"

/* The capture model of one year; see population.h. */

#define CAPTURE_MAX_STRATA (SIMULATION_MAX_GROUPS * SIMULATION_MAX_UNITS * SIMULATION_MAX_CLASSES)
/* Histories of one to three lists out of eight. */
#define CAPTURE_MAX_HISTORIES 92

typedef struct {
    guint8 group;
    guint8 unit;
    guint8 class;
    gint64 population;
} CaptureStratum;

typedef struct {
    gsize n_lists;
    gsize n_groups;
    gsize n_strata;
    CaptureStratum strata[CAPTURE_MAX_STRATA];
    gsize n_histories;
    guint8 histories[CAPTURE_MAX_HISTORIES]; /* bits are lists; ordered by number of lists */
    double form_odds[SIMULATION_MAX_LISTS][SIMULATION_MAX_GROUPS];
    double unit_odds[SIMULATION_MAX_LISTS][SIMULATION_MAX_UNITS];
    double class_odds[SIMULATION_MAX_CLASSES];
    double pair_odds[SIMULATION_MAX_LISTS][SIMULATION_MAX_LISTS];
    double list_factor[SIMULATION_MAX_LISTS];
    double group_factor[SIMULATION_MAX_GROUPS];
} CaptureModel;

/* Lists the histories for n_lists and sets every odds and factor to 1. */
void capture_model_init(CaptureModel *model, gsize n_lists, gsize n_groups);

/* Odds of each history of a stratum against not being seen. odds: n_histories, output. Returns
 * their sum; the probability of being seen is sum / (1 + sum). */
double capture_model_odds(const CaptureModel *model, const CaptureStratum *stratum, double *odds);

typedef struct {
    double seen[SIMULATION_MAX_GROUPS];   /* expected persons on at least one list */
    double on_list[SIMULATION_MAX_LISTS]; /* expected persons on each list */
} CaptureExpectation;

void capture_model_expect(const CaptureModel *model, CaptureExpectation *expected);

/* Fits list_factor and group_factor by iterative scaling. list_shares: n_lists, shares of the
 * memberships; seen: n_groups, persons. Returns the largest relative difference left on `seen`. */
double capture_model_fit(CaptureModel *model, const double *list_shares, const double *seen);
