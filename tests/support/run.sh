#!/bin/sh
# Runs test programs one after another; TEST_WRAPPER (valgrind) stands before each when set.
# A program that fails is run once more and that is said: one test of the reports was seen to hang in
# a forked test, rarely; what fails twice fails.
set -u
status=0
for program in "$@"; do
    ${TEST_WRAPPER:-} "$program" && continue
    echo "$program failed; once more" >&2
    ${TEST_WRAPPER:-} "$program" || status=1
done
exit $status
