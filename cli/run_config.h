#pragma once

#include "core/day.h"
#include "core/format.h"
#include "core/period.h"

/* The configuration of `inbeeld run` (docs/formats/run-configuration.md). All paths are made
 * absolute, or relative to the working folder as the configuration file itself was. */
typedef struct {
    char *name;          /* of the group, without "delivery " */
    char *profile;       /* name, or path when it ends in .ini */
    GPtrArray *files;    /* char *, patterns expanded, alphabetical within a pattern */
    char *legal_basis;   /* NULL: that of the profile */
    Day peildatum;       /* DAY_NONE: that of the run */
    double max_rejected; /* fraction; negative: the default */
} RunDelivery;

typedef struct {
    char *name;
    Period period; /* written after the name, "kwartaal 2024KW3"; PERIOD_NONE: that of the run */
} RunEdition;

typedef struct {
    Period period;
    char *out;
    Day peildatum;
    Language language;
    gint64 seed;
    gint64 suppress_below;
    GPtrArray *editions; /* RunEdition * */
    char *areas;
    char *key;               /* NULL: the default place */
    char *mark;              /* over every page; NULL: none */
    char *boundaries;        /* GeoJSON or TopoJSON for the maps; NULL: hexagons */
    char *boundaries_source; /* who made it; NULL: not told */
    GPtrArray *deliveries;   /* RunDelivery * */
    GHashTable *texts;       /* texts of the editor: slot -> path */
} RunConfig;

/* Reads and checks the file. Unknown groups and keys, a missing period, a pattern that matches no
 * file: INBEELD_ERROR_CONFIG or, for files that are not there, INBEELD_ERROR_NO_INPUT, with group
 * and key named.  Returns (transfer full). */
RunConfig *run_config_load(const char *path, GError **error);
void run_config_free(RunConfig *config);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunConfig, run_config_free)
