#pragma once

#include "ingest/simulate/calibration.h"

/* The people of a simulated year: a known number of victims, of whom a calibrated number is seen by
 * at least one reporter (docs/methods/simulation.md).
 *
 * A stratum is a form group x politie-eenheid x latent class. A person of stratum s is on exactly
 * the lists h with probability proportional to
 *   product over l in h of a[l] g[group] v[l][group] u[l][eenheid] c[class]
 *   x product over pairs l, m in h of r[l][m],
 * the unseen history with 1: a log-linear model with two-list interactions inside each class, and a
 * mixture over classes. Histories have at most three lists. a[l] and g[group] are fitted by
 * iterative scaling, so that the expected shares of the lists and the expected number of seen
 * persons per form group are the calibrated ones; the draw is conditional on the exact total. */

#define SIMULATION_MAX_LISTS 8
#define SIMULATION_MAX_GROUPS 8
#define SIMULATION_MAX_UNITS 16
#define SIMULATION_MAX_CLASSES 4

/* A person whom at least one list saw. */
typedef struct {
    guint8 group; /* index in SimulatedYear.groups */
    guint8 unit;  /* index in SimulatedYear.units: where the exploitation took place */
    guint8 lists; /* bit i: on list i */
} CapturedPerson;

/* The truth of a form group in a politie-eenheid. */
typedef struct {
    gint64 population;
    gint64 registered;
} StratumTruth;

/* Names are borrowed from the calibration, which has to outlive this. */
typedef struct {
    int year;
    gsize n_lists;
    const char *lists[SIMULATION_MAX_LISTS]; /* reporter codes */
    gsize n_groups;
    const char *groups[SIMULATION_MAX_GROUPS]; /* form_group codes */
    gsize n_units;
    const char *units[SIMULATION_MAX_UNITS]; /* PE01.. */
    StratumTruth truth[SIMULATION_MAX_GROUPS][SIMULATION_MAX_UNITS];
    gint64 population;
    gint64 registered;
    GArray *persons; /* CapturedPerson, `registered` of them, by group, unit, class */
    /* Parameters, for the truth file. */
    double list_factor[SIMULATION_MAX_LISTS];
    double group_factor[SIMULATION_MAX_GROUPS];
    double expected_on_list[SIMULATION_MAX_LISTS];
    gint64 reports; /* wanted number of reports; more when there are more memberships */
} SimulatedYear;

/* Draws a year. scale: 1 gives the calibrated totals exactly; else they are rounded after
 * multiplication. Fails with INBEELD_ERROR_CONFIG when the calibration lacks the year or asks for
 * more than there is.  Returns (transfer full). */
SimulatedYear *simulated_year_new(const Calibration *calibration, int year, guint64 seed,
                                  double scale, GError **error);
void simulated_year_free(SimulatedYear *year);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimulatedYear, simulated_year_free)

/* Whole numbers proportional to the weights that add up to `total` (largest remainders; ties to the
 * first). weights: n, >= 0, with a positive sum. parts: n, output. */
void apportion(gint64 total, gsize n, const double *weights, gint64 *parts);
