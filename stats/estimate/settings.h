#pragma once

#include "core/codes.h"
#include "core/period.h"
#include "stats/mse/table.h"

/* reference/schatting.ini: how the register becomes a table of lists. */

typedef struct {
    char *name;
    GStrv reporters; /* codes of dimension reporter */
} ListSetting;

typedef struct {
    char *name;
    GStrv categories; /* of the dimension */
} LevelSetting;

typedef struct {
    char *dimension;
    GPtrArray *levels; /* LevelSetting * */
} CovariateSetting;

typedef struct {
    char *subject;
    char *file; /* path */
    Period period;
} PublishedSetting;

typedef struct {
    int years;
    guint replicates;
    gint64 least_registered;
    GPtrArray *lists;      /* ListSetting *, 2 to MSE_MAX_LISTS */
    GPtrArray *covariates; /* CovariateSetting * */
    GPtrArray *published;  /* PublishedSetting * */
} EstimateSettings;

/* Fails with INBEELD_ERROR_CONFIG, naming group and key: a reporter or category that the code list
 * does not have or that stands in two places, a category of a covariate that is left out.
 * Returns (transfer full). */
EstimateSettings *estimate_settings_load(const Codes *codes, GError **error);
void estimate_settings_free(EstimateSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EstimateSettings, estimate_settings_free)

/* Index of the list of a reporter, -1 when it is on none. */
int estimate_settings_list(const EstimateSettings *settings, const char *reporter);
/* Index of the level of a category. Every category of the dimension has one. */
guint covariate_level(const CovariateSetting *covariate, const char *category);
