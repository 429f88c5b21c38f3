#pragma once

#include <glib.h>

/* Errors of the project.
 *
 * A message is written for the person who has to act on it: it names the file, line, column and
 * value where there is one, and the remedy. The code is the exit status that the program ends with
 * (sysexits.h). */
#define INBEELD_ERROR (inbeeld_error_quark())

typedef enum {
    INBEELD_ERROR_USAGE = 64,         /* the command line is wrong */
    INBEELD_ERROR_DATA = 65,          /* the input was read and refused */
    INBEELD_ERROR_NO_INPUT = 66,      /* the input is not there or cannot be opened */
    INBEELD_ERROR_PARTIAL = 69,       /* part of the reports failed, the rest is made */
    INBEELD_ERROR_INTERNAL = 70,      /* a defect of ours */
    INBEELD_ERROR_CANNOT_CREATE = 73, /* an output cannot be made */
    INBEELD_ERROR_IO = 74,            /* reading or writing failed half way */
    INBEELD_ERROR_TRY_AGAIN = 75,     /* locked by another process */
    INBEELD_ERROR_CONFIG = 78         /* configuration, profile or reference data is wrong */
} InbeeldError;

GQuark inbeeld_error_quark(void);

/* The exit status for `error`: its code when it is one of ours, 64 for an option error, 66 for a
 * file that is not there, 74 for other file errors, else 70.  NULL gives 0. */
int inbeeld_error_exit_status(const GError *error);
