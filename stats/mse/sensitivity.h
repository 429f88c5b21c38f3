#pragma once

#include "stats/mse/heterogeneity.h"
#include "stats/mse/search.h"

/* How much an estimate depends on what cannot be checked: on the choice among models that fit
 * almost equally well, on persons being equally easy to see, on each list, on the division into
 * lists, and on the assumption that the model's independences hold for the persons on no list. */

/* Answers of the near models that lie together. */
typedef struct {
    double low, high; /* range of the totals */
    double best;      /* total of its best model */
    double weight;    /* share of exp(-criterion / 2) over the near models */
    guint n_models;
} MseAnswerGroup;

/* The best model when a list is left out, or two are merged. */
typedef struct {
    char *name;   /* of the list left out, or "A+B" */
    char *model;  /* by list number of the table that is left; NULL when there is no estimate */
    double total; /* NAN without an estimate */
} MseVariant;

/* Estimates of the chosen model when two lists depend, for persons on no other list, with an odds
 * ratio that the model takes to be 1. */
typedef struct {
    guint first, second;
    double low, high; /* the smaller and larger total; NAN without an estimate */
} MseDependence;

typedef struct {
    guint n_near;               /* leading candidates of the search within `distance` of the best */
    double near_low, near_high; /* their totals */
    double wider_low, wider_high; /* totals of the candidates within `limits_distance` */
    GArray *groups;               /* MseAnswerGroup, by total */
    double other_criterion; /* total of the candidate that is best by the other of AIC and BIC */
    MseFit heterogeneity[MSE_N_HETEROGENEITY]; /* status 0 where there is an estimate */
    double nearest_heterogeneity; /* smallest criterion of these less that of the best model; NAN */
    double heterogeneity_low,
        heterogeneity_high; /* totals of those within `limits_distance`; NAN */
    GPtrArray *left_out;    /* MseVariant */
    GPtrArray *merged;      /* MseVariant */
    GArray *dependences;    /* MseDependence, pairs that are not in the model; no covariates */
    double odds_ratio;      /* used above: from 1 / odds_ratio to odds_ratio */
    double dependence_low, dependence_high;
} MseSensitivity;

typedef struct {
    double distance;        /* near models: within this of the best criterion */
    double limits_distance; /* the same, for answers beyond the limits of the estimate */
    double group_gap;       /* a gap between totals of this factor separates groups of answers */
    double odds_ratio;      /* > 1 */
    guint n_threads;
} MseSensitivityOptions;

/* options of the search are used again for the smaller tables (a hierarchical search where they
 * allow it). fixed: the model was given, not searched for; the near models are then only itself.
 * Returns (transfer full). */
MseSensitivity *mse_sensitivity(const MseTable *table, const MseSearchResult *search,
                                const MseSearchOptions *search_options,
                                const MseSensitivityOptions *options);
void mse_sensitivity_free(MseSensitivity *sensitivity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseSensitivity, mse_sensitivity_free)
