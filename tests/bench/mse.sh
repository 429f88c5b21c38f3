#!/bin/sh
# The dark number: searches and bootstraps, beside the R packages (one thread, measured once on another machine).
set -eu
. tests/bench/functions.sh
data=data-samples/mse
fast="--no-sensitivity --format json"

echo '# Dark number'
bench() { # what, baseline seconds, note, words...
    what=$1 baseline=$2 note=$3
    shift 3
    # shellcheck disable=SC2086
    ours=$(median 3 build/inbeeld mse --quiet "$@" $fast 2>/dev/null | cut -d' ' -f1)
    ratio=$(awk -v a="$ours" -v b="$baseline" 'BEGIN { printf "%.4f", a / b }')
    printf '%s\t%s s\t%s s\t%s\tR: %s\n' "$what" "$ours" "$baseline" "$ratio" "$note"
}
bench 'exhaustive, 5 lists, 6,893 models, UK' 20.7 'MultipleSystemsEstimation 1.2.0' $data/uk2013-5.csv --interval none
bench 'exhaustive, 5 lists, 6,893 models, Netherlands' 8.3 'MultipleSystemsEstimation 1.2.0' $data/netherlands-5.csv --interval none
bench 'two-list terms, 6 lists, 32,768 models' 58 'MultipleSystemsEstimation 1.2.0' $data/netherlands-6.csv --interval none
bench '1,000 BCa, choice among 100 models, Korea' 7.7 'MultipleSystemsEstimation 1.2.0' $data/korea-3.csv
bench '1,000 BCa, choice among 100 models, Kosovo' 20 'MultipleSystemsEstimation 1.2.0' $data/kosovo-4.csv
bench '1,000 BCa, choice among 100 models, UK' 79 'MultipleSystemsEstimation 1.2.0' $data/uk2013-5.csv
bench '1,000 BCa, choice among 100 models, New Orleans' 112 'MultipleSystemsEstimation 1.2.0' $data/neworleans-5-n185.csv
bench '1,000 BCa, choice among 100 models, Netherlands 5' 121 'MultipleSystemsEstimation 1.2.0' $data/netherlands-5.csv
bench '1,000 BCa, choice among 100 models, Netherlands 6' 314 'SparseMSE 2.0.1, stepwise' $data/netherlands-6.csv
bench '1,000 BCa, stepwise by p, UK' 80.5 'SparseMSE 2.0.1' $data/uk2013-5.csv --search stepwise
bench '1,000 BCa, stepwise by p, Netherlands 6' 313.7 'SparseMSE 2.0.1' $data/netherlands-6.csv --search stepwise
covariates='--covariate X1,X2,X3,X4,Y'
# shellcheck disable=SC2086
bench 'four covariates and years, search' 25 'mse 1.0, search' $data/cruyff-simulated-4-covariates-year.csv $covariates --interval none
# shellcheck disable=SC2086
bench 'four covariates and years, search and 1,000 bootstraps with choice' 92 'mse 1.0, search and bootstrap of one model' \
    $data/cruyff-simulated-4-covariates-year.csv $covariates
