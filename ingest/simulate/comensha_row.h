#pragma once

#include "ingest/simulate/people.h"

/* The words of one row of a CoMensha export. */

typedef enum {
    COMENSHA_DOSSIER,
    COMENSHA_PERSON,
    COMENSHA_DAY,
    COMENSHA_REPORTER,
    COMENSHA_REPORTER_AREA,
    COMENSHA_SEX,
    COMENSHA_AGE,
    COMENSHA_MINOR,
    COMENSHA_NATIONALITY,
    COMENSHA_FORMS,
    COMENSHA_SECTOR,
    COMENSHA_CROSS_BORDER,
    COMENSHA_EXPLOITATION,
    COMENSHA_RESIDENCE,
    COMENSHA_SHELTER,
    COMENSHA_REGISTRATION,
    COMENSHA_ZORGREGIO,
    COMENSHA_B8,
    COMENSHA_SHELTER_REQUESTED,
    COMENSHA_SUB3,
    COMENSHA_DOSSIER_TYPE,
    COMENSHA_CERTAINTY,
    COMENSHA_REMARKS
} ComenshaColumn;

#define COMENSHA_N_COLUMNS (COMENSHA_REMARKS + 1)

/* The header. */
extern const char *const comensha_columns[COMENSHA_N_COLUMNS];

typedef struct {
    GString *cells[COMENSHA_N_COLUMNS];
} ComenshaRow;

ComenshaRow *comensha_row_new(void);
void comensha_row_free(ComenshaRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ComenshaRow, comensha_row_free)

/* What the rows of a year have in common; borrows its arguments. Fails as table_file_open(). */
typedef struct ComenshaWords ComenshaWords;
ComenshaWords *comensha_words_new(const SimulatedPeople *people, const Calibration *calibration,
                                  Places *places, guint64 seed, GError **error);
void comensha_words_free(ComenshaWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ComenshaWords, comensha_words_free)

/* Fills every cell. The same report gives the same cells in every delivery, but for a person whose
 * form was another in the first. */
void comensha_row_fill(ComenshaRow *row, const ComenshaWords *words, const SimulatedPerson *person,
                       const SimulatedReport *report, gboolean first);
