#!/bin/sh
# 342 gemeente reports and the jaarmonitor, from the publication that `make demo` leaves.
set -eu
. tests/bench/functions.sh

echo '# Reports'
[ -e out/work/publication.db ] || make -s demo >&2
gemeenten=$(median 3 build/inbeeld report --quiet --publication out/work/publication.db --edition gemeente --out "$work/reports" --jobs 2)
row '342 gemeente reports, 2 jobs' "${gemeenten% *}" 12 "target 12 s; largest process ${gemeenten#* } MB"
monitor=$(median 3 build/inbeeld report --quiet --publication out/work/publication.db --edition jaarmonitor --out "$work/reports" --jobs 1)
row 'jaarmonitor' "${monitor% *}" 1 "target 1 s; largest process ${monitor#* } MB"
