#pragma once

#include "core/area.h"
#include "core/codes.h"
#include "core/measure.h"
#include "core/period.h"
#include "stats/protect/protect.h"

/* From the register to the publication: counts, protects and writes everything, in one go. */
typedef struct {
    const char *register_path;
    const char *publication_path;
    const char *period;    /* 2024 or 2024KW3; NULL: the last year that is wholly delivered */
    gint64 seed;           /* written down for what is drawn at random */
    gint64 suppress_below; /* -1: as reference/publication.ini says */
    guint n_threads;       /* for estimates; 0: one for each processor */
    guint replicates;      /* for intervals of estimates; 0: as reference/schatting.ini says */
    gboolean no_estimates; /* leave out the dark number, which takes most of the time */
} PublishOptions;

/* Units counted over the years published, by the program and by SQLite's own count. */
typedef struct {
    const char *measure; /* borrowed from the measures of the summary */
    gint64 counted;
    gint64 expected;
    gint64 n_split;    /* counted only around a gemeente that was split since */
    gint64 n_unlisted; /* categories that the code list lacks */
} PublishCheck;

/* Trends, quarters and comparisons made of the published cells. */
typedef struct {
    gint64 n_series;   /* with a result */
    gint64 n_trends;   /* of them with a direction */
    gint64 n_quarters; /* judged */
    gint64 n_notable;
    gint64 n_compared; /* gemeenten x measures x periods */
    gint64 n_different;
} StatisticsSummary;

typedef struct {
    MeasureList *measures;
    Period period;
    Period window;
    Day division;
    gboolean synthetic;
    gint64 n_cells;
    gint64 n_provisional;
    ProtectionNotes protection;
    gint64 suppress_below;
    GArray *checks; /* PublishCheck */
    gint64 n_sources;
    gint64 n_events;
    gint64 n_bridge_steps;
    gint64 n_revisions;
    gint64 n_estimates; /* dark numbers with a value */
    StatisticsSummary statistics;
} PublishSummary;

/* Writes the publication whole or not at all: into a file beside it that is renamed at the end.
 * Fails with USAGE (the period), NO_INPUT, DATA (nothing delivered, a place or measure that is not
 * known), CONFIG (reference data), CANNOT_CREATE, IO, and INTERNAL when the sums in and out differ.
 * Returns (transfer full). Cost: a pass over the register for each measure. */
PublishSummary *publish(const PublishOptions *options, GError **error);
void publish_summary_free(PublishSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PublishSummary, publish_summary_free)
