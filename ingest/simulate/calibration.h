#pragma once

#include <glib.h>

/* What a simulated register is calibrated to: reference/simulatie/ijkpunten.csv, rows of
 * onderwerp;jaar;groep;categorie;waarde;herkomst;bron (docs/formats/simulated-exports.md).
 *
 * jaar is a year, a range ("2015-2018") or empty: a row for the year itself, or a range that holds
 * it, goes before a row for all years. herkomst: gepubliceerd, afgeleid or verzonnen. */
typedef struct Calibration Calibration;

typedef enum {
    CALIBRATION_PUBLISHED, /* gepubliceerd: the figure stands in the source */
    CALIBRATION_DERIVED,   /* afgeleid: computed or chosen to meet a published figure */
    CALIBRATION_INVENTED   /* verzonnen */
} CalibrationOrigin;

typedef struct {
    const char *subject;
    int first_year; /* 0 for all years */
    int last_year;
    const char *group;
    const char *category;
    double value;
    CalibrationOrigin origin;
    const char *source;
} CalibrationPoint;

/* Reads the file of the product, or `path` when it is not NULL. Fails with INBEELD_ERROR_NO_INPUT
 * or INBEELD_ERROR_CONFIG (message: file, line, value).  Returns (transfer full); immutable. */
Calibration *calibration_load(const char *path, GError **error);
void calibration_free(Calibration *calibration);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Calibration, calibration_free)

/* All points in the order of the file. Borrowed. */
const CalibrationPoint *calibration_points(const Calibration *calibration, gsize *n_points);

/* The value for a year, or `otherwise` when the file has none. */
double calibration_value(const Calibration *calibration, const char *subject, int year,
                         const char *group, const char *category, double otherwise);

/* A set of categories with their values. */
typedef struct {
    gsize n;
    const char **names; /* borrowed strings */
    double *values;
} CalibrationShares;

/* The categories of `group` under a subject, in the order of the file; those for the year itself
 * when there are any. n is 0 when the file has none.  Returns (transfer full). */
CalibrationShares *calibration_shares(const Calibration *calibration, const char *subject, int year,
                                      const char *group);
/* The same over the groups of a subject: the names are groups. */
CalibrationShares *calibration_group_shares(const Calibration *calibration, const char *subject,
                                            int year);
double calibration_shares_sum(const CalibrationShares *shares);
void calibration_shares_free(CalibrationShares *shares);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CalibrationShares, calibration_shares_free)
