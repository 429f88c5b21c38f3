#pragma once

#include <glib.h>

/* An attack on a release: what can a reader recompute of the suppressed numbers? Reads what a
 * reader has, never the register. docs/methods/counts.md, Protection. */

typedef struct {
    char *area, *period, *dimension, *category;
    gint64 value; /* what follows */
} AuditFinding;

typedef struct {
    char *measure;
    gsize n_cells, n_suppressed;
    gsize n_given_away;  /* suppressed small numbers with one possible value */
    gsize n_other;       /* suppressed numbers that are not small, with one possible value */
    gsize n_unanswered;  /* the solver gave up: not known */
    gsize n_outside;     /* cells that are in no sum: areas of another division */
    GPtrArray *findings; /* AuditFinding: the small numbers */
} AuditMeasure;

typedef struct {
    GPtrArray *measures; /* AuditMeasure, in the order of reference/measures.csv */
    gint64 small_below;  /* 1 .. this - 1 are small numbers */
    gsize n_suppressed, n_given_away, n_other, n_unanswered;
    GPtrArray *stated; /* char *: suppressed cells whose number another table of the publication
                          states */
} AuditReport;

/* small_below: 0 for what the publication says, or 5 where it says nothing.
 * path: a publication database or a folder with open data (stats/publication/release.h). Fails as
 * release_open does, and with CONFIG for reference data. Returns (transfer full). */
AuditReport *audit_release(const char *path, gint64 small_below, GError **error);
void audit_report_free(AuditReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AuditReport, audit_report_free)
