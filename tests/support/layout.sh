#!/bin/sh
# The layout of all pages about all areas, of the sample and of a publication when there is one; both languages at once.
set -u
program=$1
publication=$2
run() { # both languages, one process each
    CK_RUN_SUITE=layout CK_RUN_CASE=nl INBEELD_TEST_ALL=1 "$program" &
    first=$!
    CK_RUN_SUITE=layout CK_RUN_CASE=en INBEELD_TEST_ALL=1 "$program" || status=1
    wait $first || status=1
}
status=0
run
if [ -e "$publication" ]; then
    INBEELD_PUBLICATION=$publication
    export INBEELD_PUBLICATION
    run
else
    echo "layout: $publication is not there (make demo); only the sample was looked at"
fi
exit $status
