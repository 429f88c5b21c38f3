#!/bin/sh
# A police export of about 200 MB into the register, beside sqlite3 .import of the same file.
set -eu
. tests/bench/functions.sh

echo '# Ingest'
rows=${BENCH_QUICK:+20000}
rows=${rows:-2000000}
build/inbeeld simulate --out "$work/exports" --seed 1 --politie-rows "$rows" >/dev/null 2>&1
iconv -f UTF-16 -t UTF-8 "$work"/exports/fictief-politie-*.csv >"$work/politie.csv"
megabytes=$(($(stat -c %s "$work/politie.csv") / 1000000))
build/inbeeld key "$work/key" >/dev/null
printf '.mode csv\n.separator "\\t"\n.import %s politie\n' "$work/politie.csv" >"$work/import.sql"

import_all() { rm -f "$work/baseline.db"; sqlite3 "$work/baseline.db" <"$work/import.sql"; }
cat >"$work/ours.sh" <<EOF
rm -f $work/r.db*; exec build/inbeeld ingest --quiet --register $work/r.db --key $work/key --profile politie $work/politie.csv
EOF
cat >"$work/baseline.sh" <<EOF
rm -f $work/baseline.db; exec sqlite3 $work/baseline.db <$work/import.sql 2>/dev/null # a word for every blank line
EOF
# Side by side, in turn, so that a machine that slows down slows both.
for i in 1 2 3; do
    $measure sh "$work/ours.sh" >>"$work/ours"
    $measure sh "$work/baseline.sh" >>"$work/baseline"
done
ours=$(sort -n "$work/ours" | sed -n 2p)
baseline=$(sort -n "$work/baseline" | sed -n 2p)
row "politie export, $megabytes MB, to the register" "$(seconds_of "$ours")" "$(seconds_of "$baseline")" \
    "sqlite3 .import; ours hashes, checks and types every field; peak memory $(megabytes_of "$ours") MB"

head -n $((rows / 10 + 1)) "$work/politie.csv" >"$work/tenth.csv"
sed "s#politie.csv#tenth.csv#" "$work/ours.sh" >"$work/small.sh"
small=$($measure sh "$work/small.sh")
printf 'memory, %s rows beside %s\t%s MB\t%s MB\t\tflat in the number of rows\n' $((rows / 10)) "$rows" "$(megabytes_of "$small")" "$(megabytes_of "$ours")"

make --no-print-directory -s build/bench/csv_bench >/dev/null
build/bench/csv_bench "$work/politie.csv"
