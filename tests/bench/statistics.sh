#!/bin/sh
# Trends and comparisons of all gemeenten: 342 x 10 years x 12 measures, on one and on two threads, with the same bits.
set -eu
. tests/bench/functions.sh
make -s build/bench/statistics_bench >&2
best() { # THREADS: the fastest of three as "<seconds> <checksum>"
    for _ in 1 2 3; do build/bench/statistics_bench "$1"; done | sort -n | head -1
}
echo '# Trends and comparison'
two=$(best 2)
one=$(best 1)
[ "${one#* }" = "${two#* }" ] || { echo 'statistics: results differ with the number of threads' >&2; exit 1; }
row '342 gemeenten, 10 years, 12 measures: trends and comparison, 2 threads' "${two% *}" 2 'target 2 s; the same bits as on 1 thread'
row 'the same on 1 thread' "${one% *}" 2 ''
