#pragma once

#include "core/area.h"

/* How figures are published: reference/publication.ini (docs/formats/reference-breakdowns.md). */
typedef struct {
    int window_years;
    int quarters;
    int provisional_days;
    gint64 suppress_below;  /* counts 1..suppress_below - 1 are suppressed; 0: none */
    gboolean suppress_zero; /* zeros as well */
    /* Kinds of area whose totals, or the categories of whose breakdowns, are not small numbers. */
    gboolean exempt_totals[AREA_KIND_COUNT];
    gboolean exempt_breakdowns[AREA_KIND_COUNT];
} PublicationPolicy;

/* Fails with INBEELD_ERROR_CONFIG: a file, key or value that is not as documented. */
gboolean publication_policy_load(PublicationPolicy *policy, GError **error);
