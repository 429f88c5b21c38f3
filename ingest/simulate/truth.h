#pragma once

#include "ingest/simulate/population.h"

/* What is known of a simulated delivery: how its rows should be told apart when it is read. */
typedef struct {
    char *file;         /* name without folder */
    const char *source; /* comensha, om, politie */
    int year;           /* 0: several */
    gint64 rows;        /* = accepted + rejected + duplicate + excluded */
    gint64 accepted;
    gint64 rejected;
    gint64 duplicate;
    gint64 excluded;
    gint64 blank;
    gint64 persons;      /* comensha: different persons among the accepted rows; else 0 */
    GHashTable *reasons; /* "rejected Meldingsdatum" -> count in a gint64 */
} FileTruth;

/* "fictief-om-2015-2024.csv", "fictief-om-2024.csv".  Returns (transfer full). */
char *export_name(const char *source, int first_year, int last_year);

/* Returns (transfer full). */
FileTruth *file_truth_new(const char *file, const char *source, int year);
void file_truth_free(FileTruth *truth);

/* Counts a row of each kind. column and rule: why. */
void file_truth_accept(FileTruth *truth);
void file_truth_reject(FileTruth *truth, const char *column);
void file_truth_exclude(FileTruth *truth, const char *rule);
/* A place in an accepted row that means no gemeente: counted, the row stays. what: "COLUMN:
 * unknown". */
void file_truth_note_place(FileTruth *truth, const char *what);
/* Whether one more rejected row keeps a file of some `n_rows` rows well below the 5 % at which a
 * delivery is refused. */
gboolean file_truth_may_reject(const FileTruth *truth, gint64 n_rows);

/* Writes truth.csv: year;form_group;eenheid;population;registered.
 * years: SimulatedYear. Fails as output_write() does. */
gboolean truth_write_strata(const char *path, const GPtrArray *years, GError **error);

/* Writes truth.json: seed, scale, fitted parameters per year, and the FileTruth of each file. */
gboolean truth_write_parameters(const char *path, guint64 seed, double scale,
                                const GPtrArray *years, const GPtrArray *files, GError **error);
