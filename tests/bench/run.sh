#!/bin/sh
# make bench: runs every other script of this folder and writes docs/benchmarks.md.
#
# A script prints lines of tab-separated fields:  what  ours  baseline  ratio  note   (seconds or MB/s, with the unit),
# and lines that start with "# " as a heading. Ratios are what counts: both sides are measured in the same run, except
# where the note says "R" (figures of peer programs, measured once on another machine, one thread).
# BENCH_QUICK=1 runs everything once on little data, to see that it works, and leaves docs/benchmarks.md alone.
set -eu
report=docs/benchmarks.md
[ -z "${BENCH_QUICK:-}" ] || report=build/bench/quick.md
rows=$(mktemp)
trap 'rm -f "$rows" "$rows.part"' EXIT
for script in tests/bench/*.sh; do
    case $script in */run.sh | */functions.sh) continue ;; esac
    echo "bench: $script" >&2
    sh "$script" >"$rows.part"
    cat "$rows.part" >&2
    cat "$rows.part" >>"$rows"
done
{
    echo '# Benchmarks'
    echo
    echo 'Written by `make bench`; do not edit. Absolute times differ from machine to machine: read the ratios.'
    echo "Machine of this run: $(nproc) processors, $(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)."
    awk -F'\t' '
        /^# / { printf "\n## %s\n\n| what | ours | baseline | ratio | note |\n| --- | ---: | ---: | ---: | --- |\n", substr($0, 3); next }
        { printf "| %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5 }' "$rows"
} >"$report"
echo "written: $report"
