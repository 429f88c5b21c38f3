#pragma once

#include <glib.h>

/* A publication database for tests of the editions: all measures and breakdowns, ten years, all
 * areas, with figures that are made up by a fixed rule and protected by the simple rule 1-4. No
 * statistics stage is needed. */
typedef struct {
    gboolean with_estimates; /* and what the statistics say */
    gboolean with_quarters;  /* 2022KW1-2024KW4: 250 persons and 600 signals in each, 700 in the
                                last;  with estimates, signals stand out in the last */
    gboolean only_land;      /* no figures of areas: quick */
    const char *zero;        /* codes of gemeenten of which all figures are 0, */
    const char *suppressed;  /* suppressed, */
    const char *missing;     /* or absent; NULL: none */
} EditionSample;

/* Writes `path`; stops the test when it cannot. */
void edition_sample_write(const char *path, const EditionSample *sample);

/* The publication that an environment variable names; else the sample with estimates, and GM0060
 * all zero, GM0088 suppressed, GM0093 absent, written in `folder`. Returns (transfer full): its
 * path. */
char *edition_sample_or(const char *variable, const char *folder);

/* Registered cases of 2007-2011 by old parket, PO01.. in order of the print: facts, published in
 * 2012 by the National Rapporteur. */
extern const int edition_sample_om_counts[19][5];
