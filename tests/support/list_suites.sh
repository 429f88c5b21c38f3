#!/bin/sh
# Prints the C table of the suites in the given test files: tests/x/test_name.c defines `Suite *name_suite(void)`.
echo '#include "tests/support/suites.h"'
for file in "$@"; do
    name=$(basename "$file" .c)
    echo "Suite *${name#test_}_suite(void);"
done
echo 'SuiteFunction const suite_functions[] = {'
for file in "$@"; do
    name=$(basename "$file" .c)
    echo "    ${name#test_}_suite,"
done
echo '    NULL};'
