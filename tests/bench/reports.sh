#!/bin/sh
# 342 gemeente reports and the jaarmonitor, from the publication that `make demo` leaves. Two workers share what stands in
# libraries and fonts: the resident set of each counts it in full, its proportional share by half.
set -eu
. tests/bench/functions.sh

# report_row WHAT TARGET_SECONDS ARGUMENTS...: seconds of the clock, and of the processors, which other programs disturb less
report_row() {
    what=$1
    target=$2
    shift 2
    figures=$(median 3 build/inbeeld report --quiet --publication out/work/publication.db --out "$work/reports" "$@")
    # shellcheck disable=SC2086
    set -- $figures
    row "$what" "$1" "$target" "target $target s, 25 MB; $3 s of processor time; worker $4 MB, $5 MB by share; largest process $2 MB"
}

echo '# Reports'
[ -e out/work/publication.db ] || make -s demo >&2
report_row '342 gemeente reports, 2 jobs' 15 --edition gemeente --jobs 2
report_row 'jaarmonitor' 1 --edition jaarmonitor --jobs 1
