#pragma once

#include <check.h>

/* Table made by list_suites.sh from the test files of one folder; ends with NULL. */
typedef Suite *(*SuiteFunction)(void);
extern SuiteFunction const suite_functions[];
