#pragma once

#include "stats/mse/interval.h"

/* Checks of the method on the user's own table.
 *
 * Internal consistency: among the persons on one list the number on no other list is known, so the
 * other lists can be asked to estimate the size of that list (Binette & Steorts 2022).
 * Simulated coverage: tables are drawn from the fitted model, whose population is known; the
 * estimate and its interval are repeated on each. */

typedef struct {
    guint list;
    gint64 known;
    double estimate, lower, upper; /* NAN without an estimate */
    gboolean is_covered;
} MseListCheck;

typedef struct {
    GArray *lists; /* MseListCheck; empty with fewer than 4 lists */
    guint n_lists_covered;
    guint n_simulations; /* with an estimate and an interval */
    guint n_failed;      /* without one */
    guint n_covered;
    double truth;  /* population that the simulations were drawn from; NAN without them */
    double median; /* of the estimates */
    double level;
} MseValidation;

typedef struct {
    double level;
    guint n_simulations; /* 0: 100 */
    guint n_replicates;  /* in each; 0: 200 */
    guint64 seed;
    guint n_threads;
} MseValidationOptions;

/* The best models of `search` compete in the simulations as they do in the bootstrap. Cost: that of
 * n_simulations bootstraps. Returns (transfer full). */
MseValidation *mse_validate(const MseTable *table, const MseSearchResult *search,
                            const MseValidationOptions *options);
void mse_validation_free(MseValidation *validation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseValidation, mse_validation_free)
