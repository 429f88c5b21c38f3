#include "tests/support/suites.h"

#include "core/log.h"

#include <gsl/gsl_errno.h>
#include <stdlib.h>

/* Runs all suites of a folder. CK_RUN_SUITE=name runs one, CK_RUN_CASE=name one case (see the
 * manual of Check). */
int main(void)
{
    gsl_set_error_handler_off();
    log_setup(LOG_FORMAT_TEXT, G_LOG_LEVEL_ERROR);
    SRunner *runner = srunner_create(NULL);
    for (SuiteFunction const *suite = suite_functions; *suite != NULL; suite++)
        srunner_add_suite(runner, (*suite)());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
