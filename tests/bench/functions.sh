# Shared by the scripts of this folder; sourced, not run.

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
measure=build/bench/measure
mkdir -p build/bench
[ $measure -nt tests/bench/measure.c ] || gcc -O2 -o $measure tests/bench/measure.c

# median RUNS COMMAND...: the run with the median time, as measure.c prints it: "<seconds> <MB> ..."; BENCH_QUICK: one run
median() {
    runs=${BENCH_QUICK:+1}
    runs=${runs:-$1}
    shift
    i=0
    while [ $i -lt "$runs" ]; do
        "$measure" "$@" 2>"$work/stderr" || { cat "$work/stderr" >&2; return 1; }
        i=$((i + 1))
    done | sort -n | sed -n "$(((runs + 1) / 2))p"
}

# seconds_of, megabytes_of FIGURES: of what measure.c printed
seconds_of() { echo "${1%% *}"; }
megabytes_of() { echo "$1" | cut -d' ' -f2; }

# row WHAT OURS BASELINE NOTE: a line of the table; the ratio is ours / baseline
row() {
    ratio=$(awk -v a="$2" -v b="$3" 'BEGIN { if (b > 0) printf "%.2f", a / b }')
    printf '%s\t%s s\t%s s\t%s\t%s\n' "$1" "$2" "$3" "$ratio" "$4"
}
