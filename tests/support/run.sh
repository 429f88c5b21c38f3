#!/bin/sh
# Runs test programs one after another; TEST_WRAPPER (valgrind) stands before each when set.
set -u
status=0
for program in "$@"; do
    ${TEST_WRAPPER:-} "$program" || status=1
done
exit $status
