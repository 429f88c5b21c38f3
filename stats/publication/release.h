#pragma once

#include "core/database.h"
#include "stats/counts/cube.h"

/* The cells of a release as a reader has them: out of a publication database, or out of the CSV
 * files of its open data (cijfers-<measure>.csv). */
typedef struct {
    const char *measure, *dimension, *category;
    Period period;
    const char *area;
    CellState state;
    gint64 value; /* 0 without one */
} ReleaseCell;

typedef struct Release Release;

/* path: a publication database, or a folder that holds open data, itself, in open-data/ or in
 * out/open-data/ below it. Fails with NO_INPUT when there is neither, DATA when a cell cannot be
 * read. Returns (transfer full). */
Release *release_open(const char *path, GError **error);
void release_free(Release *release);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Release, release_free)

/* The division of the country in the figures: as the database says; for CSV files the last day of
 * the last year in them. */
Day release_division(const Release *release);
/* The database; NULL for CSV files. Borrowed. */
Database *release_database(const Release *release);

/* The cells of a measure as a cube, states as released; suppressed cells have value 0. NULL when
 * the release has no such measure. Cells of areas that are not in the division are left out and
 * counted in *n_outside. Returns (transfer full). */
Cube *release_cube(const Release *release, const Plan *plan, Division *division, gsize *n_outside);
