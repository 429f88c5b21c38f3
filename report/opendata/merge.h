#pragma once

#include "report/opendata/spool.h"

/* The same figure of the reports about many areas as one table: area code and name first, then the
 * title where it differs in more than the name of the area, columns of all reports by key, rows in
 * the order of the areas; rows that are common to all come once, before the others, without an
 * area. */
typedef struct {
    guint n_reports;
    SpoolFile *const *files; /* NULL where a report failed */
    const char *const *codes, *const *names;
    gboolean per_area; /* FALSE: one report about the land, whose record is taken as it is */
} MergeInput;

/* All names in order of first appearance. Returns (transfer full): char *, owned. */
GPtrArray *merge_names(const MergeInput *input);
/* NULL when no report has a figure of this name. Cost: that of reading it. Returns (transfer
 * full). */
FigureRecord *merge_records(const MergeInput *input, const char *name);
